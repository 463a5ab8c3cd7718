"""Recognisers as generators: each is sent the frames of its own contacts and yields what they mean.

A recogniser is primed with ``next``, takes a `TouchFrame` that holds only its contacts, and returns when its
contacts are spent. Between two yields its place in the code *is* its state.
"""

import math
from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import TypeAlias

from ui.touch.frame import TouchFrame, TouchPoint
from ui.touch.gestures import Gesture, LongPress, Pan, Pinch, Stroke, StrokePhase, Tap, Tilt
from ui.touch.settings import Facing, TouchSettings


@dataclass(frozen=True, slots=True)
class Moved:
    """A resting finger set off; the arbiter decides what its way may mean."""

    start: TouchPoint


Meaning: TypeAlias = tuple[Gesture | Moved, ...]
Recogniser: TypeAlias = Generator[Meaning, TouchFrame, None]

# Two fingers tilt when both go the same way within this angle of "away from me", side by side rather than in line.
_TILT_CONE = math.cos(math.radians(35.0))
# The shorter way of the two must be at least this part of the longer one.
_TILT_BALANCE = 0.5


def press(start: TouchPoint, begun: float, settings: TouchSettings) -> Recogniser:
    """One finger that came down: a tap, a long press, or `Moved`."""
    last = start
    frame = yield ()
    while not frame.cancelled:
        point = frame.point(start.id)
        if point is None:
            yield (Tap(start.id, last.x, last.y),)
            return
        if math.hypot(point.x - start.x, point.y - start.y) > settings.slop:
            yield (Moved(start),)
            return
        last = point
        if frame.t - begun >= settings.long_press:
            yield (LongPress(start.id, point.x, point.y),)
            return
        frame = yield ()


def stroke(start: TouchPoint) -> Recogniser:
    """One finger that draws, from where it came down."""
    last = start
    frame = yield (Stroke(start.id, StrokePhase.BEGIN, start.x, start.y),)
    while not frame.cancelled:
        point = frame.point(start.id)
        if point is None:
            yield (Stroke(start.id, StrokePhase.END, last.x, last.y),)
            return
        moved = (point.x, point.y) != (last.x, last.y)
        last = point
        frame = yield (Stroke(start.id, StrokePhase.MOVE, point.x, point.y),) if moved else ()
    yield (Stroke(start.id, StrokePhase.CANCEL, last.x, last.y),)


def hold_map(settings: TouchSettings, facing: Facing) -> Recogniser:
    """The hand that has the map: one finger pans, two zoom and turn (or tilt), three tilt.

    When fingers come or go the hand is taken anew where it is, so that nothing jumps.
    """
    frame = yield ()
    while frame.points and not frame.cancelled:
        match len(frame.points):
            case 1:
                frame = yield from _pan(frame)
            case 2:
                frame = yield from _two(frame, settings, facing)
            case _:
                frame = yield from _tilt(frame, (yield ()), facing)


def _same_hand(before: TouchFrame, after: TouchFrame) -> bool:
    return not after.cancelled and [p.id for p in before.points] == [p.id for p in after.points]


def _pan(before: TouchFrame) -> Generator[Meaning, TouchFrame, TouchFrame]:
    frame = yield ()
    while _same_hand(before, frame):
        old, new = before.points[0], frame.points[0]
        moved = (new.x, new.y) != (old.x, old.y)
        before = frame
        frame = yield (Pan(new.x, new.y, new.x - old.x, new.y - old.y),) if moved else ()
    return frame


def _tilt(before: TouchFrame, frame: TouchFrame, facing: Facing) -> Generator[Meaning, TouchFrame, TouchFrame]:
    # Who tilts stays where they are, even when their fingers come to another's half of the table.
    away = facing(*_middle(before))
    while _same_hand(before, frame):
        (x0, y0), (x, y) = _middle(before), _middle(frame)
        distance = (x - x0) * away[0] + (y - y0) * away[1]
        before = frame
        frame = yield (Tilt(x, y, distance),) if distance else ()
    return frame


def _two(start: TouchFrame, settings: TouchSettings, facing: Facing) -> Generator[Meaning, TouchFrame, TouchFrame]:
    """Wait until the fingers show what they want, then keep to it until one of them leaves."""
    frame = yield ()
    while _same_hand(start, frame):
        ways = [(b.x - a.x, b.y - a.y) for a, b in zip(start.points, frame.points, strict=True)]
        lengths = sorted(math.hypot(*way) for way in ways)
        # Fingers rarely set off in the same frame: give the slower one a chance.
        if lengths[1] > 2 * settings.slop or (lengths[1] > settings.slop and lengths[0] > settings.slop / 2):
            # What a finger came farther until it was heard of is part of the gesture.
            pairs = zip(start.points, frame.points, strict=True)
            edge = replace(start, points=tuple(a.towards(b, 2 * settings.slop) for a, b in pairs))
            if _is_tilt(start, ways, facing):
                return (yield from _tilt(edge, frame, facing))
            return (yield from _pinch(edge, frame))
        frame = yield ()
    return frame


def _is_tilt(start: TouchFrame, ways: list[tuple[float, float]], facing: Facing) -> bool:
    a, b = start.points
    away = facing(*_middle(start))
    apart = math.hypot(b.x - a.x, b.y - a.y)
    beside = abs((b.x - a.x) * away[1] - (b.y - a.y) * away[0])
    lengths = [math.hypot(*way) for way in ways]
    if beside < 0.7 * apart or min(lengths) < _TILT_BALANCE * max(lengths):
        return False
    along = [way[0] * away[0] + way[1] * away[1] for way in ways]
    straight = all(abs(a) >= _TILT_CONE * length for a, length in zip(along, lengths, strict=True))
    return straight and (along[0] > 0) == (along[1] > 0)


def _pinch(before: TouchFrame, frame: TouchFrame) -> Generator[Meaning, TouchFrame, TouchFrame]:
    while _same_hand(before, frame):
        gesture = between(before, frame)
        before = frame
        frame = yield (gesture,) if gesture else ()
    return frame


def between(before: TouchFrame, after: TouchFrame) -> Pinch | None:
    """The similarity that carries two fingers from one frame to the next; None when they did not move."""
    (a0, b0), (a1, b1) = before.points, after.points
    if (a0.x, a0.y, b0.x, b0.y) == (a1.x, a1.y, b1.x, b1.y):
        return None
    (x0, y0), (x1, y1) = _middle(before), _middle(after)
    old, new = (b0.x - a0.x, b0.y - a0.y), (b1.x - a1.x, b1.y - a1.y)
    old_length, new_length = math.hypot(*old), math.hypot(*new)
    # Fingers of one spot have no direction; a driver may merge them for a frame.
    if min(old_length, new_length) < 1.0:
        return Pinch(x1, y1, x1 - x0, y1 - y0, 1.0, 0.0)
    turn = math.degrees(math.atan2(new[1], new[0]) - math.atan2(old[1], old[0]))
    turn = (turn + 180.0) % 360.0 - 180.0
    return Pinch(x1, y1, x1 - x0, y1 - y0, new_length / old_length, turn)


def _middle(frame: TouchFrame) -> tuple[float, float]:
    count = len(frame.points)
    return sum(p.x for p in frame.points) / count, sum(p.y for p in frame.points) / count
