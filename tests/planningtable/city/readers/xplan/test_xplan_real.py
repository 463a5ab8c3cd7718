"""Real plans: exact counts by another look at the files, areas by GDAL's reading."""

import re
import shutil
import warnings
from collections import Counter
from pathlib import Path

import pyogrio
import pytest
import shapely

from planningtable.city.job import Job
from planningtable.city.plan import Plan, PlanKind
from planningtable.city.readers.files import Part
from planningtable.city.readers.xplan import read_plans

HAFENCITY = "plan/xplan52_hamburg_hafencity7.gml"
BLANKENESE = "plan/xplan60_hamburg_blankenese29.gml"
BAERL = "site_duisburg_baerl/bplan_1251_baerl_xplan51.gml"
FILES = (HAFENCITY, BLANKENESE, BAERL)


def _plan(path: Path) -> Plan:
    (plan,) = read_plans(Part(path), Job())
    return plan


def _counted(path: Path) -> Counter[str]:
    """Features by class: what stands directly in a member, told from the text."""
    text = path.read_text("utf-8-sig")
    return Counter(re.findall(r"<gml:featureMember>\s*<xplan:(\w+)", text))


@pytest.mark.parametrize("file", FILES)
def test_each_feature_is_drawn_or_kept_or_reported(shared_data: Path, file: str) -> None:
    plan, counted = _plan(shared_data / file), _counted(shared_data / file)
    assert plan.given == counted
    kept = Counter(o.type for o in plan.objects) + Counter(r.type for r in plan.reported)
    structure = {t: n for t, n in counted.items() if t in ("BP_Plan", "BP_Bereich") or t.endswith("TextAbschnitt")}
    assert kept == counted - Counter(structure)
    assert len(plan.texts) == sum(n for t, n in structure.items() if t.endswith("TextAbschnitt"))
    assert {r.type for r in plan.reported} <= {"XP_PPO", "XP_PTO", "XP_Rasterdarstellung"}
    assert len({o.id for o in plan.objects}) == len(plan.objects)


@pytest.mark.parametrize(
    ("file", "version", "number", "date", "state", "west", "south", "east", "north"),
    [
        # Envelope of the file; that of HafenCity 7 as the objects have it.
        (HAFENCITY, "5.2", "", "2019-06-18", "3000", 565466.357, 5932633.546, 566039.903, 5932821.874),
        (BLANKENESE, "6.0", "29", "1991-07-02", "3000", 552874.001, 5934779.7367, 553340.636, 5935085.6293),
        (BAERL, "5.1", "1251 (Ur.)", "2019-12-30", "4000", 338009.27, 5706179.381, 338236.487, 5706549.453),
    ],
)
def test_what_the_plan_says_of_itself(
    shared_data: Path,
    file: str,
    version: str,
    number: str,
    date: str,
    state: str,
    west: float,
    south: float,
    east: float,
    north: float,
) -> None:
    plan = _plan(shared_data / file)
    assert (plan.version, plan.number, plan.date, plan.crs) == (version, number, date, "EPSG:25832")
    assert plan.state is not None
    assert plan.state.id == f"plan.state.{state}"
    extent = plan.extent
    assert extent is not None
    assert (extent.west, extent.south, extent.east, extent.north) == pytest.approx((west, south, east, north), abs=0.02)


@pytest.mark.parametrize("file", FILES)
def test_geometry_is_that_of_gdal(shared_data: Path, tmp_path: Path, file: str) -> None:
    plan = _plan(shared_data / file)
    copy = shutil.copyfile(shared_data / file, tmp_path / "plan.gml")  # GDAL writes its notes beside the file
    compared = 0
    for type in {o.type for o in plan.objects}:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's remarks on mixed geometry types
            table = pyogrio.read_dataframe(copy, layer=type)
        other = dict(zip(table["gml_id"], table.geometry, strict=True))
        for o in plan.objects:
            if o.type != type:
                continue
            found = other[o.id]
            # Both approximate arcs, we to a centimetre: an area may be wrong by a strip of that width.
            assert o.geometry.area == pytest.approx(found.area, rel=1e-6, abs=0.01 * found.length), o.id
            assert o.geometry.length == pytest.approx(found.length, rel=1e-3), o.id
            assert shapely.hausdorff_distance(o.geometry, found) < 0.2, o.id
            compared += 1
    assert compared == len(plan.objects)


def test_limits_of_the_height(shared_data: Path) -> None:
    text = (shared_data / HAFENCITY).read_text("utf-8")
    plan = _plan(shared_data / HAFENCITY)
    heights = [h for o in plan.objects for h in o.limits.heights]
    assert len(heights) == text.count("<xplan:XP_Hoehenangabe>") == 38
    stated = sorted(float(v) for v in re.findall(r"<xplan:h uom=\"m\">([\d.]+)<", text))
    assert sorted(h.stated for h in heights if h.stated is not None) == stated
    least = sorted(float(v) for v in re.findall(r"<xplan:hMin uom=\"m\">([\d.]+)<", text))
    assert sorted(h.minimum for h in heights if h.minimum is not None) == least
    assert Counter(h.reference for h in heights) == Counter(re.findall(r"<xplan:hoehenbezug>(\d+)<", text))
    buildings = [h for o in plan.of(PlanKind.BUILDABLE) for h in o.limits.heights]
    assert {h.point for h in buildings} == {"6000"}
    assert max(h.stated or 0 for h in buildings) == 65.5
    assert all(h.absolute for h in buildings)


def test_numbers_of_the_zones(shared_data: Path) -> None:
    text = (shared_data / BLANKENESE).read_text("utf-8-sig")
    plan = _plan(shared_data / BLANKENESE)
    grz = Counter(float(v) for v in re.findall(r"<xplan:GRZ>([\d.]+)<", text))
    assert Counter(o.limits.grz for o in plan.objects if o.limits.grz is not None) == grz
    storeys = Counter(float(v) for v in re.findall(r"<xplan:Z>(\d+)<", text))
    assert Counter(o.limits.storeys for o in plan.objects if o.limits.storeys is not None) == storeys
    uses = Counter(re.findall(r"<xplan:besondereArtDerBaulNutzung>(\d+)<", text))
    assert Counter(o.use.id.rpartition(".")[2] for o in plan.objects if o.use is not None) == uses


def test_a_plan_goes_into_another_crs(shared_data: Path) -> None:
    own = _plan(shared_data / BAERL)
    (moved,) = read_plans(Part(shared_data / BAERL), Job(), target=25833)
    assert moved.crs == "EPSG:25833"
    assert moved.area.area == pytest.approx(own.area.area, rel=0.01)
    assert moved.extent is not None
    assert moved.extent.west < 0


def test_roof_pitches(shared_data: Path) -> None:
    buildable = _plan(shared_data / BAERL).of(PlanKind.BUILDABLE)
    assert {(o.limits.pitch_min, o.limits.pitch_max) for o in buildable} >= {(45.0, 55.0)}
    assert all(o.values("dachgestaltung.dachform") or o.values("dachform") for o in buildable)
