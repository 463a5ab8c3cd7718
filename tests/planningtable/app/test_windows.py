"""Where a tracker is heard, as people write it."""

import pytest

from planningtable.app.windows import Ear
from planningtable.domain.text import PlanningError


@pytest.mark.parametrize(
    ("text", "ear"),
    [
        ("3333", Ear(3333, "127.0.0.1")),
        ("0.0.0.0:3333", Ear(3333, "0.0.0.0")),
        ("192.168.1.5:65535", Ear(65535, "192.168.1.5")),
        ("[::1]:3333", Ear(3333, "::1")),
        ("localhost:3333", Ear(3333, "127.0.0.1")),
    ],
)
def test_a_port_alone_is_heard_on_this_machine_only(text: str, ear: Ear) -> None:
    assert Ear.of(text) == ear


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "3333x", "127.0.0.1:", "²", "1.5"])
def test_what_is_no_port_is_said(text: str) -> None:
    with pytest.raises(PlanningError, match=r"error\.window\.port"):
        Ear.of(text)


@pytest.mark.parametrize("text", ["table:3333", "127.0.0:3333", "256.1.1.1:3333"])
def test_what_is_no_address_is_said(text: str) -> None:
    with pytest.raises(PlanningError, match=r"error\.window\.address"):
        Ear.of(text)
