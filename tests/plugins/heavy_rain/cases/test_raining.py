"""The rain of a case: from tables that reach less far than DWD's, and what is said where they do not suffice."""

from pathlib import Path

import pytest

from planningtable.api import Case, PlanningError
from planningtable.app.words import load_words
from plugins.heavy_rain.cases.raining import Rain, rain_of

# Durations 15, 30, 60 min; once in 5, 10, 50 years: no 2 and no 100.
SHORT = "D_min;HN_005A;HN_010A;HN_050A\n15;12,0;15,0;21,0\n30;16,0;20,0;28,0\n60;20,0;25,0;35,0\n"
WIDE = "D_min,HN_002A,HN_100A\n15,10,25\n60,16,38\n1440,30,86\n"


def rain(folder: Path, table: str, **said: object) -> Rain:
    (folder / "cell.csv").write_text(table, "utf-8")
    return rain_of(Case({"rain": {"kostra": "cell.csv", **said}}, folder), 3600.0)


def test_a_table_without_2_and_100_years_gives_its_rain_but_no_index(tmp_path: Path):
    made = rain(tmp_path, SHORT, years=10.0, minutes=30.0)
    assert made.said["rain_mm"] == "20"
    assert "heavy_rain_index" not in made.said
    assert "heavy_rain_index" not in rain(tmp_path, SHORT, mm=20.0, minutes=30.0).said
    assert rain(tmp_path, SHORT, index=3.0, minutes=30.0).said["rain_mm"] == "20"


def test_a_table_from_2_to_100_years_names_the_index(tmp_path: Path):
    assert rain(tmp_path, WIDE, years=100.0, minutes=60.0).said["heavy_rain_index"] == "7"
    assert "heavy_rain_index" not in rain(tmp_path, WIDE, mm=9.0, minutes=5.0).said


def test_below_the_shortest_duration_blocks_share_its_rain(tmp_path: Path):
    """15 minutes are three blocks; the table only knows their sum."""
    made = rain(tmp_path, SHORT, years=50.0, minutes=60.0, form="euler-2")
    blocks = [made.series.mean(300.0 * k, 300.0 * (k + 1)) / 12.0 for k in range(12)]
    # The first third turned round: the fourth-highest block comes first, the highest three (7 mm each) before 20 min.
    assert blocks[1:4] == pytest.approx([7.0, 7.0, 7.0])
    assert blocks[0] == pytest.approx(7.0 / 3.0)
    assert sum(blocks) == pytest.approx(35.0)
    brief = rain(tmp_path, SHORT, mm=6.0, minutes=10.0, form="euler-2")
    assert brief.series.mean(0.0, 300.0) == pytest.approx(brief.series.mean(300.0, 600.0)) == pytest.approx(36.0)


def test_a_rain_longer_than_the_table_is_refused_for_euler_2(tmp_path: Path):
    assert rain(tmp_path, SHORT, mm=40.0, minutes=120.0).said["rain_form"] == "block"
    with pytest.raises(PlanningError) as caught:
        rain(tmp_path, SHORT, mm=40.0, minutes=120.0, form="euler-2")
    assert "120 Minuten" in load_words("de")(caught.value.text)
    assert "ends at 60;" in load_words("en")(caught.value.text)


@pytest.mark.parametrize(
    ("said", "german", "english"),
    [
        ({"years": 10.0, "minutes": 86400.0}, "für 86400 Minuten; bitte von 15 bis 60", "from 15 to 60"),
        ({"years": 0.5, "minutes": 30.0}, "für 0,5 Jahre; bitte von 5 bis 50", "of 0.5 years"),
        ({"years": 10.0, "minutes": 1e6}, "für 1000000 Minuten", "of 1000000 minutes"),
        ({"index": 7.0, "minutes": 30.0}, "für 100 Jahre", "of 100 years"),
    ],
)
def test_what_a_table_lacks_is_said_in_whole_numbers(
    tmp_path: Path, said: dict[str, object], german: str, english: str
):
    with pytest.raises(PlanningError) as caught:
        rain(tmp_path, SHORT, **said)
    assert german in load_words("de")(caught.value.text)
    assert english in load_words("en")(caught.value.text)
