"""What everybody at the table looks at: one variant, one layer, its result, the comparison."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from planningtable.app.plugins import PluginHost
from planningtable.app.session import Session
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.domain.seats import Seat
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import BASE, Variant, Workshop
from planningtable.indicators.indicator import Value
from planningtable.layers.layer import LayerResult, Scenario
from planningtable.layers.look import PLAIN, Look
from planningtable.layers.times import MAIN, within
from ui.asked import Asked
from ui.colouring import Colouring
from ui.compare.comparing import Comparing
from ui.compare.sight import Sight
from ui.drafts import Drafts
from ui.listeners import Listeners
from ui.working import Builder, WorkedOut, Workers

# What is missing of a variant's indicators, the most urgent first.
_ANY, _EXACT, _NOTHING = range(3)


class Oracle(Builder, Protocol):
    """Everything that has to be worked out; called in the worker thread."""

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


class Board:
    """The shared view of the table. Tells its listeners once a change; knows nothing of Qt."""

    def __init__(self, session: Session, host: PluginHost, oracle: Oracle, workers: Workers) -> None:
        self.session = session
        self.host = host
        self._listeners = Listeners()
        self.advances = Listeners()
        """Who hears how far what is worked out has come; that comes often, and nothing else has changed then."""
        self.comparing = Comparing()
        self.shown = Shown()
        self.shown_by: Seat | None = None
        self.frame = MAIN
        self.look = PLAIN
        self.colours = Colouring(host.layers)
        self.worked = WorkedOut(host.layers, oracle, workers, self._tell, session.site)
        self.worked.advanced = self.advances.tell
        self._trouble: Text | None = None
        self.plan_shown = False
        self.photo_shown = False
        self.textures_shown = False
        self.moment: datetime | None = None
        self.drafts = Drafts(self._tell)
        self.asked = Asked(self._tell)
        self.answers: dict[str, Answers] = {}
        self._oracle = oracle
        self._workers = workers
        self._values_job: Job | None = None
        self._unsubscribe = session.subscribe(lambda _change: self.refresh())

    @property
    def state(self) -> Workshop:
        return self.session.state

    @property
    def site(self) -> Site:
        """The site with the measures of the variant, or of the one before until that is there."""
        return self.worked.site or self.session.site

    @property
    def result(self) -> LayerResult | None:
        """Of the layer; None before there is one."""
        return self.colours.of(self.worked.result, self.look.palette)

    @property
    def problem(self) -> Text | None:
        """Why there is no layer, or no indicators; None where all is well."""
        return self.worked.problem or self._trouble

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

    @property
    def sight(self) -> Sight:
        """What is seen on the map."""
        name = self.scenario.name if self.scenario else None
        return Sight(self.variant.id, name, self.site, self.result, self.shown_frame, self.worked.gaps)

    def subscribe(self, listener: Callable[[], None]) -> None:
        self._listeners.add(listener)

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

    def show_frame(self, frame: int) -> None:
        """Show one of the times of the layer's result, `MAIN` for its main grid."""
        self.lay(frame, self.look)

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
        self._trouble = None
        self.worked.ask(self.variant, self.shown.layer, self.shown.scenario)
        self._renew_values()
        self._tell()

    def close(self) -> None:
        self._unsubscribe()
        self.worked.close()
        if self._values_job is not None:
            self._values_job.cancel()

    def _tell(self) -> None:
        self._listeners.tell()

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

    def _on_failure(self, error: Exception) -> None:
        if not isinstance(error, PlanningError):
            raise error
        self._trouble = error.text
        self._tell()
