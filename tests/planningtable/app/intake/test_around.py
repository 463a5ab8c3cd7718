"""Files beside the models that cannot be used: an error where somebody insists on them, a word otherwise."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from helpers.citygml import EAST, NORTH, block, city

from planningtable.app.dropped import request_for
from planningtable.app.importer import ImportRequest, import_site, make_workshop
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text

HEAD = "Baumnummer;Ostwert;Nordwert;Art;Kronendurchmesser_m\n"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    path = tmp_path / "town.gml"
    path.write_text(city(block("a"), block("b", 30.0)), "utf-8")
    return path


def trees(path: Path, east: float) -> Path:
    path.write_text(HEAD + f"1;{east};{NORTH + 5};Tilia;6\n", "utf-8")
    return path


def reasons(left_out: tuple[Text, ...]) -> list[str]:
    """Ids of why files are left out."""
    assert {text.id for text in left_out} <= {"city.note.left-out-named"}
    return [dict(text.arguments)["reason"].id for text in left_out]


def test_trees_of_another_town_are_an_error_where_they_were_named(town: Path, tmp_path: Path) -> None:
    far = trees(tmp_path / "far.csv", EAST + 90_000)
    with pytest.raises(PlanningError, match="trees-elsewhere"):
        import_site(ImportRequest((town,), trees=far), Job())


def test_of_files_dropped_together_only_the_useless_one_is_left_out(town: Path, tmp_path: Path) -> None:
    far = trees(tmp_path / "far.csv", EAST + 90_000)
    terrain = tmp_path / "dgm.asc"
    rows = "\n".join(" ".join(["31.5"] * 20) for _ in range(20))
    terrain.write_text(
        f"ncols 20\nnrows 20\nxllcorner {EAST - 20}\nyllcorner {NORTH - 20}\ncellsize 5\n{rows}\n", "utf-8"
    )
    done = import_site(request_for((town, far, terrain), None, "de", Job()), Job())
    assert reasons(done.left_out) == ["error.city.trees-elsewhere"]
    assert done.left_out[0] in done.checkup.notes
    assert len(done.site.trees) == 0
    assert [source.name for source in done.site.sources] == ["town.gml", "dgm.asc"]
    assert not done.site.terrain_made


def test_what_can_be_used_is_used(town: Path, tmp_path: Path) -> None:
    near = trees(tmp_path / "near.csv", EAST + 15)
    done = import_site(request_for((town, near), None, "de", Job()), Job())
    assert (done.left_out, len(done.site.trees)) == ((), 1)


def test_an_update_does_not_insist_on_what_was_dropped_once(town: Path, tmp_path: Path) -> None:
    far = trees(tmp_path / "far.csv", EAST + 90_000)
    path = tmp_path / "w.gpkg"
    make_workshop(path, request_for((town, far), None, "de", Job()), Job())
    again = make_workshop(path, ImportRequest((town,)), Job(), update=True)
    assert reasons(again.left_out) == ["error.city.trees-elsewhere"]


def test_a_broken_terrain_beside_the_models_stops_nothing_and_is_not_said_to_be_used(
    town: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "delivery"
    folder.mkdir()
    town.rename(folder / "town.gml")
    (folder / "dgm.asc").write_text("ncols 9\nnrows 9\nxllcorner 0\nyllcorner 0\ncellsize 1\n1 2 3\n", "utf-8")
    for insists in (True, False):
        done = import_site(replace(ImportRequest((folder,)), insists=insists), Job())
        assert len(done.left_out) == 1
        assert dict(done.left_out[0].arguments)["file"] == "dgm.asc"
        assert "city.note.used-as-terrain" not in {note.id for note in done.checkup.notes}


def _elsewhere(path: Path) -> Path:
    rows = "\n".join(["1 1 1 1 1"] * 5)
    path.write_text(f"ncols 5\nnrows 5\nxllcorner 100000\nyllcorner 100000\ncellsize 1\n{rows}\n", "utf-8")
    return path


@pytest.mark.parametrize("count", [1, 2, 5])
def test_terrain_of_another_town_takes_no_good_trees_with_it(town: Path, tmp_path: Path, count: int) -> None:
    tiles = [_elsewhere(tmp_path / f"{i}.asc") for i in range(count)]
    if count == 1:
        with zipfile.ZipFile(tmp_path / "dgm.zip", "w") as archive:
            archive.write(tiles[0], "dgm.asc")
        tiles = [tmp_path / "dgm.zip"]
    near = trees(tmp_path / "near.csv", EAST + 15)
    done = import_site(request_for((town, near, *tiles), None, "de", Job()), Job())
    assert len(done.site.trees) == 1
    assert len(done.left_out) == 1
    assert "city.note.used-as-terrain" not in {note.id for note in done.checkup.notes}
