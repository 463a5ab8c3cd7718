import re
from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planningtable.domain.events import Event, MeasurePlaced
from planningtable.domain.values import Measure
from planningtable.store.event_json import KINDS, event_type, from_payload, to_payload

ANY: st.SearchStrategy[Event] = st.one_of(*(st.from_type(kind) for kind in get_args(Event)))
# `decide` lets no other numbers through
EVENTS = ANY.filter(lambda event: not re.search(r"\b(nan|inf)\b", repr(event)))


@settings(deadline=None)
@given(EVENTS)
def test_every_event_comes_back_as_it_was(event: Event) -> None:
    again = from_payload(event_type(event), to_payload(event))
    assert again == event
    assert repr(again) == repr(event), "1, 1.0 and True are equal but not the same"


def test_every_kind_of_event_can_be_stored() -> None:
    assert set(KINDS.values()) == set(get_args(Event))
    assert all(fields(kind) is not None for kind in KINDS.values())


def test_parameters_keep_their_kinds() -> None:
    measure = Measure("m", "tree", "POINT (1 2)", None, (("a", 1), ("b", 1.0), ("c", True), ("d", "x")))
    again = from_payload("MeasurePlaced", to_payload(MeasurePlaced("v", measure)))
    assert isinstance(again, MeasurePlaced)
    assert [type(v) for _, v in again.new.parameters] == [int, float, bool, str]


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("Nonsense", "{}"),
        ("ActUndone", "{}"),
        ("ActUndone", "[]"),
        ("ActUndone", "not json"),
        ("ActUndone", '{"act": "one"}'),
        ("ActUndone", '{"act": 1, "more": 2}'),
        ("PhaseEntered", '{"old": "basis", "new": "lunch"}'),
    ],
)
def test_a_damaged_row_is_noticed(kind: str, payload: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_payload(kind, payload)
