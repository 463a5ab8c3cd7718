"""Where signs stand in a picture so that none covers another: pure, steady while the camera moves."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

Offset = tuple[float, float]
"""Across and down, in widths and heights of the sign."""

NAMES: tuple[Offset, ...] = (
    (0.0, 0.0),
    (0.0, -1.5),
    (0.0, 1.5),
    (0.65, -1.4),
    (-0.65, -1.4),
    (0.65, 1.4),
    (-0.65, 1.4),
)
"""Where a name may stand: on its place, or close by with a line to it."""

PINS: tuple[Offset, ...] = (
    (0.0, 0.0),
    (-1.05, -0.1),
    (1.05, -0.1),
    (-0.8, -0.8),
    (0.8, -0.8),
    (-1.05, 0.75),
    (1.05, 0.75),
    (0.0, -1.2),
    (0.0, 1.35),
    (-1.05, 1.35),
    (1.05, 1.35),
    (-2.1, 0.0),
    (2.1, 0.0),
)
"""Where a pin may stand: on its place, or beside it with a line to it; below only where there is no room above."""

KEPT_ROOM, NEW_ROOM = 2.0, 9.0
"""Room that a sign keeps to others: where it stood before, and where it would come anew [px at scale 1]."""

KEPT_BONUS = 1.25
"""What was there before counts so much more than what would come anew."""

APART, KEPT_APART = 420.0, 340.0
"""So far from each other the same name stands anew, and stays [px at scale 1]."""


class Need(Enum):
    """Whether a sign may be left out."""

    MAY = "may"
    MUST = "must"


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign that wants to be seen.

    Attributes:
        key: of the same sign in the next picture.
        x: of its place in the picture [px].
        y: likewise, downwards.
        left: edge of the sign where it stands on its place, from the place [px].
        top: likewise, upwards negative.
        width: of the sign [px].
        height: of the sign [px].
        rank: the higher ones choose first.
        name: that is not to be repeated close by; empty where that does not matter.
        need: whether it is seen even where it covers others.
        sideways: whether its reader sits at the left or the right of the picture, so that it stands upright there.
    """

    key: Hashable
    x: float
    y: float
    left: float
    top: float
    width: float
    height: float
    rank: float = 0.0
    name: str = ""
    need: Need = Need.MAY
    sideways: bool = False


Spots = Mapping[Hashable, int]
"""Row of the offset at which each sign that is seen stands, by its key."""


class _Room:
    """What is taken in a picture."""

    def __init__(self, size: tuple[float, float], boxes: npt.NDArray[np.float64], most: int) -> None:
        self._size = size
        self._boxes = np.empty((len(boxes) + most, 4))
        self._boxes[: len(boxes)] = boxes
        self._count = len(boxes)

    def within(self, box: tuple[float, float, float, float]) -> bool:
        left, top, right, bottom = box
        return left >= 0 and top >= 0 and right <= self._size[0] and bottom <= self._size[1]

    def covered(self, box: tuple[float, float, float, float], room: float) -> float:
        """Area of what a box with some room round it would cover [px²]."""
        left, top, right, bottom = box
        x0, y0, x1, y1 = self._boxes[: self._count].T
        near = (x0 < right + room) & (x1 > left - room) & (y0 < bottom + room) & (y1 > top - room)
        if not near.any():
            return 0.0
        wide = np.minimum(x1[near], right + room) - np.maximum(x0[near], left - room)
        high = np.minimum(y1[near], bottom + room) - np.maximum(y0[near], top - room)
        return float((wide * high).sum())

    def take(self, box: tuple[float, float, float, float]) -> None:
        self._boxes[self._count] = box
        self._count += 1


def box_of(sign: Sign, offset: Offset) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a sign at an offset [px]."""
    across, down = (offset[1], offset[0]) if sign.sideways else offset
    left = sign.x + sign.left + across * sign.width
    top = sign.y + sign.top + down * sign.height
    return left, top, left + sign.width, top + sign.height


def placed(
    signs: Sequence[Sign],
    offsets: Sequence[Offset],
    size: tuple[float, float],
    before: Spots,
    *,
    taken: npt.NDArray[np.float64] | None = None,
    scale: float = 1.0,
) -> dict[Hashable, int]:
    """Choose a spot for each sign; those that may be left out and find none are.

    The higher ranks choose first, each the first spot of ``offsets`` where nothing stands. A sign that was seen before
    stays at its spot as long as it can; one that was not needs more room to come, so that nothing flickers where two
    only just touch.

    Args:
        signs: in any order; equal ranks choose in the order given.
        offsets: where they may stand, the best first.
        size: width and height of the picture [px].
        before: what this function gave for the picture before.
        taken: left, top, right, bottom of what is in the way [px], shape (n, 4).
        scale: pixels per unit of lengths.

    Returns:
        Row of the offset of each sign that is seen, by its key.
    """
    room = _Room(size, np.zeros((0, 4)) if taken is None else taken, len(signs))
    found: dict[Hashable, int] = {}
    seen: dict[str, list[tuple[float, float]]] = {}
    ranks = [sign.rank * (KEPT_BONUS if sign.key in before else 1.0) for sign in signs]
    for row in sorted(range(len(signs)), key=lambda row: -ranks[row]):
        sign = signs[row]
        apart = (KEPT_APART if sign.key in before else APART) * scale
        if any((sign.x - x) ** 2 + (sign.y - y) ** 2 < apart**2 for x, y in seen.get(sign.name, ())):
            continue
        spot = _spot(sign, offsets, room, before.get(sign.key), scale)
        if spot is None:
            continue
        found[sign.key] = spot
        room.take(box_of(sign, offsets[spot]))
        if sign.name:
            seen.setdefault(sign.name, []).append((sign.x, sign.y))
    return found


def _spot(sign: Sign, offsets: Sequence[Offset], room: _Room, before: int | None, scale: float) -> int | None:
    def free(spot: int, margin: float) -> bool:
        box = box_of(sign, offsets[spot])
        return room.within(box) and room.covered(box, margin * scale) == 0.0

    # On its own place a sign is best: it goes back as soon as there is ample room.
    if before != 0 and free(0, NEW_ROOM):
        return 0
    if before is not None and free(before, KEPT_ROOM):
        return before
    found = next((spot for spot in range(len(offsets)) if free(spot, NEW_ROOM)), None)
    if found is not None or sign.need is Need.MAY:
        return found
    boxes = [box_of(sign, offset) for offset in offsets]
    inside = [spot for spot, box in enumerate(boxes) if room.within(box)] or [0]
    return min(inside, key=lambda spot: (room.covered(boxes[spot], 0.0), spot))
