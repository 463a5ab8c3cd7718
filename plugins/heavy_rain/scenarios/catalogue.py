"""The rains of the layer, from ``catalogue.toml``, and how they fall over the hour."""

import tomllib
from pathlib import Path
from typing import Any

from planningtable.api import FreeValue, Scenario, Text
from plugins.heavy_rain.forcing import Series
from plugins.heavy_rain.scenarios.euler import SHAPE, even, falling

RECESSION = 1800.0
"""How long the water is watched after the rain [s]."""


def _scenario(table: dict[str, Any], rain: dict[str, Any]) -> Scenario:
    parameters = (
        ("euler_type_2", float(rain["form"] == "euler-2")),
        ("minutes", float(rain["minutes"])),
        ("rain_mm", float(rain["rain_mm"])),
        ("sewer_mm_per_h", float(table["sewer_mm_per_h"])),
        ("sewer_share", float(rain["sewer_share"])),
    )
    source = f"{table['source_rain']}; {table['source_sewers']}"
    return Scenario(str(rain["id"]), Text.of(f"heavy-rain.scenario.{rain['id']}"), parameters, source)


def read_catalogue(text: str) -> tuple[Scenario, ...]:
    """Scenarios from TOML; the first is the default."""
    table = tomllib.loads(text)
    return tuple(_scenario(table, rain) for rain in table["rain"])


SCENARIOS = read_catalogue(Path(__file__).with_suffix(".toml").read_text("utf-8"))

RAIN = (
    FreeValue("rain_mm", Text.of("heavy-rain.free.rain"), "mm", 0.0, 150.0, 5.0),
    FreeValue("minutes", Text.of("heavy-rain.free.minutes"), "min", 5.0, 360.0, 5.0),
)
"""What people may set freely: how much it rains, and how long."""


def rain_of(scenario: Scenario) -> Series:
    """Intensity over time [mm/h]."""
    amount, minutes = scenario.value("rain_mm"), scenario.value("minutes")
    return falling(SHAPE, amount, minutes) if scenario.value("euler_type_2") else even(amount, minutes)
