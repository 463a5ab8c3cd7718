"""Photos, rasters of values and mere pictures are told apart by their heads."""

import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from rasterio.enums import ColorInterp
from rasterio.transform import Affine

from planningtable.city.readers.detect import Kind, kind_of
from planningtable.city.readers.files import Part
from planningtable.city.readers.pictures import Sort, sort_of_jpeg2000, sort_of_tiff

PLACE = Affine(1, 0, 565000, 0, -1, 5934100)


def written(path: Path, bands: int, dtype: str, **options: Any) -> Path:
    values = np.arange(bands * 64 * 64).reshape(bands, 64, 64).astype(dtype)
    profile = {"driver": "GTiff", "height": 64, "width": 64, "count": bands, "dtype": dtype, "crs": "EPSG:25832"}
    with rasterio.open(path, "w", **(profile | {"transform": PLACE} | options)) as file:
        file.write(values)
    return path


@pytest.mark.parametrize(
    ("kind", "bands", "dtype", "options"),
    [
        (Kind.PHOTO, 3, "uint8", {}),
        (Kind.PHOTO, 4, "uint8", {"photometric": "RGB"}),
        (Kind.PHOTO, 4, "uint16", {"photometric": "MINISBLACK"}),
        (Kind.PHOTO, 3, "uint8", {"BIGTIFF": "YES"}),
        (Kind.PHOTO, 3, "uint8", {"ENDIANNESS": "BIG"}),
        (Kind.PHOTO, 3, "uint8", {"compress": "JPEG", "photometric": "YCBCR"}),
        (Kind.PHOTO, 3, "uint8", {"driver": "COG"}),
        (Kind.PHOTO, 3, "uint8", {"driver": "JP2OpenJPEG"}),
        (Kind.RASTER, 1, "uint8", {"driver": "JP2OpenJPEG"}),
        (Kind.RASTER, 1, "float32", {"BIGTIFF": "YES"}),
        (Kind.RASTER, 3, "float32", {}),
        (Kind.RASTER, 3, "int16", {}),
        (Kind.RASTER, 1, "uint8", {}),
        (Kind.RASTER, 2, "uint8", {}),
        (Kind.IMAGE, 3, "uint8", {"crs": None, "transform": None}),
    ],
)
@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_photos_values_and_pictures(
    tmp_path: Path, kind: Kind, bands: int, dtype: str, options: dict[str, Any]
) -> None:
    assert kind_of(Part(written(tmp_path / "r", bands, dtype, **options))) is kind


@pytest.mark.parametrize(("kind", "bands", "dtype"), [(Kind.PHOTO, 3, "uint8"), (Kind.RASTER, 1, "float32")])
def test_tags_at_the_end_of_the_file_are_found(tmp_path: Path, kind: Kind, bands: int, dtype: str) -> None:
    path = written(
        tmp_path / "large.tif", bands, dtype, height=64, width=64, tiled=True, blockxsize=256, blockysize=256
    )
    data = bytearray(path.read_bytes())
    (start,) = struct.unpack("<I", data[4:8])
    (count,) = struct.unpack("<H", data[start : start + 2])
    moved = data[start : start + 2 + 12 * count + 4]
    data[4:8] = struct.pack("<I", len(data))
    data[start : start + len(moved)] = bytes(len(moved))
    path.write_bytes(data + moved)
    assert path.stat().st_size > 2 * 64 * 1024
    assert kind_of(Part(path)) is kind
    with rasterio.open(path) as file:
        assert file.count == bands


def test_land_cover_with_colours_of_its_own_is_no_photo(tmp_path: Path) -> None:
    path = written(tmp_path / "cover.tif", 1, "uint8", photometric="palette")
    with rasterio.open(path, "r+") as file:
        file.write_colormap(1, {3: (10, 200, 30, 255)})
        assert file.colorinterp[0] is ColorInterp.palette
    assert kind_of(Part(path)) is Kind.RASTER


@pytest.mark.parametrize("place", [0, 20, 10**9, 2**61, 2**64 - 1])
def test_tags_that_are_said_to_be_elsewhere(tmp_path: Path, place: int) -> None:
    path = tmp_path / "lying.tif"
    path.write_bytes(b"II+\0" + struct.pack("<HHQ", 8, 0, place) + bytes(70_000))
    assert kind_of(Part(path)) is Kind.RASTER


@pytest.mark.parametrize("options", [{}, {"BIGTIFF": "YES"}, {"driver": "JP2OpenJPEG"}])
def test_heads_that_break_off_or_lie_are_survived(tmp_path: Path, options: dict[str, Any]) -> None:
    data = bytearray(written(tmp_path / "r", 3, "uint8", **options).read_bytes()[:2000])
    sort = sort_of_jpeg2000 if "driver" in options else sort_of_tiff
    assert sort(bytes(data)) is Sort.PHOTO
    for length in range(len(data)):
        sort(bytes(data[:length]))
    rng = np.random.default_rng(4)
    for _ in range(2000):
        broken = data.copy()
        for place in rng.integers(4, 600, 8):
            broken[place] = rng.integers(256)
        sort(bytes(broken))
