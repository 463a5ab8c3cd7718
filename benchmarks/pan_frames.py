"""What a pan looked like to the one whose finger it was: pure arithmetic on what was told and what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.finger import Move
from scenes.meshes import Array

LONG = 3.0
"""A frame that takes more than so many times the median did not keep its time."""

STALE = 0.001
"""A second of age weighs as much as this share of the window's sides when a finger's move is looked for."""

SETTLING = 0.5
"""So long after the finger came down frames are not counted: it is not a pan yet [s]."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Of the frames of pans.

    Attributes:
        frames: how many were counted.
        median: from one frame on the screen to the next [ms].
        p99: of the same.
        longest: of the same.
        long_share: share of the frames that took more than `LONG` times the median [0..1].
        drawing: median of the time to draw a frame [ms].
        answer: from a finger's being told to the frame that shows it, 95 % are sooner [ms].
    """

    frames: int
    median: float
    p99: float
    longest: float
    long_share: float
    drawing: float
    answer: float

    @property
    def kept(self) -> bool:
        """Whether 99 % of the frames kept their time."""
        return self.long_share <= 0.01


@dataclass(frozen=True, slots=True)
class Strip:
    """One pan.

    Attributes:
        moves: what the tracker told.
        fingers: when the window was told of a finger [s], and where, in parts of its sides.
        frames: when a frame was begun, and when it was on the screen [s].
    """

    moves: Sequence[Move]
    fingers: Sequence[Sequence[float]]
    frames: Sequence[Sequence[float]]


def pace(strips: Sequence[Strip]) -> Pace:
    """Of some pans together.

    Raises:
        ValueError: nothing was drawn.
    """
    apart = np.concatenate([_apart(strip) for strip in strips]) * 1000.0
    drawing = np.concatenate([_drawing(strip) for strip in strips]) * 1000.0
    answers = np.concatenate([_answers(strip) for strip in strips]) * 1000.0
    if not len(apart):
        raise ValueError("no frame was drawn during the pan")
    median = float(np.median(apart))
    return Pace(
        len(apart),
        median,
        float(np.quantile(apart, 0.99)),
        float(apart.max()),
        float(np.mean(apart > LONG * median)),
        float(np.median(drawing)),
        float(np.quantile(answers, 0.95)) if len(answers) else float("nan"),
    )


def _within(strip: Strip) -> tuple[float, float]:
    return strip.moves[0].at + SETTLING, strip.moves[-1].at


def _apart(strip: Strip) -> Array:
    """From one frame on the screen to the next [s]; the one that was waited for when the pan ended counts as well."""
    begin, end = _within(strip)
    shown = np.array([frame[1] for frame in strip.frames])
    before, after = shown[:-1], shown[1:]
    return np.asarray((after - before)[(before >= begin) & (before <= end - 1 / 60)])


def _drawing(strip: Strip) -> Array:
    begin, end = _within(strip)
    return np.array([b - a for a, b in strip.frames if begin <= a <= end])


def _answers(strip: Strip) -> Array:
    """From each move of the finger to the end of the first frame that was begun after the window knew of it [s].

    A move that was overtaken by the next before it was handed on waits for the frame of that next one.
    """
    begin, end = _within(strip)
    starts = np.array([frame[0] for frame in strip.frames])
    which = [_move_of(strip.moves, finger) for finger in strip.fingers]
    found = []
    for number, move in enumerate(strip.moves):
        if not begin <= move.at <= end:
            continue
        known = next((finger for finger, other in zip(strip.fingers, which, strict=True) if other >= number), None)
        frame = len(starts) if known is None else int(np.searchsorted(starts, known[0]))
        if frame < len(starts):
            found.append(strip.frames[frame][1] - move.at)
    return np.array(found)


def _move_of(moves: Sequence[Move], finger: Sequence[float]) -> int:
    """Number of the move that arrived; of two at one place, as windows know only whole pixels, the later one."""
    told = np.array([(move.at, move.x, move.y) for move in moves])
    at, x, y = finger
    off = np.abs(told[:, 1] - x) + np.abs(told[:, 2] - y) + STALE * (at - told[:, 0])
    return int(np.argmin(np.where(told[:, 0] <= at, off, np.inf)))
