"""``planningtable compute`` from a workshop file to GeoTIFFs."""

import csv
import json

import numpy as np
import pytest
import rasterio
from helpers.sites import block_site

from planningtable.app.session import Session
from planningtable.cli.main import run


@pytest.fixture
def workshop(tmp_path):
    path = tmp_path / "w.gpkg"
    Session.create(path, block_site(), "Blocks").close()
    return path


def test_rain_of_a_workshop(workshop, tmp_path, capsys):
    out = tmp_path / "out"
    arguments = ["compute", str(workshop), "--layer", "heavy-rain", "--scenario", "extreme", "--resolution", "4"]
    assert run([*arguments, "-o", str(out), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert {"layer", "files", "totals", "resolution", "seconds", "provenance"} <= result.keys()
    assert result["resolution"] == 4.0
    assert result["quality"] == "preview"
    assert result["totals"]["rain_m3"] == pytest.approx(1440.0, rel=0.01)
    with rasterio.open(out / "max_depth.tif") as source:
        assert source.crs.to_epsg() == 25832
        assert np.isnan(source.nodata)
        assert source.units == ("m",)
        assert source.descriptions[0]
        assert source.bounds.left == 565000.0
    with (out / "buildings.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert [row["id"] for row in rows] == ["b0", "b1", "b2", "b3"]
    assert float(rows[0]["facade_depth [m]"]) >= 0.0
    assert result["ranges"] == {}  # a preview has none
    assert set(result["listings"]) == {"touched", "cut_off", "streets", "underpasses"}
    assert {f"{key}.csv" for key in result["listings"]} <= {file.name for file in out.iterdir()}
    assert len(result["listings"]["touched"]) == result["totals"]["buildings_touched"]
    assert json.loads((out / "result.json").read_text("utf-8"))["totals"] == result["totals"]


def test_rain_that_is_set_freely(workshop, tmp_path, capsys):
    arguments = ["compute", str(workshop), "--layer", "heavy-rain", "--resolution", "8", "-o", str(tmp_path / "out")]
    assert run([*arguments, "--scenario", "extreme:rain_mm=0", "--json"]) == 0
    dry = json.loads(capsys.readouterr().out)
    assert dry["totals"]["rain_m3"] == dry["totals"]["max_depth_m"] == 0.0
    assert run([*arguments, "--scenario", "extreme:minutes=90,rain_mm=150", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["totals"]["rain_m3"] == pytest.approx(0.15 * 120.0**2, rel=0.01)
    # More than people may set is refused, and the sentence says what is possible.
    assert run([*arguments, "--scenario", "extreme:rain_mm=500"]) == 2
    assert "rain_mm=0…150" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["--layer", "moonlight"],
        ["--layer", "heat", "--scenario", "midnight"],
        ["--layer", "heat", "--variant", "v9"],
        ["--layer", "heat", "--resolution", "0"],
        ["--layer", "heat", "--resolution", "nan"],
        ["--layer", "heat", "--resolution", "1e9"],
    ],
)
def test_wrong_wishes_are_refused_in_a_sentence(workshop, tmp_path, capsys, wrong):
    assert run(["compute", str(workshop), *wrong, "-o", str(tmp_path / "out")]) == 2
    message = capsys.readouterr().err.strip()
    assert message.count("\n") == 0
    assert not message.startswith("error.")


def test_a_file_in_the_way_of_the_folder(workshop, tmp_path, capsys):
    (tmp_path / "out").write_text("here first")
    assert run(["compute", str(workshop), "--layer", "heat", "-o", str(tmp_path / "out")]) == 2
    assert "out" in capsys.readouterr().err
