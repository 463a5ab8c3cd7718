"""`trace` in a case of the screening: whose water comes past a place, and where it goes from there."""

import csv
from pathlib import Path

import numpy as np
import pytest
import rasterio

from planningtable.api import Grid, Job, PlanningError
from planningtable.app.layer_files import write_grid
from planningtable.app.plugins import PluginHost
from planningtable.app.simulate import simulate
from planningtable.app.words import load_words

CASE = """
layer = "heavy-rain"
duration = 600
terrain = "dem.tif"
buildings = "houses.tif"
rain = { mm = 30, minutes = 10 }
boundary = [{ side = "east", kind = "open" }]
"""
SCREENING = CASE + 'solver = "screening"\n'
CELL = 2.0


@pytest.fixture(scope="module")
def host() -> PluginHost:
    return PluginHost.discover()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plane of 5 by 10 cells that falls eastwards, with a hollow in the middle row and a house in the row above."""
    bed = np.tile(np.linspace(2.0, 0.2, 10), (5, 1))
    bed[2, 5] -= 0.5
    bed[2, 6:] -= 0.1  # a gully, so that the hollow spills straight on
    houses = np.zeros((5, 10))
    houses[1, 8] = 1.0
    for name, values in (("dem", bed), ("houses", houses)):
        grid = Grid(np.asarray(values, np.float32), 0.0, 5 * CELL, CELL)
        write_grid(tmp_path / f"{name}.tif", grid, "", "m", name)
    return tmp_path


def result(folder: Path, text: str, host: PluginHost):
    (folder / "case.toml").write_text(text, "utf-8")
    return simulate(folder / "case.toml", folder / "out", host, load_words("en"), Job())


def way(folder: Path) -> list[dict[str, str]]:
    with (folder / "out" / "flow_path.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_water_of_a_place_is_followed_up_and_down(folder: Path, host: PluginHost):
    found = result(folder, SCREENING + "trace = [13, 5]\n", host)
    with rasterio.open(folder / "out" / "catchment.tif") as source:
        catchment = source.read(1)
    # The hollow west of the place takes in its neighbours from above and below, and spills past the place.
    assert catchment[2, :7].tolist() == [1.0] * 7
    assert catchment[2, 7:].tolist() == [0.0] * 3
    assert set(np.unique(catchment)) == {0.0, 1.0}
    assert catchment[1:4, 4].tolist() == [1.0] * 3
    assert found["totals"]["catchment_m2"] == pytest.approx(catchment.sum() * CELL**2)
    path = way(folder)
    assert [float(row["x"]) for row in path] == [13.0, 15.0, 17.0, 19.0]
    assert {float(row["y"]) for row in path} == {5.0}
    assert [float(row["ground_m"]) for row in path] == pytest.approx([0.7, 0.5, 0.3, 0.1])
    assert {float(row["depth_m"]) for row in path} == {0.0}


def test_the_way_from_a_hollow_tells_what_stands_in_it(folder: Path, host: PluginHost):
    result(folder, SCREENING + "trace = [11, 5]\n", host)
    path = way(folder)
    assert [float(row["depth_m"]) > 0.1 for row in path] == [True, False, False, False, False]


def test_places_far_from_the_origin_keep_their_metres(folder: Path, host: PluginHost):
    for name in ("dem", "houses"):
        with rasterio.open(folder / f"{name}.tif") as source:
            values = source.read(1)
        write_grid(folder / f"{name}.tif", Grid(values, 567000.0, 5934010.0, CELL), "EPSG:25832", "m", name)
    result(folder, SCREENING + "trace = [567013, 5934005]\n", host)
    assert [(row["x"], row["y"]) for row in way(folder)] == [(f"5670{x}", "5934005") for x in (13, 15, 17, 19)]


def test_without_it_nothing_of_it_is_written(folder: Path, host: PluginHost):
    found = result(folder, SCREENING, host)
    assert "catchment_m2" not in found["totals"]
    assert not (folder / "out" / "catchment.tif").exists()
    assert not (folder / "out" / "flow_path.csv").exists()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (SCREENING + "trace = [17, 7]\n", "heavy-rain.blocked"),
        (SCREENING + "trace = [99, 5]\n", "simulate.outside"),
        (SCREENING + "trace = [17]\n", "simulate.wrong"),
        (CASE + 'solver = "inertial"\ntrace = [13, 5]\n', "simulate.unknown-key"),
    ],
)
def test_a_place_that_cannot_be_followed_is_refused(folder: Path, host: PluginHost, text: str, error: str):
    with pytest.raises(PlanningError) as caught:
        result(folder, text, host)
    assert caught.value.text.id == f"error.{error}"
    for language in ("de", "en"):
        assert "trace" in load_words(language)(caught.value.text)
