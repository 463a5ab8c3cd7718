"""Orders of options, against vectors computed with pymcdm 1.4.0."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from planningtable.indicators.ranking import Scaling, closeness, normalised, places, promethee, topsis, weighted_sum

MATRIX = [[3, 20, 5], [4, 30, 2], [5, 25, 4], [2, 10, 5]]
WEIGHTS = [0.5, 0.3, 0.2]
MORE = [True, False, True]

shares = st.floats(0, 1, allow_nan=False, width=32)


def test_topsis_check_vector() -> None:
    found = topsis(MATRIX, WEIGHTS, MORE, Scaling.RANGE)
    assert found == pytest.approx([0.4512, 0.4563, 0.6902, 0.4190], abs=1e-4)


def test_topsis_by_hand() -> None:
    # Columns have the lengths 5 and 13, so the weighted rows are (0.3, 2.5/13) and (0.4, 6/13).
    found = topsis([[3, 5], [4, 12]], [1, 1], [True, False])
    gain, cost = 0.1, 3.5 / 13
    assert found == pytest.approx([cost / (cost + gain), gain / (cost + gain)])


def test_promethee_check_vector() -> None:
    assert promethee(MATRIX, WEIGHTS, MORE) == pytest.approx([0.0667, -0.3333, 0.3333, -0.0667], abs=1e-4)


def test_topsis_and_promethee_do_not_care_about_units() -> None:
    other = np.array(MATRIX) * np.array([100.0, 0.001, 7.0])
    assert topsis(other, WEIGHTS, MORE) == pytest.approx(topsis(MATRIX, WEIGHTS, MORE))
    assert promethee(other, WEIGHTS, MORE) == pytest.approx(promethee(MATRIX, WEIGHTS, MORE))


def test_weights_are_normalised() -> None:
    assert normalised([3, 1]).tolist() == [0.75, 0.25]
    assert normalised([0, 0]).tolist() == [0.5, 0.5]
    with pytest.raises(ValueError, match="0 or more"):
        normalised([1, -1])
    with pytest.raises(ValueError, match="0 or more"):
        normalised([1, np.nan])


@settings(max_examples=50, deadline=None)
@given(arrays(float, (3, 4), elements=shares), arrays(float, 4, elements=shares), st.floats(0.01, 0.5))
def test_a_dominated_option_is_never_first(values: np.ndarray, weights: np.ndarray, gap: float) -> None:
    values[1] = values[0] - gap
    assert places(weighted_sum(values, weights))[1] > 1
    assert weighted_sum(values, weights) == pytest.approx(weighted_sum(values, weights * 10))


@settings(max_examples=50, deadline=None)
@given(arrays(float, (3, 4), elements=st.floats(0.01, 1)), st.floats(0.01, 0.5))
def test_a_dominated_option_is_never_first_in_the_cross_checks(values: np.ndarray, gap: float) -> None:
    values[1] = values[0] - gap
    more = [True] * 4
    assert places(topsis(values, [1, 1, 1, 1], more))[1] > 1
    assert places(closeness(np.clip(values, 0, 1), [1, 1, 1, 1]))[1] > 1
    assert places(promethee(values, [1, 1, 1, 1], more))[1] > 1


def test_the_same_options_share_a_place() -> None:
    assert places(weighted_sum([[0.3, 0.3]] * 3, [1, 1])).tolist() == [1, 1, 1]
    assert topsis([[2, 2]] * 3, [1, 1], [True, True]).tolist() == [0.5] * 3


def test_another_option_does_not_turn_the_order() -> None:
    two = places(weighted_sum([[0.9, 0.1], [0.4, 0.5]], [0.5, 0.5]))
    three = places(weighted_sum([[0.9, 0.1], [0.4, 0.5], [0.0, 1.0]], [0.5, 0.5]))
    assert (two[0] < two[1]) == (three[0] < three[1])
