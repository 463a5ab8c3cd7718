"""The catalogue: descriptors from ``catalogue.toml``, one function each.

Ranges follow one rule per indicator, stated in its formula: what is not known counts at its least and at its most, and
coefficients count at the ends of their published range. They are no confidence intervals.
"""

import tomllib
from collections.abc import Callable, Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any

from planningtable.api import Dimension, Direction, Indicator, IndicatorInfo, Inputs, Text, Value
from plugins.indicators import built, green, ground, heat, money, rain, roofs, storage

VERSION = "1"

FUNCTIONS: Mapping[str, Callable[[Inputs], Value]] = MappingProxyType(
    {
        "sealed-share": ground.sealed_share,
        "biotope-area-factor": ground.biotope_area_factor,
        "tree-change": green.tree_change,
        "retention": storage.retention,
        "green-roof-share": roofs.green_roof_share,
        "co2-uptake": roofs.co2_uptake,
        "green-volume": green.green_volume,
        "canopy-cover": green.canopy_cover,
        "green-near-homes": green.green_near_homes,
        "mean-radiant-temperature": heat.mean_radiant_temperature,
        "heat-stress-area": heat.heat_stress_area,
        "flooded-area": rain.flooded_area,
        "deep-flooded-area": rain.deep_flooded_area,
        "exposed-buildings": rain.exposed_buildings,
        "use-mix": built.use_mix,
        "cost-per-retention": money.cost_per_retention,
        "floor-area-ratio": built.floor_area_ratio,
        "dwellings": built.dwellings,
        "capital-cost": money.capital_cost,
    }
)


def _info(id: str, row: Mapping[str, Any]) -> IndicatorInfo:
    texts = {part: Text(f"indicator.{id}.{part}") for part in ("name", "formula", "inputs", "silence")}
    return IndicatorInfo(
        id=id,
        unit=str(row["unit"]),
        decimals=int(row["decimals"]),
        direction=Direction(row["direction"]),
        dimension=Dimension(row["dimension"]),
        sdg=tuple(row["sdg"]),
        worst=float(row["worst"]),
        target=float(row["target"]),
        source=str(row["source"]),
        version=VERSION,
        needs=tuple(row.get("needs", ())),
        **texts,
    )


def _read() -> tuple[Indicator, ...]:
    text = (resources.files("plugins.indicators") / "catalogue.toml").read_text("utf-8")
    rows = tomllib.loads(text)
    if set(rows) != set(FUNCTIONS):
        raise ValueError(f"catalogue.toml and the functions differ: {sorted(set(rows) ^ set(FUNCTIONS))}")
    return tuple(Indicator(_info(id, row), FUNCTIONS[id]) for id, row in rows.items())


INDICATORS = _read()
