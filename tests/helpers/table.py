"""A table without a window: real session, made-up layers and indicators, work done when the test says so."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from helpers.sites import block_site
from planningtable.app.plugins import PluginHost
from planningtable.app.session import Session
from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.city.measures.kind import MeasureKind
from planningtable.city.site import Site
from planningtable.domain.seats import TABLE_SEATS, USUAL_SEATS, Seat
from planningtable.domain.text import LANGUAGES, CancelledError, PlanningError, Text
from planningtable.domain.values import Direction, Variant
from planningtable.indicators.indicator import Dimension, Indicator, IndicatorInfo, Inputs, Value
from planningtable.layers.layer import LayerInfo, LayerResult, Provenance, Quality, Quantity, Scenario
from planningtable.layers.legend import Legend, LegendClass
from planningtable.layers.listing import Listing
from ui.board import Answers, Board
from ui.viewmodels.table import TableModel


@dataclass
class Workers:
    """Does the work in the order in which it was asked for, when `run` is called."""

    waiting: list[Callable[[], None]] = field(default_factory=list)

    def start(self, work, done, failed=None, progress=None) -> Job:
        job = Job(progress or (lambda _fraction, _what: None))

        def act() -> None:
            if job.cancelled:
                return
            try:
                answer = work(job)
            except CancelledError:
                return
            except PlanningError as error:
                failed(error)
                return
            done(answer)

        self.waiting.append(act)
        return job

    def step(self) -> None:
        self.waiting.pop(0)()

    def run(self) -> None:
        while self.waiting:
            self.step()


WATER = Legend(
    Text("legend.depth"),
    "cm",
    100.0,
    (
        LegendClass(5, 10, "#dfecf7", Text("5–10 cm")),
        LegendClass(10, 30, "#9cc8e2", Text("10–30 cm")),
        LegendClass(30, 50, "#4292c6", Text("30–50 cm")),
        LegendClass(50, None, "#08519c", Text("> 50 cm")),
    ),
    "LUBW 2016",
)


class Puddles:
    """A layer with two resolutions, 4 m and 1 m."""

    def describe(self) -> LayerInfo:
        return LayerInfo(
            "puddles",
            Text("Pfützen"),
            Text("Wo Wasser steht."),
            "1",
            Text("Gerechnet wird mit einer ausgedachten Formel."),
            (Text("Kein Kanalnetz."),),
            ("Nobody 1999",),
            (Scenario("rare", Text("selten"), (), "Nobody"), Scenario("extreme", Text("extrem"), (), "Nobody")),
            "heavy-rain",
        )

    def resolutions(self, site: Site) -> tuple[float, ...]:
        return (4.0, 1.0)

    def compute(self, site: Site, scenario: Scenario, resolution: float, job: Job) -> LayerResult:
        job.report(0.5, Text("ui.status.computing"))
        provenance = Provenance(self.describe().method, "1", (), (), (), ())
        grid = site.terrain.with_values(np.zeros(site.terrain.values.shape, np.float32))
        return LayerResult(
            "puddles",
            scenario.id,
            resolution,
            Quality.FULL if resolution == 1.0 else Quality.PREVIEW,
            "depth",
            {"depth": grid},
            {},
            {"volume": Quantity(1234.5, "m³", Text("Wasser auf dem Gelände"))},
            {"depth": WATER},
            provenance,
            listings={
                "houses": Listing(Text("Häuser in Pfützen"), "a.row", ("name",), tuple((f"H{i}",) for i in range(20))),
                "roads": Listing(Text("Straßen in Pfützen"), "a.row", ("name",), ()),
            },
        )


def _indicator(id: str, dimension: Dimension, direction: Direction, ends: tuple[float, float]) -> Indicator:
    info = IndicatorInfo(
        id,
        Text(id),
        "%",
        1,
        direction,
        dimension,
        ("11.3",),
        *ends,
        Text("a + b"),
        Text("Gelände"),
        "Nobody 1999",
        Text("Alles andere."),
        "1",
    )

    def compute(inputs: Inputs) -> Value:
        value = 50.0 + 5 * len(inputs.measures)
        return Value(value, value - 1, value + 1)

    return Indicator(info, compute)


INDICATORS = (
    _indicator("sealed-share", Dimension.CYCLES, Direction.LESS, (90.0, 45.0)),
    _indicator("green-space", Dimension.HAPPINESS, Direction.MORE, (0.0, 100.0)),
    _indicator("flooded-buildings", Dimension.SAFETY, Direction.LESS, (100.0, 0.0)),
    _indicator("floor-space", Dimension.PROFITABILITY, Direction.MORE, (0.0, 80.0)),
    _indicator("pioneering", Dimension.INNOVATION, Direction.MORE, (0.0, 60.0)),
)


@dataclass
class Oracle:
    """Answers from the made-up layers; the site is always the base."""

    base: Site
    host: PluginHost
    asked: list[str] = field(default_factory=list)

    def site(self, variant: Variant) -> Site:
        self.asked.append(f"site {len(variant.measures)}")
        return self.base

    def layer(self, variant: Variant, layer: str, scenario: str, resolution: float, job: Job) -> LayerResult:
        self.asked.append(f"{layer} {scenario} {resolution:g}")
        found = self.host.layers[layer]
        return found.compute(self.base, found.describe().scenario(scenario), resolution, job)

    def values(self, variant: Variant, job: Job, *, quick: bool) -> Answers:
        self.asked.append(f"values {variant.id} {'quick' if quick else 'exact'}")
        inputs = Inputs(self.base, self.base, variant.measures, {}, {})
        values = {id: indicator.compute(inputs) for id, indicator in self.host.indicators.items()}
        return Answers(variant, values, quick)


@dataclass
class World:
    """Everything a table test looks at."""

    session: Session
    board: Board
    table: TableModel
    workers: Workers
    oracle: Oracle


def shipped_kinds() -> dict[str, MeasureKind]:
    return dict(PluginHost.discover().measure_kinds)


def made_up_world(seats: tuple[Seat, ...] = TABLE_SEATS[:USUAL_SEATS], language: str = "de") -> World:
    site = block_site()
    host = PluginHost({"puddles": Puddles()}, {i.info.id: i for i in INDICATORS}, shipped_kinds(), (), ())
    session = Session.in_memory(site, "Musterviertel")
    workers, oracle = Workers(), Oracle(site, host)
    board = Board(session, host, oracle, workers)
    table = TableModel(board, seats, {code: load_words(code) for code in LANGUAGES}, language)
    board.refresh()
    return World(session, board, table, workers, oracle)
