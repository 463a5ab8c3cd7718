import resource
from pathlib import Path

import numpy as np
import pytest
import rasterio

from planningtable.app.layer_files import put, write_grid, write_table
from planningtable.city.grid import Grid
from planningtable.domain.text import PlanningError

GRID = Grid(np.array([[1.0, np.nan], [3.0, 4.0]]), 565000.0, 5934000.0, 2.0)


def test_a_grid_keeps_place_unit_and_holes(tmp_path: Path) -> None:
    path = write_grid(tmp_path / "tiefe ä.tif", GRID, "EPSG:25832", "m", "Wassertiefe")
    with rasterio.open(path) as file:
        assert file.crs.to_epsg() == 25832
        assert tuple(file.bounds) == (565000.0, 5933996.0, 565004.0, 5934000.0)
        assert file.units == ("m",)
        assert np.array_equal(file.read(1), GRID.values, equal_nan=True)


def test_a_table_has_semicolons_and_a_mark(tmp_path: Path) -> None:
    path = write_table(tmp_path / "t.csv", ("id", "x [m]"), [("ä", 1.5)])
    assert path.read_bytes() == "\ufeffid;x [m]\nä;1.5\n".encode()


def test_what_does_not_fit_leaves_nothing_half_written(tmp_path: Path) -> None:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    (tmp_path / "kept.tif").write_bytes(b"old")
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(PlanningError) as refused:
            put(tmp_path / "kept.tif", bytes(5000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert refused.value.text.id == "error.compute.write"
    assert [f.name for f in tmp_path.iterdir()] == ["kept.tif"]
    assert (tmp_path / "kept.tif").read_bytes() == b"old"
