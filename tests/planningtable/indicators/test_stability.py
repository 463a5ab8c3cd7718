"""How sure an order is."""

import numpy as np
import pytest

from planningtable.indicators.stability import acceptability


def test_a_dominating_option_is_always_first() -> None:
    found = acceptability([[0.9, 0.8, 0.7], [0.5, 0.6, 0.6], [0.1, 0.1, 0.1]])
    assert found.first.tolist() == [1.0, 0.0, 0.0]
    assert found.places.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    assert np.isnan(found.central[1]).all()


def test_two_opposites_share_the_first_place() -> None:
    found = acceptability([[1.0, 0.0], [0.0, 1.0]])
    assert found.first == pytest.approx([0.5, 0.5], abs=0.02)
    # The mean of a weight that is spread evenly over 0.5..1 is 0.75.
    assert found.central[0] == pytest.approx([0.75, 0.25], abs=0.01)


def test_the_weights_of_the_group_pull() -> None:
    one_sided = acceptability([[1.0, 0.0], [0.0, 1.0]], [4, 1])
    assert one_sided.first[0] > 0.95
    closer = acceptability([[1.0, 0.0], [0.0, 1.0]], [6, 4], concentration=20)
    wider = acceptability([[1.0, 0.0], [0.0, 1.0]], [6, 4], concentration=5)
    assert closer.first[0] > wider.first[0] > 0.5


def test_a_weight_of_nothing_stays_nothing() -> None:
    found = acceptability([[0.0, 1.0], [0.5, 0.0]], [1, 0])
    assert found.first.tolist() == [0.0, 1.0]


def test_the_shares_are_repeatable_and_sum_to_one() -> None:
    utilities = np.random.default_rng(1).random((4, 6))
    one, other = acceptability(utilities, np.ones(6)), acceptability(utilities, np.ones(6))
    assert (one.places == other.places).all()
    assert one.places.sum(axis=1) == pytest.approx(np.ones(4))
    assert one.first.sum() == pytest.approx(1.0)
    assert acceptability(utilities, np.ones(6), seed=7).first == pytest.approx(one.first, abs=0.03)
