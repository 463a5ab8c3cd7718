"""A state of the site, worked out step by step: the site with its measures, then a layer on it, coarse first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, TypeVar

from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import Measure, Variant
from planningtable.layers.gaps import has_gaps
from planningtable.layers.layer import Layer, LayerResult

T = TypeVar("T")


class Workers(Protocol):
    """Work beside the window, delivered on its thread."""

    def start(
        self,
        work: Callable[[Job], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        progress: Callable[[float, Text], None] | None = None,
    ) -> Job: ...


class Builder(Protocol):
    """Who knows sites and layers; called in the worker thread."""

    def site(self, variant: Variant) -> Site:
        """The site with the variant's measures."""
        ...

    def layer(self, variant: Variant, layer: str, scenario: str, resolution: float, job: Job) -> LayerResult:
        """A layer's result on the variant at a resolution [m]."""
        ...


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


@dataclass(frozen=True, slots=True)
class Asked:
    """A variant with a layer, empty for none."""

    variant: Variant
    layer: str
    scenario: str

    @property
    def matters(self) -> tuple[tuple[Measure, ...], str, str]:
        """What the answer depends on; names do not."""
        return self.variant.measures, self.layer, self.scenario


class WorkedOut:
    """The newest answer to what was asked last.

    Attributes:
        site: with the measures; None before it is there.
        result: of the layer; None before it is there, and without a layer.
        gaps: whether parts of the result are hatched.
        problem: why there is no answer; None while there is none.
        activity: what is being worked out; None once everything is there.
        asked: what was asked last; None before that.
        measures: of the site; None before it is there.
    """

    def __init__(
        self,
        layers: Mapping[str, Layer],
        builder: Builder,
        workers: Workers,
        changed: Callable[[], None],
        site: Site | None = None,
    ) -> None:
        """Nothing is asked yet; ``site``: the base, where that is there already."""
        self.site = site
        self.result: LayerResult | None = None
        self.gaps = False
        self.problem: Text | None = None
        self.activity: Activity | None = None
        self.advanced: Callable[[], None] = lambda: None
        self._layers = layers
        self._builder = builder
        self._workers = workers
        self._changed = changed
        self.measures: tuple[Measure, ...] | None = None if site is None else ()
        self.asked: Asked | None = None
        self._job: Job | None = None

    def ask(self, variant: Variant, layer: str, scenario: str) -> None:
        """Have a variant with a layer worked out, where that is not the last that was asked; empty: no layer."""
        asked = Asked(variant, layer, scenario)
        if self.asked is not None and asked.matters == self.asked.matters:
            return
        self.asked = asked
        self.close()
        if self.result is not None and self.result.layer != layer:
            self.result = None
        self.problem = None
        if variant.measures == self.measures:
            self._next_layer(asked, 0)
            return
        self.activity = Activity(0.0, Text("ui.status.building"))
        self._job = self._workers.start(
            lambda _job: self._builder.site(variant), partial(self._on_site, asked), self._on_failure
        )

    def take_over(self, other: "WorkedOut") -> None:
        """Begin with what another one has, so that the same is there at once."""
        self.site, self.result, self.gaps, self.problem = other.site, other.result, other.gaps, other.problem
        self.measures = other.measures
        if other.activity is None:
            self.asked = other.asked

    def close(self) -> None:
        """Nothing is worked out any more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _on_site(self, asked: Asked, site: Site) -> None:
        self.site, self.measures = site, asked.variant.measures
        self._next_layer(asked, 0)
        self._changed()

    def _next_layer(self, asked: Asked, step: int) -> None:
        """Work out the layer at its next finer resolution: coarse first, the last one is final."""
        layer, site = self._layers.get(asked.layer), self.site
        resolutions = layer.resolutions(site) if layer is not None and site is not None else ()
        if site is None or step >= len(resolutions):
            self.activity = self._job = None
            return
        preview = resolutions[step - 1] if step else 0.0
        self.activity = Activity(0.0, Text("ui.status.computing"), preview, resolutions[-1])

        def work(job: Job) -> tuple[LayerResult, bool]:
            result = self._builder.layer(asked.variant, asked.layer, asked.scenario, resolutions[step], job)
            return result, has_gaps(site, result)

        self._job = self._workers.start(work, partial(self._on_layer, asked, step), self._on_failure, self._on_progress)

    def _on_layer(self, asked: Asked, step: int, found: tuple[LayerResult, bool]) -> None:
        self.result, self.gaps = found
        self._next_layer(asked, step + 1)
        self._changed()

    def _on_progress(self, fraction: float, what: Text) -> None:
        if self.activity:
            self.activity = replace(self.activity, fraction=fraction, what=what)
            self.advanced()

    def _on_failure(self, error: Exception) -> None:
        self.activity = self._job = None
        if not isinstance(error, PlanningError):
            raise error
        self.problem = error.text
        self._changed()
