"""Ids and texts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planningtable.city.writers.texts import UniqueIds, original_id, plain, xml_id

NC_NAME = re.compile(r"[A-Za-z_À-ÖØ-öø-ÿ][\w.\-]*")


@pytest.mark.parametrize("id", ["DENW39AL1000", "_a.b-c", "Häuser"])
def test_good_ids_stay(id: str) -> None:
    assert xml_id(id) == id


@pytest.mark.parametrize(
    ("id", "written"),
    [("1a", "_x0031_a"), ("a b", "a_x0020_b"), ("_x0041_", "_x005F_x0041_"), ("{x}", "_x007B_x_x007D_")],
)
def test_other_ids_are_spelled_out(id: str, written: str) -> None:
    assert xml_id(id) == written


@given(st.text(min_size=1))
def test_every_id_comes_back(id: str) -> None:
    assert NC_NAME.fullmatch(xml_id(id))
    assert original_id(xml_id(id)) == id


def test_control_characters_go() -> None:
    assert plain("a\x00b\x1fc\tü\ud800") == "abc\tü"


def test_taken_ids_get_a_number() -> None:
    ids = UniqueIds()
    assert [ids.take(id) for id in ("a", "a", "a-2", "a")] == ["a", "a-2", "a-2-2", "a-3"]
