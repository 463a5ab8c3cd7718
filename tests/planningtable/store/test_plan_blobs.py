"""Plans in a workshop file: nothing lost, damage named, older files have none."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.plans import quarter_plan, same
from helpers.sites import block_site

from planningtable.city.job import Job
from planningtable.city.model.batch import Remark
from planningtable.city.plan import PlanText
from planningtable.city.readers.files import Part
from planningtable.city.readers.xplan import read_plans
from planningtable.domain.text import PlanningError, Text
from planningtable.store.plan_blobs import from_blob, to_blob
from planningtable.store.workshop_file import WorkshopFile


def _told() -> Text:
    return Text.of("plan.use.other", code="ä", inner=Text.of("x", metres=0.1 + 0.2, n=3))


def test_a_plan_comes_back_as_it_was() -> None:
    plan = quarter_plan()
    plan = replace(
        plan,
        state=_told(),
        texts=(PlanText("t", "§2 Nr. 25", "Bäume\nund \ud800"),),
        given={"BP_Plan": 1},
        reported=(Remark("r", _told(), "XP_PTO", "203"),),
        repaired=(Remark("q", _told()),),
        notes=(_told(),),
        file="plan.gml",
        objects=(*plan.objects, replace(plan.objects[0], use=_told(), level=-1, texts=("t",), label="WA")),
    )
    back = from_blob(to_blob((plan, quarter_plan())))
    assert len(back) == 2
    assert same(back[0], plan)
    assert same(back[1], quarter_plan())
    assert not same(back[0], back[1])


@pytest.mark.parametrize(
    "file",
    [
        "plan/xplan52_hamburg_hafencity7.gml",
        "plan/xplan60_hamburg_blankenese29.gml",
        "site_duisburg_baerl/bplan_1251_baerl_xplan51.gml",
    ],
)
def test_real_plans_come_back_as_they_were(shared_data: Path, file: str) -> None:
    plans = read_plans(Part(shared_data / file), Job())
    assert same(from_blob(to_blob(plans)), plans)


def test_damage_is_a_value_error() -> None:
    blob = to_blob((quarter_plan(),))
    for cut in (0, 1, len(blob) // 2, len(blob) - 1):
        with pytest.raises(ValueError):  # noqa: PT011 - any of them
            from_blob(blob[:cut])
    for place in range(2, len(blob), 7):
        with pytest.raises(ValueError):  # noqa: PT011 - any of them
            from_blob(blob[:place] + bytes([blob[place] ^ 0x55]) + blob[place + 1 :])


def test_a_workshop_keeps_its_plans(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with closing(WorkshopFile.create(path, block_site(), "Mitte")) as file:
        assert file.plans() == ()
        file.keep_plans((quarter_plan(),))
    with closing(WorkshopFile.open(path)) as file:
        assert same(file.plans(), (quarter_plan(),))
        assert file.site().digest == block_site().digest
        file.keep_plans(())
        assert file.plans() == ()


def test_a_file_open_to_read_takes_no_plans(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    WorkshopFile.create(path, block_site(), "Mitte").close()
    with closing(WorkshopFile.open(path, read_only=True)) as file, pytest.raises(PlanningError) as refused:
        file.keep_plans((quarter_plan(),))
    assert refused.value.text.id == "error.store.opened-to-read"


def test_an_update_takes_the_plans_over(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with closing(WorkshopFile.create(path, block_site(), "Mitte")) as file:
        file.keep_plans((quarter_plan(),))
    with closing(WorkshopFile.create(path, block_site(size=130), "Neu", replace=True, keep_acts=True)) as file:
        assert same(file.plans(), (quarter_plan(),))
    with closing(WorkshopFile.create(path, block_site(), "Neu", replace=True)) as file:
        assert file.plans() == ()


def test_damaged_plans_are_named(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    with closing(WorkshopFile.create(path, block_site(), "Mitte")) as file:
        file.keep_plans((quarter_plan(),))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE pt_site SET data = x'00' WHERE part = 'plans'")
    with closing(WorkshopFile.open(path)) as file, pytest.raises(PlanningError) as refused:
        file.plans()
    assert refused.value.text.id == "error.store.damaged"


def test_files_of_older_versions_have_none(tmp_path: Path) -> None:
    path = tmp_path / "old.gpkg"
    shutil.copy(Path(__file__).parents[2] / "data" / "workshop-schema-1.gpkg", path)
    with closing(WorkshopFile.open(path)) as file:
        assert file.plans() == ()
