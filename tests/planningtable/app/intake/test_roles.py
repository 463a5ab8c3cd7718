"""What lies in the town's folder is used for what it is."""

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import Affine

from planningtable.app.demo import write_district
from planningtable.app.intake.documents import delivery
from planningtable.app.intake.request import ImportRequest
from planningtable.app.intake.roles import completed
from planningtable.city.job import Job
from planningtable.city.readers.files import Part
from planningtable.city.readers.ground.cover import is_cover


def test_a_folder_with_everything_is_used_for_what_it_is(tmp_path: Path) -> None:
    made = write_district(tmp_path, Job())
    found = delivery((tmp_path,), Job())
    request = completed(ImportRequest((tmp_path,)), found).request
    assert request.terrain == (made.terrain,)
    assert request.land_cover == made.land_cover
    assert request.trees == made.trees
    assert request.streets == made.streets


@pytest.mark.parametrize(
    ("dtype", "tags", "cover"),
    [("uint8", {}, True), ("int16", {"CLASS_1": "GRASS"}, True), ("int16", {}, False), ("float32", {}, False)],
)
def test_bytes_and_named_classes_are_land_cover(tmp_path: Path, dtype: str, tags: dict[str, str], cover: bool) -> None:
    path = tmp_path / "raster.tif"
    place = Affine(1.0, 0.0, 691000.0, 0.0, -1.0, 5336000.0)
    with rasterio.open(path, "w", "GTiff", 4, 4, 1, "EPSG:25832", place, dtype) as raster:
        raster.write(np.ones((4, 4), dtype), 1)
        raster.update_tags(**tags)
    assert is_cover(Part(path)) is cover


def test_what_cannot_be_read_is_no_land_cover(tmp_path: Path) -> None:
    path = tmp_path / "raster.tif"
    path.write_bytes(b"II*\0" + bytes(40))
    assert not is_cover(Part(path))
