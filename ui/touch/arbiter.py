"""Who owns which finger: every contact has one owner from the moment it comes down until it is lifted.

- A finger that rests belongs to its own `press`: any number of people tap and open menus at the same time.
- The map belongs to one person. The first finger that moves takes it. Fingers of the same hand join it at once, those
  of the other hand when they move; so a neighbour's tap stays a tap.
- Another hand that moves meanwhile gets nothing until it is lifted: two people who pinch at once never tear at the map.
- A hand that rests on the map for a while loses it to the next who moves.
- A hand laid flat, or a sleeve, comes down in many places at once: none of them is a tap or asks for a menu.
- Where a person draws, one finger gives a stroke instead; a second finger right after it ends the stroke and takes the
  map.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from ui.touch.frame import TouchFrame, TouchPoint
from ui.touch.gestures import Gesture, MapGrasped, MapReleased, Pan, Pinch, Stroke, StrokePhase, Tilt
from ui.touch.recognisers import Meaning, Moved, Recogniser, hold_map, press, stroke
from ui.touch.settings import Facing, TouchSettings, desk_facing

PALM = 3
"""So many others beside a contact make a palm of them; three fingers of a hand may tap at once."""

Draws: TypeAlias = Callable[[float, float], bool]
Whose: TypeAlias = Callable[[float, float], str]


def nobody_draws(x: float, y: float) -> bool:
    del x, y
    return False


def everybodys(x: float, y: float) -> str:
    del x, y
    return ""


@dataclass(slots=True)
class _Owner:
    """A running recogniser, its contacts in the order in which they came, and when it began or last moved the map.

    A press knows how many came down closely beside it.
    """

    recogniser: Recogniser
    contacts: list[int]
    since: float
    beside: int = 0


class Arbiter:
    """Turns frames into gestures. Feed it every frame, and the last one again every 50 ms while fingers are down."""

    def __init__(
        self,
        settings: TouchSettings | None = None,
        facing: Facing = desk_facing,
        draws: Draws = nobody_draws,
        whose: Whose = everybodys,
    ) -> None:
        self._settings = settings or TouchSettings()
        self._facing = facing
        self._draws = draws
        self._whose = whose
        self._presses: dict[int, _Owner] = {}
        self._strokes: dict[int, _Owner] = {}
        self._map: _Owner | None = None
        self._down: dict[int, TouchPoint] = {}

    @property
    def busy(self) -> bool:
        """Whether any finger is down."""
        return bool(self._down)

    @property
    def moving(self) -> bool:
        """Whether a hand has the map."""
        return self._map is not None

    def feed(self, frame: TouchFrame) -> tuple[Gesture, ...]:
        """Take in what is down now and say what it means."""
        gestures: list[Gesture] = []
        reused = {p.id for p in frame.points if p.fresh and p.id in self._down}
        if reused:
            gestures += self._settle(replace(frame, points=tuple(p for p in frame.points if p.id not in reused)))
        gestures += self._settle(frame)
        for point in frame.points:
            if point.id not in self._down:
                gestures += self._arrive(point, frame)
        self._down = {p.id: p for p in frame.points}
        return tuple(gestures)

    def _settle(self, frame: TouchFrame) -> list[Gesture]:
        """Run the owners of all contacts that were down before."""
        gestures: list[Gesture] = []
        gestures += self._run_map(frame)
        for id in list(self._strokes):
            gestures += self._run_stroke(id, frame)
        for id in list(self._presses):
            # A press may have gone to the hand of one before it.
            if id in self._presses:
                gestures += self._run_press(id, frame)
        present = {p.id for p in frame.points}
        self._down = {id: p for id, p in self._down.items() if id in present}
        return gestures

    def _arrive(self, point: TouchPoint, frame: TouchFrame) -> list[Gesture]:
        """Find an owner for a finger that came down."""
        if self._map and self._near(point, self._map.contacts, self._settings.hand):
            return self._join_map(point.id, frame)
        young = (id for id, s in self._strokes.items() if frame.t - s.since < self._settings.second_finger)
        partner = next((id for id in young if self._near(point, [id], self._settings.hand)), None)
        if partner is not None and not self._map_is_taken(frame.t):
            drawing = self._strokes.pop(partner)
            ended = _only_gestures(drawing.recogniser.send(TouchFrame(frame.t, (), cancelled=True)))
            return ended + self._take_map([partner, point.id], frame, [self._down[partner]])
        owner = _Owner(press(point, frame.t, self._settings), [point.id], frame.t)
        next(owner.recogniser)
        close = [id for id in self._presses if _apart(frame.point(id), point) <= self._settings.palm]
        for id in close:
            self._presses[id].beside += 1
        owner.beside = len(close)
        self._presses[point.id] = owner
        return []

    def _join_map(self, id: int, frame: TouchFrame) -> list[Gesture]:
        if self._map is None:
            return []
        self._map.contacts.append(id)
        return self._run_map(frame)

    def _near(self, point: TouchPoint, contacts: Iterable[int], distance: float) -> bool:
        places = (self._down[id] for id in contacts if id in self._down)
        return any(math.hypot(p.x - point.x, p.y - point.y) <= distance for p in places)

    def _is_other_hand(self, point: TouchPoint, contacts: Iterable[int]) -> bool:
        """Whether a finger may belong to the other hand of the person with these contacts."""
        same = [id for id in contacts if id in self._down and self._is_same_person(point, self._down[id])]
        return self._near(point, same, self._settings.reach)

    def _is_same_person(self, one: TouchPoint, other: TouchPoint) -> bool:
        return self._whose(one.x, one.y) == self._whose(other.x, other.y)

    def _map_is_taken(self, t: float) -> bool:
        return self._map is not None and t - self._map.since < self._settings.idle

    def _take_map(self, contacts: list[int], frame: TouchFrame, starts: list[TouchPoint]) -> list[Gesture]:
        """Give the map to a hand; ``starts`` is where its fingers may have taken hold, the first one first."""
        gestures = self._drop_map()
        self._map = _Owner(hold_map(self._settings, self._facing), contacts, frame.t)
        next(self._map.recogniser)
        hold = {start.id: start for start in starts}
        _send(self._map, replace(frame, points=tuple(hold.get(p.id, p) for p in frame.points)))
        return [*gestures, MapGrasped(starts[0].x, starts[0].y), *self._run_map(frame)]

    def _drop_map(self) -> list[Gesture]:
        if self._map is None:
            return []
        self._map.recogniser.close()
        self._map = None
        return [MapReleased()]

    def _run_map(self, frame: TouchFrame) -> list[Gesture]:
        owner = self._map
        if owner is None:
            return []
        gestures = _step(owner, frame)
        owner.contacts = [id for id in owner.contacts if frame.point(id)]
        if any(isinstance(g, Pan | Pinch | Tilt) for g in gestures):
            owner.since = frame.t
        if not owner.contacts or frame.cancelled:
            self._map = None
            return [*gestures, MapReleased()]
        return gestures

    def _run_stroke(self, id: int, frame: TouchFrame) -> list[Gesture]:
        gestures = _step(self._strokes[id], frame)
        if any(isinstance(g, Stroke) and g.phase in (StrokePhase.END, StrokePhase.CANCEL) for g in gestures):
            del self._strokes[id]
        return gestures

    def _run_press(self, id: int, frame: TouchFrame) -> list[Gesture]:
        owner = self._presses[id]
        meaning = _send(owner, frame)
        if meaning is None or frame.cancelled:
            del self._presses[id]
            return []
        if not meaning:
            return []
        del self._presses[id]
        moved = next((m for m in meaning if isinstance(m, Moved)), None)
        if moved:
            return self._set_off(id, moved.start, frame)
        return [] if owner.beside >= PALM else _only_gestures(meaning)

    def _set_off(self, id: int, start: TouchPoint, frame: TouchFrame) -> list[Gesture]:
        """A resting finger began to move: it joins the hand that has the map, draws, takes the map, or is spent."""
        if self._map and self._is_other_hand(start, self._map.contacts):
            return self._join_map(id, frame)
        if self._draws(start.x, start.y):
            owner = _Owner(stroke(start), [id], frame.t)
            begun = _only_gestures(next(owner.recogniser))
            self._strokes[id] = owner
            return begun + self._run_stroke(id, frame)
        if self._map_is_taken(frame.t):
            return []
        hand = [other for other in self._presses if self._near(start, [other], self._settings.hand)]
        for other in hand:
            self._presses.pop(other).recogniser.close()
        # A slow machine hears of all fingers of a hand at once, when they have long moved.
        starts = [start, *(self._down[other] for other in hand if other in self._down)]
        slop = self._settings.slop
        edges = [start.towards(frame.point(start.id) or start, slop) for start in starts]
        return self._take_map([id, *hand], frame, edges)


def _apart(one: TouchPoint | None, other: TouchPoint) -> float:
    return math.hypot(one.x - other.x, one.y - other.y) if one else math.inf


def _send(owner: _Owner, frame: TouchFrame) -> Meaning | None:
    """Send the contacts of the owner; None when the recogniser has ended without a word."""
    points = tuple(p for id in owner.contacts if (p := frame.point(id)))
    try:
        return owner.recogniser.send(replace(frame, points=points))
    except StopIteration:
        return None


def _step(owner: _Owner, frame: TouchFrame) -> list[Gesture]:
    return _only_gestures(_send(owner, frame) or ())


def _only_gestures(meaning: Meaning) -> list[Gesture]:
    return [m for m in meaning if not isinstance(m, Moved)]
