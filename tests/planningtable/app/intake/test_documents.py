"""Which document comes first: of several files with the same objects, that of the highest level of detail."""

import zipfile
from pathlib import Path

import numpy as np
import pytest
from helpers.citygml import block, city

from planningtable.app.importer import ImportRequest, import_site
from planningtable.app.intake.documents import delivery
from planningtable.app.intake.pipeline import take_in
from planningtable.app.intake.values import Aim
from planningtable.city.job import Job
from planningtable.store.city_intake import CityIntake

SOLID_1 = city(block("a").replace("lod2", "lod1"), block("old", x=40).replace("lod2", "lod1"))
SOLID_2 = city(block("a", height=7), block("new", x=80))


def packed(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.gml", text)
    return path


def in_folder(tmp_path: Path) -> tuple[Path, ...]:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "lod1.gml").write_text(SOLID_1, "utf-8")
    (tmp_path / "d" / "lod2.gml").write_text(SOLID_2, "utf-8")
    return (tmp_path / "d",)


def in_archive(tmp_path: Path) -> tuple[Path, ...]:
    return (packed(tmp_path / "city.zip", lod1=SOLID_1, lod2=SOLID_2),)


def in_two_archives(tmp_path: Path) -> tuple[Path, ...]:
    return packed(tmp_path / "lod1.zip", city=SOLID_1), packed(tmp_path / "lod2.zip", city=SOLID_2)


def one_by_one(tmp_path: Path) -> tuple[Path, ...]:
    (folder,) = in_folder(tmp_path)
    return folder / "lod1.gml", folder / "lod2.gml"


@pytest.mark.parametrize("laid_out", [in_folder, in_archive, in_two_archives, one_by_one])
def test_the_highest_level_of_detail_is_shown(tmp_path: Path, laid_out) -> None:
    done = import_site(ImportRequest(laid_out(tmp_path)), Job())
    assert sorted(done.site.buildings.ids) == ["a", "new", "old"]
    height = dict(zip(done.site.buildings.ids, np.asarray(done.site.buildings.height).tolist(), strict=True))
    assert height["a"] == pytest.approx(7)
    two, one = done.checkup.files
    assert ("lod2" in two.name, "lod1" in one.name) == (True, True)
    assert [(r.id, r.why.id) for r in one.reported] == [("a", "city.reason.duplicate")]
    assert two.reported == ()


def test_a_higher_level_that_comes_later_takes_the_place_of_what_was_read(tmp_path: Path) -> None:
    (folder,) = in_folder(tmp_path)
    (folder / "lod2.gml").rename(tmp_path / "lod2.gml")
    intake = CityIntake.open(None, "")
    try:
        one, (read,) = take_in(delivery([folder], Job()).models, Aim(), intake, Job(), 0)
        assert read.tally.shown == {"Building": 2}
        (tmp_path / "lod2.gml").rename(folder / "lod2.gml")
        _, (two, again) = take_in(delivery([folder], Job()).models, one, intake, Job(), 0)
        assert (two.name, two.tally.shown, two.tally.reported) == ("lod2.gml", {"Building": 2}, ())
        assert [(r.id, r.why.id) for r in again.tally.reported] == [("a", "city.reason.duplicate")]
    finally:
        intake.close()


def test_files_of_one_level_keep_their_order_and_others_their_place(tmp_path: Path) -> None:
    (tmp_path / "1.gml").write_text(SOLID_2, "utf-8")
    (tmp_path / "2.gml").write_bytes(city(block("x")).replace("UTF-8", "UTF-16").encode("utf-16"))
    (tmp_path / "3.obj").write_text("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", "utf-8")
    (tmp_path / "4.gml").write_text(SOLID_1, "utf-8")
    (tmp_path / "5.city.json").write_text(
        '{"type": "CityJSON", "version": "2.0", "CityObjects": {"b": {"type": "Building", "geometry": '
        '[{"type": "MultiSurface", "lod": "2.2", "boundaries": [[[0, 1, 2]]]}]}}, "vertices": '
        "[[0, 0, 0], [1, 0, 0], [1, 1, 0]]}",
        "utf-8",
    )
    models = delivery([tmp_path], Job()).models
    assert [m.part.name for m in models] == ["5.city.json", "1.gml", "3.obj", "2.gml", "4.gml"]


def test_what_was_named_first_comes_first(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "city.gml").write_text(SOLID_1, "utf-8")
    (tmp_path / "b" / "city.gml").write_text(SOLID_2, "utf-8")
    models = delivery([tmp_path / "a", tmp_path / "b"], Job()).models
    assert [m.part.path.parent.name for m in models] == ["a", "b"]
