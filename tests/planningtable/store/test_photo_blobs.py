"""Photos in a workshop file: nothing lost, damage named, kept through an update."""

from contextlib import closing
from pathlib import Path

import pytest
from helpers.photos import photo_of
from helpers.plans import quarter_plan
from helpers.sites import block_site

from planningtable.domain.text import PlanningError
from planningtable.store.photo_blobs import from_blob, to_blob
from planningtable.store.workshop_file import WorkshopFile


def test_photos_come_back_as_they_were() -> None:
    photos = (photo_of(block_site().extent), photo_of(block_site().extent.grown(3.5), name="ü \ud800"))
    assert from_blob(to_blob(photos)) == photos


def test_damage_is_a_value_error() -> None:
    blob = to_blob((photo_of(block_site().extent),))
    for broken in (b"", blob[:3], blob[:40], blob[:-1], blob[:-9] + bytes([blob[-9] ^ 1]) + blob[-8:]):
        with pytest.raises(ValueError, match=r"."):
            from_blob(broken)


def test_a_file_keeps_photos_beside_plans(tmp_path: Path) -> None:
    path, site = tmp_path / "w.gpkg", block_site()
    photo = photo_of(site.extent)
    with closing(WorkshopFile.create(path, site, "W")) as file:
        assert file.photos() == ()
        file.keep_plans([quarter_plan()])
        file.keep_photos([photo])
    with closing(WorkshopFile.create(path, site, "W", replace=True, keep_acts=True)) as file:
        assert file.photos() == (photo,)
        file.keep_photos([])
        assert file.photos() == ()
        assert len(file.plans()) == 1
        assert file.site().digest == site.digest


def test_a_file_that_is_only_read_takes_none(tmp_path: Path) -> None:
    path = tmp_path / "w.gpkg"
    WorkshopFile.create(path, block_site(), "W").close()
    with closing(WorkshopFile.open(path, read_only=True)) as file, pytest.raises(PlanningError):
        file.keep_photos([photo_of(block_site().extent)])
