"""Three rains, and how they fall over the hour."""

import numpy as np

from planningtable.api import Scenario, Text
from plugins.heavy_rain.forcing import Series, steady

HAMBURG = (
    "Freie und Hansestadt Hamburg, Starkregenhinweiskarte: 1 h, 29 mm (30 a), 36 mm (100 a), 100 mm (extrem); "
    "amtliche Angabe, gelesen"
)
SEWERS = (
    "Kanalnetz: Bemessungsregen 15 min, 3 a = 12,1 mm (KOSTRA-DWD-2020, Zelle 49125); Anteile 100/50/0 % als Richtwert"
)

SEWER_MM_PER_HOUR = 48.0
"""Rain that the sewers are built for: 15 min once in 3 years, 12.1 mm, KOSTRA-DWD-2020, cell 49125 [mm/h]."""

EULER_MM = np.array([2.4, 3.1, 4.9, 16.9, 1.75, 1.75, 1.3, 1.3, 1.3, 1.0, 1.0, 1.0])
"""Euler type II: 5 min blocks of 60 min once in 100 years, KOSTRA-DWD-2020, cell 49125 [mm]; only its shape is used."""

RECESSION = 1800.0
"""How long the water is watched after the rain [s]."""


def _scenario(id: str, rain: float, sewers: float, euler: float) -> Scenario:
    parameters = (
        ("euler_type_2", euler),
        ("minutes", 60.0),
        ("rain_mm", rain),
        ("sewer_mm_per_h", SEWER_MM_PER_HOUR),
        ("sewer_share", sewers),
    )
    return Scenario(id, Text.of(f"heavy-rain.scenario.{id}"), parameters, f"{HAMBURG}; {SEWERS}")


SCENARIOS = (
    _scenario("exceptional", 36.0, 0.5, 1.0),
    _scenario("rare", 29.0, 1.0, 1.0),
    _scenario("extreme", 100.0, 0.0, 0.0),
)


def rain_of(scenario: Scenario) -> Series:
    """Intensity over time [mm/h]."""
    seconds = scenario.value("minutes") * 60.0
    amount = scenario.value("rain_mm")
    if not scenario.value("euler_type_2"):
        return steady(amount / seconds * 3600.0, seconds)
    block = seconds / len(EULER_MM)
    values = EULER_MM / EULER_MM.sum() * amount / block * 3600.0
    return Series(np.linspace(0.0, seconds, len(EULER_MM) + 1), np.append(values, 0.0).astype(np.float64))
