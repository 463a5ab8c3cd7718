import gzip
import zipfile
from pathlib import Path

import numpy as np
import pyproj
import pytest

from planningtable.city.grid import Extent, Grid
from planningtable.city.job import Job
from planningtable.city.readers.ground import las
from planningtable.city.readers.ground.terrain import read_terrain
from planningtable.domain.text import PlanningError

laspy = pytest.importorskip("laspy")

CRS = "EPSG:25832"
WEST, SOUTH = 565000.0, 5934000.0
CITY = Extent(WEST + 40, SOUTH + 40, WEST + 60, SOUTH + 60)
SIDE = 100


def plane(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return 50 + 0.01 * (x - WEST) + 0.02 * (y - SOUTH)


def cloud(path: Path, classes: int = 2, west: float = WEST, crs: str | None = CRS, metres: float = 1.0) -> Path:
    """Four ground points a square metre, and as many points 15 m above them."""
    x, y = np.meshgrid(west + 0.25 + 0.5 * np.arange(2 * SIDE), SOUTH + 0.25 + 0.5 * np.arange(2 * SIDE))
    x, y = x.ravel(), y.ravel()
    header = laspy.LasHeader(point_format=6, version="1.4")
    header.scales, header.offsets = np.full(3, 0.001), np.array([west, SOUTH, 0])
    if crs:
        header.add_crs(pyproj.CRS.from_user_input(crs))
    data = laspy.LasData(header)
    data.x, data.y = np.concatenate([x, x]), np.concatenate([y, y])
    data.z = np.concatenate([plane(x, y), plane(x, y) + 15]) / metres
    data.classification = np.repeat([classes, 5 if classes == 2 else classes], len(x)).astype(np.uint8)
    # The lower point is the second and last return of a pulse, the upper one the first.
    data.return_number = np.repeat([2, 1], len(x)).astype(np.uint8)
    data.number_of_returns = np.full(2 * len(x), 2, np.uint8)
    data.write(str(path))
    return path


def error(grid: Grid, inner: int = 1) -> float:
    x, y = np.meshgrid(grid.easting(), grid.northing())
    cut = np.s_[inner : grid.rows - inner, inner : grid.columns - inner]
    return float(np.abs(grid.values - plane(x, y))[cut].max())


@pytest.mark.parametrize("ending", ["las", "laz"])
def test_ground_points_become_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    # Several chunks, so that cells are fed by more than one.
    monkeypatch.setattr(las, "CHUNK", 7001)
    ground = read_terrain([cloud(tmp_path / f"a.{ending}")], CRS, CITY, Job())
    assert ground.format == ending.upper()
    assert ground.crs == CRS
    assert ground.grid.cell == 1.0
    assert ground.grid.extent == Extent(WEST, SOUTH, WEST + SIDE, SOUTH + SIDE)
    assert ground.filled is None
    assert error(ground.grid) < 1e-3
    note = dict(ground.notes[0].arguments)
    assert [n.id for n in ground.notes] == ["city.note.terrain-points"]
    assert note["points"] == 4 * SIDE * SIDE


def test_without_classes_the_lowest_last_returns_count(tmp_path: Path) -> None:
    ground = read_terrain([cloud(tmp_path / "a.laz", classes=1)], CRS, CITY, Job())
    assert [n.id for n in ground.notes] == ["city.note.terrain-no-ground"]
    assert error(ground.grid) < 0.02


def test_noise_is_not_ground(tmp_path: Path) -> None:
    with pytest.raises(PlanningError, match="no-heights"):
        read_terrain([cloud(tmp_path / "a.laz", classes=7)], CRS, CITY, Job())


def test_tiles_packed_and_plain_meet(tmp_path: Path) -> None:
    cloud(tmp_path / "b.laz", west=WEST + SIDE)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.write(tmp_path / "b.laz", "b.laz")
    (tmp_path / "c.las.gz").write_bytes(gzip.compress(cloud(tmp_path / "c.las", west=WEST + 2 * SIDE).read_bytes()))
    (tmp_path / "b.laz").unlink()
    (tmp_path / "c.las").unlink()
    cloud(tmp_path / "a.laz")
    cloud(tmp_path / "far.laz", west=WEST + 5000)
    ground = read_terrain([tmp_path], CRS, Extent(WEST + 50, SOUTH + 40, WEST + 250, SOUTH + 60), Job())
    assert ground.grid.extent == Extent(WEST, SOUTH, WEST + 3 * SIDE, SOUTH + SIDE)
    assert ground.filled is None
    assert error(ground.grid) < 1e-3
    tiles = next(dict(n.arguments) for n in ground.notes if "terrain-tiles" in n.id)
    assert (tiles["tiles"], tiles["outside"]) == (3, 1)


def test_feet_are_converted(tmp_path: Path) -> None:
    path = cloud(tmp_path / "a.laz", crs="EPSG:26910+6360", metres=1200 / 3937)
    ground = read_terrain([path], "EPSG:26910", CITY, Job())
    assert [n.id for n in ground.notes] == ["city.note.terrain-unit", "city.note.terrain-points"]
    assert error(ground.grid) < 2e-3


def test_a_cloud_without_crs_is_taken_with_a_note(tmp_path: Path) -> None:
    ground = read_terrain([cloud(tmp_path / "a.las", crs=None)], CRS, CITY, Job())
    assert ground.notes[0].id == "city.note.terrain-without-crs"


@pytest.mark.parametrize("ending", ["las", "laz"])
def test_damaged_clouds_say_so(tmp_path: Path, ending: str) -> None:
    good = cloud(tmp_path / f"a.{ending}").read_bytes()
    random = np.random.default_rng(3)
    path = tmp_path / f"b.{ending}"
    for length in (4, 100, 227, 400, 2000, len(good) // 2):
        path.write_bytes(good[:length])
        with pytest.raises(PlanningError):
            read_terrain([path], CRS, CITY, Job())
    for _ in range(30):
        data = bytearray(good)
        for place in random.integers(4, 1500, 8):
            data[place] = int(random.integers(256))
        path.write_bytes(data)
        try:
            ground = read_terrain([path], CRS, CITY, Job())
        except PlanningError:
            continue
        assert np.isfinite(ground.grid.values).all()
