"""Colour classes of water depth, velocity and arrival."""

from planningtable.api import Legend, LegendClass, Text

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
