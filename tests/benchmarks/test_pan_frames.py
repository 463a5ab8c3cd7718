"""What is said of a pan, from strips made by hand."""

import pytest

from benchmarks.finger import Move
from benchmarks.pan_frames import LONG, SETTLING, Strip, pace

FRAME = 0.02


def _strip(seconds: float = 4.0, stall: float = 0.0, delay: float = 0.003) -> Strip:
    """A finger that moves to the right 60 times a second; a frame each 20 ms that takes 15, once after a stall."""
    moves = [Move(i / 60, 0.1 + 0.8 * i / (60 * seconds), 0.5) for i in range(round(60 * seconds))]
    frames, at = [], 0.0
    while at < seconds + 0.1:
        frames.append((at + 0.005, at + FRAME))
        at += FRAME + (stall if abs(at - 2.0) < FRAME / 2 else 0.0)
    # Windows know whole pixels.
    fingers = [(move.at + delay, round(move.x * 1920) / 1920, 0.5) for move in moves]
    return Strip(moves, fingers, frames)


def test_even_frames_keep_their_time() -> None:
    found = pace([_strip(), _strip()])
    assert found.median == pytest.approx(20.0)
    assert found.longest == pytest.approx(20.0)
    assert found.drawing == pytest.approx(15.0)
    assert found.long_share == 0.0
    assert found.kept
    assert found.frames == pytest.approx(2 * (4.0 - SETTLING) / FRAME, abs=4)
    # Told, 3 ms to the window, up to 20 ms to the next frame's begin, and 15 ms to its end.
    assert 15.0 < found.answer <= 38.0


def test_one_long_wait_is_the_longest_and_counts_as_one() -> None:
    found = pace([_strip(stall=0.3)])
    assert found.longest == pytest.approx(320.0)
    assert found.median == pytest.approx(20.0)
    assert found.long_share == pytest.approx(1 / found.frames)
    assert found.answer > 38.0


def test_more_than_one_of_a_hundred_is_not_kept() -> None:
    stalled = pace([_strip(2.4, stall=(LONG + 0.5) * FRAME)])
    assert stalled.frames < 100
    assert stalled.long_share == pytest.approx(1 / stalled.frames)
    assert not stalled.kept


def test_nothing_drawn_is_said() -> None:
    strip = _strip()
    with pytest.raises(ValueError, match="no frame"):
        pace([Strip(strip.moves, strip.fingers, strip.frames[:1])])
