"""A facilitator's code: what may be one, what opens, and what guessing costs."""

import pytest

from planningtable.app.kiosk import FIRST_WAIT, FREE, LONGEST_WAIT, Code, Patience
from planningtable.domain.text import PlanningError


@pytest.mark.parametrize("digits", ["", "123", "1234567890123", "12a4", "١٢٣٤", "1 234"])
def test_other_than_four_to_twelve_digits_is_no_code(digits: str) -> None:
    with pytest.raises(PlanningError) as refused:
        Code.of(digits)
    assert refused.value.text.id == "error.window.code"


def test_only_its_own_digits_open() -> None:
    code = Code.of("40962")
    assert code.opens("40962")
    assert not any(code.opens(wrong) for wrong in ("", "4096", "40963", "409620", "04096"))


def test_a_code_cannot_be_read_off_and_equal_ones_differ() -> None:
    one, other = Code.of("40962"), Code.of("40962")
    assert one.digest != other.digest
    assert "40962" not in repr(one)
    assert repr(one) == "Code()"


def test_slips_are_free_and_guessing_grows_dear() -> None:
    patience, waits = Patience(), []
    for _ in range(FREE + 9):
        patience = patience.missed(100.0)
        waits.append(patience.left(100.0))
    assert waits[:FREE] == [0.0] * FREE
    assert waits[FREE : FREE + 3] == [FIRST_WAIT, 2 * FIRST_WAIT, 4 * FIRST_WAIT]
    assert waits[-1] == LONGEST_WAIT
    assert patience.left(100.0 + LONGEST_WAIT - 1) == pytest.approx(1.0)
    assert patience.left(101.0 + LONGEST_WAIT) == 0.0
