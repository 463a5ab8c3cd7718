"""Pictures of a site: what is asked for, and who draws them. The drawing room is found, not imported."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from planningtable.app.city_beyond import CityAround
from planningtable.app.standpoint import ADULT, Eye
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.photo import Photo
from planningtable.city.plan import Plan
from planningtable.city.site import Site
from planningtable.domain.text import PlanningError, Words
from planningtable.domain.values import Contribution, Measure
from planningtable.layers.layer import LayerResult
from planningtable.layers.look import PLAIN, Look

GROUP = "planningtable.snapshots"

View: TypeAlias = Literal["top", "perspective"]


@dataclass(frozen=True, slots=True, eq=False)
class SnapshotRequest:
    """A picture that is asked for.

    Attributes:
        site: what stands there, with the variant's measures.
        words: language of the picture.
        size: width and height [px].
        view: straight from above, with a scale, or from the side.
        title: printed above the legend; empty for none.
        subtitle: printed below it, such as layer and scenario on a line each; empty for none.
        date: printed as it is; empty for none.
        layer_result: laid over ground or roofs; None for none.
        frame: which of the result's time frames; -1 for its main grid.
        look: how the layer is laid over the model.
        contributions: pinned, numbered in this order from 1.
        measures: outlined.
        selected: id of a building to be tinted; None for none.
        extent: what is to be seen, in the site's CRS; None for all of the site.
        plans: development plans laid over the ground.
        photos: aerial photos laid over ground and roofs, later ones over earlier ones; plans and a layer on roofs go
            before, another layer lies over them.
        textures: whether buildings and objects have the images and colours of their file; a layer on roofs goes before.
        names: whether names of streets and buildings are written where they find room.
        sun: the moment whose light and shadows are drawn, with its UTC offset; None for soft light.
        up: the side that is up in the picture, clockwise from north [°].
        eye: what somebody sees from there; ``view``, ``up`` and ``extent`` are not looked at then. None for no eye.
        clock: the time in a film, written into the picture; empty for none.
        elapsed: share of the film that is over [0..1], drawn below the clock.
        around: the city around the site, drawn where it is in the picture; None for the site alone.
        legend: whether the picture has a margin with legend, scale, north arrow, date and sources.
    """

    site: Site
    words: Words
    size: tuple[int, int] = (1600, 1000)
    view: View = "perspective"
    title: str = ""
    subtitle: str = ""
    date: str = ""
    layer_result: LayerResult | None = None
    frame: int = -1
    contributions: tuple[Contribution, ...] = ()
    measures: tuple[Measure, ...] = ()
    selected: str | None = None
    extent: Extent | None = None
    plans: tuple[Plan, ...] = ()
    legend: bool = True
    sun: datetime | None = None
    around: CityAround | None = None
    photos: tuple[Photo, ...] = ()
    textures: bool = False
    names: bool = False
    up: float = 0.0
    eye: Eye | None = None
    clock: str = ""
    elapsed: float = 0.0
    look: Look = PLAIN


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """A film that is asked for.

    Attributes:
        count: of its pictures.
        rate: pictures a second.
        shot: the picture with a number from 0.
        path: east and north of the corners of the way that the eye takes [m]; empty where the view stays.
        above: height of the eye above the ground [m].
    """

    count: int
    rate: float
    shot: Callable[[int], SnapshotRequest]
    path: tuple[tuple[float, float], ...] = ()
    above: float = ADULT


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Pictures of one place side by side.

    Attributes:
        whole: says size, title, subtitle, date and language of the sheet, and whether it has a margin.
        parts: from two to four, each with its caption of one line or two; their sizes and titles are not looked at.
            All are seen from where the first one asks for.
    """

    whole: SnapshotRequest
    parts: tuple[tuple[str, SnapshotRequest], ...]


class SnapshotSource(Protocol):
    """Draws pictures; used by one thread. Keeps what it can reuse until it is closed."""

    def render(self, request: SnapshotRequest) -> bytes:
        """The picture as a PNG.

        Raises:
            PlanningError: this machine cannot draw, or an eye is beside the site, inside a building or under ground.
        """
        ...

    def compare(self, comparison: Comparison) -> bytes:
        """Several pictures side by side as a PNG; raises as `render`."""
        ...

    def film(self, film: Film, file: Path, job: Job) -> None:
        """Draw and write a film.

        Raises:
            PlanningError: this machine cannot draw, the film's path leaves the site, or the file cannot be written.
            CancelledError: on request; no file is left behind.
        """
        ...

    def close(self) -> None:
        """Give back the graphics card."""
        ...


def snapshot_source() -> SnapshotSource:
    """Whoever draws pictures in this installation.

    Raises:
        PlanningError: nobody does.
    """
    found = tuple(metadata.entry_points(group=GROUP))
    if not found:
        raise PlanningError("error.snapshots.none")
    try:
        source: SnapshotSource = found[0].load()()
    except ImportError as problem:
        raise PlanningError("error.snapshots.not-loaded", reason=str(problem)) from problem
    return source
