"""The indicator of damage: how many buildings a heavy rain does high damage to."""

import numpy as np

from planningtable.api import Dimension, Direction, Indicator, IndicatorInfo, Inputs, Text, Value
from plugins.heavy_rain.consequences.damage import HIGH, damage_classes
from plugins.heavy_rain.consequences.limits import SOURCES

RAIN = "heavy-rain:exceptional"
UNSURE, UNSURE_WITHOUT_TERRAIN = 0.02, 0.10
"""Depths may be so much less or more [m], as in the other indicators of heavy rain."""


def high_damage(inputs: Inputs) -> Value:
    """Buildings of damage class high or very high [%]."""
    depth = np.asarray(inputs.results[RAIN].columns["facade_depth"].values, np.float64)
    known = np.isfinite(depth)
    if not known.any():
        return Value(np.nan, np.nan, np.nan, 0.0)
    unsure = UNSURE_WITHOUT_TERRAIN if inputs.site.terrain_made else UNSURE

    def share(away: float) -> float:
        classes = damage_classes(inputs.site.buildings, np.where(known, depth + away, 0.0))
        return 100.0 * float((classes[known] >= HIGH).mean())

    return Value(share(0.0), share(-unsure), share(unsure), float(known.mean()))


INDICATORS = (
    Indicator(
        IndicatorInfo(
            id="high-damage",
            unit="%",
            decimals=0,
            direction=Direction.LESS,
            dimension=Dimension.SAFETY,
            sdg=("11.5",),
            worst=20.0,
            target=0.0,
            source=SOURCES[-1],
            version="1",
            needs=(RAIN,),
            **{part: Text(f"indicator.high-damage.{part}") for part in ("name", "formula", "inputs", "silence")},
        ),
        high_damage,
    ),
)
