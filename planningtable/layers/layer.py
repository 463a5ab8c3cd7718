"""The contract of a layer: what it says of itself and what it computes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from planningtable.city.grid import Array, Grid
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.layers.access import Access
from planningtable.layers.free import FreeValue, base_of, free_id, read_free
from planningtable.layers.legend import Legend
from planningtable.layers.listing import Listing
from planningtable.layers.palette import Palette


class Quality(StrEnum):
    """How far a result is to be trusted; a preview is marked as one wherever it is shown."""

    PREVIEW = "preview"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is assumed: a rain, a summer day.

    Attributes:
        id: e.g. ``exceptional``.
        name: shown to people.
        parameters: name and value, sorted; units in the layer's description.
        source: where the values come from.
    """

    id: str
    name: Text
    parameters: tuple[tuple[str, float], ...]
    source: str

    def value(self, name: str) -> float:
        return dict(self.parameters)[name]


@dataclass(frozen=True, slots=True)
class LayerInfo:
    """What a layer says of itself.

    Attributes:
        id: e.g. ``heavy-rain``.
        name: shown to people.
        summary: one sentence.
        version: of the method; part of the cache key.
        method: how it is computed, one paragraph.
        limits: what it does not say, one sentence each.
        sources: literature and norms, printed as they are.
        scenarios: the first is the default.
        icon: name of an icon in ``assets/icons``.
        free: values of the scenarios that people may set freely; their name is then ``LAYER.scenario.free``.
        palettes: other classes and colours that may be chosen.
        place: whether it asks for a place, which a touch of the map tells: values ``east`` and ``north`` [m].
    """

    id: str
    name: Text
    summary: Text
    version: str
    method: Text
    limits: tuple[Text, ...]
    sources: tuple[str, ...]
    scenarios: tuple[Scenario, ...]
    icon: str
    free: tuple[FreeValue, ...] = ()
    place: bool = False
    palettes: tuple[Palette, ...] = ()

    def scenario(self, id: str) -> Scenario | None:
        """One of the scenarios, or one with values that are set freely (see `planningtable.layers.free`)."""
        base, values = base_of(id), read_free(id, self.free, place=self.place)
        found = next((s for s in self.scenarios if s.id == (base or self.scenarios[0].id)), None)
        if found is None or not values:
            return found if found is not None and values is not None and found.id == id else None
        parameters = dict(found.parameters) | values
        name = found.name
        if any(f.name in values for f in self.free):
            name = Text.of(f"{self.id}.scenario.free", **{f.name: parameters[f.name] for f in self.free})
        return Scenario(free_id(found.id, values), name, tuple(sorted(parameters.items())), found.source)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that can be tapped: value, unit and what it is.

    Attributes:
        value: the number.
        unit: as printed, e.g. ``m³``; empty for counts and shares.
        name: shown to people.
        low: lower end of the range; None where none can be given.
        high: upper end of the range.
    """

    value: float
    unit: str
    name: Text
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One value per object.

    Attributes:
        of: ``buildings``, ``surfaces`` or ``trees``: the rows of the site that it belongs to.
        values: shape (rows,).
        unit: as printed.
        name: shown to people.
    """

    of: str
    values: Array
    unit: str
    name: Text


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a number comes from.

    Attributes:
        method: as the layer's ``method``.
        version: of the method.
        sources: literature and norms.
        limits: what it does not say.
        parameters: everything that was set, name and printed value.
        data: names of the files it was computed from.
    """

    method: Text
    version: str
    sources: tuple[str, ...]
    limits: tuple[Text, ...]
    parameters: tuple[tuple[str, str], ...]
    data: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """Velocities at chosen places, few enough to be drawn as arrows.

    Attributes:
        at: east and north in the site's CRS, shape (n, 2) [m].
        velocity: eastwards and northwards, shape (n, 2) [m/s].
    """

    at: Array
    velocity: Array


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A grid at a time.

    Attributes:
        seconds: since the start of the scenario [s].
        grid: of the same quantity as the layer's main grid, but at this time; called ``LAYER.frame`` in words.
        flow: where it moves to; None where the layer does not say.
    """

    seconds: float
    grid: Grid
    flow: Flow | None = None


@dataclass(frozen=True, slots=True, eq=False)
class LayerResult:
    """What a layer computed.

    Attributes:
        layer: id of the layer.
        scenario: id of the scenario.
        resolution: cell size it was computed at [m].
        quality: preview or full.
        main: key of the grid or column that is drawn unless another is asked for.
        grids: name to grid.
        columns: name to per-object values.
        frames: the main grid over time; may be empty.
        totals: key to number, per site.
        legends: name of a grid or column to its legend.
        provenance: where the numbers come from.
        seconds: time it took to compute [s].
        water: whether the main grid and its frames are depths of water above the ground [m], drawn as its surface.
        listings: key to the objects that it tells of by name.
        access: how far streets and buildings can still be reached, drawn over the main grid; None where it does not
            say.
    """

    layer: str
    scenario: str
    resolution: float
    quality: Quality
    main: str
    grids: Mapping[str, Grid]
    columns: Mapping[str, Column]
    totals: Mapping[str, Quantity]
    legends: Mapping[str, Legend]
    provenance: Provenance
    frames: tuple[Frame, ...] = field(default=())
    seconds: float = 0.0
    water: bool = False
    listings: Mapping[str, Listing] = field(default_factory=dict)
    access: Access | None = None


class Layer(Protocol):
    """What a layer plugin offers. Its functions are pure."""

    def describe(self) -> LayerInfo:
        """What the layer says of itself."""
        ...

    def resolutions(self, site: Site) -> tuple[float, ...]:
        """Cell sizes from the first quick answer to the final one [m]; only the last is full quality."""
        ...

    def compute(self, site: Site, scenario: Scenario, resolution: float, job: Job) -> LayerResult:
        """Compute at one resolution [m].

        Raises:
            CancelledError: within 100 ms of ``job.cancel()``.
            PlanningError: the site lacks what the layer needs.
        """
        ...
