import gzip
import itertools
import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.enums import Resampling
from rasterio.transform import Affine

from planningtable.city.grid import Extent, Grid
from planningtable.city.job import Job
from planningtable.city.readers.ground.model import Ground
from planningtable.city.readers.ground.raster import MOST_CELLS
from planningtable.city.readers.ground.terrain import read_terrain
from planningtable.domain.text import CancelledError, PlanningError

CRS = "EPSG:25832"
WEST, SOUTH = 565000.0, 5934000.0
CITY = Extent(WEST + 40, SOUTH + 40, WEST + 60, SOUTH + 60)


def plane(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return 50 + 0.01 * (x - WEST) + 0.02 * (y - SOUTH)


def points(columns: int, rows: int, west: float = WEST, south: float = SOUTH, step: float = 1.0) -> np.ndarray:
    x, y = np.meshgrid(west + step * np.arange(columns), south + step * np.arange(rows))
    return np.column_stack([x.ravel(), y.ravel(), plane(x, y).ravel()])


def lines(rows: np.ndarray, separator: str = " ", comma: bool = False) -> str:
    text = "\n".join(separator.join(f"{v:.2f}" for v in row) for row in rows) + "\n"
    return text.replace(".", ",") if comma else text


def read(*paths: Path, city: Extent = CITY, crs: str = CRS) -> Ground:
    return read_terrain(paths, crs, city, Job())


def notes(ground: Ground) -> list[str]:
    return [note.id.rpartition(".")[2] for note in ground.notes]


def error(grid: Grid, mask: np.ndarray | None = None) -> float:
    """Greatest distance from the plane, where the mask is True."""
    x, y = np.meshgrid(grid.easting(), grid.northing())
    apart = np.abs(grid.values - plane(x, y))
    return float(apart.max() if mask is None else apart[mask].max())


def write_tif(path: Path, values: np.ndarray, transform: Affine, crs: str | None = CRS, **options: object) -> Path:
    bands = values if values.ndim == 3 else values[None]
    profile = {
        "driver": "GTiff",
        "height": bands.shape[1],
        "width": bands.shape[2],
        "count": len(bands),
        "dtype": bands.dtype.name,
        "transform": transform,
        **({"crs": crs} if crs else {}),
        **options,
    }
    with rasterio.open(path, "w", **profile) as file:
        file.write(bands)
    return path


def raster_plane(rows: int, columns: int, west: float = WEST, south: float = SOUTH, cell: float = 1.0) -> np.ndarray:
    x = west + (np.arange(columns) + 0.5) * cell
    y = south + (rows - np.arange(rows) - 0.5) * cell
    return plane(x[None, :], y[:, None]).astype(np.float32)


@pytest.mark.parametrize(
    ("separator", "comma", "header"),
    [
        (" ", False, ""),
        ("\t", False, ""),
        (";", True, ""),
        (",", False, ""),
        ("   ", True, ""),
        (";", False, "x;y;z\n"),
        (" ", False, "# DGM1\n# more\n"),
        ("\t", True, "Rechtswert\tHochwert\tHöhe\n"),
    ],
)
def test_xyz_in_all_its_spellings(tmp_path: Path, separator: str, comma: bool, header: str) -> None:
    path = tmp_path / "tile.xyz"
    path.write_text(header + lines(points(100, 80), separator, comma), "utf-8")
    ground = read(path)
    assert ground.grid.extent == Extent(WEST - 0.5, SOUTH - 0.5, WEST + 99.5, SOUTH + 79.5)
    assert error(ground.grid) < 0.006
    assert ground.format == "XYZ"
    assert ground.filled is None
    assert notes(ground) == ["terrain-without-crs"]


def test_the_order_of_lines_does_not_matter_and_gaps_are_marked(tmp_path: Path) -> None:
    rows = points(100, 100)
    hole = (rows[:, 0] >= WEST + 10) & (rows[:, 0] < WEST + 20) & (rows[:, 1] >= SOUTH + 30) & (rows[:, 1] < SOUTH + 35)
    rows[rows[:, 1] == SOUTH + 99, 2] = -9999
    np.random.default_rng(1).shuffle(kept := rows[~hole])
    path = tmp_path / "tile.xyz"
    path.write_text(lines(kept))
    ground = read(path)
    assert ground.filled is not None
    assert int(ground.filled.values.sum()) == 10 * 5 + 100
    assert ground.filled.values[0].all()
    assert np.isfinite(ground.grid.values).all()
    assert error(ground.grid, ~ground.filled.values) < 0.006
    filled = dict(next(n for n in ground.notes if n.id.endswith("filled")).arguments)
    assert filled["cells"] == 150
    assert filled["percent"] == 1.5


def test_northing_first_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "tile.xyz"
    path.write_text(lines(points(100, 90)[:, [1, 0, 2]]))
    ground = read(path)
    assert error(ground.grid) < 0.006
    assert "terrain-swapped" in notes(ground)
    path.write_text("Hochwert;Rechtswert;Hoehe\n" + lines(points(100, 90)[:, [1, 0, 2]], ";"))
    ground = read(path)
    assert error(ground.grid) < 0.006
    assert "terrain-swapped" not in notes(ground)


def test_the_zone_before_the_easting_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "tile.xyz"
    path.write_text(lines(points(100, 90) + np.array([32e6, 0, 0])))
    ground = read(path)
    assert error(ground.grid) < 0.006
    assert ground.crs == "EPSG:25832"
    assert dict(next(n for n in ground.notes if n.id.endswith("zone")).arguments)["zone"] == 32


def test_lines_that_are_no_points_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "tile.xyz"
    text = lines(points(100, 90)).splitlines()
    text[50:50] = ["Kachel 2", "a b c"]
    path.write_text("\n".join(text))
    ground = read(path)
    assert error(ground.grid) < 0.006
    assert dict(next(n for n in ground.notes if n.id.endswith("lines")).arguments)["lines"] == 2
    path.write_text("565000 5934000 1\n" * 3 + "Unsinn und mehr davon\n" * 50)
    with pytest.raises(PlanningError, match=r"error\.ground\.xyz"):
        read(path)
    path.write_text("kein Gelände\n")
    with pytest.raises(PlanningError, match=r"error\.ground\.xyz"):
        read(path)


def test_broken_off_archives_endless_lines_and_cancelling_show_through_the_parser(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    rows = points(400, 400)
    rows[:, 2] = random.uniform(0, 99, len(rows))
    text = lines(rows).encode()
    path = tmp_path / "tile.xyz.gz"
    path.write_bytes(gzip.compress(text)[:-9000])
    with pytest.raises(PlanningError, match="broken-archive"):
        read(path)
    plain = tmp_path / "tile.xyz"
    plain.write_bytes(text + b"1" * (6 * 2**20))
    with pytest.raises(PlanningError, match=r"error\.ground\.xyz"):
        read(plain)
    plain.write_bytes(text * 4)
    job = Job(lambda fraction, _what: job.cancel() if fraction > 0.3 else None)
    with pytest.raises(CancelledError):
        read_terrain([plain], CRS, CITY, job)


def test_points_that_form_no_grid_are_interpolated(tmp_path: Path) -> None:
    random = np.random.default_rng(2)
    places = random.uniform(0, 100, (4000, 2)) + np.array([WEST, SOUTH])
    path = tmp_path / "points.txt"
    path.write_text(lines(np.column_stack([places, plane(places[:, 0], places[:, 1])])))
    ground = read(path)
    mask = np.ones(ground.grid.values.shape, bool) if ground.filled is None else ~ground.filled.values
    assert mask.mean() > 0.9
    assert error(ground.grid, mask) < 0.03
    note = dict(next(n for n in ground.notes if n.id.endswith("irregular")).arguments)
    assert note["points"] == 4000


def test_a_folder_of_tiles_has_no_seams(tmp_path: Path) -> None:
    for i, j in itertools.product(range(3), range(3)):
        rows = points(100, 100, WEST + 100 * i, SOUTH + 100 * j)
        (tmp_path / f"{i}{j}.xyz").write_text(lines(rows))
    # One tile is packed, one packed twice; one is far away.
    (tmp_path / "11.xyz.gz").write_bytes(gzip.compress((tmp_path / "11.xyz").read_bytes()))
    with zipfile.ZipFile(tmp_path / "00.zip", "w") as archive:
        archive.write(tmp_path / "00.xyz", "sub/00.xyz")
    for name in ("11.xyz", "00.xyz"):
        (tmp_path / name).unlink()
    (tmp_path / "far.xyz").write_text(lines(points(10, 10, WEST + 9000)))
    (tmp_path / "LIESMICH.txt").write_text("Die Daten sind schön.\n")
    ground = read(tmp_path, city=Extent(WEST + 90, SOUTH + 90, WEST + 210, SOUTH + 210))
    assert ground.grid.extent == Extent(WEST - 0.5, SOUTH - 0.5, WEST + 299.5, SOUTH + 299.5)
    assert ground.filled is None
    assert error(ground.grid) < 0.006
    assert dict(next(n for n in ground.notes if n.id.endswith("tiles")).arguments)["tiles"] == 10
    assert "terrain-unused" in notes(ground)


def test_a_name_is_only_a_hint(tmp_path: Path) -> None:
    near = tmp_path / "dgm1_32_565_5934_1_nw.xyz"
    near.write_text(lines(points(100, 100)))
    # By its name far away, by its content too: not read beyond its head, so its bad end does not show.
    far = tmp_path / "dgm1_32_700_5934_1_nw.xyz"
    far.write_text(lines(points(100, 100, 700_000)) + "x y z\n" * 9000)
    # By its name far away, by its content the neighbour.
    wrong = tmp_path / "dgm1_32_701_5934_1_nw.xyz"
    wrong.write_text(lines(points(100, 100, WEST + 100)))
    ground = read(tmp_path, city=Extent(WEST + 40, SOUTH + 40, WEST + 160, SOUTH + 60))
    assert ground.grid.extent == Extent(WEST - 0.5, SOUTH - 0.5, WEST + 199.5, SOUTH + 99.5)
    assert error(ground.grid) < 0.006
    assert ground.filled is None
    tiles = dict(next(n for n in ground.notes if n.id.endswith("tiles-outside")).arguments)
    assert (tiles["tiles"], tiles["outside"]) == (2, 1)


def test_the_zone_in_a_name_places_a_tile_of_another_zone(tmp_path: Path) -> None:
    path = tmp_path / "dgm1_32_565_5934_1_nw.xyz"
    path.write_text(lines(points(200, 200)))
    west, south, east, north = rasterio.warp.transform_bounds(
        CRS, "EPSG:25833", *(WEST + 50, SOUTH + 50), *(WEST + 90, SOUTH + 90)
    )
    ground = read(path, city=Extent(west, south, east, north), crs="EPSG:25833")
    assert ground.crs == "EPSG:25832"
    assert "terrain-crs-by-name" in notes(ground)
    x, y = rasterio.warp.transform("EPSG:25833", CRS, [(west + east) / 2], [(south + north) / 2])
    height = ground.grid.sample(np.array([(west + east) / 2]), np.array([(south + north) / 2]))
    assert height[0] == pytest.approx(plane(np.array(x), np.array(y))[0], abs=0.02)


def test_tiles_of_different_cells_come_to_the_finest(tmp_path: Path) -> None:
    write_tif(tmp_path / "fine.tif", raster_plane(100, 100), Affine(1, 0, WEST, 0, -1, SOUTH + 100))
    write_tif(
        tmp_path / "coarse.tif", raster_plane(40, 40, WEST + 100, cell=5), Affine(5, 0, WEST + 100, 0, -5, SOUTH + 200)
    )
    ground = read(tmp_path, city=Extent(WEST + 60, SOUTH + 40, WEST + 140, SOUTH + 60))
    assert ground.grid.cell == 1
    assert "terrain-cells" in notes(ground)
    assert ground.filled is not None
    row = ground.grid.rows - 50
    assert not ground.filled.values[row].any()
    assert np.abs(np.diff(ground.grid.values[row, :200]) - 0.01).max() < 0.03
    # Inside, bilinear interpolation of a plane is the plane.
    inner = np.zeros(ground.grid.values.shape, bool)
    inner[-95:-5, 105:290] = True
    assert error(ground.grid, inner) < 1e-3


def test_tiles_with_odd_pixels_join_without_gaps(tmp_path: Path) -> None:
    for i in range(2):
        west = WEST + i * 99.3
        values = plane(
            west + (np.arange(100)[None, :] + 0.5) * 0.993, SOUTH + 100 - (np.arange(98)[:, None] + 0.5) * 1.02
        )
        write_tif(tmp_path / f"{i}.tif", values.astype(np.float32), Affine(0.993, 0, west, 0, -1.02, SOUTH + 100))
    ground = read(tmp_path, city=Extent(WEST + 60, SOUTH + 40, WEST + 140, SOUTH + 60))
    assert ground.filled is None or not ground.filled.values[2:-2, 2:-2].any()
    assert notes(ground)[0] == "terrain-resampled"
    inner = np.zeros(ground.grid.values.shape, bool)
    inner[2:-2, 2:-2] = True
    assert error(ground.grid, inner) < 0.02


@pytest.mark.parametrize("dtype", ["int16", "uint16", "int32", "float64"])
def test_scale_offset_and_nodata(tmp_path: Path, dtype: str) -> None:
    values = np.rint((raster_plane(100, 100) - 40) * 100).astype(dtype)
    values[10, 10:20] = 7
    path = write_tif(tmp_path / "dgm.tif", values, Affine(1, 0, WEST, 0, -1, SOUTH + 100), nodata=7)
    with rasterio.open(path, "r+") as file:
        file.scales, file.offsets = (0.01,), (40.0,)
    ground = read(path)
    assert ground.filled is not None
    assert int(ground.filled.values.sum()) == 10
    assert error(ground.grid) < 0.02


def test_several_bands_and_values_that_cannot_be(tmp_path: Path) -> None:
    values = np.stack([raster_plane(100, 100), np.zeros((100, 100), np.float32)])
    values[0, 5, 5:9] = [np.inf, -9999, 3.4e38, np.nan]
    ground = read(write_tif(tmp_path / "dgm.tif", values, Affine(1, 0, WEST, 0, -1, SOUTH + 100)))
    assert "terrain-bands" in notes(ground)
    assert ground.filled is not None
    assert int(ground.filled.values.sum()) == 4
    assert error(ground.grid) < 0.03


@pytest.mark.parametrize("turn", [30.0, 180.0])
def test_a_turned_raster(tmp_path: Path, turn: float) -> None:
    transform = Affine.translation(WEST + 50, SOUTH - 50) @ Affine.rotation(turn) @ Affine.translation(-100, -100)
    column, row = np.meshgrid(np.arange(200) + 0.5, np.arange(200) + 0.5)
    x, y = (
        transform.a * column + transform.b * row + transform.c,
        transform.d * column + transform.e * row + transform.f,
    )
    path = write_tif(tmp_path / "dgm.tif", plane(x, y).astype(np.float32), transform)
    city = Extent(WEST + 40, SOUTH - 60, WEST + 60, SOUTH - 40)
    ground = read(path, city=city)
    assert ("terrain-resampled" in notes(ground)) == (turn == 30)
    at = np.array([WEST + 30.0, WEST + 70.0]), np.array([SOUTH - 70.0, SOUTH - 30.0])
    assert ground.grid.sample(*at) == pytest.approx(plane(*at), abs=0.01)


@pytest.mark.parametrize(("unit", "metres"), [("ft", 0.3048), ("us survey foot", 1200 / 3937), ("cm", 0.01)])
def test_heights_in_other_units(tmp_path: Path, unit: str, metres: float) -> None:
    path = write_tif(
        tmp_path / "dgm.tif", raster_plane(100, 100) / np.float32(metres), Affine(1, 0, WEST, 0, -1, SOUTH + 100)
    )
    with rasterio.open(path, "r+") as file:
        file.units = (unit,)
    ground = read(path)
    assert notes(ground) == ["terrain-unit"]
    assert error(ground.grid) < 1e-3


def test_feet_of_the_vertical_crs(tmp_path: Path) -> None:
    # UTM zone 10 N with heights in NAVD88 (ftUS).
    path = write_tif(
        tmp_path / "dgm.tif",
        raster_plane(100, 100) * np.float32(3937 / 1200),
        Affine(1, 0, WEST, 0, -1, SOUTH + 100),
        "EPSG:26910+6360",
    )
    ground = read(path, crs="EPSG:26910")
    assert notes(ground) == ["terrain-unit"]
    assert error(ground.grid) < 1e-3


def test_only_the_window_is_read_and_overviews_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_tif(
        tmp_path / "cog.tif",
        raster_plane(4096, 4096),
        Affine(1, 0, WEST, 0, -1, SOUTH + 4096),
        tiled=True,
        compress="deflate",
    )
    with rasterio.open(path, "r+") as file:
        file.build_overviews([2, 4, 8], Resampling.average)
    read_pixels = []
    true = rasterio.io.DatasetReader.read

    def spying(self: rasterio.io.DatasetReader, *args: object, **options: object) -> np.ndarray:
        found = true(self, *args, **options)
        read_pixels.append(found.size)
        return found

    monkeypatch.setattr(rasterio.io.DatasetReader, "read", spying)
    small = read(path, city=Extent(WEST + 2000, SOUTH + 2000, WEST + 2100, SOUTH + 2100))
    assert small.grid.values.shape == (500, 500)
    assert error(small.grid) < 1e-3
    assert sum(read_pixels) < 600 * 600
    read_pixels.clear()
    large = read(path, city=Extent(WEST + 300, SOUTH + 300, WEST + 3800, SOUTH + 3800))
    assert sum(read_pixels) < 2100 * 2100
    assert large.grid.values.size <= MOST_CELLS
    assert large.grid.cell >= 2
    assert "terrain-coarser" in notes(large)
    inner = np.zeros(large.grid.values.shape, bool)
    inner[5:-5, 5:-5] = True
    assert error(large.grid, inner) < 0.01


def test_too_fine_tiles_are_averaged_across_seams(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planningtable.city.readers.ground.raster.MOST_CELLS", 10_000)
    for i in range(3):
        # Seams that do not lie where the coarser cells end.
        write_tif(
            tmp_path / f"{i}.tif",
            raster_plane(301, 101, WEST + 101 * i),
            Affine(1, 0, WEST + 101 * i, 0, -1, SOUTH + 301),
        )
    ground = read(tmp_path, city=Extent(WEST + 50, SOUTH + 50, WEST + 250, SOUTH + 250))
    assert ground.grid.values.size <= 10_000
    inner = np.zeros(ground.grid.values.shape, bool)
    inner[2:-2, 2:-2] = True
    assert ground.filled is None or not (ground.filled.values & inner).any()
    assert error(ground.grid, inner) < 0.01


def asc(header: str, rows: np.ndarray, newline: str = "\n") -> bytes:
    body = "\n".join(" ".join(f"{v:.3f}" for v in row) for row in rows)
    return f"{header}\n{body}\n".replace("\n", newline).encode()


HEADS = {
    "corner": f"ncols 100\nnrows 80\nxllcorner {WEST}\nyllcorner {SOUTH}\ncellsize 1\nNODATA_value -9999",
    "centre": f"NCOLS 100\nNROWS 80\nXLLCENTER {WEST + 0.5}\nYLLCENTER {SOUTH + 0.5}\nCELLSIZE 1.0",
    "sizes": f"ncols 100\nnrows 80\nxllcorner {WEST}\nyllcorner {SOUTH}\ndx 1\ndy 1\nNODATA_value -9999",
    "order": f"nrows 80\nncols 100\ncellsize 1,0\nyllcorner {SOUTH}\nxllcorner {WEST}\nnodata_value 1e+20",
}


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_asc_headers(tmp_path: Path, head: str, newline: str) -> None:
    path = tmp_path / "dgm.asc"
    path.write_bytes(asc(HEADS[head], raster_plane(80, 100), newline))
    ground = read(path)
    assert ground.grid.extent == Extent(WEST, SOUTH, WEST + 100, SOUTH + 80)
    assert error(ground.grid) < 1e-3


def test_asc_numbers_commas_exponents_wrapped_lines(tmp_path: Path) -> None:
    values = raster_plane(80, 100)
    words = [f"{v:.6e}".replace(".", ",") for v in values.ravel()]
    words[7] = "-9999"
    path = tmp_path / "dgm.asc"
    text = "\n".join(" ".join(words[i : i + 7]) for i in range(0, len(words), 7))
    path.write_text(f"{HEADS['corner']}\n  {text}")
    ground = read(path)
    assert ground.filled is not None
    assert int(ground.filled.values.sum()) == 1
    assert error(ground.grid) < 0.02
    path.write_text(f"{HEADS['corner']}\n{text} 5\n")
    with pytest.raises(PlanningError, match="asc-count") as caught:
        read(path)
    assert dict(caught.value.text.arguments)["found"] == 8001
    path.write_text(f"{HEADS['corner']}\n{text[:-5]}x\n")
    with pytest.raises(PlanningError, match="asc-header"):
        read(path)
    path.write_text(HEADS["corner"].replace("100", "1000000000000") + "\n1 2 3")
    with pytest.raises(PlanningError, match="asc-header"):
        read(path)


def test_a_prj_beside_gives_the_crs(tmp_path: Path) -> None:
    (tmp_path / "dgm.asc").write_bytes(asc(HEADS["corner"], raster_plane(80, 100)))
    (tmp_path / "DGM.PRJ").write_text(rasterio.CRS.from_epsg(25832).to_wkt(version="WKT1_ESRI"))
    ground = read(tmp_path)
    assert ground.crs == "EPSG:25832"
    assert notes(ground) == []


def test_one_bad_tile_does_not_stop_the_rest(tmp_path: Path) -> None:
    write_tif(tmp_path / "good.tif", raster_plane(100, 100), Affine(1, 0, WEST, 0, -1, SOUTH + 100))
    (tmp_path / "cut.tif").write_bytes((tmp_path / "good.tif").read_bytes()[:200])
    (tmp_path / "short.asc").write_bytes(asc(HEADS["corner"].replace("rows 80", "rows 81"), raster_plane(80, 100)))
    (tmp_path / "empty.xyz").touch()
    ground = read(tmp_path)
    assert error(ground.grid) < 1e-3
    ids = [n.id for n in ground.notes]
    assert {"error.ground.no-place", "error.city.asc-count", "error.city.empty-file"} <= set(ids)


def test_surface_models_are_left_aside_and_disputes_are_named(tmp_path: Path) -> None:
    write_tif(tmp_path / "dgm.tif", raster_plane(100, 100), Affine(1, 0, WEST, 0, -1, SOUTH + 100))
    write_tif(tmp_path / "dom1.tif", raster_plane(100, 100) + 20, Affine(1, 0, WEST, 0, -1, SOUTH + 100))
    ground = read(tmp_path)
    assert error(ground.grid) < 1e-3
    assert "terrain-surface" in notes(ground)
    (tmp_path / "dom1.tif").rename(tmp_path / "other.tif")
    ground = read(tmp_path)
    assert dict(next(n for n in ground.notes if n.id.endswith("disputed")).arguments) == {
        "file": "other.tif",
        "metres": 20.0,
    }
    assert read(tmp_path / "other.tif").filled is None


def test_a_local_raster_is_taken_with_a_note(tmp_path: Path) -> None:
    path = write_tif(tmp_path / "dgm.tif", raster_plane(100, 100), Affine(1, 0, WEST, 0, -1, SOUTH + 100), None)
    assert notes(read(path)) == ["terrain-without-crs"]
    local = 'LOCAL_CS["site",UNIT["metre",1]]'
    path = write_tif(tmp_path / "local.tif", raster_plane(100, 100), Affine(1, 0, WEST, 0, -1, SOUTH + 100), local)
    ground = read(path)
    assert notes(ground) == ["terrain-without-crs"]
    assert ground.crs == CRS


def test_nothing_to_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.gml").write_text("<CityModel/>")
    with pytest.raises(PlanningError, match="no-terrain"):
        read(tmp_path)
    with pytest.raises(PlanningError, match="not-raster"):
        read(tmp_path / "a.gml")
    (tmp_path / "far.xyz").write_text(lines(points(50, 50, WEST + 9000)))
    with pytest.raises(PlanningError, match="no-overlap") as caught:
        read(tmp_path / "far.xyz")
    assert "574000" in str(dict(caught.value.text.arguments)["terrain"])


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    (tmp_path / "tile.xyz").write_text(lines(points(100, 100)))
    seen = []
    job = Job(lambda fraction, _what: seen.append(fraction))
    read_terrain([tmp_path], CRS, CITY, job)
    assert seen == sorted(seen)
    assert seen[-1] <= 1.0
    job.cancel()
    with pytest.raises(CancelledError):
        read_terrain([tmp_path], CRS, CITY, job)


def test_the_site_of_baerl(shared_data: Path) -> None:
    path = shared_data / "site_duisburg_baerl" / "dgm1_site.tif"
    with rasterio.open(path) as file:
        bounds, values = file.bounds, file.read(1)
        inverse = ~file.transform
    city = Extent(bounds.left + 20, bounds.bottom + 20, bounds.right - 20, bounds.top - 20)
    ground = read(path, city=city)
    assert ground.grid.cell == 1.0
    assert notes(ground) == ["terrain-resampled", "terrain-filled"]
    assert ground.filled is not None
    # Only cells of the margin, which stick out beyond the file, are filled.
    assert not ground.filled.values[2:-2, 2:-2].any()
    # Independent bilinear look-up at some places.
    for x, y in ((338140.3, 5706270.2), (338150.8, 5706260.9), (338133.1, 5706281.7)):
        column = inverse.a * x + inverse.c - 0.5
        row = inverse.e * y + inverse.f - 0.5
        i, j, u, v = int(row), int(column), row - int(row), column - int(column)
        block = values[i : i + 2, j : j + 2].astype(float)
        expected = (block[0, 0] * (1 - v) + block[0, 1] * v) * (1 - u) + (block[1, 0] * (1 - v) + block[1, 1] * v) * u
        assert ground.grid.sample(np.array([x]), np.array([y]))[0] == pytest.approx(expected, abs=0.06)


def test_real_archives(shared_data: Path) -> None:
    with zipfile.ZipFile(shared_data / "flood" / "merewether_1m.zip") as archive:
        text = archive.read("topography1.asc").decode().split()
    header = {text[i].lower(): float(text[i + 1]) for i in range(0, 12, 2)}
    numbers = np.array(text[12:], float)
    west, south = header["xllcorner"], header["yllcorner"]
    city = Extent(west + 50, south + 50, west + 250, south + 350)
    ground = read(shared_data / "flood" / "merewether_1m.zip", city=city, crs="EPSG:32756")
    assert ground.grid.values.shape == (int(header["nrows"]), int(header["ncols"]))
    known = numbers[numbers != header["nodata_value"]]
    assert ground.filled is not None
    assert int((~ground.filled.values).sum()) == len(known)
    assert ground.grid.values[~ground.filled.values].mean() == pytest.approx(known.mean(), abs=1e-3)
