"""What the table reports: all fingers that are down at one moment."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class TouchPoint:
    """One contact.

    Attributes:
        id: the same as long as the finger stays down.
        x: to the right [px].
        y: downwards [px].
        fresh: this contact has just come down; tells a new finger from an old one when a driver uses an id again.
    """

    id: int
    x: float
    y: float
    fresh: bool = False

    def towards(self, later: Self, distance: float) -> Self:
        """Where the finger was when it had come this far on the way to a later place [px]."""
        dx, dy = later.x - self.x, later.y - self.y
        part = min(distance / max(math.hypot(dx, dy), 1e-9), 1.0)
        return replace(self, x=self.x + dx * part, y=self.y + dy * part)


@dataclass(frozen=True, slots=True)
class TouchFrame:
    """All contacts that are down at one moment; a contact that is missing has been lifted or lost.

    Attributes:
        t: monotonic time [s].
        points: the contacts; where an id comes twice, the last one holds.
        cancelled: the system took all contacts away; nothing that is under way may take effect.
    """

    t: float
    points: tuple[TouchPoint, ...] = ()
    cancelled: bool = False

    def __post_init__(self) -> None:
        unique = {point.id: point for point in self.points}
        if len(unique) != len(self.points):
            object.__setattr__(self, "points", tuple(unique.values()))

    def point(self, id: int) -> TouchPoint | None:
        return next((point for point in self.points if point.id == id), None)


def written(frames: Iterable[TouchFrame]) -> str:
    """Frames as text, one a line: ``0.016 1:100,200 2:300.5,400`` (a fresh contact: ``1*:…``; ``0.5 cancel``)."""
    return "".join(f"{_line(frame)}\n" for frame in frames)


def read(text: str) -> Iterator[TouchFrame]:
    """Frames from text as `written` makes it; ``#`` starts a remark."""
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        if words:
            cancelled = "cancel" in words[1:]
            points = () if cancelled else tuple(_point(word) for word in words[1:])
            yield TouchFrame(float(words[0]), points, cancelled)


def _line(frame: TouchFrame) -> str:
    if frame.cancelled:
        return f"{frame.t:g} cancel"
    marks = (f"{p.id}{'*' if p.fresh else ''}:{p.x:g},{p.y:g}" for p in frame.points)
    return " ".join((f"{frame.t:g}", *marks))


def _point(word: str) -> TouchPoint:
    name, _, place = word.partition(":")
    x, _, y = place.partition(",")
    return TouchPoint(int(name.rstrip("*")), float(x), float(y), name.endswith("*"))
