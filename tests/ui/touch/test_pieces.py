"""Pieces on the table, as trackers see them."""

import math

import pytest

from planningtable.tuio.values import Token
from ui.touch.pieces import GRACE, REST, Happened, Pieces


def token(symbol: int = 7, x: float = 0.5, y: float = 0.5, degrees: float = 0.0) -> Token:
    return Token(symbol, x, y, math.radians(degrees))


def test_put_moved_rested_lifted() -> None:
    pieces = Pieces()
    ((what, piece),) = pieces.feed({1: token()}, 0.0)
    assert (what, piece.symbol) == (Happened.PUT, 7)
    assert pieces.feed({1: token(x=0.501)}, 0.1) == ()
    ((what, piece),) = pieces.feed({1: token(x=0.55)}, 0.2)
    assert (what, piece.x) == (Happened.MOVED, 0.55)
    ((what, _),) = pieces.feed({1: token(x=0.55)}, 0.3 + REST)
    assert what == Happened.RESTED
    assert pieces.feed({1: token(x=0.55)}, 5.0) == ()
    assert pieces.feed({}, 5.5) == ()
    ((what, _),) = pieces.feed({}, 5.1 + GRACE)
    assert what == Happened.LIFTED
    assert pieces.now == ()


def test_turns_add_up_beyond_a_whole_one_and_back() -> None:
    pieces, t = Pieces(), 0.0
    pieces.feed({1: token(degrees=350.0)}, t)
    for degrees in range(360, 360 + 400, 10):
        t += 0.05
        pieces.feed({1: token(degrees=degrees % 360)}, t)
    assert pieces.now[0].turned == pytest.approx(400.0)
    for degrees in range(740, 340, -10):
        pieces.feed({1: token(degrees=degrees % 360)}, t)
    assert pieces.now[0].turned == pytest.approx(0.0)


def test_slow_turning_is_not_lost_in_the_wobble() -> None:
    pieces = Pieces()
    pieces.feed({1: token()}, 0.0)
    for step in range(1, 61):
        pieces.feed({1: token(degrees=step)}, step / 60)
    assert pieces.now[0].turned == pytest.approx(60.0, abs=2.0)


def test_a_mark_that_a_hand_covers_for_a_moment_is_the_same_piece() -> None:
    pieces = Pieces()
    ((_, piece),) = pieces.feed({1: token()}, 0.0)
    pieces.feed({}, 0.5)
    assert pieces.feed({9: token(x=0.52)}, 0.9)[0] == (Happened.MOVED, pieces.now[0])
    assert pieces.now[0].id == piece.id


def test_two_pieces_with_one_mark_are_two() -> None:
    pieces = Pieces()
    told = pieces.feed({1: token(x=0.2), 2: token(x=0.8)}, 0.0)
    assert [what for what, _ in told] == [Happened.PUT, Happened.PUT]
    pieces.feed({1: token(x=0.22), 2: token(x=0.78)}, 0.1)
    assert sorted(piece.x for piece in pieces.now) == [0.22, 0.78]


def test_a_piece_that_is_pushed_quickly_stays_itself() -> None:
    pieces = Pieces()
    pieces.feed({1: token(x=0.2)}, 0.0)
    ((what, piece),) = pieces.feed({1: token(x=0.7)}, 0.1)
    assert (what, piece.id) == (Happened.MOVED, 1)
