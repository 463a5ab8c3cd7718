"""Whether a building or a felling keeps to a plan: only what the plan states, and what of it cannot be checked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from types import MappingProxyType

import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.city.plan.limits import TOUCHING, LimitsAt, limits_at, most_storeys
from planningtable.city.plan.model import ABOVE_GROUND, HeightLimit, Limits, Plan, PlanKind, PlanObject
from planningtable.domain.text import Text

# Buildings are drawn to a few centimetres; heights are stated to a decimetre [m].
TOLERANCE = 0.05
# Of a ratio, which plans state with one or two digits.
TOLERANCE_OF_RATIO = 0.001
# Heights of the whole building: ridge, top, building; none said means the top.
TOP_POINTS = frozenset({"", "2000", "3000", "6000"})
# A building line further away belongs to other buildings [m].
LINE_REACH = 30.0
# massnahme: preservation; 2000 is planting alone.
PRESERVED = frozenset({"1000", "3000"})
# gegenstand: trees; empty means everything that grows.
TREES = frozenset({"", "1000", "1100", "1200"})
# A tree that a plan marks by a point or a line stands this close to it [m].
MARK_REACH = 3.0


class Verdict(Enum):
    """What a finding says."""

    VIOLATED = "violated"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a planner should know.

    Attributes:
        verdict: whether the plan is violated, or could not be checked in this.
        text: a sentence.
        object: id of the plan's object; empty for the plan as a whole.
    """

    verdict: Verdict
    text: Text
    object: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class _Building:
    footprint: BaseGeometry
    height: float | None
    storeys: int | None
    ground: float | None
    others: tuple[tuple[BaseGeometry, int], ...]


def violations(
    plan: Plan,
    footprint: BaseGeometry,
    height: float | None = None,
    storeys: int | None = None,
    ground_height: float | None = None,
    others: Sequence[tuple[BaseGeometry, int]] = (),
) -> tuple[Finding, ...]:
    """Compare a building with a plan.

    Args:
        plan: geometry in the site's CRS.
        footprint: polygon in the site's CRS.
        height: of the building above the ground [m]; None where unknown.
        storeys: full storeys; None where unknown.
        ground_height: of the ground at the building [m above sea level]; None where unknown.
        others: footprints and storeys of the buildings that stand beside it, for what is built over altogether.

    Returns:
        What is violated, then what cannot be checked; empty where the building lies outside the plan or keeps to it.
    """
    at = limits_at(plan, footprint)
    if at.inside * footprint.area <= TOUCHING:
        return ()
    building = _Building(footprint, height, storeys, ground_height, tuple(others))
    found = [finding for check in CHECKS for finding in check(plan, at, building)]
    return tuple(sorted(found, key=lambda f: f.verdict is not Verdict.VIOLATED))


def felling(plan: Plan, east: float, north: float) -> tuple[Finding, ...]:
    """Whether a tree at a place in the site's CRS [m] is to be preserved."""
    tree = shapely.Point(east, north)
    found = []
    for o in plan.of(PlanKind.PLANTING):
        if not PRESERVED.intersection(o.values("massnahme")) or o.geometry.is_empty:
            continue
        if not TREES.intersection(o.values("gegenstand") or ("",)):
            continue
        if o.geometry.distance(tree) <= (0.0 if o.geometry.area else MARK_REACH):
            found.append(Finding(Verdict.VIOLATED, Text.of("plan.finding.felling", plan=plan.name), o.id))
    return tuple(found)


def _violated(id: str, o: PlanObject | None, **arguments: str | int | float) -> Finding:
    return Finding(Verdict.VIOLATED, Text.of(f"plan.finding.{id}", **arguments), o.id if o is not None else "")


def _unchecked(id: str, o: PlanObject | None, **arguments: str | int | float) -> Finding:
    return Finding(Verdict.UNCHECKED, Text.of(f"plan.unchecked.{id}", **arguments), o.id if o is not None else "")


def _area(plan: Plan, at: LimitsAt, building: _Building) -> Iterator[Finding]:
    """Within the buildable area; without any, on one side of the lines."""
    if at.inside < 1 and building.footprint.area * (1 - at.inside) > TOUCHING:
        yield _unchecked("part-outside", None, share=round(100 * (1 - at.inside)))
    buildable = [o.geometry for o in plan.of(PlanKind.BUILDABLE) if o.level >= 0]
    if buildable:
        inside = shapely.union_all(buildable).buffer(TOLERANCE)
        outside = building.footprint.difference(inside).area
        if outside > TOUCHING:
            yield _violated("outside", None, area=round(outside, 1))
    else:
        yield from _lines(at, building)
    yield from _set_back(plan, building)


def _lines(at: LimitsAt, building: _Building) -> Iterator[Finding]:
    """Building limits and lines that run through the building: more than centimetres lie on both sides.

    Where areas are stated they count instead: lines between two of them may run through a building.
    """
    core = building.footprint.buffer(-2 * TOLERANCE)
    ids = {PlanKind.BUILDING_LINE: "line-crossed", PlanKind.BUILDING_LIMIT: "limit-crossed"}
    for o in at.objects:
        if o.kind in ids and o.level == 0 and not core.is_empty and o.geometry.crosses(core):
            yield _violated(ids[o.kind], o)


def _set_back(plan: Plan, building: _Building) -> Iterator[Finding]:
    """Building lines that the building should stand on, perhaps."""
    near = [
        (distance, o)
        for o in plan.of(PlanKind.BUILDING_LINE)
        if TOLERANCE < (distance := o.geometry.distance(building.footprint)) <= LINE_REACH
    ]
    if near:
        distance, o = min(near, key=lambda pair: pair[0])
        yield _unchecked("set-back", o, distance=round(distance, 1))


def _storeys(plan: Plan, at: LimitsAt, building: _Building) -> Iterator[Finding]:
    del plan
    for o in at.stating(most_storeys):
        limits, storeys = o.limits, building.storeys
        if storeys is None:
            yield _unchecked("storeys", o)
        elif limits.storeys_mandatory is not None and storeys != limits.storeys_mandatory:
            yield _violated("storeys-mandatory", o, storeys=storeys, limit=int(limits.storeys_mandatory))
        elif limits.storeys is not None and storeys > limits.storeys:
            yield _violated("storeys", o, storeys=storeys, limit=int(limits.storeys))
        elif limits.storeys_min is not None and storeys < limits.storeys_min and o.level:
            yield _unchecked("stacked", o)
        elif limits.storeys_min is not None and storeys < limits.storeys_min:
            yield _violated("storeys-min", o, storeys=storeys, limit=int(limits.storeys_min))


def _heights(plan: Plan, at: LimitsAt, building: _Building) -> Iterator[Finding]:
    del plan
    for o, limit in at.heights:
        yield from _height(o, limit, building)


def _height(o: PlanObject, limit: HeightLimit, building: _Building) -> Iterator[Finding]:
    top = _top(limit, building)
    if top is None:
        yield _unchecked("height", o)
        return
    most = [h for h in (limit.maximum, limit.stated) if h is not None and h > 0]
    if limit.stated is not None and limit.stated <= 0:
        yield _unchecked("height-zero", o)
    if limit.mandatory is not None and abs(top - limit.mandatory) > 2 * TOLERANCE:
        yield _violated("height-mandatory", o, height=round(top, 1), limit=round(limit.mandatory, 1))
    if most and top > min(most) + TOLERANCE:
        yield _violated("height", o, height=round(top, 1), limit=round(min(most), 1))
    if limit.minimum is not None and top < limit.minimum - TOLERANCE:
        yield _violated("height-min", o, height=round(top, 1), limit=round(limit.minimum, 1))


def _top(limit: HeightLimit, building: _Building) -> float | None:
    """The building's height as the limit counts it [m]; None where the table cannot tell."""
    if building.height is None or limit.point not in TOP_POINTS or limit.words:
        return None
    if limit.absolute:
        return None if building.ground is None else building.ground + building.height
    return building.height if limit.reference in ("", ABOVE_GROUND) else None


def _built_over(area: BaseGeometry, building: _Building) -> float:
    footprints = [building.footprint, *(footprint for footprint, _ in building.others)]
    return float(shapely.union_all(footprints).intersection(area).area)


def _own_area(area: BaseGeometry, building: _Building) -> float:
    return float(building.footprint.intersection(area).area)


def _own_floors(area: BaseGeometry, building: _Building) -> float | None:
    return None if building.storeys is None else _own_area(area, building) * max(building.storeys, 1)


def _floors(area: BaseGeometry, building: _Building) -> float | None:
    if building.storeys is None:
        return None
    all_ = ((building.footprint, building.storeys), *building.others)
    return float(sum(footprint.intersection(area).area * max(storeys, 1) for footprint, storeys in all_))


def _volume(area: BaseGeometry, building: _Building) -> float | None:
    """Of this building alone, as if its roof were flat; None where the height is unknown."""
    if building.height is None:
        return None
    return _own_area(area, building) * building.height


_Measure = Callable[[BaseGeometry, _Building], float | None]
# Limit → whether it is a ratio to the area of the plot, and what it limits; amounts in square or cubic metres hold for
# one building, as far as the plan tells.
AMOUNTS: Mapping[str, tuple[bool, _Measure]] = MappingProxyType(
    {
        "grz": (True, _built_over),
        "gr": (False, _own_area),
        "gfz": (True, _floors),
        "gf": (False, _own_floors),
        "bmz": (True, _volume),
        "bm": (False, _volume),
    }
)
# Measured as if the roof were flat: more than there is.
ROUGH = frozenset({"bmz", "bm"})


def _amounts(plan: Plan, at: LimitsAt, building: _Building) -> Iterator[Finding]:
    """Built-over area, floor area and volume within each area that limits them.

    Ratios hold for each plot. The plan does not know the plots, so what is exceeded over the whole area is exceeded
    on some plot, and what is kept over the whole area may still be exceeded on one.
    """
    del plan
    for name, (ratio, measure) in AMOUNTS.items():
        for o in at.stating(partial(_limit, name)):
            yield from _amount(name, o, measure(o.geometry, building), ratio=ratio)


def _limit(name: str, limits: Limits) -> float | None:
    value: float | None = getattr(limits, name)
    return value


def _amount(name: str, o: PlanObject, amount: float | None, *, ratio: bool) -> Iterator[Finding]:
    limit = _limit(name, o.limits)
    if limit is None:
        return
    if amount is None or (ratio and not o.geometry.area):
        yield _unchecked(name, o)
        return
    value = amount / o.geometry.area if ratio else amount
    exceeded = value > limit * (1 + TOLERANCE_OF_RATIO) + (0.0 if ratio else TOUCHING)
    if exceeded and name in ROUGH:
        yield _unchecked(f"{name}-rough", o, value=round(value, 2), limit=round(limit, 2))
    elif exceeded:
        yield _violated(name, o, value=round(value, 2), limit=round(limit, 2))
    elif ratio and limit < 1:
        yield _unchecked("plot", o, name=name.upper(), limit=round(limit, 2))


_Check = Callable[[Plan, LimitsAt, _Building], Iterator[Finding]]
CHECKS: tuple[_Check, ...] = (_area, _storeys, _heights, _amounts)
