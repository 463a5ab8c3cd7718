import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from planningtable.city.attributes import AttributeTable
from planningtable.city.codec import packed, unpacked

ROWS = st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=8), max_size=4), max_size=6)


@given(ROWS)
def test_a_table_gives_back_its_rows(rows: list[dict[str, str]]) -> None:
    table = AttributeTable.of(rows)
    assert list(table) == rows
    assert table == rows
    assert unpacked(AttributeTable, packed(table)) == rows


@given(ROWS, ROWS)
def test_joined_and_taken(one: list[dict[str, str]], two: list[dict[str, str]]) -> None:
    table = AttributeTable.joined([AttributeTable.of(one), AttributeTable.of(two)])
    assert table == one + two
    backwards = np.arange(len(table))[::-1]
    assert table.taken(backwards) == (one + two)[::-1]


@given(ROWS)
def test_who_carries_what(rows: list[dict[str, str]]) -> None:
    table = AttributeTable.of(rows)
    for key, count in table.counts().items():
        assert table.having(key).tolist() == [key in row for row in rows]
        assert count == sum(key in row for row in rows)
    assert not table.having("no such key").any()
