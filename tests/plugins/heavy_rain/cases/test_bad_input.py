"""What towns really deliver: holes, spikes, other units, NaN, one cell. A clear word or a right result."""

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio

from planningtable.app.plugins import PluginHost
from planningtable.app.simulate import simulate
from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError

CASE = 'layer = "heavy-rain"\nduration = 600\nterrain = "dem.tif"\n'
RAIN = "rain = {mm = 30, minutes = 10}\n"
SOLVERS = ("inertial", "shallow-water", "screening")


@pytest.fixture(scope="module")
def host():
    return PluginHost.discover()


def dem(folder: Path, values, *, crs=None, unit="", cell=2.0, name="dem.tif"):
    values = np.asarray(values, np.float32)
    profile = {
        "driver": "GTiff",
        "height": values.shape[0],
        "width": values.shape[1],
        "count": 1,
        "dtype": "float32",
        "crs": crs,
        "transform": rasterio.Affine(cell, 0.0, 0.0, 0.0, -cell, values.shape[0] * cell),
        "nodata": np.nan,
    }
    with rasterio.open(folder / name, "w", **profile) as target:
        target.write(values, 1)
        if unit:
            target.set_band_unit(1, unit)


def slope(rows=12, columns=15, fall=0.02):
    return np.broadcast_to(10.0 - fall * 2.0 * np.arange(columns), (rows, columns)).copy()


def compute(folder: Path, text: str, host):
    (folder / "case.toml").write_text(text, "utf-8")
    return simulate(folder / "case.toml", folder / "out", host, load_words("en"), Job())


def refused(folder: Path, text: str, host):
    with pytest.raises(PlanningError) as caught:
        compute(folder, text, host)
    said = [load_words(language)(caught.value.text) for language in ("de", "en")]
    assert all("{" not in sentence and sentence.endswith(".") for sentence in said)
    return caught.value.text.id


def limits(result):
    return " ".join(result["provenance"]["limits"])


def depths(folder: Path, name="final_depth.tif"):
    with rasterio.open(folder / "out" / name) as source:
        return source.read(1)


def sound(result, folder):
    """The balance closes, no depth is negative or without a number where there is ground."""
    assert abs(result["balance"]["error"]) <= 1e-4
    depth = depths(folder)
    assert (depth[np.isfinite(depth)] >= 0.0).all()
    json.loads((folder / "out" / "result.json").read_text("utf-8"))


@pytest.mark.parametrize("solver", SOLVERS)
def test_holes_in_the_terrain_are_walls(tmp_path, host, solver):
    bed = slope()
    bed[4:6, 5:8] = np.nan
    dem(tmp_path, bed)
    result = compute(tmp_path, CASE + RAIN + f'solver = "{solver}"\n', host)
    sound(result, tmp_path)
    assert np.isnan(depths(tmp_path)[4:6, 5:8]).all()
    assert result["balance"]["rain"] == pytest.approx(0.03 * 4.0 * (12 * 15 - 6), rel=1e-4)


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_wall_of_cells_without_a_value_parts_the_water(tmp_path, host, solver):
    bed = slope()
    bed[:, 7] = np.nan
    dem(tmp_path, bed)
    result = compute(tmp_path, CASE + RAIN + f'solver = "{solver}"\n', host)
    sound(result, tmp_path)
    depth = depths(tmp_path)
    # Closed all around: each side keeps the rain that fell on it.
    assert np.nansum(depth[:, :7]) == pytest.approx(0.03 * 12 * 7, rel=1e-3)
    assert np.nansum(depth[:, 8:]) == pytest.approx(0.03 * 12 * 7, rel=1e-3)


def test_spikes_are_said(tmp_path, host):
    bed = slope()
    bed[3, 3], bed[8, 9] = 500.0, -500.0
    dem(tmp_path, bed)
    result = compute(tmp_path, CASE + RAIN, host)
    sound(result, tmp_path)
    assert "In 2 single cells" in limits(result)


def test_a_clean_terrain_is_not_doubted(tmp_path, host):
    dem(tmp_path, slope())
    said = limits(compute(tmp_path, CASE + RAIN, host))
    assert "single cells" not in said
    assert "steeper" not in said


@pytest.mark.parametrize("unit", ["ft", "feet", "cm"])
def test_heights_in_feet_or_centimetres_are_refused(tmp_path, host, unit):
    dem(tmp_path, slope(), unit=unit)
    assert refused(tmp_path, CASE + RAIN, host) == "error.heavy-rain.heights"


def test_heights_in_centimetres_that_nobody_states_are_doubted(tmp_path, host):
    dem(tmp_path, slope(fall=0.03) * 100.0)
    assert "steeper than one in one" in limits(compute(tmp_path, CASE + RAIN, host))


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:2263"])
def test_places_in_degrees_or_feet_are_refused(tmp_path, host, crs):
    dem(tmp_path, slope(), crs=crs)
    assert refused(tmp_path, CASE + RAIN, host) == "error.heavy-rain.places"


def test_a_projected_crs_is_taken(tmp_path, host):
    dem(tmp_path, slope(), crs="EPSG:25832", unit="m")
    sound(compute(tmp_path, CASE + RAIN, host), tmp_path)


def test_nothing_but_nan_is_refused(tmp_path, host):
    dem(tmp_path, np.full((5, 5), np.nan))
    assert refused(tmp_path, CASE + RAIN, host) == "error.simulate.empty"


@pytest.mark.parametrize("solver", SOLVERS)
def test_a_single_cell_is_a_bucket(tmp_path, host, solver):
    dem(tmp_path, [[5.0]])
    result = compute(tmp_path, CASE + RAIN + f'solver = "{solver}"\n', host)
    sound(result, tmp_path)
    if solver != "screening":  # a hollow without an outlet is not listed, but holds all water
        assert depths(tmp_path)[0, 0] == pytest.approx(0.03, abs=1e-6)
    assert result["balance"]["stored"] == pytest.approx(0.12, rel=1e-5)


@pytest.mark.parametrize("solver", SOLVERS)
@pytest.mark.parametrize("amount", [0.0, 500.0])
def test_no_rain_and_much_rain(tmp_path, host, solver, amount):
    dem(tmp_path, slope())
    edge = '[[boundary]]\nside = "east"\nkind = "open"\n'
    text = CASE + f'solver = "{solver}"\nrain = {{mm = {amount}, minutes = 10}}\n' + edge
    result = compute(tmp_path, text, host)
    sound(result, tmp_path)
    assert result["balance"]["rain"] == pytest.approx(amount * 1e-3 * 4.0 * 12 * 15, rel=1e-4)
    assert (result["totals"]["max_depth_m"] == 0.0) == (amount == 0.0 or solver == "screening")


@pytest.mark.parametrize(
    ("file", "content", "key", "error"),
    [
        ("rain.csv", "t_s,mm_per_h\n0,10\n300,nan\n", 'rain = {file = "rain.csv"}\n', "no-number"),
        ("rain.csv", "t_s,mm_per_h\n0,inf\n300,0\n", 'rain = {file = "rain.csv"}\n', "no-number"),
        ("rain.csv", "t_s,mm_per_h\n0,-10\n300,0\n", 'rain = {file = "rain.csv"}\n', "range"),
        ("q.csv", "t_s,m3_per_s\n0,-1\n9,0\n", '[[inflow]]\nat = [9, 9]\nhydrograph = "q.csv"\n', "range"),
    ],
)
def test_series_without_a_meaning_are_refused(tmp_path, host, file, content, key, error):
    dem(tmp_path, slope())
    (tmp_path / file).write_text(content)
    assert refused(tmp_path, CASE + key, host) == f"error.simulate.{error}"


def test_an_inflow_where_no_water_can_be_is_refused(tmp_path, host):
    bed = slope()
    bed[4:6, 5:8] = np.nan
    dem(tmp_path, bed)
    (tmp_path / "q.csv").write_text("t_s,m3_per_s\n0,1\n9,1\n")
    text = CASE + '[[inflow]]\nat = [13, 15]\nhydrograph = "q.csv"\n'
    assert refused(tmp_path, text, host) == "error.heavy-rain.blocked"


def test_ground_without_friction_is_said(tmp_path, host):
    dem(tmp_path, slope())
    result = compute(tmp_path, CASE + RAIN + "manning = 0\n", host)
    sound(result, tmp_path)
    assert "In 180 cells Manning's n is below 0.001" in limits(result)
    assert "Manning" not in limits(compute(tmp_path, CASE + RAIN + "manning = 0.03\n", host))


def test_roughness_that_cannot_be_is_refused_and_gaps_are_said(tmp_path, host):
    dem(tmp_path, slope())
    assert refused(tmp_path, CASE + RAIN + "manning = -0.1\n", host) == "error.simulate.range"
    rough = np.full((12, 15), 0.03)
    rough[0, :4] = np.nan
    dem(tmp_path, rough, name="rough.tif")
    assert "In 4 cells Manning's n has no value" in limits(
        compute(tmp_path, CASE + RAIN + 'manning = "rough.tif"\n', host)
    )
    dem(tmp_path, np.where(rough > 0, -1.0, rough), name="rough.tif")
    assert refused(tmp_path, CASE + RAIN + 'manning = "rough.tif"\n', host) == "error.simulate.range"


def test_negative_infiltration_and_sewers_are_refused(tmp_path, host):
    dem(tmp_path, slope())
    soil = "infiltration = {horton = {f0 = -5, fc = 1, k = 2}}\n"
    assert refused(tmp_path, CASE + RAIN + soil, host) == "error.simulate.wrong"
    assert refused(tmp_path, CASE + RAIN + "sewer = {mm_per_h = -1}\n", host) == "error.simulate.wrong"


def test_what_a_solver_has_no_use_for_is_said(tmp_path, host):
    dem(tmp_path, slope())
    vain = limits(compute(tmp_path, CASE + RAIN + 'solver = "screening"\ncourant = 0.5\nmanning = 0.02\n', host))
    assert "no use to the solver “screening”: manning, courant." in vain
    assert "theta" in limits(compute(tmp_path, CASE + RAIN + 'solver = "shallow-water"\ntheta = 0.8\n', host))
    assert "no use" not in limits(compute(tmp_path, CASE + RAIN + 'solver = "inertial"\ntheta = 0.8\n', host))
    # What the full equations were computed with, not what would have been the local-inertial scheme's.
    result = compute(tmp_path, CASE + RAIN + 'solver = "shallow-water"\n', host)
    assert result["provenance"]["parameters"]["courant"] == "0.45"
