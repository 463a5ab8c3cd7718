"""Design rain against the tables and examples that it comes from."""

import zipfile
from pathlib import Path

import numpy as np
import pytest

from planningtable.api import Case, PlanningError
from plugins.heavy_rain.scenarios.catalogue import read_catalogue
from plugins.heavy_rain.scenarios.euler import SHAPE, euler_2, falling
from plugins.heavy_rain.scenarios.kostra import Kostra, read_kostra
from plugins.heavy_rain.scenarios.moisture import curve_number, deficit, horton_start
from plugins.heavy_rain.scenarios.severity import amount_of, index_of

# KOSTRA-DWD-2020, cell 49125, 100 years.
MINUTES = np.array([5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0])
HUNDRED = np.array([16.9, 21.8, 24.9, 27.3, 30.8, 34.7, 37.7])


@pytest.fixture
def cell(shared_data: Path, tmp_path: Path) -> Kostra:
    with zipfile.ZipFile(shared_data / "rain" / "kostra2020_one_cell.zip") as pack:
        pack.extractall(tmp_path)
    return read_kostra(Case({"kostra": "kostra2020_hn_mm.csv"}, tmp_path), "kostra")


def test_a_table_is_read_as_it_is_delivered(cell: Kostra):
    assert cell.amounts.shape == (22, 9)
    assert cell.years.tolist() == [1, 2, 3, 5, 10, 20, 30, 50, 100]
    assert cell.amount(60.0, 100.0) == 37.7
    assert cell.amount(15.0, 3.0) == 12.1
    assert cell.amount(75.0, 100.0) == pytest.approx((37.7 + 42.3) / 2.0)
    assert 33.3 < cell.amount(60.0, 70.0) < 37.7


def test_what_the_table_does_not_have_is_refused(cell: Kostra):
    for minutes, years in ((60.0, 200.0), (60.0, 0.5), (1.0, 10.0), (20000.0, 10.0)):
        with pytest.raises(PlanningError):
            cell.amount(minutes, years)


def test_a_table_saved_by_a_spreadsheet_on_windows_is_read(tmp_path: Path):
    """Latin-1 with umlauts in a column that nobody asks for, as DWD's tables are handed on."""
    text = "Dauer für Länge;D_min;HN_002A;HN_100A\r\nfünf Minuten;5;8,5;16,9\r\neine Stunde;60;16,4;37,7\r\n"
    (tmp_path / "cell.csv").write_bytes(text.encode("latin-1"))
    table = read_kostra(Case({"kostra": "cell.csv"}, tmp_path), "kostra")
    assert table.amounts.tolist() == [[8.5, 16.9], [16.4, 37.7]]


def test_euler_2_of_the_cell(cell: Kostra):
    """The peak ends at a third of the duration; before it the blocks rise, after it they fall."""
    blocks = euler_2(cell.minutes, cell.curve(100.0), 60.0)
    assert blocks == pytest.approx(SHAPE, abs=1e-9)
    assert blocks.sum() == pytest.approx(37.7)
    assert euler_2(MINUTES, HUNDRED, 60.0) == pytest.approx(SHAPE, abs=1e-9)
    assert np.argmax(euler_2(cell.minutes, cell.curve(10.0), 90.0)) == 5


def test_blocks_fall_as_much_as_is_said():
    series = falling(SHAPE, 20.0, 30.0)
    assert series.mean(0.0, 1800.0) == pytest.approx(40.0)
    assert series.mean(1800.0, 3600.0) == 0.0
    assert series.mean(450.0, 600.0) == pytest.approx(SHAPE[3] / SHAPE.sum() * 20.0 * 24.0)


@pytest.mark.parametrize(
    ("amount", "index"),
    [
        (5.0, 1), (16.4, 1), (16.5, 2), (20.7, 2), (20.8, 3), (24.2, 3), (27.8, 4), (30.2, 5), (33.3, 6), (37.7, 7),
        (45.0, 7), (1.2 * 37.7, 8), (1.4 * 37.7, 9), (1.6 * 37.7, 10), (2.2 * 37.7, 11), (2.8 * 37.7, 12), (300.0, 12),
    ],
)  # fmt: skip
def test_index_of_an_hour(cell: Kostra, amount: float, index: int):
    assert index_of(amount, 60.0, cell) == index


def test_the_amount_that_stands_for_an_index_has_it(cell: Kostra):
    for minutes in (15.0, 60.0, 360.0):
        amounts = [amount_of(index, minutes, cell) for index in range(1, 13)]
        assert amounts == sorted(amounts)
        assert [index_of(amount, minutes, cell) for amount in amounts] == list(range(1, 13))


def test_moisture():
    """CN 70 of normal ground is 51 dry and 85 wet (SCS, NEH-4, table 10.1)."""
    number = np.array([70.0])
    assert curve_number(number, "dry")[0] == pytest.approx(51.0, abs=1.0)
    assert curve_number(number, "wet")[0] == pytest.approx(85.0, abs=1.0)
    assert curve_number(number, "normal") is number
    one = np.ones(1)
    assert horton_start(75 * one, 12 * one, 4 * one, "dry")[0] == 75.0
    assert (
        12.0 < horton_start(75 * one, 12 * one, 4 * one, "wet")[0] < horton_start(75 * one, 12 * one, 4 * one, "normal")
    )
    assert deficit(0.4 * one, "wet") < deficit(0.4 * one, "normal") < deficit(0.4 * one, "dry")


def test_a_catalogue_of_ones_own():
    text = 'source_rain = "a"\nsource_sewers = "b"\nsewer_mm_per_h = 30.0\n'
    text += '[[rain]]\nid = "own"\nrain_mm = 50.0\nminutes = 30.0\nform = "block"\nsewer_share = 0.25\n'
    (rain,) = read_catalogue(text)
    assert (rain.id, rain.value("rain_mm"), rain.value("sewer_share"), rain.source) == ("own", 50.0, 0.25, "a; b")
