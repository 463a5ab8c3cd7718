"""Layers on bare files: right answers for good cases, one sentence for bad ones."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import rasterio

from planningtable.app.layer_files import write_grid
from planningtable.app.plugins import PluginHost
from planningtable.app.simulate import simulate
from planningtable.app.words import load_words
from planningtable.city.grid import Grid
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError


@pytest.fixture(scope="module")
def host():
    return PluginHost.discover()


def grid(folder: Path, name: str, values, cell=2.0):
    write_grid(folder / name, Grid(np.asarray(values, np.float32), 0.0, len(values) * cell, cell), "", "m", name)


def compute(folder: Path, text: str, host):
    (folder / "case.toml").write_text(text, "utf-8")
    return simulate(folder / "case.toml", folder / "out", host, load_words("en"), Job())


def values(folder: Path, name: str):
    with rasterio.open(folder / "out" / name) as source:
        return source.read(1)


BASIN = """
layer = "heavy-rain"
duration = 600
terrain = "dem.tif"
"""


def refused(folder: Path, text: str, host) -> PlanningError:
    grid(folder, "dem.tif", np.zeros((10, 12)))
    with pytest.raises(PlanningError) as caught:
        compute(folder, text, host)
    for language in ("de", "en"):
        words = load_words(language)
        assert words.knows(caught.value.text.id)
        assert "{" not in words(caught.value.text).replace("{ … = … }", "")
    return caught.value


def test_rain_in_a_closed_basin_stands_level(tmp_path, host):
    grid(tmp_path, "dem.tif", np.zeros((10, 12)))
    (tmp_path / "points.csv").write_text("name,x,y\nmiddle,12,10\n")
    text = BASIN + 'rain = {mm = 30, minutes = 10}\ngauges = "points.csv"\n'
    result = compute(tmp_path, text, host)
    assert np.allclose(values(tmp_path, "final_depth.tif"), 0.03, atol=1e-5)
    assert result["balance"]["rain"] == pytest.approx(0.03 * 480.0)
    assert abs(result["balance"]["error"]) <= 1e-5
    with (tmp_path / "out" / "gauges.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert rows[0].keys() == {"t_s", "name", "level_m", "depth_m", "velocity_m_per_s"}
    assert float(rows[-1]["t_s"]) == 600.0
    assert float(rows[-1]["depth_m"]) == pytest.approx(0.03, abs=1e-4)
    stored = json.loads((tmp_path / "out" / "result.json").read_text("utf-8"))
    assert stored["totals"]["rain_m3"] == pytest.approx(14.4)
    assert all(Path(file).is_file() for file in result["files"])


def test_inflow_and_level_boundary(tmp_path, host):
    grid(tmp_path, "dem.tif", np.zeros((10, 12)))
    (tmp_path / "q.csv").write_text("t_s,m3_per_s\n0,0.1\n600,0.1\n")
    (tmp_path / "level.csv").write_text("t_s;level_m\n0;0,2\n600;0,2\n")
    text = BASIN + (
        '[[inflow]]\nline = [[1, 1], [1, 19]]\nhydrograph = "q.csv"\n'
        '[[boundary]]\nside = "east"\nkind = "level"\nfile = "level.csv"\n'
    )
    result = compute(tmp_path, text, host)
    assert result["balance"]["fed"] == pytest.approx(60.0, rel=1e-4)
    assert values(tmp_path, "final_depth.tif")[:, -1].mean() == pytest.approx(0.2, abs=0.03)


def test_part_of_a_side_is_counted_from_the_south(tmp_path, host):
    grid(tmp_path, "dem.tif", np.zeros((10, 12)))
    text = BASIN + 'rain = {mm = 30, minutes = 10}\n[[boundary]]\nside = "west"\npart = [0, 4]\nkind = "open"\n'
    compute(tmp_path, text, host)
    depth = values(tmp_path, "final_depth.tif")
    assert depth[-1, 0] < depth[0, 0]


@pytest.mark.parametrize(
    ("infiltration", "lost"),
    [
        ('"none"', 0.0),
        ("{horton = {f0 = 60, fc = 60, k = 1}}", 10.0),
        ("{cn = 80}", 30.0 - (30.0 - 0.2 * 63.5) ** 2 / (30.0 + 0.8 * 63.5)),
    ],
)
def test_infiltration(tmp_path, host, infiltration, lost):
    grid(tmp_path, "dem.tif", np.zeros((10, 12)))
    result = compute(tmp_path, BASIN + f"rain = {{mm = 30, minutes = 10}}\ninfiltration = {infiltration}\n", host)
    assert result["balance"]["infiltrated"] == pytest.approx(lost * 1e-3 * 480.0, rel=0.01, abs=1e-9)


def test_green_ampt_follows_its_equation(tmp_path, host):
    """Ponded from the start: K t = F - S ln(1 + F / S)."""
    grid(tmp_path, "dem.tif", np.zeros((10, 12)))
    soil = "{green_ampt = {k = 10.9, psi = 110, dtheta = 0.3}}"
    result = compute(tmp_path, BASIN + f"rain = {{mm = 30, minutes = 10}}\ninfiltration = {soil}\n", host)
    took = result["balance"]["infiltrated"] / 480.0 * 1e3
    suction = 110.0 * 0.3
    hours = (took - suction * np.log(1.0 + took / suction)) / 10.9
    assert hours == pytest.approx(600.0 / 3600.0, rel=0.3)  # the growing depth of the water helps a little


def test_screening_of_a_basin(tmp_path, host):
    """A hollow between a terrace with an open edge and a higher one: how deep it gets, and that it is listed."""
    bed = np.zeros((10, 12))
    bed[:, :6] = 0.5
    bed[:, 9:] = 0.8
    grid(tmp_path, "dem.tif", bed)
    (tmp_path / "points.csv").write_text("name,x,y\nhollow,15,10\nslope,5,10\n")
    text = BASIN + 'solver = "screening"\nrain = {mm = 30, minutes = 10}\ngauges = "points.csv"\n'
    result = compute(tmp_path, text + '[[boundary]]\nside = "west"\nkind = "open"\n', host)
    depth = values(tmp_path, "final_depth.tif")
    # From the rim and from the east it runs into the hollow, from further west over the edge.
    assert depth[5, 7] == pytest.approx(0.03 * 7 / 3, rel=1e-5)
    assert result["balance"]["stored"] == pytest.approx(0.03 * 4.0 * 70)
    assert result["balance"]["out"] == pytest.approx(0.03 * 4.0 * 50)
    assert abs(result["balance"]["error"]) <= 1e-6
    assert dict(result["provenance"]["parameters"])["solver"] == "screening"
    assert "max_velocity.tif" not in {Path(file).name for file in result["files"]}
    with (tmp_path / "out" / "depressions.csv").open() as file:
        (row,) = csv.DictReader(file)
    assert float(row["volume_m3"]) == pytest.approx(0.5 * 30 * 4.0, rel=1e-5)
    with (tmp_path / "out" / "gauges.csv").open() as file:
        rows = {r["name"]: r for r in csv.DictReader(file)}
    assert float(rows["hollow"]["depth_m"]) == pytest.approx(0.07, rel=1e-5)
    assert rows["hollow"]["velocity_m_per_s"] == ""


def test_screening_counts_losses_and_inflows(tmp_path, host):
    grid(tmp_path, "dem.tif", np.zeros((10, 12)))
    (tmp_path / "q.csv").write_text("t_s,m3_per_s\n0,0.1\n600,0.1\n")
    text = BASIN + 'solver = "screening"\nrain = {mm = 30, minutes = 10}\n'
    text += 'infiltration = {horton = {f0 = 60, fc = 60, k = 1}}\n[[inflow]]\nat = [5, 5]\nhydrograph = "q.csv"\n'
    result = compute(tmp_path, text, host)
    assert result["balance"]["infiltrated"] == pytest.approx(0.01 * 480.0)
    assert result["balance"]["fed"] == pytest.approx(60.0)
    assert result["balance"]["stored"] == pytest.approx(0.02 * 480.0 + 60.0, rel=1e-5)


def dam(folder: Path, low: float):
    """A channel of 60 m with 1 m of water in its western half and `low` in the other."""
    grid(folder, "dem.tif", np.zeros((3, 30)))
    level = np.full((3, 30), low)
    level[:, :15] = 1.0
    grid(folder, "wse.tif", level)
    return BASIN.replace("600", "4") + 'initial_level = "wse.tif"\nmanning = 0.001\ninterval = 1\n'


@pytest.mark.parametrize(("low", "solver"), [(0.0, "shallow-water"), (0.8, "inertial")])
def test_a_dam_that_breaks_asks_for_the_full_equations(tmp_path, host, low, solver):
    result = compute(tmp_path, dam(tmp_path, low), host)
    assert dict(result["provenance"]["parameters"])["solver"] == solver
    assert abs(result["balance"]["error"]) <= 1e-4


def test_a_front_over_dry_ground_comes_in_time_with_the_full_equations(tmp_path, host):
    """Ritter (1892): after 4 s the front of 1 m of water is 2 √(g h) t = 25 m away; its thin tip is slower."""
    text = dam(tmp_path, 0.0)
    compute(tmp_path, text, host)
    full = values(tmp_path, "final_depth.tif")[1]
    compute(tmp_path, text + 'solver = "inertial"\n', host)
    inertial = values(tmp_path, "final_depth.tif")[1]
    assert full[15] == pytest.approx(4.0 / 9.0, abs=0.06)
    assert (full > 0.005).sum() > (inertial > 0.005).sum()


def test_water_that_shoots_is_computed_in_full_or_said(tmp_path, host):
    """200 mm in ten minutes onto smooth ground of 10 %, led together: deeper than 5 cm and faster than its waves."""
    bed = np.tile(np.linspace(12.0, 0.0, 60)[:, None], (1, 9)) + np.abs(np.arange(9) - 4.0) * 0.3
    grid(tmp_path, "dem.tif", bed)
    text = BASIN + "manning = 0.012\nrain = {mm = 200, minutes = 10}\n"
    edge = '[[boundary]]\nside = "south"\nkind = "open"\n'
    chosen = compute(tmp_path, text + edge, host)
    assert dict(chosen["provenance"]["parameters"])["solver"] == "shallow-water"
    quick = compute(tmp_path, text + 'solver = "inertial"\n' + edge, host)
    assert quick["totals"]["supercritical_share"] > 0.5
    assert any("shallow-water" in limit for limit in quick["provenance"]["limits"])


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("x = [", "no-toml"),
        ('duration = 5\nterrain = "dem.tif"\n', "missing"),
        ('layer = "moonlight"\n', "no-layer"),
        (BASIN + "colour = 3\n", "unknown-key"),
        (BASIN + "rain = {mm = 3, minutes = 60, hail = 1}\n", "unknown-key"),
        (BASIN + 'manning = "rough.tif"\n', "no-file"),
        (BASIN + "manning = true\n", "wrong"),
        (BASIN.replace("600", "-1"), "range"),
        (BASIN.replace("dem.tif", "case.toml"), "no-grid"),
        (BASIN + '[[boundary]]\nside = "up"\n', "wrong"),
        (BASIN + '[[inflow]]\nat = [900, 900]\nhydrograph = "q.csv"\n', "outside"),
        (BASIN + 'gauges = "case.toml"\n', "columns"),
    ],
)
def test_bad_cases_are_refused_in_a_sentence(tmp_path, host, text, error):
    (tmp_path / "q.csv").write_text("t_s,m3_per_s\n0,1\n")
    assert refused(tmp_path, text, host).text.id == f"error.simulate.{error}"


@pytest.mark.parametrize(
    ("rain", "error"),
    [
        ("{minutes = 60}", "heavy-rain.one-of"),
        ("{mm = 30, index = 7, minutes = 60}", "heavy-rain.one-of"),
        ('{kostra = "kostra.csv", years = 500, minutes = 60}', "heavy-rain.years"),
        ('{kostra = "kostra.csv", years = 100, minutes = 90}', "heavy-rain.minutes"),
        ('{kostra = "kostra.csv", index = 13, minutes = 60}', "simulate.range"),
        ('{kostra = "kostra.csv", index = 6.5, minutes = 60}', "simulate.wrong"),
        ("{index = 7, minutes = 60}", "simulate.missing"),
        ('{kostra = "q.csv", index = 7, minutes = 60}', "simulate.columns"),
        ('{mm = 30, minutes = 60, form = "sawtooth"}', "simulate.wrong"),
    ],
)
def test_a_rain_that_cannot_be_is_refused_in_a_sentence(tmp_path, host, rain, error):
    (tmp_path / "q.csv").write_text("t_s,m3_per_s\n0,1\n")
    (tmp_path / "kostra.csv").write_text(KOSTRA)
    assert refused(tmp_path, BASIN + f"rain = {rain}\n", host).text.id == f"error.{error}"


KOSTRA = "D_min;HN_002A;HN_005A;HN_010A;HN_020A;HN_030A;HN_050A;HN_100A\n" + (
    "5;7,4;9,3;10,8;12,4;13,5;14,9;16,9\n15;10,9;13,7;16;18,4;19,9;22;24,9\n60;16,4;20,7;24,2;27,8;30,2;33,3;37,7\n"
)


@pytest.mark.parametrize(
    ("rain", "amount", "index"),
    [
        ('{kostra = "kostra.csv", years = 100, minutes = 60, form = "euler-2"}', 37.7, "7"),
        ('{kostra = "kostra.csv", index = 10, minutes = 60}', 1.6 * 37.7, "10"),
        ('{kostra = "kostra.csv", mm = 25, minutes = 60}', 25.0, "3"),
        ('{mm = 25, minutes = 60, form = "euler-2"}', 25.0, None),
    ],
)
def test_design_rain(tmp_path, host, rain, amount, index):
    grid(tmp_path, "dem.tif", np.zeros((10, 12)))
    (tmp_path / "kostra.csv").write_text(KOSTRA)
    text = BASIN.replace("600", "3600") + f'solver = "screening"\nrain = {rain}\n'
    result = compute(tmp_path, text, host)
    assert result["balance"]["rain"] == pytest.approx(amount * 1e-3 * 480.0, rel=1e-6)
    said = dict(result["provenance"]["parameters"])
    assert float(said["rain_mm"]) == pytest.approx(amount, rel=1e-5)
    assert said.get("heavy_rain_index") == index


def test_sewers_take_what_they_can_unless_they_are_blocked(tmp_path, host):
    grid(tmp_path, "dem.tif", np.zeros((10, 12)))
    text = BASIN + "rain = {mm = 30, minutes = 10}\n"
    lost = [
        compute(tmp_path, text + f"sewer = {{{sewer}}}\n", host)["balance"]["drained"]
        for sewer in ("mm_per_h = 60", "mm_per_h = 60, share = 0.5", 'mm_per_h = 60, state = "blocked"')
    ]
    assert lost == pytest.approx([0.01 * 480.0, 0.005 * 480.0, 0.0], rel=0.01, abs=1e-9)


def test_wet_ground_takes_less(tmp_path, host):
    grid(tmp_path, "dem.tif", np.zeros((10, 12)))
    for soil in (
        "{horton = {f0 = 60, fc = 10, k = 3}}",
        "{cn = 75}",
        "{green_ampt = {k = 5, psi = 110, dtheta = 0.3}}",
    ):
        text = BASIN + f"rain = {{mm = 30, minutes = 10}}\ninfiltration = {soil}\n"
        took = [
            compute(tmp_path, text + f'moisture = "{state}"\n', host)["balance"]["infiltrated"]
            for state in ("dry", "normal", "wet")
        ]
        assert took[0] > took[1] > took[2] > 0.0


ODD = {
    "one cell": np.zeros((1, 1)),
    "one row": np.zeros((1, 20)),
    "holes": np.where(np.random.default_rng(1).random((20, 20)) < 0.3, np.nan, 1.0),
    "spikes": np.where(np.random.default_rng(2).random((20, 20)) < 0.03, 9000.0, 1.0),
    "pits": np.where(np.random.default_rng(3).random((20, 20)) < 0.03, -50.0, 1.0),
    "walled in": np.pad(np.full((18, 18), 5.0), 1, constant_values=np.nan),
}


@pytest.mark.parametrize("solver", ["inertial", "screening", "shallow-water"])
@pytest.mark.parametrize("ground", ODD)
def test_odd_ground_loses_no_water(tmp_path, host, ground, solver):
    grid(tmp_path, "dem.tif", ODD[ground])
    for mm in (0, 500):
        text = BASIN.replace("600", "60") + f'solver = "{solver}"\nrain = {{mm = {mm}, minutes = 1}}\n'
        result = compute(tmp_path, text + '[[boundary]]\nside = "east"\nkind = "open"\n', host)
        assert abs(result["balance"]["error"]) <= 1e-4
        deepest = result["totals"]["max_depth_m"]
        assert 0.0 <= deepest < 60.0
        assert deepest == 0.0 or mm > 0


def test_grids_must_share_their_cells(tmp_path, host):
    grid(tmp_path, "rough.tif", np.full((10, 11), 0.05))
    assert refused(tmp_path, BASIN + 'manning = "rough.tif"\n', host).text.id == "error.simulate.other-cells"


def test_a_missing_case_file(tmp_path, host):
    with pytest.raises(PlanningError) as caught:
        simulate(tmp_path / "none.toml", tmp_path, host, load_words("en"), Job())
    assert caught.value.text.id == "error.simulate.unreadable"


def test_heat_on_bare_grids(tmp_path, host):
    dsm = np.zeros((30, 30))
    dsm[10:15, 10:20] = 12.0
    grid(tmp_path, "dem.tif", np.zeros((30, 30)))
    grid(tmp_path, "dsm.tif", dsm)
    (tmp_path / "forcing.csv").write_text(
        "time,air_temperature,relative_humidity,wind,global,direct,diffuse\n2026-06-21T12:00,30,40,1.5,850,870,110\n"
    )
    (tmp_path / "points.csv").write_text("name,x,y\nsun,30,8\nshade,30,42\n")
    text = (
        'layer = "heat"\ndem = "dem.tif"\ndsm = "dsm.tif"\nforcing = "forcing.csv"\npoints = "points.csv"\n'
        "site = {lat = 53.5, lon = 10.0, utc_offset = 1}\n"
    )
    compute(tmp_path, text, host)
    assert np.isnan(values(tmp_path, "tmrt_1200.tif")[12, 12])
    assert {0.0, 1.0} == set(np.unique(values(tmp_path, "shadow_1200.tif")))
    with (tmp_path / "out" / "points.csv").open() as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert float(rows["sun"]["tmrt"]) > float(rows["shade"]["tmrt"]) + 10.0
    assert float(rows["sun"]["utci"]) > float(rows["shade"]["utci"])


def test_measured_radiant_temperature_in_a_courtyard(tmp_path, host, shared_data):
    """Gothenburg, 7 October 2005 (Lindberg et al. 2008). SOLWEIG itself: RMSE 6.0 to 6.4 K, bias +1.3 to +2.7 K."""
    import zipfile

    with zipfile.ZipFile(shared_data / "heat" / "kronenhuset_1m_measured_tmrt.zip") as pack:
        pack.extractall(tmp_path)
    rows = [line.split() for line in (tmp_path / "MetFile_Prepared.txt").read_text().splitlines()[1:]]
    lines = ["time,air_temperature,relative_humidity,wind,global,direct,diffuse"]
    lines += [
        ",".join([f"2005-10-07T{int(r[2]):02d}:00", r[11], r[10], r[9], r[14], r[22], r[21]])
        for r in rows
        if float(r[14]) > 5.0
    ]
    (tmp_path / "forcing.csv").write_text("\n".join(lines) + "\n")
    (tmp_path / "points.csv").write_text("name,x,y\nstation,147837.673,6398728.296\n")
    text = (
        'layer = "heat"\ndem = "DEM_KR.tif"\ndsm = "DSM_KR.tif"\ncanopy = "CDSM_KR.asc"\n'
        'land_cover = "landcover_KR.tif"\nforcing = "forcing.csv"\npoints = "points.csv"\n'
        "site = {lat = 57.7, lon = 12.0, utc_offset = 1}\n"
    )
    compute(tmp_path, text, host)
    measured = {
        int(row["hour"]): float(row["Tmrt"])
        for row in csv.DictReader((tmp_path / "measurements_kr.csv").read_text().splitlines())
    }
    with (tmp_path / "out" / "points.csv").open() as file:
        error = np.array(
            [
                float(row["tmrt"]) - measured[hour]
                for row in csv.DictReader(file)
                if (hour := int(row["time"][11:13])) in measured
            ]
        )
    assert len(error) >= 10
    assert abs(error.mean()) <= 3.0
    assert np.sqrt(np.mean(error**2)) <= 7.5
