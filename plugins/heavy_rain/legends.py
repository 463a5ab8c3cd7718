"""Colour classes of water depth, velocity and arrival."""

from planningtable.api import Legend, LegendClass, Palette, Text

DEPTH_SOURCE = "DWA-M 119; LUBW: Kommunales Starkregenrisikomanagement in Baden-Württemberg"
"""Classes in the manner of; the colours are ours."""
VELOCITY_SOURCE = "LUBW: Kommunales Starkregenrisikomanagement in Baden-Württemberg; Ulm"
OURS = "Planning Table"


def _classes(key: str, rows: tuple[tuple[float, float | None, str], ...]) -> tuple[LegendClass, ...]:
    return tuple(
        LegendClass(low, high, colour, Text.of(f"heavy-rain.legend.{key}.{i}"))
        for i, (low, high, colour) in enumerate(rows, start=1)
    )


DEPTH = Legend(
    Text.of("heavy-rain.legend.depth.title"),
    "cm",
    100.0,
    _classes(
        "depth",
        (
            (5.0, 10.0, "#cfe8fb"),
            (10.0, 30.0, "#8cc3ee"),
            (30.0, 50.0, "#3f8fd6"),
            (50.0, 100.0, "#1b5aa6"),
            (100.0, None, "#3b1f6b"),
        ),
    ),
    DEPTH_SOURCE,
)
HOLLOWS = Legend(Text.of("hollows.legend.title"), DEPTH.unit, DEPTH.scale, DEPTH.classes, DEPTH_SOURCE)
PASSING = Legend(
    Text.of("hollows.legend.passing.title"),
    "m³",
    1.0,
    tuple(
        LegendClass(low, high, colour, Text.of(f"hollows.legend.passing.{i}"))
        for i, (low, high, colour) in enumerate(
            ((10.0, 50.0, "#a6d8d4"), (50.0, 250.0, "#3f9c9a"), (250.0, None, "#0b4f57")), start=1
        )
    ),
    OURS,
)
VELOCITY = Legend(
    Text.of("heavy-rain.legend.velocity.title"),
    "m/s",
    1.0,
    _classes("velocity", ((0.2, 0.5, "#fbe08a"), (0.5, 2.0, "#f0852d"), (2.0, None, "#8f1d14"))),
    VELOCITY_SOURCE,
)
ARRIVAL = Legend(
    Text.of("heavy-rain.legend.arrival.title"),
    "min",
    1.0 / 60.0,
    _classes(
        "arrival", ((0.0, 20.0, "#7a0177"), (20.0, 40.0, "#c51b8a"), (40.0, 60.0, "#f768a1"), (60.0, None, "#fbb4b9"))
    ),
    OURS,
)


def _depths(source: str, rows: tuple[tuple[float, float | None, str], ...]) -> dict[str, Legend]:
    """Legends of all depths with classes from and to [cm]."""
    classes = tuple(
        LegendClass(
            low,
            high,
            colour,
            Text.of("heavy-rain.palette.above", low=low)
            if high is None
            else Text.of("heavy-rain.palette.range", low=low, high=high),
        )
        for low, high, colour in rows
    )
    legend = Legend(DEPTH.title, DEPTH.unit, DEPTH.scale, classes, source)
    return dict.fromkeys(("max_depth", "final_depth", "facade_depth"), legend)


PALE, LIGHT, MIDDLE, DARK, DEEP = (a_class.colour for a_class in DEPTH.classes)
PALETTES = (
    Palette(
        "lubw",
        Text.of("heavy-rain.palette.lubw"),
        _depths(
            "LUBW: Kommunales Starkregenrisikomanagement in Baden-Württemberg (R)",
            ((5.0, 10.0, PALE), (10.0, 50.0, LIGHT), (50.0, 100.0, DARK), (100.0, None, DEEP)),
        ),
    ),
    Palette(
        "essen",
        Text.of("heavy-rain.palette.essen"),
        _depths("Stadt Essen: Starkregenkarte (S)", ((5.0, 25.0, LIGHT), (25.0, None, DARK))),
    ),
    Palette(
        "ulm",
        Text.of("heavy-rain.palette.ulm"),
        _depths(
            "Stadt Ulm: Überflutungstiefe Starkregen (S)",
            ((3.0, 10.0, PALE), (10.0, 50.0, LIGHT), (50.0, 100.0, DARK), (100.0, None, DEEP)),
        ),
    ),
    Palette(
        "bkg",
        Text.of("heavy-rain.palette.bkg"),
        _depths(
            "BKG: Hinweiskarte Starkregengefahren (R)",
            (
                (10.0, 50.0, PALE),
                (50.0, 100.0, LIGHT),
                (100.0, 200.0, MIDDLE),
                (200.0, 400.0, DARK),
                (400.0, None, DEEP),
            ),
        ),
    ),
)
"""Class limits as authorities have them, in our colours; S read in a secondary source, R recalled, a guide value."""
