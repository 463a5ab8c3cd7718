"""What development plans say to a measure: hints for people, never a refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.errors import GEOSException
from shapely.geometry.base import BaseGeometry

from planningtable.city.measures.kind import MeasureKind
from planningtable.city.measures.outline import outline
from planningtable.city.measures.parameters import filled_parameters
from planningtable.city.plan import Finding, Plan, PlanKind, Verdict, felling, plan_short, violations
from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.domain.values import Measure

BUILDS = "new-building"
TAKES_DOWN = "remove-building"


@dataclass(frozen=True, slots=True, eq=False)
class PlanFinding:
    """What one plan says to one measure.

    Attributes:
        plan: that says it.
        measure: id of the measure.
        finding: whether it is violated or could not be checked, and a sentence.
    """

    plan: Plan
    measure: str
    finding: Finding


@dataclass(frozen=True, slots=True, eq=False)
class _House:
    footprint: BaseGeometry
    height: float
    storeys: int
    ground: float


def hints(
    plans: Sequence[Plan], kinds: Mapping[str, MeasureKind], measure: Measure, base: Site, site: Site | None = None
) -> tuple[Text, ...]:
    """The findings of all plans to a measure as sentences, violations first; see `plan_findings`."""
    found = plan_findings(plans, kinds, measure, base, site)
    return tuple(
        dict.fromkeys(
            Text.of(f"plan.hint.{f.finding.verdict.value}", plan=plan_short(f.plan), finding=f.finding.text)
            for f in found
        )
    )


def plan_findings(
    plans: Sequence[Plan], kinds: Mapping[str, MeasureKind], measure: Measure, base: Site, site: Site | None = None
) -> tuple[PlanFinding, ...]:
    """Compare a measure with all plans.

    Args:
        plans: in the site's CRS.
        kinds: id to kind.
        measure: as placed; only such that put up or take down a building are compared.
        base: the existing state, for the trees that must be felled.
        site: with the measures of the variant; the existing state unless given.

    Returns:
        Violations first, then what could not be checked; empty where the measure lies outside of all plans.
    """
    kind = kinds.get(measure.kind)
    if kind is None or not plans:
        return ()
    site = base if site is None else site
    found: list[PlanFinding] = []
    house = _house(kind, measure, site) if BUILDS in kind.effects else None
    for plan in plans:
        sayings = _on_house(plan, house, measure, base, site) if house is not None else ()
        if TAKES_DOWN in kind.effects:
            sayings = (*sayings, *_on_demolition(plan, measure, base))
        found += [PlanFinding(plan, measure.id, saying) for saying in sayings]
    return tuple(sorted(found, key=lambda f: f.finding.verdict is not Verdict.VIOLATED))


def _house(kind: MeasureKind, measure: Measure, site: Site) -> _House | None:
    """The building that a measure puts up: as it stands on the site, or as it was meant where it does not."""
    if measure.id in site.buildings.ids:
        row = site.buildings.ids.index(measure.id)
        b = site.buildings
        return _House(b.footprints[row], float(b.height[row]), int(b.storeys[row]), float(b.ground[row]))
    try:
        footprint = outline(measure, kind)
    except GEOSException:
        return None
    if footprint.is_empty or not footprint.area:
        return None
    given = filled_parameters(kind, measure)
    values = {
        name: given.get(setting[1:], 0) if isinstance(setting, str) and setting.startswith("$") else setting
        for name, setting in kind.effects[BUILDS].items()
    }
    storeys = round(float(values["storeys"]))
    under = site.terrain.sample(*shapely.get_coordinates(footprint).T)
    low, mean = float(np.min(under)), float(np.mean(under))
    return _House(footprint, mean - low + storeys * float(values["storey_height"]), storeys, low)


def _on_house(plan: Plan, house: _House, measure: Measure, base: Site, site: Site) -> tuple[Finding, ...]:
    found = violations(
        plan, house.footprint, house.height, house.storeys, house.ground, _others(plan, measure.id, site)
    )
    # Planned trees are nobody's to preserve; those of the register are felled where a building is put up.
    trees = base.trees
    felled = np.flatnonzero(shapely.contains_xy(house.footprint, trees.east, trees.north) & ~trees.planned)
    fellings = [f for i in felled for f in felling(plan, float(trees.east[i]), float(trees.north[i]))]
    once = {(f.verdict, f.object, f.text): f for f in (*found, *fellings)}
    return tuple(once.values())


def _others(plan: Plan, measure: str, site: Site) -> tuple[tuple[BaseGeometry, int], ...]:
    """Footprints and storeys of the other buildings where the plan holds."""
    around, buildings = plan.extent, site.buildings
    if around is None or not len(buildings):
        return ()
    within = shapely.box(around.west, around.south, around.east, around.north)
    rows = np.flatnonzero(shapely.intersects(buildings.footprints, within))
    return tuple((buildings.footprints[i], int(buildings.storeys[i])) for i in rows if buildings.ids[int(i)] != measure)


def _on_demolition(plan: Plan, measure: Measure, base: Site) -> tuple[Finding, ...]:
    if measure.target not in base.buildings.ids:
        return ()
    footprint = base.buildings.footprints[base.buildings.ids.index(measure.target)]
    meant = [o for o in plan.of(PlanKind.HERITAGE) if o.geometry.intersects(footprint)]
    return tuple(Finding(Verdict.UNCHECKED, Text.of("plan.hint.heritage"), o.id) for o in meant[:1])
