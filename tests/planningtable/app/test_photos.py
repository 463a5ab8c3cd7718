"""Photos are taken in, listed and taken away; a bad one changes nothing."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from helpers.photos import GREEN, MAGENTA, halves, write_photo
from helpers.sites import block_site

from planningtable.app.photos import Stated, add_photo, covered, kept_photos, remove_photo
from planningtable.app.session import Session
from planningtable.city.job import Job
from planningtable.city.photo import unpacked_picture
from planningtable.city.readers.ground import orthophoto
from planningtable.domain.text import PlanningError

AREA = covered(block_site().extent)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "w.gpkg"
    Session.create(path, block_site(), "Werkstatt").close()
    return path


def test_what_the_file_says_is_kept(file: Path, tmp_path: Path) -> None:
    tags = {"TIFFTAG_DATETIME": "2023:06:14 10:00:00", "TIFFTAG_COPYRIGHT": "Land Hessen"}
    kept = add_photo(file, [write_photo(tmp_path / "dop.tif", AREA, **tags)], Job())
    assert kept.notes == ()
    (photo,) = kept_photos(file)
    assert photo == kept.photo
    assert (photo.name, photo.date, photo.source) == ("dop", "", "Land Hessen")
    picture = unpacked_picture(photo.picture)
    rows, columns = picture.shape[:2]
    assert np.abs(picture[rows // 2, columns // 4, :3].astype(int) - GREEN).max() < 8
    assert np.abs(picture[rows // 2, 3 * columns // 4, :3].astype(int) - MAGENTA).max() < 8


def test_people_may_say_otherwise_and_a_name_comes_once(file: Path, tmp_path: Path) -> None:
    path = write_photo(tmp_path / "dop.tif", AREA)
    stated = Stated("Sommer", "Stadt", "2022")
    add_photo(file, [path], Job(), stated)
    again = add_photo(file, [path], Job(), stated)
    assert [note.id for note in again.notes] == ["photo.note.replaced"]
    (photo,) = kept_photos(file)
    assert photo.credit == "Sommer, Stadt, 2022"


def test_tiles_become_one_photo_and_gaps_are_said(file: Path, tmp_path: Path) -> None:
    east, north = AREA.centre
    west_tile = write_photo(tmp_path / "a.tif", type(AREA)(AREA.west, AREA.south, east, AREA.north))
    east_tile = write_photo(tmp_path / "b.tif", type(AREA)(east, north, AREA.east, AREA.north))
    kept = add_photo(file, [west_tile, east_tile], Job())
    assert kept.photo.name == "a +1"
    assert [note.id for note in kept.notes] == ["city.note.photo-gaps"]
    assert (unpacked_picture(kept.photo.picture)[:, :, 3] == 0).mean() == pytest.approx(0.25, abs=0.01)


def test_the_rim_around_the_site_may_lack_a_photo(file: Path, tmp_path: Path) -> None:
    assert add_photo(file, [write_photo(tmp_path / "dop.tif", block_site().extent)], Job()).notes == ()


def test_a_photo_is_removed_by_its_name(file: Path, tmp_path: Path) -> None:
    add_photo(file, [write_photo(tmp_path / "dop.tif", AREA)], Job())
    with pytest.raises(PlanningError) as error:
        remove_photo(file, "other")
    assert error.value.text.id == "error.photo.unknown"
    assert remove_photo(file, "dop").name == "dop"
    assert kept_photos(file) == ()


def _elsewhere(path: Path) -> Path:
    return write_photo(path, type(AREA)(AREA.west + 9e4, AREA.south, AREA.east + 9e4, AREA.north))


def _one_band(path: Path) -> Path:
    return write_photo(path, AREA, halves()[:, :, :1])


def _broken(path: Path) -> Path:
    write_photo(path, AREA)
    path.write_bytes(path.read_bytes()[:900])
    return path


@pytest.mark.parametrize("make", [_elsewhere, _one_band, _broken])
def test_a_bad_photo_is_one_sentence_and_changes_nothing(
    file: Path, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    add_photo(file, [write_photo(tmp_path / "good.tif", AREA)], Job())
    with pytest.raises(PlanningError):
        add_photo(file, [make(tmp_path / "bad.tif")], Job())
    assert [photo.name for photo in kept_photos(file)] == ["good"]


def test_a_photo_that_takes_forever_is_one_sentence(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orthophoto, "MOST_READ", 5000)
    with pytest.raises(PlanningError) as error:
        add_photo(file, [write_photo(tmp_path / "dop.tif", AREA)], Job())
    assert error.value.text.id == "error.ground.photo-too-fine"


def test_sixteen_bits(file: Path, tmp_path: Path) -> None:
    deep = write_photo(tmp_path / "deep.tif", AREA, halves().astype(np.uint16) * 257)
    picture = unpacked_picture(add_photo(file, [deep], Job()).photo.picture)
    assert np.abs(picture[60, 20, :3].astype(int) - GREEN).max() < 8
