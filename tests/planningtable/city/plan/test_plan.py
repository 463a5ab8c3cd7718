from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from planningtable.city.job import Job
from planningtable.city.plan import (
    Finding,
    HeightLimit,
    Limits,
    Plan,
    PlanKind,
    PlanObject,
    Verdict,
    felling,
    limits_at,
    violations,
)
from planningtable.city.readers.files import Part
from planningtable.city.readers.xplan import read_plans

ZONE = shapely.box(0, 0, 100, 100)
AREA = shapely.box(10, 10, 60, 60)
HOUSE = shapely.box(20, 20, 30, 40)  # 200 m²


def _object(kind: PlanKind, geometry: shapely.Geometry, limits: Limits | None = None, **more: object) -> PlanObject:
    given = {"attributes": (), **more}
    return PlanObject(f"{kind.name}-{id(geometry)}", "T", kind, geometry, limits=limits or Limits(), **given)  # type: ignore[arg-type]


def _plan(*objects: PlanObject, area: shapely.Geometry = ZONE) -> Plan:
    return Plan("p", "BP_Plan", "Plan 1", "1", "", None, "5.4", "EPSG:25832", "EPSG:25832", area, objects)  # type: ignore[arg-type]


def _said(found: tuple[Finding, ...], verdict: Verdict = Verdict.VIOLATED) -> list[str]:
    return [f.text.id.partition(".")[2].partition(".")[2] for f in found if f.verdict is verdict]


def test_a_building_that_keeps_to_the_plan() -> None:
    limits = Limits(storeys=2, heights=(HeightLimit("2000", "2000", maximum=9.0),))
    plan = _plan(_object(PlanKind.ZONE, ZONE, limits), _object(PlanKind.BUILDABLE, AREA))
    assert violations(plan, HOUSE, 9.0, 2, 27.0) == ()


def test_outside_the_plan_there_is_nothing_to_say() -> None:
    plan = _plan(_object(PlanKind.BUILDABLE, AREA))
    assert violations(plan, shapely.box(500, 500, 510, 510), 50.0, 9) == ()
    assert violations(plan, shapely.box(100, 50, 110, 60), 50.0, 9) == ()


@pytest.mark.parametrize(
    ("house", "area"),
    [
        (shapely.box(5, 20, 15, 30), 49.5),  # 5 cm of tolerance along 10 m
        (shapely.box(70, 70, 80, 80), 100.0),
        (shapely.box(9.97, 20, 20, 30), None),
    ],
)
def test_outside_the_buildable_area(house: shapely.Geometry, area: float | None) -> None:
    found = violations(_plan(_object(PlanKind.BUILDABLE, AREA)), house)
    assert _said(found) == ([] if area is None else ["outside"])
    if area is not None:
        assert dict(found[0].text.arguments)["area"] == pytest.approx(area, abs=0.06)


def test_buildable_areas_side_by_side_are_one_and_their_limits_are_not() -> None:
    left = _object(PlanKind.BUILDABLE, shapely.box(10, 10, 25, 60), Limits(storeys=5))
    right = _object(PlanKind.BUILDABLE, shapely.box(25, 10, 60, 60), Limits(storeys=2))
    between = _object(PlanKind.BUILDING_LIMIT, shapely.LineString([(25, 10), (25, 60)]))
    found = violations(_plan(left, right, between), HOUSE, storeys=4)
    assert [(f.object, _said((f,))) for f in found] == [(right.id, ["storeys"])]


@pytest.mark.parametrize(
    ("kind", "id"), [(PlanKind.BUILDING_LIMIT, "limit-crossed"), (PlanKind.BUILDING_LINE, "line-crossed")]
)
def test_lines_alone_must_not_be_crossed(kind: PlanKind, id: str) -> None:
    crossing = _object(kind, shapely.LineString([(0, 25), (100, 25)]))
    along = _object(kind, shapely.LineString([(0, 20.04), (100, 20.04)]))
    assert _said(violations(_plan(crossing), HOUSE)) == [id]
    assert _said(violations(_plan(along), HOUSE)) == []


def test_a_building_line_in_front_is_to_be_looked_at() -> None:
    line = _object(PlanKind.BUILDING_LINE, shapely.LineString([(0, 10), (100, 10)]))
    found = violations(_plan(line, _object(PlanKind.BUILDABLE, AREA)), HOUSE)
    assert _said(found, Verdict.UNCHECKED) == ["set-back"]
    assert dict(found[0].text.arguments)["distance"] == 10.0
    assert violations(_plan(line), shapely.box(20, 10, 30, 20)) == ()


@pytest.mark.parametrize(
    ("limits", "storeys", "id"),
    [
        (Limits(storeys=2), 2, None),
        (Limits(storeys=2), 3, "storeys"),
        (Limits(storeys_min=2, storeys=4), 1, "storeys-min"),
        (Limits(storeys_mandatory=3), 2, "storeys-mandatory"),
        (Limits(storeys_mandatory=3), 3, None),
    ],
)
def test_storeys(limits: Limits, storeys: int, id: str | None) -> None:
    plan = _plan(_object(PlanKind.ZONE, ZONE, limits))
    assert _said(violations(plan, HOUSE, storeys=storeys)) == ([id] if id else [])
    assert _said(violations(plan, HOUSE), Verdict.UNCHECKED) == ["storeys"]


def test_the_buildable_area_goes_before_the_zone() -> None:
    plan = _plan(
        _object(PlanKind.ZONE, ZONE, Limits(storeys=2, grz=0.4)), _object(PlanKind.BUILDABLE, AREA, Limits(storeys=4))
    )
    assert violations(plan, HOUSE, storeys=4)[0].verdict is Verdict.UNCHECKED
    assert _said(violations(plan, HOUSE, storeys=5)) == ["storeys"]
    at = limits_at(plan, HOUSE)
    assert (at.storeys, at.grz, at.gfz, at.inside) == (4, 0.4, None, 1.0)
    assert limits_at(plan, shapely.Point(80, 80)).storeys == 2


@pytest.mark.parametrize(
    ("limit", "height", "ground", "id"),
    [
        (HeightLimit("1000", "6000", stated=36.0), 9.0, 27.0, None),
        (HeightLimit("1000", "6000", stated=36.0), 9.2, 27.0, "height"),
        (HeightLimit("2000", "3000", maximum=9.0), 9.2, None, "height"),
        (HeightLimit("2000", "", minimum=7.0, maximum=9.0), 6.0, None, "height-min"),
        (HeightLimit("2000", "2000", mandatory=9.0), 8.0, None, "height-mandatory"),
        (HeightLimit("2000", "2000", mandatory=9.0), 9.05, None, None),
        # A passage's clear height says nothing of the building's.
        (HeightLimit("2000", "3500", minimum=4.5), 3.0, None, None),
    ],
)
def test_heights(limit: HeightLimit, height: float, ground: float | None, id: str | None) -> None:
    found = violations(_plan(_object(PlanKind.ZONE, ZONE, Limits(heights=(limit,)))), HOUSE, height, 2, ground)
    assert _said(found) == ([id] if id else [])
    assert _said(found, Verdict.UNCHECKED) == []


@pytest.mark.parametrize(
    "limit",
    [
        HeightLimit("1000", "6000", stated=36.0),  # the ground is not known
        HeightLimit("2500", "6000", stated=9.0),  # above a pavement
        HeightLimit("2000", "1000", stated=6.0),  # eaves
        HeightLimit("2000", "2000", stated=6.0, words="Straße A"),
    ],
)
def test_heights_that_cannot_be_compared_are_told(limit: HeightLimit) -> None:
    found = violations(_plan(_object(PlanKind.ZONE, ZONE, Limits(heights=(limit,)))), HOUSE, 50.0, 2)
    assert _said(found) == []
    assert _said(found, Verdict.UNCHECKED) == ["height"]


def test_built_over_area_with_the_neighbours() -> None:
    plan = _plan(_object(PlanKind.ZONE, ZONE, Limits(grz=0.4, gfz=1.0)))
    neighbours = [(shapely.box(50, 50, 100, 100), 3), (shapely.box(0, 50, 50, 80), 1)]
    # 200 + 2500 + 1500 m² of 10,000 m²; 200 x 2 + 2500 x 3 + 1500 m² of floors.
    found = violations(plan, HOUSE, storeys=2, others=neighbours)
    assert _said(found) == ["grz"]
    assert dict(found[0].text.arguments)["value"] == pytest.approx(0.42)
    assert _said(violations(plan, HOUSE, storeys=2, others=neighbours[:1])) == []
    assert "gfz" in _said(violations(plan, HOUSE, storeys=15, others=neighbours))
    assert _said(violations(plan, HOUSE), Verdict.UNCHECKED) == ["plot", "gfz"]


def test_amounts_for_one_building() -> None:
    limits = Limits(gr=150, gf=500, bm=1000)
    found = violations(_plan(_object(PlanKind.ZONE, ZONE, limits)), HOUSE, 9.0, 2)
    assert _said(found) == ["gr"]
    assert _said(found, Verdict.UNCHECKED) == ["bm-rough"]


def test_part_of_a_building_outside_the_plan() -> None:
    found = violations(_plan(), shapely.box(95, 20, 105, 30))
    assert _said(found, Verdict.UNCHECKED) == ["part-outside"]
    assert dict(found[0].text.arguments)["share"] == 50


def test_what_lies_below_the_ground_limits_nothing_above() -> None:
    cellar = replace(_object(PlanKind.BUILDABLE, AREA, Limits(storeys=1)), level=-1)
    assert violations(_plan(cellar), HOUSE, storeys=5) == ()


def test_slices_on_top_of_each_other_allow_what_the_highest_does() -> None:
    ground = _object(PlanKind.BUILDABLE, AREA, Limits(storeys=2))
    tower = replace(_object(PlanKind.BUILDABLE, shapely.box(15, 15, 35, 45), Limits(storeys_min=6, storeys=9)), level=1)
    plan = _plan(ground, tower)
    assert _said(violations(plan, HOUSE, storeys=9)) == []
    assert _said(violations(plan, HOUSE, storeys=10)) == ["storeys"]
    assert _said(violations(plan, HOUSE, storeys=3), Verdict.UNCHECKED) == ["stacked"]
    # Beside the tower, two storeys hold.
    found = violations(plan, shapely.box(20, 20, 50, 40), storeys=9)
    assert [f.object for f in found] == [ground.id]
    assert limits_at(plan, shapely.Point(20, 20)).storeys == 9
    assert limits_at(plan, shapely.Point(50, 50)).storeys == 2


def test_trees_to_be_preserved() -> None:
    keep = _object(PlanKind.PLANTING, AREA, attributes=(("massnahme", "1000"), ("gegenstand", "1000")))
    plant = _object(PlanKind.PLANTING, ZONE, attributes=(("massnahme", "2000"),))
    hedge = _object(PlanKind.PLANTING, ZONE, attributes=(("massnahme", "1000"), ("gegenstand", "2050")))
    single = _object(PlanKind.PLANTING, shapely.Point(80, 80), attributes=(("massnahme", "3000"),))
    plan = _plan(keep, plant, hedge, single)
    assert [f.object for f in felling(plan, 20, 20)] == [keep.id]
    assert [f.object for f in felling(plan, 82, 80)] == [single.id]
    assert felling(plan, 90, 10) == ()


def test_a_tower_in_the_hafencity(shared_data: Path) -> None:
    (plan,) = read_plans(Part(shared_data / "plan/xplan52_hamburg_hafencity7.gml"), Job())
    (tower,) = (o for o in plan.objects if any(h.stated == 65.5 and h.point == "6000" for h in o.limits.heights))
    house = tower.geometry.buffer(-0.5)
    assert _said(violations(plan, house, 57.0, None, 8.0)) == []
    found = violations(plan, house, 60.0, None, 8.0)
    assert _said(found) == ["height"]
    assert dict(found[0].text.arguments) == {"height": 68.0, "limit": 65.5}
    assert "outside" in _said(violations(plan, tower.geometry.buffer(3), 20.0, None, 8.0))


def test_a_house_in_blankenese(shared_data: Path) -> None:
    (plan,) = read_plans(Part(shared_data / "plan/xplan60_hamburg_blankenese29.gml"), Job())
    area = next(o for o in plan.of(PlanKind.BUILDABLE) if o.limits.storeys == 1)
    house = area.geometry.buffer(-0.2)
    assert _said(violations(plan, house, storeys=1)) == []
    assert _said(violations(plan, house, storeys=2)) == ["storeys"]
