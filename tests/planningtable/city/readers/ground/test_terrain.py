from pathlib import Path

import numpy as np
import pyproj
import pytest
import rasterio
from helpers.sites import SOUTH, WEST, block_site
from rasterio.transform import Affine

from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.readers.ground.made import from_buildings
from planningtable.city.readers.ground.model import Ground
from planningtable.city.readers.ground.terrain import read_terrain as read_terrains
from planningtable.city.readers.ground.tin import from_triangles
from planningtable.domain.text import PlanningError

CRS = "EPSG:25832"
CITY = Extent(WEST + 20, SOUTH + 20, WEST + 80, SOUTH + 80)


def read_terrain(path: Path, crs: str, city: Extent) -> Ground:
    return read_terrains([path], crs, city, Job())


def from_origin(west: float, north: float, width: float, height: float) -> Affine:
    return Affine(width, 0, west, 0, -height, north)


def write_tif(path: Path, values: np.ndarray, transform: Affine, crs: str | None = CRS) -> Path:
    profile = {
        "driver": "GTiff",
        "height": values.shape[0],
        "width": values.shape[1],
        "count": 1,
        "dtype": values.dtype.name,
        "transform": transform,
        "nodata": -9999.0,
    }
    with rasterio.open(path, "w", **profile, **({"crs": crs} if crs else {})) as file:
        file.write(values, 1)
    return path


def plane(rows: int, columns: int, cell_x: float = 1.0, cell_y: float = 1.0) -> np.ndarray:
    """Heights 100 + 0.01 x + 0.02 y above the south-western corner of the site."""
    x = (np.arange(columns) + 0.5) * cell_x
    y = (rows - np.arange(rows) - 0.5) * cell_y
    return (100 + 0.01 * x + 0.02 * y[:, None]).astype(np.float32)


def height(grid_east: np.ndarray, grid_north: np.ndarray) -> np.ndarray:
    return 100 + 0.01 * (grid_east - WEST) + 0.02 * (grid_north[:, None] - SOUTH)


def test_square_cells_are_taken_as_they_are(tmp_path: Path) -> None:
    values = plane(100, 120)
    path = write_tif(tmp_path / "dgm.tif", values, from_origin(WEST, SOUTH + 100, 1, 1))
    ground = read_terrain(path, CRS, CITY)
    assert ground.grid.extent == Extent(WEST, SOUTH, WEST + 120, SOUTH + 100)
    assert np.array_equal(ground.grid.values, values)
    assert not ground.made
    assert ground.notes == ()
    assert ground.format == "GeoTIFF"


def test_a_large_model_is_cut_to_the_city(tmp_path: Path) -> None:
    path = write_tif(tmp_path / "dgm.tif", plane(700, 600), from_origin(WEST - 200, SOUTH + 400, 1, 1))
    small = Extent(WEST + 40, SOUTH + 40, WEST + 60, SOUTH + 60)
    grid = read_terrain(path, CRS, small).grid
    assert grid.extent == small.grown(200)
    assert grid.sample(np.array([WEST + 50]), np.array([SOUTH + 50]))[0] == pytest.approx(
        100 + 0.01 * 250 + 0.02 * 350, abs=1e-3
    )


def test_oblong_pixels_become_square(tmp_path: Path) -> None:
    values = plane(80, 200, 0.5, 1.25)
    path = write_tif(tmp_path / "dgm.tif", values, from_origin(WEST, SOUTH + 100, 0.5, 1.25))
    ground = read_terrain(path, CRS, CITY)
    assert ground.grid.cell == pytest.approx(0.79)
    assert [n.id for n in ground.notes][:1] == ["city.note.terrain-resampled"]
    inner = ground.grid.values[10:-10, 10:-10]
    expected = height(ground.grid.easting(), ground.grid.northing())[10:-10, 10:-10]
    assert np.abs(inner - expected).max() < 0.01


def test_another_crs_is_reprojected(tmp_path: Path) -> None:
    # The same plane, written in zone 33: heights at its pixel centres from their places in zone 32.
    there = pyproj.Transformer.from_crs(25832, 25833, always_xy=True)
    west, south, east, north = there.transform_bounds(WEST, SOUTH, WEST + 120, SOUTH + 100)
    x, y = np.meshgrid(west + np.arange(east - west) + 0.5, north - np.arange(north - south) - 0.5)
    back_x, back_y = there.transform(x, y, direction="INVERSE")
    values = (100 + 0.01 * (back_x - WEST) + 0.02 * (back_y - SOUTH)).astype(np.float32)
    path = write_tif(tmp_path / "dgm33.tif", values, from_origin(west, north, 1, 1), "EPSG:25833")
    grid = read_terrain(path, CRS, CITY).grid
    at = np.array([WEST + 50.0]), np.array([SOUTH + 50.0])
    assert grid.sample(*at)[0] == pytest.approx(101.5, abs=0.01)


def test_voids_are_filled_and_counted(tmp_path: Path) -> None:
    values = plane(100, 120)
    values[40:45, 50:60] = -9999.0
    path = write_tif(tmp_path / "dgm.tif", values, from_origin(WEST, SOUTH + 100, 1, 1))
    ground = read_terrain(path, CRS, CITY)
    assert dict(ground.notes[0].arguments)["cells"] == 50
    assert np.abs(ground.grid.values - plane(100, 120)).max() < 0.1
    values[:, :] = -9999.0
    with pytest.raises(PlanningError, match="no-heights"):
        read_terrain(write_tif(tmp_path / "none.tif", values, from_origin(WEST, SOUTH + 100, 1, 1)), CRS, CITY)


def test_a_model_smaller_than_the_city_is_continued(tmp_path: Path) -> None:
    path = write_tif(tmp_path / "dgm.tif", plane(40, 40), from_origin(WEST, SOUTH + 40, 1, 1))
    ground = read_terrain(path, CRS, CITY)
    assert ground.grid.extent.east >= CITY.east
    assert np.isfinite(ground.grid.values).all()
    assert ground.notes[0].id == "city.note.terrain-filled"


def test_no_overlap_is_an_error(tmp_path: Path) -> None:
    path = write_tif(tmp_path / "dgm.tif", plane(40, 40), from_origin(WEST + 5000, SOUTH + 40, 1, 1))
    with pytest.raises(PlanningError, match="no-overlap"):
        read_terrain(path, CRS, CITY)


def asc(rows: list[str], nrows: int | None = None) -> str:
    head = (
        f"ncols 4\nnrows {nrows or len(rows)}\nxllcorner {WEST}\nyllcorner {SOUTH}\ncellsize 30\nNODATA_value -9999\n"
    )
    return head + "\n".join(rows) + "\n"


def test_an_asc_grid_is_read_with_points_and_commas(tmp_path: Path) -> None:
    path = tmp_path / "dgm.asc"
    path.write_text(asc(["1 2 3 4", "5 6 7 8", "9 10,5 11.5 12"]))
    ground = read_terrain(path, CRS, CITY)
    assert ground.format == "ESRI ASC"
    assert ground.notes[0].id == "city.note.terrain-without-crs"
    assert ground.grid.values.tolist() == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10.5, 11.5, 12]]


def test_an_asc_grid_with_missing_rows_says_how_many(tmp_path: Path) -> None:
    path = tmp_path / "dgm.asc"
    path.write_text(asc(["1 2 3 4", "5 6 7 8"], nrows=3))
    with pytest.raises(PlanningError, match="asc-count") as caught:
        read_terrain(path, CRS, CITY)
    assert dict(caught.value.text.arguments)["found"] == 8
    path.write_text("ncols four\nnrows 2\n1 2\n")
    with pytest.raises(PlanningError, match="asc-header"):
        read_terrain(path, CRS, CITY)


def test_not_a_raster(tmp_path: Path) -> None:
    path = tmp_path / "dgm.tif"
    path.write_text("no")
    with pytest.raises(PlanningError, match="not-raster"):
        read_terrain(path, CRS, CITY)


def test_triangles_give_exact_heights() -> None:
    # A plane in two triangles over 100 m x 100 m.
    w, s, e, n = WEST, SOUTH, WEST + 100, SOUTH + 100
    corners = {(x, y): 100 + 0.01 * (x - WEST) + 0.02 * (y - SOUTH) for x in (w, e) for y in (s, n)}
    a, b, c, d = ((x, y, corners[x, y]) for x, y in ((w, s), (e, s), (e, n), (w, n)))
    ground = from_triangles(np.array([[a, b, c], [a, d, c]]), CITY)
    assert ground is not None
    assert ground.grid.extent == Extent(w, s, e, n)
    assert not ground.made
    expected = height(ground.grid.easting(), ground.grid.northing())
    assert np.abs(ground.grid.values - expected).max() < 1e-3


def test_triangles_elsewhere_are_no_ground() -> None:
    far = np.array([[[0.0, 0.0, 1.0], [9.0, 0.0, 1.0], [0.0, 9.0, 1.0]]])
    assert from_triangles(far, CITY) is None
    assert from_triangles(np.zeros((0, 3, 3)), CITY) is None


def test_ground_from_buildings_follows_their_ground_surfaces() -> None:
    site = block_site(slope=0.0)
    ground = from_buildings(site.surfaces, site.origin, CITY)
    assert ground.made
    assert np.allclose(ground.grid.values, 20.0)
    sloping = block_site(slope=0.05)
    heights = from_buildings(sloping.surfaces, sloping.origin, CITY).grid
    west, east = heights.sample(np.array([WEST + 25, WEST + 85]), np.array([SOUTH + 50, SOUTH + 50]))
    assert west > east + 1.5
    assert np.isfinite(heights.values).all()
