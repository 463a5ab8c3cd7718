"""Variants side by side: indicators, goals, radar, order, and how sure the order is."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from planningtable.app.plugins import PluginHost
from planningtable.app.results import Keeper, Results
from planningtable.city.job import Job
from planningtable.city.measures.apply import Skipped, apply
from planningtable.city.measures.size import cost_range
from planningtable.city.site import Site
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import BASE, Goal, Measure, Variant
from planningtable.indicators.indicator import Dimension, Indicator, IndicatorInfo, Inputs, Value
from planningtable.indicators.ranking import closeness, places, weighted_sum
from planningtable.indicators.stability import CLEAR_LEAD, SAMPLES, STABLE, acceptability
from planningtable.indicators.utility import dimension_means, goal_utility
from planningtable.layers.layer import LayerResult, Quality

NO_VALUE = Value(math.nan, math.nan, math.nan, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One indicator in all variants.

    Attributes:
        info: what the indicator says of itself.
        values: variant to value; NaN where it cannot be computed.
        utilities: variant to utility [0..1]; NaN where there is none.
        goal: of the group; None where it set none.
        weight: share of the ranking [0..1]; 0 where it does not count.
    """

    info: IndicatorInfo
    values: Mapping[str, Value]
    utilities: Mapping[str, float]
    goal: Goal | None
    weight: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A variant in the order.

    Attributes:
        variant: its id.
        place: from 1 on; equals share the better place.
        score: weighted mean utility [0..1].
        topsis: closeness by TOPSIS with fixed ends, as a cross-check [0..1].
        first: share of the drawn weightings that put it first [0..1].
    """

    variant: str
    place: int
    score: float
    topsis: float
    first: float


@dataclass(frozen=True, slots=True, eq=False)
class Stability:
    """How sure the first place is.

    Attributes:
        first: variant to the share of drawn weightings that put it first [0..1].
        samples: number of draws.
        stable: whether one variant is first in at least 80 % of them, and leads by more than what values are sure to.
        leader: the variant that is first most often; None where nothing could be ranked.
        agree: whether the weighted sum and TOPSIS put the same variant first.
        lead: of the first over the second in the weighted mean utility [0..1].
    """

    first: Mapping[str, float]
    samples: int
    stable: bool
    leader: str | None
    agree: bool
    lead: float


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Everything that the table, the shell and the council pack show when variants are compared.

    Attributes:
        variants: ids, the base first.
        titles: variant to its title.
        rows: one an indicator, in the catalogue's order.
        dimensions: variant to dimension to mean utility [0..1] for the radar, over the indicators that every variant
            has a utility for; NaN where a dimension has none.
        ranking: best first; empty where nothing can be ranked.
        stability: how sure the first place is.
        skipped: variant to the measures that could not be carried out.
        missing: layers that could not be computed, with the reason.
        by_goals: whether the group's goals weigh; otherwise all indicators with a direction weigh the same.
        preview: whether a layer was computed coarsely.
    """

    variants: tuple[str, ...]
    titles: Mapping[str, str]
    rows: tuple[Row, ...]
    dimensions: Mapping[str, Mapping[Dimension, float]]
    ranking: tuple[Ranked, ...]
    stability: Stability
    skipped: Mapping[str, tuple[Skipped, ...]]
    missing: Mapping[str, Text]
    by_goals: bool
    preview: bool

    def row(self, indicator: str) -> Row | None:
        return next((row for row in self.rows if row.info.id == indicator), None)


def compare(
    session: Keeper,
    results: Results,
    host: PluginHost,
    variants: tuple[str, ...],
    job: Job,
    *,
    resolution: float | None = None,
) -> Comparison:
    """Compare variants with each other and with the base, which is always among them.

    Args:
        session: the workshop.
        results: its sites and layer results.
        host: the plugins.
        variants: ids; empty for all of the workshop.
        job: progress and cancel.
        resolution: None for final results; otherwise each layer's coarsest cell size up to this one [m],
            ``math.inf`` for the quickest.

    Raises:
        PlanningError: there is no such variant.
        CancelledError: the job was cancelled.
    """
    return _Comparing(session, results, host, job, resolution).compare(variants)


class _Comparing:
    def __init__(self, session: Keeper, results: Results, host: PluginHost, job: Job, resolution: float | None) -> None:
        self._base = session.site
        self._state = session.state
        self._results = results
        self._host = host
        self._job = job
        self._resolution = resolution
        self._missing: dict[str, Text] = {}
        self._preview = False

    def compare(self, wanted: tuple[str, ...]) -> Comparison:
        variants = self._variants(wanted)
        sites = {variant.id: self._results.site_with(variant.measures) for variant in variants}
        layers = self._layers(sites)
        skipped = {v.id: self._skipped(v) for v in variants}
        inputs = {v.id: self._inputs(v, sites, layers, skipped[v.id]) for v in variants}
        values = {
            indicator.info.id: {id: self._value(indicator, inputs[id]) for id in inputs}
            for indicator in self._host.indicators.values()
        }
        rows = self._rows(values)
        weights = {row.info.id: row.weight for row in rows}
        # A mean over other indicators for one variant than for the next would compare apples with pears.
        shared = [row for row in rows if _everywhere(row.utilities)]
        dimensions = {
            id: dimension_means((r.info for r in shared), {r.info.id: r.utilities[id] for r in shared}, weights)
            for id in inputs
        }
        ranking, stability = _ranked(tuple(inputs), rows)
        return Comparison(
            variants=tuple(inputs),
            titles=MappingProxyType({v.id: v.title for v in variants}),
            rows=rows,
            dimensions=MappingProxyType(dimensions),
            ranking=ranking,
            stability=stability,
            skipped=MappingProxyType(skipped),
            missing=MappingProxyType(self._missing),
            by_goals=any(row.goal and row.goal.weight > 0 for row in rows),
            preview=self._preview,
        )

    def _variants(self, wanted: tuple[str, ...]) -> tuple[Variant, ...]:
        state = self._state
        ids = wanted or tuple(v.id for v in state.variants)
        found = []
        for id in dict.fromkeys((BASE, *ids)):
            variant = state.variant(id)
            if variant is None:
                known = ", ".join(v.id for v in state.variants)
                raise PlanningError("error.results.no-variant", variant=id, known=known)
            found.append(variant)
        return tuple(found)

    def _layers(self, sites: Mapping[str, Site]) -> Mapping[str, Mapping[str, LayerResult]]:
        needs = sorted({need for i in self._host.indicators.values() for need in i.info.needs})
        steps = [(variant, need) for need in needs for variant in sites]
        found: dict[str, dict[str, LayerResult]] = {variant: {} for variant in sites}
        for number, (variant, need) in enumerate(steps):
            job = self._job.part(number / len(steps), (number + 1) / len(steps))
            result = self._layer(sites[variant], need, job)
            if result is not None:
                found[variant][need] = result
                self._preview |= result.quality is Quality.PREVIEW
        return found

    def _layer(self, site: Site, need: str, job: Job) -> LayerResult | None:
        layer, _, scenario = need.partition(":")
        try:
            cell = self._cell(site, layer)
            return self._results.layer_on(site, layer, scenario or None, resolution=cell, job=job)
        except PlanningError as error:
            self._missing[need] = error.text
            return None

    def _cell(self, site: Site, layer: str) -> float | None:
        if self._resolution is None:
            return None
        cells = self._results.resolutions(site, layer)
        return max((cell for cell in cells if cell <= self._resolution), default=min(cells))

    def _skipped(self, variant: Variant) -> tuple[Skipped, ...]:
        return apply(self._base, variant.measures, self._host.measure_kinds).skipped

    def _inputs(
        self,
        variant: Variant,
        sites: Mapping[str, Site],
        layers: Mapping[str, Mapping[str, LayerResult]],
        skipped: tuple[Skipped, ...],
    ) -> Inputs:
        gone = {s.measure for s in skipped}
        measures = tuple(m for m in variant.measures if m.id not in gone)
        site, base = sites[variant.id], sites[BASE]
        costs = self._costs(measures, site, base)
        low, high = (math.fsum(cost[end] for cost in costs.values()) for end in range(2))
        return Inputs(site, base, measures, layers[variant.id], layers[BASE], (low, high), costs)

    def _costs(
        self, measures: Iterable[Measure], site: Site, base: Site
    ) -> Mapping[frozenset[str], tuple[float, float]]:
        """Measures' costs by their effects; each is measured on the base, unless it acts on a building that is new."""
        costs: dict[frozenset[str], tuple[float, float]] = {}
        standing = set(base.buildings.ids)
        for measure in measures:
            kind = self._host.measure_kinds[measure.kind]
            on = base if measure.target is None or measure.target in standing else site
            least, most = cost_range(kind, measure, on)
            low, high = costs.get(frozenset(kind.effects), (0.0, 0.0))
            costs[frozenset(kind.effects)] = (low + least, high + most)
        return MappingProxyType(costs)

    @staticmethod
    def _value(indicator: Indicator, inputs: Inputs) -> Value:
        if any(need not in inputs.results or need not in inputs.base_results for need in indicator.info.needs):
            return NO_VALUE
        return indicator.compute(inputs)

    def _rows(self, values: Mapping[str, Mapping[str, Value]]) -> tuple[Row, ...]:
        goals = {goal.indicator: goal for goal in self._state.goals}
        infos = [indicator.info for indicator in self._host.indicators.values()]
        utilities = {
            info.id: {id: goal_utility(v.value, info, goals.get(info.id)) for id, v in values[info.id].items()}
            for info in infos
        }
        weights = _weights(utilities, goals)
        return tuple(
            Row(
                info,
                MappingProxyType(dict(values[info.id])),
                MappingProxyType(utilities[info.id]),
                goals.get(info.id),
                weights[info.id],
            )
            for info in infos
        )


def _weights(utilities: Mapping[str, Mapping[str, float]], goals: Mapping[str, Goal]) -> Mapping[str, float]:
    """Shares of the indicators in the ranking: those that every variant has a utility for, and that weigh."""
    everywhere = {id: _everywhere(of) for id, of in utilities.items()}
    if any(goal.weight > 0 for goal in goals.values()):
        points = {id: goals[id].weight if id in goals and everywhere[id] else 0.0 for id in utilities}
    else:
        points = {id: float(everywhere[id]) for id in utilities}
    total = sum(points.values())
    return {id: point / total if total > 0 else 0.0 for id, point in points.items()}


def _everywhere(utilities: Mapping[str, float]) -> bool:
    """Whether every variant has a utility."""
    return not any(math.isnan(utility) for utility in utilities.values())


def _ranked(variants: tuple[str, ...], rows: tuple[Row, ...]) -> tuple[tuple[Ranked, ...], Stability]:
    counted = [row for row in rows if row.weight > 0]
    if not counted:
        return (), Stability(MappingProxyType({}), 0, False, None, False, 0.0)
    matrix = np.array([[row.utilities[id] for row in counted] for id in variants])
    weights = np.array([row.weight for row in counted])
    scores, check = weighted_sum(matrix, weights), closeness(matrix, weights)
    first = acceptability(matrix, weights).first
    ranked = [
        Ranked(id, int(place), float(score), float(close), float(share))
        for id, place, score, close, share in zip(variants, places(scores), scores, check, first, strict=True)
    ]
    ranking = tuple(sorted(ranked, key=lambda r: (r.place, -r.first)))
    lead = ranking[0].score - ranking[1].score if len(ranking) > 1 else 0.0
    stability = Stability(
        first=MappingProxyType({r.variant: r.first for r in ranked}),
        samples=SAMPLES,
        stable=bool(first.max() >= STABLE and lead >= CLEAR_LEAD),
        leader=variants[int(first.argmax())],
        agree=bool(places(check)[variants.index(ranking[0].variant)] == 1),
        lead=lead,
    )
    return ranking, stability
