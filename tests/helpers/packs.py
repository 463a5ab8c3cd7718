"""A small workshop with everything that a council pack may hold, made by hand."""

import math
from dataclasses import replace
from datetime import datetime, timedelta, timezone

from helpers.sites import SOUTH, WEST, block_site
from planningtable.city.measures.kind import Cost, KindParameter, MeasureKind, Shape
from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.domain.values import (
    Category,
    Comment,
    Contribution,
    Direction,
    Goal,
    Measure,
    Opinion,
    Phase,
    Place,
    Variant,
    Vote,
    Workshop,
)
from planningtable.indicators.indicator import Dimension, IndicatorInfo, Value
from planningtable.layers.layer import LayerInfo, Provenance, Quantity, Scenario
from planningtable.layers.legend import Legend, LegendClass
from planningtable.report.content import (
    Content,
    GoalHistory,
    IndicatorLine,
    LayerSheet,
    MeasureLine,
    MinuteLine,
    Picture,
    Rank,
    VariantSheet,
)

MADE = datetime(2026, 5, 9, 18, 2, tzinfo=timezone(timedelta(hours=2)))
TREE = MeasureKind(
    "tree",
    Text("Baum"),
    Text("Ein Straßenbaum."),
    Shape.POINT,
    (KindParameter("height", Text("Höhe"), "m", 8.0, 2.0, 30.0),),
    Cost(1500.0, 3500.0, "piece", "Beispielkatalog 2024 (R)"),
    {"tree": {}},
    "tree",
    ("Beispielkatalog",),
)
SEALED = IndicatorInfo(
    "sealed-share",
    Text("Versiegelte Fläche"),
    "%",
    1,
    Direction.LESS,
    Dimension.CYCLES,
    ("11.3", "15.3"),
    90.0,
    45.0,
    Text("Anteil der versiegelten Fläche"),
    Text("Bodenbedeckung"),
    "Richtwert eines Handbuchs (R)",
    Text("den Zustand der Böden"),
    "1",
)
COOL = replace(
    SEALED,
    id="cool-places",
    name=Text("Kühle Orte"),
    unit="",
    direction=Direction.MORE,
    dimension=Dimension.HAPPINESS,
    worst=0.0,
    target=12.0,
    decimals=0,
)


def contribution(number: int, text: str, category: Category = Category.IDEA, x: float = 50.0) -> Contribution:
    return Contribution(
        f"contribution-{number}",
        f"seat-{1 + number % 4}",
        category,
        text,
        "de",
        Place(f"POINT ({WEST + x} {SOUTH + 48.5})"),
        "base",
        Phase.FEEDBACK,
        f"2026-05-09T15:{number:02d}:00.000Z",
    )


def contributions() -> tuple[Contribution, ...]:
    first = contribution(1, "Mehr Bäume vor der Schule, sonst ist der Platz im Sommer leer.", x=20)
    return (
        replace(
            first,
            votes=(Vote("seat-1", Opinion.AGREE), Vote("seat-2", Opinion.AGREE), Vote("seat-3", Opinion.DISAGREE)),
            comments=(Comment("comment-1", "seat-3", "Aber wohin mit den Parkplätzen?", "2026-05-09T15:09:00.000Z"),),
        ),
        contribution(2, '=1+1; „gefährlich“ "doppelt"\nzweite Zeile', Category.CONCERN, 21),
        replace(
            contribution(3, "Wem gehört das Haus?", Category.QUESTION, 30),
            place=Place("POINT (565075 5934027)", "building", "b1"),
        ),
        contribution(4, "Schön gemacht 🌳!", Category.PRAISE, 90),
    )


def workshop() -> Workshop:
    tree = Measure("measure-1", "tree", f"POINT ({WEST + 30} {SOUTH + 47})", None, (("height", 9.0),))
    strange = Measure("measure-2", "fountain", f"POINT ({WEST + 70} {SOUTH + 47})")
    return Workshop(
        "Auental: Plätze & Straßen",
        "EPSG:25832",
        Phase.FEEDBACK,
        (Goal("sealed-share", 45.0, 2.0), Goal("cool-places", 10.0, 1.0)),
        True,
        (Variant("base", "base"), Variant("green", "Grüner Kirchplatz", "base", (tree, strange))),
        contributions(),
    )


def rain() -> LayerInfo:
    scenario = Scenario("rare", Text("Seltener Regen"), (("rain", 40.0),), "Beispiel")
    limits = (Text("Der Kanal ist nur vereinfacht enthalten."),)
    return LayerInfo(
        "rain",
        Text("Starkregen"),
        Text("Wo Wasser steht."),
        "1",
        Text("Abfluss an der Oberfläche."),
        limits,
        ("Buch 2020",),
        (scenario,),
        "rain",
    )


def full_content(png: bytes, site: Site | None = None) -> Content:
    """Everything filled."""
    state = workshop()
    info = rain()
    classes = (
        LegendClass(5.0, 30.0, "#9ecae1", Text("5 bis 30 cm")),
        LegendClass(30.0, None, "#2171b5", Text("über 30 cm")),
    )
    legend = Legend(Text("Wassertiefe"), "cm", 100.0, classes, "Beispielnorm")
    pictures = (
        Picture(png, Text("report.figure.model")),
        Picture(png, info.name, info.scenarios[0].name, legend, True),
    )
    lines = (
        MeasureLine(state.variants[1].measures[0], TREE, 1.0, (1500.0, 3500.0)),
        MeasureLine(state.variants[1].measures[1], None),
    )
    totals = {
        "base": (Quantity(1234.0, "m³", Text("Wasser auf Straßen"), 1100.0, 1400.0),),
        "green": (Quantity(1034.0, "m³", Text("Wasser auf Straßen"), 900.0, 1200.0),),
    }
    provenance = Provenance(info.method, "1", info.sources, info.limits, (("Zeitschritt", "0,5 s"),), ("dem.tif",))
    return Content(
        workshop=state,
        site=site or block_site(),
        made=MADE,
        program="Planning Table 0.1.0",
        variants=(VariantSheet(state.variants[0], pictures), VariantSheet(state.variants[1], pictures, lines)),
        indicators=(
            IndicatorLine(
                SEALED,
                {"base": Value(71.2, 68.0, 74.0), "green": Value(44.0, 41.0, 47.0)},
                {"base": 0.42, "green": 1.0},
                state.goals[0],
            ),
            IndicatorLine(
                COOL,
                {"base": Value(math.nan, math.nan, math.nan), "green": Value(3, 3, 3)},
                {"green": 0.3},
                state.goals[1],
            ),
        ),
        ranking=(Rank("green", 1, 0.77, 0.93), Rank("base", 2, 0.42, 0.07)),
        stable=True,
        dimensions={
            "base": {Dimension.CYCLES: 0.42, Dimension.HAPPINESS: 0.2, Dimension.SAFETY: 0.5},
            "green": {
                Dimension.CYCLES: 1.0,
                Dimension.HAPPINESS: 0.3,
                Dimension.SAFETY: 0.6,
                Dimension.INNOVATION: 0.5,
            },
        },
        layers=(LayerSheet(info, provenance, info.scenarios[0].name, 1.0, totals),),
        goals=GoalHistory((MADE - timedelta(hours=3),), (), MADE - timedelta(hours=2)),
        minutes=(
            MinuteLine(MADE - timedelta(hours=3), "facilitator", Phase.GOALS, "command.fix-goals"),
            MinuteLine(MADE - timedelta(hours=2), "seat-2", Phase.VARIANTS, "command.add-variant", "Grüner Kirchplatz"),
            MinuteLine(MADE - timedelta(hours=1), "seat-1", Phase.FEEDBACK, "command.contribute", "Mehr Bäume", True),
        ),
        remarks=(Text("report.step.done"),),
    )


def empty_content() -> Content:
    """A workshop in which nothing has happened."""
    state = Workshop("Leer", "EPSG:25832")
    return Content(state, block_site(), MADE, "Planning Table 0.1.0", (VariantSheet(state.variants[0]),))
