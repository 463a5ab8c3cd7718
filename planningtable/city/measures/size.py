"""How large a measure is, and what it costs: in the unit that its kind's cost is given for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from planningtable.city.geometry.roofs import DEDUCTION, RoofClass, roof_suitability
from planningtable.city.measures.effects.act import NotPossibleError, building_row
from planningtable.city.measures.effects.cells import on_site, polygons, without_buildings
from planningtable.city.measures.kind import MeasureKind
from planningtable.city.measures.outline import Strip, outline, strip
from planningtable.city.measures.parameters import filled_parameters
from planningtable.city.site import Site
from planningtable.domain.values import Measure, Parameter

SLICES = 16
"""Slices of a basin, for shapes whose banks meet in one place above others."""


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    site: Site
    target: str | None
    where: BaseGeometry
    strip: Strip | None
    set_: Mapping[str, Parameter]


_Size: TypeAlias = Callable[[_Case], float]


def _ground(case: _Case) -> float:
    return float(without_buildings(case.where, case.site.buildings).area)


def _length(case: _Case) -> float:
    return float(case.where.length)


def _along(case: _Case) -> float:
    """Length along the middle, of the share of the area that is on the site and free."""
    if case.strip is None:
        return 0.0
    free = without_buildings(on_site(case.where, case.site.extent), case.site.buildings)
    return float(case.strip.axis.length * free.area / case.where.area)


def _roof(case: _Case) -> float:
    row = building_row(case.site, case.target)
    surfaces = case.site.surfaces
    roofs = (surfaces.building == row) & (roof_suitability(surfaces) <= RoofClass.D)
    return float(surfaces.area[roofs].sum()) * (1 - DEDUCTION)


def _floors(case: _Case) -> float:
    return _ground(case) * float(case.set_.get("storeys", 1))


def _tank(case: _Case) -> float:
    return float(case.set_.get("volume", 0.0))


def _basin(case: _Case) -> float:
    """Volume below level ground."""
    depth, bank = float(case.set_.get("depth", 0.0)), float(case.set_.get("bank", 0.0))
    free = polygons(without_buildings(case.where, case.site.buildings))
    return sum((_pit(part, depth, bank) for part in shapely.get_parts(free).tolist()), 0.0)


def _pit(rim: shapely.Polygon, depth: float, bank: float) -> float:
    """Volume of a pit with banks: slices by Simpson's rule, which is exact for a frustum.

    A pit is no deeper than where its banks meet.
    """
    if bank > 0:
        depth = min(depth, float(shapely.maximum_inscribed_circle(rim).length) / bank)
    down = np.linspace(0.0, depth, 2 * SLICES + 1)
    areas = shapely.area(shapely.buffer(rim, -bank * down))
    weights = np.full(len(down), 2.0)
    weights[1::2], weights[[0, -1]] = 4.0, 1.0
    return float(depth / (6.0 * SLICES) * (weights @ areas))


def _built(case: _Case) -> float:
    row = building_row(case.site, case.target)
    return float(case.site.buildings.footprints[row].area * case.site.buildings.height[row])


_SIZES: Mapping[tuple[str, str], _Size] = MappingProxyType(
    {
        ("m²", "green-roof"): _roof,
        ("m²", "new-building"): _floors,
        ("m³", "cistern"): _tank,
        ("m³", "terrain"): _basin,
        ("m", "wall"): _along,
        ("m³", "remove-building"): _built,
    }
)
_OTHERWISE: Mapping[str, _Size] = MappingProxyType({"m²": _ground, "m": _length, "m³": _tank})


def measure_size(kind: MeasureKind, measure: Measure, site: Site) -> float:
    """Size of a measure in the unit of its kind's cost.

    Args:
        kind: of the measure.
        measure: geometry in the site's CRS [m].
        site: on which it is placed, without it.

    Returns:
        Pieces, m (of what is built of a wall, along its middle), m² (free ground; suitable roof less edges; gross floor
        area of a new building) or m³ (tank; basin; gross volume of a removed building). 0 where its building is gone or
        its geometry is none.
    """
    per = kind.cost.per
    if per == "piece":
        return 1.0
    try:
        where, along = outline(measure, kind), strip(measure, kind)
        case = _Case(site, measure.target, where, along, filled_parameters(kind, measure))
        size = next((_SIZES[per, effect] for effect in kind.effects if (per, effect) in _SIZES), _OTHERWISE[per])
        return size(case)
    except (GEOSException, NotPossibleError):
        return 0.0


def cost_range(kind: MeasureKind, measure: Measure, site: Site) -> tuple[float, float]:
    """Lower and upper end of a measure's cost [€]: its size times the kind's cost per unit."""
    size = measure_size(kind, measure, site)
    return size * kind.cost.low, size * kind.cost.high
