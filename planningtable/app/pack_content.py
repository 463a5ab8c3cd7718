"""What a council pack says, gathered from an open workshop."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from planningtable import __version__
from planningtable.app.city_beyond import CityAround, city_around
from planningtable.app.comparison import Comparison, compare
from planningtable.app.minutes import goal_history, minutes
from planningtable.app.plan_hints import plan_findings
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.retelling import retold_all
from planningtable.app.session import Session
from planningtable.app.snapshots import SnapshotRequest, SnapshotSource
from planningtable.city.job import Job
from planningtable.city.measures.size import cost_range, measure_size
from planningtable.domain.text import PlanningError, Text, Words
from planningtable.domain.values import Measure, Variant
from planningtable.layers.layer import LayerResult, Quality
from planningtable.report.content import (
    Content,
    IndicatorLine,
    LayerSheet,
    MeasureLine,
    Picture,
    PlanLine,
    Rank,
    VariantSheet,
)

PICTURE_SIZE = (1500, 940)
FIRST = ("heavy-rain", "heat")
"""What a council asks for first; other layers follow by name."""


@dataclass(slots=True)
class Gathering:
    """Collects a workshop into the content of a pack. Lives only while a pack is made.

    Attributes:
        session: the workshop.
        results: its sites and layer results.
        host: the plugins.
        words: language of the pack.
        made: when the pack is made, in the zone of the place.
        resolution: None for final results; otherwise the coarsest cell size up to this one [m].
    """

    session: Session
    results: Results
    host: PluginHost
    words: Words
    made: datetime
    resolution: float | None = None
    _around: CityAround | None = None
    _remarks: list[Text] = field(default_factory=list)
    _computed: dict[tuple[str, str], LayerResult] = field(default_factory=dict)

    def plain(self) -> Content:
        """Without anything that must be computed or drawn."""
        variants = self.session.state.variants
        return self._content(tuple(VariantSheet(v, (), self._lines(v, {}), self._plan(v)) for v in variants), None)

    def full(self, pictures: SnapshotSource | None, job: Job) -> Content:
        """Everything.

        Raises:
            CancelledError: on request.
        """
        self._compute(job.part(0.0, 0.5))
        comparison = self._compared(job.part(0.5, 0.6))
        with city_around(self.session) as self._around:
            drawn = self._drawn(pictures, job.part(0.6, 1.0))
        sheets = []
        for variant in self.session.state.variants:
            skipped = {} if comparison is None else {s.measure: s.reason for s in comparison.skipped[variant.id]}
            lines = self._lines(variant, skipped)
            sheets.append(VariantSheet(variant, drawn.get(variant.id, ()), lines, self._plan(variant, skipped)))
        return self._content(tuple(sheets), comparison)

    def _compute(self, job: Job) -> None:
        steps = [(v.id, layer) for layer in self._layers() for v in self.session.state.variants]
        for number, (variant, layer) in enumerate(steps):
            part = job.part(number / len(steps), (number + 1) / len(steps))
            part.report(0.0, Text("report.step.results"))
            try:
                site = self.results.site(variant)
                cell = self._cell(self.results.resolutions(site, layer))
                self._computed[variant, layer] = self.results.layer(variant, layer, resolution=cell, job=part)
            except PlanningError as error:
                name = self.words(self.host.layers[layer].describe().name)
                self._remark("report.remark.no-layer", layer=name, reason=self.words(error.text))

    def _layers(self) -> tuple[str, ...]:
        return tuple(
            sorted(
                (name for name, layer in self.host.layers.items() if not layer.describe().place),
                key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name),
            )
        )

    def _cell(self, cells: tuple[float, ...]) -> float | None:
        if self.resolution is None:
            return None
        return max((cell for cell in cells if cell <= self.resolution), default=min(cells))

    def _compared(self, job: Job) -> Comparison | None:
        job.report(0.0, Text("report.step.compare"))
        try:
            return compare(self.session, self.results, self.host, (), job, resolution=self.resolution)
        except PlanningError as error:
            self._remark("report.remark.no-comparison", reason=self.words(error.text))
            return None

    def _drawn(self, pictures: SnapshotSource | None, job: Job) -> dict[str, tuple[Picture, ...]]:
        if pictures is None:
            return {}
        variants = self.session.state.variants
        found: dict[str, tuple[Picture, ...]] = {}
        try:
            for number, variant in enumerate(variants):
                part = job.part(number / len(variants), (number + 1) / len(variants))
                found[variant.id] = tuple(self._views(variant, pictures, part))
        except PlanningError as error:
            self._remark("report.remark.no-pictures", reason=self.words(error.text))
        return found

    def _views(self, variant: Variant, pictures: SnapshotSource, job: Job) -> Iterator[Picture]:
        job.report(0.0, Text("report.step.pictures"))
        yield Picture(pictures.render(self._request(variant, None)), Text("report.figure.model"))
        for layer in self._layers():
            result = self._computed.get((variant.id, layer))
            if result is not None:
                job.report(0.5, Text("report.step.pictures"))
                info = self.host.layers[layer].describe()
                scenario = info.scenario(result.scenario)
                yield Picture(
                    pictures.render(self._request(variant, result)),
                    info.name,
                    None if scenario is None else scenario.name,
                    result.legends.get(result.main),
                    result.quality is Quality.PREVIEW,
                )

    def _request(self, variant: Variant, result: LayerResult | None) -> SnapshotRequest:
        return SnapshotRequest(
            site=self.results.site(variant.id),
            words=self.words,
            size=PICTURE_SIZE,
            view="perspective" if result is None else "top",
            layer_result=result,
            measures=self.results.outlined(variant),
            legend=False,
            around=self._around,
        )

    def _lines(self, variant: Variant, skipped: dict[str, Text]) -> tuple[MeasureLine, ...]:
        return tuple(self._line(variant, measure, skipped.get(measure.id)) for measure in variant.measures)

    def _plan(self, variant: Variant, skipped: Collection[str] = ()) -> tuple[PlanLine, ...]:
        """What the plans say to the measures that were carried out."""
        plans, kinds, base = self.session.plans, self.host.measure_kinds, self.session.site
        if not plans:
            return ()
        site = self.results.site(variant.id)
        measures = [m for m in variant.measures if m.id not in skipped]
        found = [f for m in measures for f in plan_findings(plans, kinds, m, base, site)]
        return tuple(PlanLine(f.plan, f.measure, f.finding) for f in found)

    def _line(self, variant: Variant, measure: Measure, skipped: Text | None) -> MeasureLine:
        kind = self.host.measure_kinds.get(measure.kind)
        if kind is None:
            return MeasureLine(measure, None)
        base = self.session.site
        standing = measure.target is None or measure.target in base.buildings.ids
        site = base if standing else self.results.site(variant.id)
        return MeasureLine(measure, kind, measure_size(kind, measure, site), cost_range(kind, measure, site), skipped)

    def _layer_sheets(self) -> Iterator[LayerSheet]:
        for id in self._layers():
            layer = self.host.layers[id]
            of_layer = {variant: r for (variant, name), r in self._computed.items() if name == id}
            if not of_layer:
                continue
            info, first = layer.describe(), next(iter(of_layer.values()))
            scenario = info.scenario(first.scenario)
            totals = {variant: tuple(result.totals.values()) for variant, result in of_layer.items()}
            name = None if scenario is None else scenario.name
            listings = {variant: tuple(result.listings.values()) for variant, result in of_layer.items()}
            yield LayerSheet(info, first.provenance, name, first.resolution, totals, listings)

    def _content(self, sheets: tuple[VariantSheet, ...], comparison: Comparison | None) -> Content:
        zone = self.made.tzinfo
        history = self.session.history
        content = Content(
            workshop=self.session.state,
            site=replace(self.session.site, notes=retold_all(self.session.site.notes, self.words)),
            made=self.made,
            program=f"Planning Table {__version__}",
            variants=sheets,
            layers=tuple(self._layer_sheets()),
            goals=goal_history(history, zone),
            minutes=minutes(history, self.host, self.words, zone),
            remarks=tuple(dict.fromkeys(self._remarks)),
            plans=self.session.plans,
        )
        return content if comparison is None else _evaluated(content, comparison)

    def _remark(self, id: str, **arguments: str) -> None:
        self._remarks.append(Text.of(id, **arguments))


def _evaluated(content: Content, comparison: Comparison) -> Content:
    return replace(
        content,
        indicators=tuple(IndicatorLine(r.info, r.values, r.utilities, r.goal) for r in comparison.rows),
        ranking=tuple(Rank(r.variant, r.place, r.score, r.first) for r in comparison.ranking),
        stable=comparison.stability.stable if comparison.ranking else None,
        by_goals=comparison.by_goals,
        confirmed=comparison.stability.agree if len(comparison.ranking) > 1 else None,
        dimensions=comparison.dimensions,
    )
