"""What everybody at the table looks at: one variant, one layer, its result, the comparison."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import Protocol, TypeVar

from planningtable.app.plugins import PluginHost
from planningtable.app.session import Session
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.domain.seats import Seat
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import BASE, Measure, Variant, Workshop
from planningtable.indicators.indicator import Value
from planningtable.layers.gaps import has_gaps
from planningtable.layers.layer import LayerResult, Scenario
from planningtable.layers.look import PLAIN, Look
from planningtable.layers.times import MAIN, within
from ui.compare.comparing import Comparing
from ui.drafts import Drafts

T = TypeVar("T")

# What is missing of a variant's indicators, the most urgent first.
_ANY, _EXACT, _NOTHING = range(3)


class Workers(Protocol):
    """Work beside the window, delivered on its thread."""

    def start(
        self,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[float, Text], None] | None = None,
    ) -> Job: ...


class Oracle(Protocol):
    """Everything that has to be worked out; called in the worker thread."""

    def site(self, variant: Variant) -> Site:
        """The site with the variant's measures."""
        ...

    def layer(self, variant: Variant, layer: str, scenario: str, resolution: float, job: Job) -> LayerResult:
        """A layer's result on the variant at a resolution [m]."""
        ...

    def values(self, variant: Variant, job: Job, *, quick: bool) -> "Answers":
        """All indicators of a variant; a quick answer may rest on coarse layers."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The indicators of a variant.

    Attributes:
        variant: that was asked about, as it was then.
        values: indicator to value.
        preview: whether a layer behind them was computed coarsely.
        skipped: measure to why it could not be carried out.
    """

    variant: Variant
    values: Mapping[str, Value]
    preview: bool
    skipped: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is drawn.

    Attributes:
        variant: id of the variant.
        layer: id of the layer; empty for none.
        scenario: id of the layer's scenario.
    """

    variant: str = BASE
    layer: str = ""
    scenario: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """What is being worked out, for the status chip.

    Attributes:
        fraction: share that is done [0..1].
        what: being done.
        preview: cell size of the coarse answer that is shown meanwhile [m]; 0 before there is one.
        full: cell size of the final answer [m].
    """

    fraction: float
    what: Text
    preview: float = 0.0
    full: float = 0.0


def _looked_over(site: Site, result: LayerResult) -> tuple[LayerResult, bool]:
    return result, has_gaps(site, result)


class Board:
    """The shared view of the table. Tells its listeners once a change; knows nothing of Qt."""

    def __init__(self, session: Session, host: PluginHost, oracle: Oracle, workers: Workers) -> None:
        self.session = session
        self.host = host
        self.comparing = Comparing()
        self.shown = Shown()
        self.shown_by: Seat | None = None
        self.frame = MAIN
        self.look = PLAIN
        self.gaps = False
        self.site: Site = session.site
        self.result: LayerResult | None = None
        self.activity: Activity | None = None
        self.problem: Text | None = None
        self.plan_shown = False
        self.photo_shown = False
        self.textures_shown = False
        self.moment: datetime | None = None
        self.drafts = Drafts(self._tell)
        self.answers: dict[str, Answers] = {}
        self._oracle = oracle
        self._workers = workers
        self._listeners: list[Callable[[], None]] = []
        self._pictured: tuple[tuple[Measure, ...], Shown] = ((), Shown())
        self._picture_job: Job | None = None
        self._values_job: Job | None = None
        self._unsubscribe = session.subscribe(lambda _change: self.refresh())

    @property
    def state(self) -> Workshop:
        return self.session.state

    @property
    def variant(self) -> Variant:
        """The variant that is shown; the base once it is gone."""
        return self.state.variant(self.shown.variant) or self.state.variants[0]

    @property
    def scenario(self) -> Scenario | None:
        layer = self.host.layers.get(self.shown.layer)
        return layer.describe().scenario(self.shown.scenario) if layer else None

    @property
    def shown_frame(self) -> int:
        """Which time of the layer's result is shown; `MAIN` for its main grid, and where the result lacks the time."""
        return within(self.result, self.frame)

    def subscribe(self, listener: Callable[[], None]) -> None:
        self._listeners.append(listener)

    def show_variant(self, variant: str, by: Seat | None = None) -> None:
        self.shown, self.shown_by = replace(self.shown, variant=variant), by
        self.refresh()

    def show_layer(self, layer: str, scenario: str = "", by: Seat | None = None) -> None:
        """Drape a layer, its first scenario unless one is named; an empty id takes the layer away."""
        if layer and not scenario:
            scenario = self.host.layers[layer].describe().scenarios[0].id
        self.frame = self.frame if layer == self.shown.layer else MAIN
        self.shown, self.shown_by = replace(self.shown, layer=layer, scenario=scenario if layer else ""), by
        self.refresh()

    def lay(self, frame: int, look: Look) -> None:
        """Show one of the times of the layer's result, `MAIN` for its main grid, and how it lies on the model."""
        self.frame, self.look = frame, look
        self._tell()

    def show_plan(self, *, shown: bool) -> None:
        """Lay the development plans over the ground, or take them away."""
        self.plan_shown = shown and bool(self.session.plans)
        self._tell()

    def show_photos(self, *, shown: bool) -> None:
        """Lay the aerial photos over ground and roofs, or take them away."""
        self.photo_shown = shown and bool(self.session.photos)
        self._tell()

    def show_textures(self, *, shown: bool) -> None:
        """Paint buildings and objects as their files do, or white."""
        self.textures_shown = shown
        self._tell()

    def show_moment(self, moment: datetime | None) -> None:
        """Draw the site in the light of a moment with its UTC offset; None: in soft light."""
        self.moment = moment
        self._tell()

    def refresh(self) -> None:
        """Have everything that is outdated worked out, and tell the listeners."""
        wanted = (self.variant.measures, self.shown)
        if wanted != self._pictured:
            moved = wanted[0] != self._pictured[0]
            self._pictured = wanted
            self._renew_picture(with_site=moved)
        self._renew_values()
        self._tell()

    def close(self) -> None:
        self._unsubscribe()
        for job in (self._picture_job, self._values_job):
            if job is not None:
                job.cancel()

    def _tell(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    def _renew_picture(self, *, with_site: bool) -> None:
        if self._picture_job is not None:
            self._picture_job.cancel()
        if self.result is not None and self.result.layer != self.shown.layer:
            self.result = None
        self.problem = None
        if with_site:
            variant = self.variant
            self.activity = Activity(0.0, Text("ui.status.building"))
            self._picture_job = self._workers.start(
                lambda _job: self._oracle.site(variant), self._on_site, self._on_failure
            )
        else:
            self._next_layer(0)

    def _on_site(self, site: Site) -> None:
        self.site = site
        self._next_layer(0)
        self._tell()

    def _next_layer(self, step: int) -> None:
        """Work out the layer at its next finer resolution: coarse first, the last one is final."""
        layer = self.host.layers.get(self.shown.layer)
        resolutions = layer.resolutions(self.site) if layer else ()
        if step >= len(resolutions):
            self.activity = None
            return
        variant, shown, site = self.variant, self.shown, self.site
        preview = resolutions[step - 1] if step else 0.0
        self.activity = Activity(0.0, Text("ui.status.computing"), preview, resolutions[-1])
        self._picture_job = self._workers.start(
            lambda job: _looked_over(
                site, self._oracle.layer(variant, shown.layer, shown.scenario, resolutions[step], job)
            ),
            partial(self._on_layer, step),
            self._on_failure,
            self._on_progress,
        )

    def _on_layer(self, step: int, found: tuple[LayerResult, bool]) -> None:
        self.result, self.gaps = found
        self._next_layer(step + 1)
        self._tell()

    def _on_progress(self, fraction: float, what: Text) -> None:
        if self.activity:
            self.activity = replace(self.activity, fraction=fraction, what=what)
            self._tell()

    def _on_failure(self, error: Exception) -> None:
        self.activity = None
        if not isinstance(error, PlanningError):
            raise error
        self.problem = error.text
        self._tell()

    def _renew_values(self) -> None:
        """Have the indicators evaluated: quickly for all, then exactly; the variant that people look at first."""
        wanted = {v.id: replace(v, title="") for v in self.state.variants}
        self.answers = {id: answers for id, answers in self.answers.items() if id in wanted}
        if self._values_job is not None:
            self._values_job.cancel()
            self._values_job = None
        due = [(self._lack(variant), id != self.variant.id, id) for id, variant in wanted.items()]
        lack, _, first = min(due)
        if lack == _NOTHING:
            return
        variant = wanted[first]
        self._values_job = self._workers.start(
            lambda job: self._oracle.values(variant, job, quick=lack == _ANY), self._on_values, self._on_failure
        )

    def _lack(self, variant: Variant) -> int:
        answers = self.answers.get(variant.id)
        if answers is None or answers.variant != variant:
            return _ANY
        return _EXACT if answers.preview else _NOTHING

    def _on_values(self, answers: Answers) -> None:
        self.answers[answers.variant.id] = answers
        self._renew_values()
        self._tell()
