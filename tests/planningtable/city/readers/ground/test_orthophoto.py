import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
from PIL import Image
from rasterio.enums import Resampling
from rasterio.transform import Affine
from rasterio.warp import transform_bounds

from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.readers.files import Part
from planningtable.city.readers.ground import orthophoto
from planningtable.city.readers.ground.orthophoto import Orthophoto, is_photo, read_orthophoto
from planningtable.domain.text import PlanningError

CRS = "EPSG:25832"
WEST, SOUTH = 565000.0, 5934000.0
AREA = Extent(WEST + 20, SOUTH + 20, WEST + 80, SOUTH + 60)


def colours(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Red grows to the east, green to the north; 1 a metre."""
    red, green = np.broadcast_arrays(np.floor(x - WEST), np.floor(y - SOUTH))
    return np.stack([red, green, np.full(red.shape, 77)], axis=-1).astype(np.uint8)


def photo(side: int = 100, west: float = WEST, south: float = SOUTH, pixel: float = 1.0) -> np.ndarray:
    x = west + (np.arange(side) + 0.5) * pixel
    y = south + (side - np.arange(side) - 0.5) * pixel
    return colours(x[None, :], y[:, None])


def write(path: Path, image: np.ndarray, west: float = WEST, north: float = SOUTH + 100, **options: object) -> Path:
    profile = {
        "driver": "GTiff",
        "height": image.shape[0],
        "width": image.shape[1],
        "count": image.shape[2],
        "dtype": image.dtype.name,
        "transform": Affine(1, 0, west, 0, -1, north),
        "crs": CRS,
        **options,
    }
    with rasterio.open(path, "w", **profile) as file:
        file.write(np.moveaxis(image, -1, 0))
    return path


def expected(found: Orthophoto) -> np.ndarray:
    rows, columns = found.known.shape
    x = found.extent.west + (np.arange(columns) + 0.5) * found.extent.width / columns
    y = found.extent.north - (np.arange(rows) + 0.5) * found.extent.height / rows
    return colours(x[None, :], y[:, None])


def read(*paths: Path, area: Extent = AREA, crs: str = CRS) -> Orthophoto:
    return read_orthophoto(paths, crs, area, Job())


def test_a_photo_is_cut_to_the_area(tmp_path: Path) -> None:
    found = read(write(tmp_path / "dop.tif", photo()))
    assert found.colours.shape == (40, 60, 3)
    assert np.array_equal(found.colours, expected(found))
    assert found.known.all()
    assert (found.extent, found.pixel, found.format, found.crs) == (AREA, 1.0, "GeoTIFF", CRS)
    assert found.notes == ()
    assert found.sources == ("dop.tif",)


@pytest.mark.parametrize(("ending", "world"), [("png", "pgw"), ("png", "PNGW"), ("jpg", "jgw"), ("jpg", "wld")])
def test_pictures_with_a_world_file(tmp_path: Path, ending: str, world: str) -> None:
    image = io.BytesIO()
    Image.fromarray(photo()).save(
        image, {"jpg": "JPEG"}.get(ending, "PNG"), **({"quality": 100} if ending == "jpg" else {})
    )
    place = f"1.0\n0\n0\n-1,0\n{WEST + 0.5}\n{SOUTH + 99.5}\n"
    (tmp_path / f"dop.{ending}").write_bytes(image.getvalue())
    (tmp_path / f"dop.{world}").write_text(place)
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as archive:
        archive.writestr(f"sub/dop.{ending}", image.getvalue())
        archive.writestr(f"sub/dop.{world}", place)
    for path in (tmp_path / f"dop.{ending}", tmp_path / "packed.zip", tmp_path):
        found = read(path)
        assert np.abs(found.colours.astype(int) - expected(found)).max() <= (8 if ending == "jpg" else 0)
        assert [n.id for n in found.notes] == ["city.note.photo-without-crs"]


def test_tiles_meet_and_gaps_are_masked(tmp_path: Path) -> None:
    write(tmp_path / "a.tif", photo(50), WEST, SOUTH + 50)
    write(tmp_path / "b.tif", photo(50, WEST + 50), WEST + 50, SOUTH + 50)
    write(tmp_path / "far.tif", photo(50, WEST + 50), WEST + 5000, SOUTH + 50)
    (tmp_path / "notes.txt").write_text("none")
    Image.new("RGB", (9, 9)).save(tmp_path / "texture.png")
    found = read(tmp_path)
    # The tiles end at 50 m, the area at 60 m.
    assert not found.known[:10].any()
    assert found.known[10:].all()
    assert np.array_equal(found.colours[10:], expected(found)[10:])
    assert not found.colours[:10].any()
    assert dict(found.notes[-1].arguments)["percent"] == 25.0
    assert found.sources == ("a.tif", "b.tif")


def test_a_huge_photo_is_made_smaller_with_overviews(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orthophoto, "MOST_PIXELS", 50)
    path = write(tmp_path / "cog.tif", photo(), tiled=True, blockxsize=64, blockysize=64)
    with rasterio.open(path, "r+") as file:
        file.build_overviews([2, 4], Resampling.average)
    found = read(path, area=Extent(WEST, SOUTH, WEST + 100, SOUTH + 100))
    assert found.colours.shape == (50, 50, 3)
    assert found.pixel == 2.0
    assert np.abs(found.colours.astype(int) - expected(found)).max() <= 2


def test_masks_palettes_alpha_and_sixteen_bits(tmp_path: Path) -> None:
    image = photo()
    alpha = np.full((100, 100, 1), 255, np.uint8)
    alpha[:, :50] = 0
    found = read(write(tmp_path / "alpha.tif", np.concatenate([image, alpha], axis=2), photometric="RGB", alpha="yes"))
    assert not found.known[:, :30].any()
    assert found.known[:, 30:].all()
    black = image.copy()
    black[:, :50] = 0
    found = read(write(tmp_path / "nodata.tif", black, nodata=0))
    assert not found.known[:, :29].any()
    assert found.known[:, 31:].all()
    deep = read(write(tmp_path / "deep.tif", (image.astype(np.uint16) << 8) | 200, photometric="RGB"))
    assert np.array_equal(deep.colours, expected(deep))
    twelve = read(write(tmp_path / "twelve.tif", image.astype(np.uint16) << 4, photometric="RGB", nbits=12))
    assert np.array_equal(twelve.colours, expected(twelve))
    path = write(tmp_path / "palette.tif", np.full((100, 100, 1), 3, np.uint8), photometric="palette")
    with rasterio.open(path, "r+") as file:
        file.write_colormap(1, {3: (10, 200, 30, 255)})
    assert is_photo(Part(path))
    assert (read(path).colours == [10, 200, 30]).all()


def test_another_crs_is_warped(tmp_path: Path) -> None:
    area = Extent(
        *transform_bounds(CRS, "EPSG:25833", AREA.west + 10, AREA.south + 10, AREA.east - 10, AREA.north - 10)
    )
    found = read(write(tmp_path / "dop.tif", photo()), area=area, crs="EPSG:25833")
    assert found.known.all()
    rows, columns = found.known.shape
    x, y = rasterio.warp.transform("EPSG:25833", CRS, [area.west + area.width * 0.5], [area.north - area.height * 0.5])
    red, green, _ = found.colours[rows // 2, columns // 2].astype(int)
    assert abs(red - (x[0] - WEST)) < 1.6
    assert abs(green - (y[0] - SOUTH)) < 1.6


def test_what_is_no_photo_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("none")
    with pytest.raises(PlanningError, match="no-photo"):
        read(tmp_path / "a.txt")
    Image.new("RGB", (9, 9)).save(tmp_path / "lost.png")
    with pytest.raises(PlanningError, match="no-place"):
        read(tmp_path / "lost.png")
    with pytest.raises(PlanningError, match="photo-elsewhere"):
        read(write(tmp_path / "far.tif", photo(), WEST + 5000))
    heights = write(tmp_path / "dgm.tif", np.zeros((9, 9, 1), np.float32))
    assert not is_photo(Part(heights))
    with pytest.raises(PlanningError, match="no-photo"):
        read(heights)
    good = write(tmp_path / "good.tif", photo(), compress="deflate")
    data = bytearray(good.read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    (tmp_path / "bad.tif").write_bytes(data)
    with pytest.raises(PlanningError):
        read(tmp_path / "bad.tif")
