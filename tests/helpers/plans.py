"""Small development plans without files."""

from dataclasses import fields

import shapely

from helpers.sites import SOUTH, WEST
from planningtable.city.plan import HeightLimit, Limits, Plan, PlanKind, PlanObject


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    """In metres from the corner of `helpers.sites.block_site`."""
    return shapely.box(WEST + west, SOUTH + south, WEST + east, SOUTH + north)


def line(*points: tuple[float, float]) -> shapely.LineString:
    """In metres from the corner of `helpers.sites.block_site`."""
    return shapely.LineString([(WEST + x, SOUTH + y) for x, y in points])


def an_object(id: str, kind: PlanKind, geometry: shapely.Geometry, **more: object) -> PlanObject:
    return PlanObject(id, f"BP_{kind.name}", kind, geometry, **more)  # type: ignore[arg-type]


def a_plan(*objects: PlanObject, name: str = "Nordhafen", number: str = "7") -> Plan:
    """In force over the block site's southern 60 m."""
    area = box(0, 0, 120, 60)
    return Plan(
        "plan-1", "BP_Plan", name, number, "2020-03-01", None, "5.4", "EPSG:25832", "EPSG:25832", area, objects
    )  # fmt: skip


def quarter_plan() -> Plan:
    """Two storeys and 8 m, buildable in the east of the south; trees in its middle are to be preserved."""
    limits = Limits(storeys=2, grz=0.4, heights=(HeightLimit("2000", "2000", maximum=8.0),))
    return a_plan(
        an_object("zone", PlanKind.ZONE, box(0, 0, 120, 44), limits=limits),
        an_object("yard", PlanKind.BUILDABLE, box(95, 5, 118, 40)),
        an_object("limit", PlanKind.BUILDING_LIMIT, line((95, 5), (95, 40))),
        an_object("front", PlanKind.BUILDING_LINE, line((95, 5), (118, 5))),
        an_object("trees", PlanKind.PLANTING, box(30, 44, 80, 55), attributes=(("massnahme", "1000"),)),
    )


def same(one: object, other: object) -> bool:
    """Whether two plans, or what is in them, say the same in every field."""
    if isinstance(one, shapely.Geometry):
        return isinstance(other, shapely.Geometry) and one.wkb == other.wkb
    if isinstance(one, Plan | PlanObject):
        return type(one) is type(other) and all(same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    if isinstance(one, tuple):
        return isinstance(other, tuple) and len(one) == len(other) and all(map(same, one, other))
    return one == other
