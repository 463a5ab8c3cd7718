"""The numbers of a heavy rain on a site."""

from collections.abc import Mapping

from planningtable.api import Quantity, Text
from plugins.heavy_rain.consequences.summary import TOUCHED
from plugins.heavy_rain.flooding import Flooded

OWN_WATER = 0.5
"""Cells with a larger share of stream or pond are not counted as flooded [-]."""


def totals_of(made: Flooded, after: Mapping[str, Quantity]) -> dict[str, Quantity]:
    """What people ask first comes first: whom it meets, where, how deep; then where the rain went.

    Args:
        made: what the rain did.
        after: totals of its consequences.
    """
    ground, flood = made.ground, made.flood
    area = ground.bed.cell**2
    balance, gone = flood.balance, made.roofs.gone
    street = ~ground.blocked & (ground.water <= OWN_WATER)

    def deeper(than: float) -> float:
        return float((flood.peak[street] > than).sum()) * area

    first = {"buildings_touched": (float((made.beside > TOUCHED).sum()), "")}
    values = {
        "flooded_area_30cm": (deeper(0.3), "m²"),
        "flooded_area_10cm": (deeper(0.1), "m²"),
        "max_depth_m": (float(flood.peak[street].max(initial=0.0)), "m"),
        "rain_m3": (balance.rain + gone["rain"], "m³"),
        "infiltrated_m3": (balance.infiltrated, "m³"),
        "retained_m3": (balance.initial_loss + gone["held"] + gone["cistern"], "m³"),
        "wetting_m3": (balance.initial_loss, "m³"),
        "roof_retained_m3": (gone["held"], "m³"),
        "cistern_m3": (gone["cistern"], "m³"),
        "drained_m3": (balance.drained + gone["drained"], "m³"),
        "outflow_m3": (balance.out + made.roofs.nowhere(balance.fed), "m³"),
        "stored_m3": (balance.stored, "m³"),
        "balance_error": (balance.error, ""),
    }
    return {**_named(first), **after, **_named(values)}


def _named(values: Mapping[str, tuple[float, str]]) -> dict[str, Quantity]:
    """Rounded to a thousandth of a litre: less is noise of adding up."""
    rounded = {key: (round(v, 6) if unit == "m³" else v, unit) for key, (v, unit) in values.items()}
    return {key: Quantity(v, unit, Text.of(f"heavy-rain.total.{key}")) for key, (v, unit) in rounded.items()}
