"""Where there is room on a table: what simulated people must know before they touch it."""

import math
from functools import partial
from itertools import product
from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtQuick import QQuickWindow

from benchmarks.asked_window import say
from planningtable.domain.seats import TABLE_SEATS
from ui.inspect import Target, targets
from ui.scene_item import SceneItem

# Lengths as parts of the window's height.
STEP = 1 / 90
"""Distance between places that are looked at."""
APART = 1 / 20
"""Fingers that rest nearer to each other than this could be a palm."""
BESIDE = 1 / 54
"""So much room is left around what can be touched."""
EDGE = 1 / 11
"""So far from an edge there is no tab, nothing that comes beside one later, and no card that is rolled up."""
RESTING = 5
"""Fingers that each person lays on the map."""

Spot: TypeAlias = tuple[float, float]


class Room:
    """Answers where targets are and where the map is free, as parts of the window."""

    def __init__(self, window: QQuickWindow, scene: SceneItem) -> None:
        self._window = window
        self._scene = scene
        self._drawn = 0
        window.frameSwapped.connect(self._count, Qt.ConnectionType.DirectConnection)

    def tell_target(self, name: str) -> None:
        """Where it is, and how many pictures have been drawn; another one is asked for."""
        found = targets(self._window).get(name)
        self._window.update()
        say(None if found is None else (*self._part((found.x, found.y)), self._drawn))

    def tell_free(self, card: str) -> None:
        """For each seat ``rest``, places for fingers that lie, and ``places`` on bare ground for those that act."""
        there = targets(self._window)
        beside = BESIDE * self._window.height()
        cards = [_around(there, seat.id, card, beside) for seat in TABLE_SEATS]
        others = [_box(target, beside) for name, target in there.items() if name != "map" and f".{card}" not in name]
        free = [spot for spot in self._spots() if not any(_inside(spot, box) for box in (*cards, *others))]
        ground = {spot for spot in free if self._is_inside(spot) and self._scene.pick(*spot)["kind"] == "ground"}
        found, taken = {}, list[Spot]()
        for seat in TABLE_SEATS:
            own = [spot for spot in free if self._scene.seatAt(*spot) == seat.id]
            # What lies is farther away than what is touched.
            tab = there[f"{seat.id}.tab"]
            own.sort(key=partial(math.dist, (tab.x, tab.y)))
            rest, places = _divided(own, ground, taken, APART * self._window.height())
            taken += places
            found[seat.id] = {
                "rest": [self._part(spot) for spot in rest],
                "places": [self._part(spot) for spot in places],
            }
        say(found)

    def _count(self) -> None:
        self._drawn += 1

    def _is_inside(self, spot: Spot) -> bool:
        (across, down), edge = spot, EDGE * self._window.height()
        return edge <= across <= self._window.width() - edge and edge <= down <= self._window.height() - edge

    def _spots(self) -> list[Spot]:
        step = round(STEP * self._window.height())
        across, down = (range(step, length - step, step) for length in (self._window.width(), self._window.height()))
        return [(float(x), float(y)) for x, y in product(across, down)]

    def _part(self, spot: Spot) -> Spot:
        return spot[0] / self._window.width(), spot[1] / self._window.height()


_Box: TypeAlias = tuple[float, float, float, float]


def _box(target: Target, beside: float) -> _Box:
    wide, high = target.width / 2 + beside, target.height / 2 + beside
    return target.x - wide, target.y - high, target.x + wide, target.y + high


def _around(there: dict[str, Target], seat: str, card: str, beside: float) -> _Box:
    """All that belongs to a seat's card and its keyboard."""
    own = (f"{seat}.{card}.", f"{seat}.key.")
    boxes = [_box(target, beside) for name, target in there.items() if name.startswith(own)]
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _inside(spot: Spot, box: _Box) -> bool:
    return box[0] <= spot[0] <= box[2] and box[1] <= spot[1] <= box[3]


def _divided(own: list[Spot], ground: set[Spot], taken: list[Spot], apart: float) -> tuple[list[Spot], list[Spot]]:
    """Where fingers of a seat lie, as many as leave a place to touch, and those places, away from taken ones."""
    for many in range(RESTING, -1, -1):
        rest = _spread(own[::-1], [], apart)[:many]
        places = _spread([spot for spot in own if spot in ground], [*rest, *taken], apart)
        if places:
            break
    return rest, places


def _spread(spots: list[Spot], taken: list[Spot], apart: float) -> list[Spot]:
    """Spots none of which is near to one before it, or to a taken one: what was put there would be touched again."""
    kept: list[Spot] = []
    for spot in spots:
        if all(math.dist(spot, other) >= apart for other in (*taken, *kept)):
            kept.append(spot)
    return kept
