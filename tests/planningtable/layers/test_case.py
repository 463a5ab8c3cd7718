"""A case's text files: however spreadsheets save them."""

from pathlib import Path

import pytest

from planningtable.app.words import load_words
from planningtable.domain.text import PlanningError
from planningtable.layers.case import Case

GAUGES = "name;x;y\nMühlgraben;1,5;2\nStraße „Am Bächle“;3;4\n"


def case(folder: Path, data: bytes) -> Case:
    (folder / "table.csv").write_bytes(data)
    return Case({"gauges": "table.csv"}, folder)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_table_is_read_in_the_encodings_of_spreadsheets(tmp_path: Path, encoding: str, end: str):
    data = GAUGES.replace("\n", end).encode(encoding)
    columns = case(tmp_path, data).columns("gauges", ("name", "x", "y"), texts=("name",))
    assert columns["name"] == ["Mühlgraben", "Straße „Am Bächle“"]
    assert columns["x"] == [1.5, 3.0]
    assert columns["y"] == [2.0, 4.0]


def test_what_is_no_text_is_refused_by_name(tmp_path: Path):
    picture = b"\x89PNG\r\n\x1a\n\x81\x8d\x8f\x90\x9d"
    with pytest.raises(PlanningError) as caught:
        case(tmp_path, picture).columns("gauges", ("x",))
    for language in ("de", "en"):
        assert load_words(language)(caught.value.text).startswith("table.csv ")


def test_a_text_of_other_bytes_lacks_its_columns(tmp_path: Path):
    with pytest.raises(PlanningError, match="columns"):
        case(tmp_path, GAUGES.encode("utf-16")).columns("gauges", ("x",))


def test_bounds_are_said_in_whole_numbers(tmp_path: Path):
    with pytest.raises(PlanningError) as caught:
        Case({"minutes": 2e9}, tmp_path).number("minutes", least=0.001, most=1e6)
    assert load_words("de")(caught.value.text).endswith("von 0,001 bis 1000000.")
    assert "from 0.001 to 1000000 are" in load_words("en")(caught.value.text)
