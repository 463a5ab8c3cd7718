"""From what people point at to a measure that its kind allows."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from planningtable.city.measures.kind import MeasureKind, Shape
from planningtable.city.measures.outline import outline
from planningtable.city.measures.parameters import checked_parameters
from planningtable.city.site import Site
from planningtable.domain.checks import checked_geometry
from planningtable.domain.commands import ChangeMeasure, PlaceMeasure
from planningtable.domain.text import PlanningError
from planningtable.domain.values import Measure, Parameter, Variant

_DRAWN_AS: Mapping[Shape, tuple[str, ...]] = {
    Shape.POINT: ("Point",),
    Shape.LINE: ("LineString",),
    Shape.AREA: ("Polygon", "LineString", "Point"),
    Shape.BUILDING: ("Point", "Polygon"),
}
_MILLIMETRES = 3
_FINGER = 2.0
"""A finger that is so near to a measure means it [m]."""


@dataclass(frozen=True, slots=True)
class Pointing:
    """What people point at: a geometry, a building, or a building by a geometry on it.

    Attributes:
        geometry: WKT in the site's CRS [m]; None where only a building is named.
        target: id of a building; None where only a geometry is given.
    """

    geometry: str | None = None
    target: str | None = None


def kind_named(kinds: Mapping[str, MeasureKind], id: str) -> MeasureKind:
    """The kind of an id.

    Raises:
        PlanningError: there is none; it names what is near.
    """
    if id in kinds:
        return kinds[id]
    near = difflib.get_close_matches(id, kinds, 3, 0.5) or sorted(kinds)
    raise PlanningError("error.placing.no-kind", kind=id, near=", ".join(near))


def placement(
    site: Site,
    kind: MeasureKind,
    *,
    variant: str,
    measure: str,
    pointing: Pointing,
    given: Mapping[str, Parameter],
) -> PlaceMeasure:
    """The command that places a measure.

    Args:
        site: the existing state.
        kind: of the measure.
        variant: that the measure belongs to.
        measure: id of the measure.
        pointing: where; a kind that acts on a building also takes a point on it.
        given: parameters that differ from the kind's defaults.

    Raises:
        PlanningError: the place does not suit the kind, or a parameter is unknown or out of range.
    """
    parameters = checked_parameters(kind, given)
    geometry, target = _place(site, kind, pointing)
    return PlaceMeasure(variant, measure, kind.id, geometry, target, parameters)


def building_at(site: Site, geometry: BaseGeometry) -> str | None:
    """Id of the building under the middle of a geometry."""
    point = geometry.representative_point()
    hits = np.flatnonzero(shapely.intersects(site.buildings.footprints, point))
    return site.buildings.ids[int(hits[0])] if len(hits) else None


def building_point(site: Site, id: str) -> str:
    """A point inside a building's footprint, as WKT.

    Raises:
        PlanningError: the site has no such building.
    """
    if id not in site.buildings.ids:
        near = ", ".join(difflib.get_close_matches(id, site.buildings.ids, 3, 0.5))
        if near:
            raise PlanningError("error.placing.no-building-near", building=id, near=near)
        raise PlanningError("error.workshop.no-building", building=id)
    footprint = site.buildings.footprints[site.buildings.ids.index(id)]
    return str(shapely.to_wkt(footprint.representative_point(), rounding_precision=_MILLIMETRES))


def measure_at(
    variant: Variant, kinds: Mapping[str, MeasureKind], geometry: str, target: str | None = None
) -> Measure | None:
    """The measure of a variant that people point at; of several the newest.

    Args:
        variant: whose measures are looked through.
        kinds: id to kind.
        geometry: where, as WKT [m].
        target: id of the building or tree that was met there.
    """
    place = shapely.from_wkt(geometry)
    found = (m for m in reversed(variant.measures) if m.id == target or _covers(m, kinds.get(m.kind), place, target))
    return next(found, None)


def _covers(measure: Measure, kind: MeasureKind | None, place: BaseGeometry, target: str | None) -> bool:
    if kind is None:
        return False
    if kind.shape is Shape.BUILDING:
        return measure.target is not None and measure.target == target
    return bool(outline(measure, kind).distance(place) <= _FINGER)


def moved(variant: str, measure: Measure, place: str) -> ChangeMeasure:
    """The command that moves a measure so that its middle lies at a point (WKT) [m]."""
    geometry = shapely.from_wkt(measure.geometry)
    middle, to = geometry.centroid, shapely.from_wkt(place).centroid
    there = affinity.translate(geometry, to.x - middle.x, to.y - middle.y)
    wkt = shapely.to_wkt(there, rounding_precision=_MILLIMETRES)
    return ChangeMeasure(variant, measure.id, wkt, measure.parameters)


def _place(site: Site, kind: MeasureKind, pointing: Pointing) -> tuple[str, str | None]:
    if pointing.geometry is None:
        if kind.shape != Shape.BUILDING or pointing.target is None:
            raise PlanningError("error.placing.needs-place", kind=kind.id)
        return building_point(site, pointing.target), pointing.target
    geometry = checked_geometry(pointing.geometry)
    if geometry.geom_type not in _DRAWN_AS[kind.shape]:
        raise PlanningError(
            "error.placing.geometry", kind=kind.id, type=geometry.geom_type, types=", ".join(_DRAWN_AS[kind.shape])
        )
    if kind.shape != Shape.BUILDING or pointing.target is not None:
        return pointing.geometry, pointing.target
    target = building_at(site, geometry)
    if target is None:
        raise PlanningError("error.placing.no-building-there", kind=kind.id)
    return pointing.geometry, target
