"""Taking plans in, and what they say to measures: hints, never a refusal."""

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.plans import a_plan, an_object, box, quarter_plan
from helpers.sites import block_site

from planningtable.app.plan_hints import hints, plan_findings
from planningtable.app.plans import add_plans, kept_plans, remove_plan, take_in_plans, together
from planningtable.app.plugins import PluginHost
from planningtable.app.session import Session
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.measures.apply import apply
from planningtable.city.plan import PlanKind, Verdict
from planningtable.city.readers.files import Part
from planningtable.domain.text import CancelledError, PlanningError
from planningtable.domain.values import Measure

BAERL = "site_duisburg_baerl/bplan_1251_baerl_xplan51.gml"
HAFENCITY = "plan/xplan52_hamburg_hafencity7.gml"


@pytest.fixture(scope="module")
def kinds():
    return PluginHost.discover().measure_kinds


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "w.gpkg"
    Session.create(path, block_site(), "Werkstatt").close()
    return path


def _house(area: object, **given: object) -> Measure:
    return Measure("new", "new-building", area.wkt, None, tuple(sorted(given.items())))


def _ids(found: tuple, verdict: Verdict = Verdict.VIOLATED) -> list[str]:
    return [f.finding.text.id for f in found if f.finding.verdict is verdict]


def test_plans_are_kept_and_read_by_the_session(shared_data: Path, file: Path) -> None:
    kept = add_plans(file, [shared_data / HAFENCITY], Job())
    assert [p.name for p in kept.added] == ["HafenCity7"]
    # 70 features are instructions for drawing on paper, counted by grep -c "<xplan:XP_PTO \|<xplan:XP_PPO ".
    assert {"plan.note.reported"} <= {n.id for n in kept.notes}
    with Session.open(file) as session:
        assert [p.name for p in session.plans] == ["HafenCity7"]
        assert session.plans[0].crs == session.site.crs


def test_a_plan_in_another_zone_comes_into_the_sites_crs_and_is_said_to_be_elsewhere(
    shared_data: Path, file: Path
) -> None:
    kept = add_plans(file, [shared_data / BAERL], Job())
    (note,) = [n for n in kept.notes if n.id == "plan.note.far-off"]
    # Between the corners that face each other, by Pythagoras.
    east, north = 565000.0 - 338236.487, 5934000.0 - 5706549.453
    assert dict(note.arguments)["distance"] == pytest.approx((east**2 + north**2) ** 0.5 / 1000, abs=0.06)


def test_the_same_plan_again_replaces_the_first(shared_data: Path, file: Path) -> None:
    add_plans(file, [shared_data / BAERL], Job())
    add_plans(file, [shared_data / HAFENCITY], Job())
    kept = add_plans(file, [shared_data / BAERL], Job())
    assert len(kept.plans) == 2
    assert "plan.note.replaced" in {n.id for n in kept.notes}


def test_plans_come_from_archives_and_folders_and_the_rest_is_named(shared_data: Path, file: Path) -> None:
    folder = file.parent / "Lieferung"
    folder.mkdir()
    with zipfile.ZipFile(folder / "pläne.zip", "w") as archive:
        archive.write(shared_data / BAERL, "a/plan.gml")
    (folder / "Bäume.csv").write_text("a;b\n1;2\n", "utf-8")
    kept = add_plans(file, [folder], Job())
    assert len(kept.added) == 1
    left = [dict(n.arguments)["file"] for n in kept.notes if n.id == "city.note.left-out-named"]
    assert left == ["Bäume.csv"]


def test_what_is_no_plan_is_refused_and_nothing_is_changed(shared_data: Path, file: Path, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("a;b\n1;2\n", "utf-8")
    for files in ([table], [shared_data / BAERL, table], [tmp_path / "none.gml"]):
        with pytest.raises(PlanningError):
            add_plans(file, files, Job())
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(PlanningError) as refused:
        add_plans(file, [empty], Job())
    assert refused.value.text.id == "error.plan.nothing"
    assert kept_plans(file) == ()


def test_taking_in_can_be_cancelled(shared_data: Path, file: Path) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        add_plans(file, [shared_data / BAERL], job)
    assert kept_plans(file) == ()


def test_a_workshop_that_is_open_elsewhere_takes_no_plan(shared_data: Path, file: Path) -> None:
    with Session.open(file), pytest.raises(PlanningError) as refused:
        add_plans(file, [shared_data / BAERL], Job())
    assert refused.value.text.id == "error.store.in-use"


def test_plans_beside_an_import_stop_nothing(shared_data: Path, file: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.gml"
    broken.write_bytes((shared_data / BAERL).read_bytes()[:20_000])
    kept = take_in_plans(file, [Part(broken), Part(shared_data / HAFENCITY)], Job())
    assert [p.name for p in kept.added] == ["HafenCity7"]
    assert [dict(n.arguments)["file"] for n in kept.notes if n.id == "city.note.left-out-named"] == ["broken.gml"]
    assert [p.name for p in kept_plans(file)] == ["HafenCity7"]
    assert take_in_plans(file, [], Job()).added == ()


def test_removing(shared_data: Path, file: Path, tmp_path: Path) -> None:
    add_plans(file, [shared_data / BAERL, shared_data / HAFENCITY], Job())
    with pytest.raises(PlanningError) as unknown:
        remove_plan(file, "1252")
    assert unknown.value.text.id == "error.plan.unknown"
    assert remove_plan(file, "1251 (Ur.)").number == "1251 (Ur.)"
    assert [p.name for p in kept_plans(file)] == ["HafenCity7"]
    copy = tmp_path / "copy.gpkg"
    shutil.copy(file, copy)
    assert len(kept_plans(copy)) == 1


def test_of_plans_that_come_twice_the_last_counts() -> None:
    old, new = a_plan(), replace(a_plan(), date="2024-01-01")
    kept = together((), (old, new, a_plan(name="Other", number="8")), Extent(0, 0, 1, 1))
    assert [(p.name, p.date) for p in kept.plans] == [("Nordhafen", "2024-01-01"), ("Other", "2020-03-01")]


def test_a_house_too_high_outside_the_yard(kinds) -> None:
    base, plan = block_site(), quarter_plan()
    measure = _house(box(60, 36, 85, 43), storeys=4, storey_height=3.0)
    found = plan_findings((plan,), kinds, measure, base)
    assert set(_ids(found)) == {"plan.finding.outside", "plan.finding.storeys", "plan.finding.height"}
    said = {f.finding.text.id: dict(f.finding.text.arguments) for f in found}
    assert said["plan.finding.outside"]["area"] == pytest.approx(25 * 7, abs=0.1)
    assert said["plan.finding.storeys"]["storeys"] == 4
    # Four storeys of 3 m on a slope of 1 % over 25 m: the floor lies at the mean, 0.125 m above the lowest ground.
    assert said["plan.finding.height"]["height"] == pytest.approx(12.1, abs=0.05)


def test_the_building_as_it_stands_counts_and_not_as_it_was_drawn(kinds) -> None:
    base, plan = block_site(), quarter_plan()
    # Drawn over House 1, to which the building gives way; what is left lies in the yard.
    measure = _house(box(70, 22, 105, 33), storeys=2, storey_height=3.0)
    site = apply(base, (measure,), kinds).site
    drawn = dict(plan_findings((plan,), kinds, measure, base)[0].finding.text.arguments)
    standing = dict(plan_findings((plan,), kinds, measure, base, site)[0].finding.text.arguments)
    assert drawn["area"] == pytest.approx(25 * 11, abs=1.0)
    assert standing["area"] == pytest.approx(5 * 11, abs=1.0)


def test_others_count_for_what_is_built_over(kinds) -> None:
    # House 0 and 1 cover 2 × 450 m² of 5280 m²; with 1300 m² more the ratio is 0.42 and over 0.4.
    plan = quarter_plan()
    plan = replace(plan, objects=tuple(o for o in plan.objects if o.id == "zone"))
    small, large = _house(box(92, 2, 118, 42), storeys=1), _house(box(51, 2, 118, 19), storeys=1)
    assert "plan.finding.grz" not in _ids(plan_findings((plan,), kinds, small, block_site()))
    both = _house(box(20, 2, 118, 19), storeys=1)
    assert "plan.finding.grz" in _ids(plan_findings((plan,), kinds, both, block_site()))
    assert "plan.finding.grz" not in _ids(plan_findings((plan,), kinds, large, block_site()))


def test_trees_that_are_to_be_preserved_and_would_be_felled(kinds) -> None:
    base, plan = block_site(), quarter_plan()
    measure = _house(box(38, 47, 58, 53), storeys=1)  # over the trees at 40 and 55
    site = apply(base, (measure,), kinds).site
    assert len(site.trees) == 1
    found = plan_findings((plan,), kinds, measure, base, site)
    assert "plan.finding.felling" in _ids(found)
    bare = plan_findings((plan,), kinds, measure, block_site(trees=()))
    assert "plan.finding.felling" not in _ids(bare)


def test_taking_down_where_monuments_are_noted(kinds) -> None:
    plan = a_plan(an_object("d", PlanKind.HERITAGE, box(15, 15, 55, 40)))
    where = "POINT (565030 5934025)"
    gone = Measure("m", "remove-building", where, "b0")
    other = Measure("m", "remove-building", where, "b3")
    assert _ids(plan_findings((plan,), kinds, gone, block_site()), Verdict.UNCHECKED) == ["plan.hint.heritage"]
    assert plan_findings((plan,), kinds, other, block_site()) == ()


def test_other_measures_and_places_get_no_hint(kinds) -> None:
    base, plans = block_site(), (quarter_plan(),)
    tree = Measure("t", "tree", "POINT (565010 5934010)")
    assert hints(plans, kinds, tree, base) == ()
    assert hints(plans, kinds, replace(tree, kind="unknown"), base) == ()
    assert hints(plans, kinds, _house(box(100, 95, 110, 105), storeys=9), base) == ()
    assert hints((), kinds, _house(box(5, 5, 10, 15)), base) == ()
    assert hints(plans, kinds, replace(_house(box(5, 5, 10, 15)), geometry="POINT EMPTY"), base) == ()


def test_hints_name_the_plan_violations_first(kinds) -> None:
    said = hints((quarter_plan(),), kinds, _house(box(60, 36, 85, 43), storeys=4), block_site())
    order = [hint.id for hint in said]
    assert order == sorted(order, reverse=True)
    assert {"plan.hint.violated", "plan.hint.unchecked"} == set(order)
    assert dict(said[0].arguments)["plan"].id == "plan.name.short"
