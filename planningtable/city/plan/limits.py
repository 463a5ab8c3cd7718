"""What a plan states for a place."""

from collections.abc import Callable
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.city.plan.model import HeightLimit, Limits, Plan, PlanKind, PlanObject

# Where less than this is shared, two areas only touch: surveys and plans differ by centimetres [m²].
TOUCHING = 0.1
# bezugspunkt: clear height of passages, plinth, floor level, lower edge do not limit how high a building is.
OTHER_POINTS = frozenset({"3500", "4000", "4500", "5500"})
# Objects whose limits are about buildings, the most special first: a stipulation for the buildable area goes before
# that for the zone around it.
SPECIAL_FIRST = (PlanKind.BUILDABLE, PlanKind.ZONE, PlanKind.COMMUNITY, PlanKind.SUPPLY, PlanKind.OTHER)


Stated = Callable[[Limits], float | None]


@dataclass(frozen=True, slots=True, eq=False)
class LimitsAt:
    """What holds where a geometry is.

    Attributes:
        place: the geometry.
        objects: all objects of the plan that share more than their edge with it.
        inside: share of the geometry that lies in the plan's area [0..1]; 1 where the plan states no area.
    """

    place: BaseGeometry
    objects: tuple[PlanObject, ...]
    inside: float

    def stating(self, stated: Stated) -> tuple[PlanObject, ...]:
        """The objects whose limit holds: those of the most special kind that state it.

        Args:
            stated: takes the limit from `Limits`; None where it is not stated.
        """
        for kind in SPECIAL_FIRST:
            found = tuple(o for o in self.objects if o.kind is kind and stated(o.limits) is not None)
            if found:
                return tuple(o for o in found if not self._built_upon(o, found, stated))
        return ()

    def _built_upon(self, o: PlanObject, others: tuple[PlanObject, ...], stated: Stated) -> bool:
        """Whether objects of levels above the ground allow more all over the place that an object limits.

        Plans state tall buildings in slices: 2 storeys on the ground, over part of it up to 5, over part of that 13.
        """
        limit = stated(o.limits) or 0.0
        above = [p.geometry for p in others if p is not o and p.level > 0 and (stated(p.limits) or 0.0) > limit]
        if not above:
            return False
        place = self.place.intersection(o.geometry)
        if not place.area:
            return any(g.intersects(place) for g in above)
        return bool(place.difference(shapely.union_all(above)).area <= TOUCHING)

    @property
    def storeys(self) -> float | None:
        """Most full storeys; None where nothing is stated."""
        return self._least(most_storeys)

    @property
    def grz(self) -> float | None:
        """Most built-over area by plot area; None where nothing is stated."""
        return self._least(lambda limits: limits.grz)

    @property
    def gfz(self) -> float | None:
        """Most floor area by plot area; None where nothing is stated."""
        return self._least(lambda limits: limits.gfz)

    def _least(self, stated: Stated) -> float | None:
        return min((value for o in self.stating(stated) if (value := stated(o.limits)) is not None), default=None)

    @property
    def heights(self) -> tuple[tuple[PlanObject, HeightLimit], ...]:
        """Heights of buildings with the objects that state them."""
        found = self.stating(highest)
        return tuple((o, h) for o in found for h in o.limits.heights if h.point not in OTHER_POINTS)


def most_storeys(limits: Limits) -> float | None:
    """Most full storeys, or what comes closest."""
    stated = (limits.storeys_mandatory, limits.storeys, limits.storeys_min)
    return next((value for value in stated if value is not None), None)


def highest(limits: Limits) -> float | None:
    """The largest height of a building that is stated, whatever it counts from [m]."""
    heights = [h for h in limits.heights if h.point not in OTHER_POINTS]
    values = [v for h in heights for v in (h.stated, h.maximum, h.mandatory, h.minimum) if v is not None]
    return max(values, default=None)


def limits_at(plan: Plan, geometry: BaseGeometry) -> LimitsAt:
    """What a plan states where a geometry in the site's CRS is; levels below the ground are left out."""
    shared = tuple(o for o in plan.objects if o.level >= 0 and _shares(o.geometry, geometry))
    if plan.area.is_empty:
        return LimitsAt(geometry, shared, 1.0)
    if geometry.area:
        return LimitsAt(geometry, shared, float(geometry.intersection(plan.area).area / geometry.area))
    return LimitsAt(geometry, shared, 1.0 if geometry.intersects(plan.area) else 0.0)


def _shares(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Whether two geometries share an area, or, where one has none, a place."""
    if not one.intersects(other):
        return False
    if one.area and other.area:
        return bool(one.intersection(other).area > TOUCHING)
    return True
