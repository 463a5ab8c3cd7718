"""An import under way: all of a chunk or nothing, ids once, going on after a stop."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from planningtable.city.fragment_rows import FragmentRow
from planningtable.city.grid import Extent
from planningtable.domain.text import PlanningError
from planningtable.store.city_intake import CityIntake, discard, intake_path
from planningtable.store.city_tiles import CityTiles


def row(*ids: str) -> FragmentRow:
    return FragmentRow(1, 2, Extent(0.0, 0.0, 5.0, 5.0), ids, (), 0, b"blocks", b"data")


def put(intake: CityIntake, source: int, chunk: int, *ids: str) -> frozenset[str]:
    seen: list[frozenset[str]] = []

    def made(taken: frozenset[str], shared: frozenset[str]) -> tuple[str, list[FragmentRow]]:
        assert not shared
        seen.append(taken)
        return f"tally {chunk}", [row(*(id for id in ids if id not in taken))]

    intake.take(source, chunk, [(id, 7) for id in ids], made)
    return seen[0]


def test_ids_are_claimed_once() -> None:
    intake = CityIntake.open(None, "")
    one, two = intake.begin("a.gml", "1"), intake.begin("b.gml", "2")
    assert put(intake, one, 0, "x", "y") == frozenset()
    assert put(intake, two, 0, "y", "z") == {"y"}
    assert [r.buildings for r in intake.tiles.index()] == [2, 1]


def test_an_id_at_another_place_is_another_object() -> None:
    intake = CityIntake.open(None, "")
    one, two = intake.begin("a.gml", "1"), intake.begin("b.gml", "2")
    put(intake, one, 0, "x", "y")
    told: list[tuple[frozenset[str], frozenset[str]]] = []

    def made(taken: frozenset[str], shared: frozenset[str]) -> tuple[str, list[FragmentRow]]:
        told.append((taken, shared))
        return "tally", []

    intake.take(two, 0, [("x", 7), ("y", 7 + (300 << 32))], made)
    assert told == [(frozenset({"x"}), frozenset({"y"}))]


def test_who_left_something_out_is_read_again_when_the_other_goes() -> None:
    intake = CityIntake.open(None, "")
    one, two = intake.begin("a.gml", "1"), intake.begin("b.gml", "2")
    put(intake, one, 0, "x")
    put(intake, two, 0, "x", "y")
    intake.end(one, "")
    intake.end(two, "")
    intake.forget("a.gml")
    assert {name: done for name, (_, _, done, _) in intake.sources().items()} == {"b.gml": False}
    again = intake.begin("b.gml", "2")
    assert again == two
    assert put(intake, again, 0, "x", "y") == frozenset()


def test_another_crs_forgets_what_was_read() -> None:
    intake = CityIntake.open(None, "")
    intake.settle(25832)
    put(intake, intake.begin("a.gml", "1"), 0, "x")
    intake.settle(25832)
    assert len(intake.sources()) == 1
    intake.settle(25833)
    assert dict(intake.sources()) == {}


def test_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path = intake_path(tmp_path / "Süd.gpkg")
    intake = CityIntake.open(path, "EPSG:25832")
    source = intake.begin("a.gml", "1")
    put(intake, source, 0, "x")
    intake.close()
    again = CityIntake.open(path, "EPSG:25832")
    assert again.begin("a.gml", "1") == source
    assert dict(again.chunks(source)) == {0: "tally 0"}
    assert put(again, source, 1, "x") == {"x"}
    again.close()


def test_another_crs_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / ".w.gpkg.intake"
    intake = CityIntake.open(path, "EPSG:25832")
    put(intake, intake.begin("a.gml", "1"), 0, "x")
    intake.close()
    other = CityIntake.open(path, "EPSG:25833")
    assert dict(other.sources()) == {}
    other.close()


def test_a_changed_file_is_forgotten_and_read_again() -> None:
    intake = CityIntake.open(None, "")
    first = intake.begin("a.gml", "1")
    put(intake, first, 0, "x")
    intake.end(first, "summary")
    assert intake.sources()["a.gml"] == (first, "1", True, "summary")
    second = intake.begin("a.gml", "2")
    assert dict(intake.chunks(second)) == {}
    assert intake.tiles.index() == ()
    assert put(intake, second, 0, "x") == frozenset()


def test_all_of_a_chunk_or_nothing() -> None:
    intake = CityIntake.open(None, "")
    source = intake.begin("a.gml", "1")

    def breaks(_: frozenset[str], __: frozenset[str]) -> tuple[str, list[FragmentRow]]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        intake.take(source, 0, [("x", 7)], breaks)
    assert dict(intake.chunks(source)) == {}
    assert put(intake, source, 0, "x") == frozenset()


def test_a_foreign_file_in_its_place_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / ".w.gpkg.intake"
    path.write_bytes(b"something else")
    intake = CityIntake.open(path, "")
    assert dict(intake.sources()) == {}
    intake.close()
    discard(path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_tiles_says_so(tmp_path: Path) -> None:
    path = tmp_path / "other.gpkg"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (x)")
    db.close()
    with pytest.raises(PlanningError) as caught:
        CityTiles.open(path)
    assert caught.value.text.id == "error.store.no-tiles"


def test_a_name_that_is_not_in_utf_8_comes_back(tmp_path: Path) -> None:
    name = os.fsdecode(b"/town/caf\xe9.gml")
    intake = CityIntake.open(tmp_path / "i", "m")
    number = intake.begin(name, "1")
    intake.end(number, "whole")
    assert intake.sources() == {name: (number, "1", True, "whole")}
    intake.forget(name, comes_again=True)
    assert intake.sources() == {name: (number, "", False, "")}
    intake.close()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="tells open files on Linux only")
def test_without_a_path_it_lies_on_the_disk_and_leaves_nothing() -> None:
    before = open_files()
    intake = CityIntake.open(None, "")
    source = intake.begin("a", "1")
    large = FragmentRow(1, 2, Extent(0.0, 0.0, 5.0, 5.0), ("b",), (), 0, b"", os.urandom(12 * 2**20))
    intake.take(source, 0, [("b", 7)], lambda *_: ("tally", [large]))
    there = open_files() - before
    assert there, "nothing is on the disk"
    assert all(name.endswith(" (deleted)") for name in there), "an end by force would leave it"
    assert intake.tiles.index()[0].buildings == 1
    intake.close()
    assert open_files() <= before


def open_files() -> set[str]:
    """Files that this process holds open, as the system names them."""
    names = set()
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # the folder that is being listed is gone afterwards
            names.add(str(link.readlink()))
    return {name for name in names if name.startswith("/") and not name.startswith(("/dev", "/proc"))}
