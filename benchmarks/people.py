"""Eight people at work: each types, pins what was typed to the map and plants trees, with other fingers on the table.

Forty fingers at a time, told as TUIO a hundred times a second from this process to the real window, full screen. What
each person meant to do is counted here and then looked for in the workshop: once, and under the right seat.

``PLANNINGTABLE_BENCH_SECONDS`` says for how long; ``PLANNINGTABLE_BENCH_MAP=0`` has the scene not drawn, so that what
is measured is the layer that people touch. The scene's own time is told beside either. On a screen of less than
3840 × 2160 eight cards cover the map.
"""

import itertools
import os
import tempfile
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import numpy as np

from benchmarks.hands import FIRST, RATE, Sent, shown, spread, waits
from benchmarks.told_window import ToldWindow
from planningtable.app.demo.play import open_demo
from planningtable.app.session import Session
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text
from planningtable.tuio.frames import Frame
from planningtable.tuio.values import Contact

SECONDS = "60"
SEATS = tuple(f"seat-{number}" for number in range(1, 9))
LETTERS = dict(zip(SEATS, "aeinorst", strict=True))
WORD = 12
"""Letters of a comment, at least; with fewer places on the map than time they are more."""
TAP, BETWEEN, PATIENCE = 0.07, 0.12, 0.5
"""A tap, the time to the next key, and the time that somebody looks before going on [s]."""
TRIES = 3
"""So often somebody asks for a card."""
LATER = 0.025
"""So much later than the one before each person begins [s]."""
RESTING = 3
"""Fingers of each person that lie on the map, and never move."""
WIDER = 0.05
"""So far each of two fingers draws the map apart, as a part of the table's width."""
WAY = 0.0003
"""The others tremble so far, as a part of the table's width: too little to move the map, and another pixel in each
frame, so that each has something to tell."""

Spot: TypeAlias = tuple[float, float]
Fingers: TypeAlias = list[Spot]
Doing: TypeAlias = Generator[Fingers, None, None]


@dataclass(slots=True)
class Meant:
    """What a person has done.

    Attributes:
        comments: that were sent.
        trees: that were planted.
    """

    comments: list[str] = field(default_factory=list)
    trees: int = 0


@dataclass(slots=True)
class Person:
    """Somebody at a seat: what that finger does and how long it may, where the others lie, and what was meant.

    Attributes:
        at: where what is touched is, by name.
        late: after the others; no two people touch in step [s].
    """

    seat: str
    others: Fingers
    places: Sequence[Spot]
    seconds: float
    at: Mapping[str, Spot]
    late: float
    meant: Meant = field(default_factory=Meant)


def run(job: Job) -> Mapping[str, float | str]:
    """From a frame of contacts to the model and to the screen; what was meant and is not in the workshop."""
    seconds = float(os.environ.get("PLANNINGTABLE_BENCH_SECONDS", SECONDS))
    with tempfile.TemporaryDirectory() as folder:
        workshop = open_demo(Path(folder), job.part(0.0, 0.1))
        before = _acts(workshop)
        with ToldWindow("benchmarks.hands_window", str(workshop)) as window:
            people, sent = _work(window, seconds, job.part(0.1, 1.0))
            seen = window.ask("seen")
        missing, foreign = _compared(people, workshop, before)
    model = waits(sent, seen["dealt"]) * 1000.0
    # A finger that trembles changes nothing to be seen, and no picture is made of it.
    acts = [one for one in sent if one.acted]
    drawn = waits(acts, shown(seen["dealt"], seen["frames"])) * 1000.0
    drawing = float(np.median([end - begin for begin, end in seen["frames"]])) * 1000.0
    after = seen["memory"][min(FIRST, len(seen["memory"]) - 1)]
    return {
        "seconds": float(np.quantile(model, 0.95)) / 1000.0,
        "per_unit": f"model {np.quantile(model, 0.95):.0f} ms, screen {np.quantile(drawn, 0.95):.0f} ms (95 %)",
        "limit_ratio": float(np.quantile(drawn, 0.95)) / drawing,
        "comments": float(sum(len(person.meant.comments) for person in people)),
        "trees": float(sum(person.meant.trees for person in people)),
        "missing": float(missing),
        "foreign": float(foreign),
        "frames_told": float(len(sent)),
        "fingers_mean": float(np.mean([one.fingers for one in sent])),
        **{f"model_{name}": value for name, value in spread(model).items()},
        **{f"act_{name}": value for name, value in spread(waits(acts, seen["dealt"]) * 1000.0).items()},
        **{f"screen_{name}": value for name, value in spread(drawn).items()},
        "picture_median": drawing,
        "scene_median": float(np.median(seen["scene"] or [0.0])),
        "memory_after_first_minute": after / 2**20,
        "memory_at_end": seen["memory"][-1] / 2**20,
        "fingers_left": float(seen["down"]),
        "map_held": float(seen["moving"]),
    }


def _work(window: ToldWindow, seconds: float, job: Job) -> tuple[list[Person], list[Sent]]:
    """First everybody writes, then everybody plants."""
    sent: list[Sent] = []
    people: list[Person] = []
    # The model fills the table, so that nobody's card covers all that lies before that seat.
    _play(
        window,
        [_dragged((0.45, 0.5), (0.45 - WIDER, 0.5)), _dragged((0.55, 0.5), (0.55 + WIDER, 0.5))],
        [[], []],
        np.inf,
        None,
    )
    for phase, (card, doing, touched) in enumerate(
        (("comment", _write, _written_with), ("measures", _plant, _nothing))
    ):
        for seat in SEATS:
            _play(window, [_opened(window, seat, card)], [[]], np.inf, None)
        found = window.ask("free", card)
        if not all(found[seat]["places"] for seat in SEATS):
            raise PlanningError("error.window.no-room")
        # Looking for a target takes the window longer than most of what fingers do: not while it is measured.
        round_of = [
            Person(
                seat,
                found[seat]["rest"],
                found[seat]["places"],
                seconds / 2,
                {target: window.at(target) for target in touched(seat)},
                number * LATER,
            )
            for number, seat in enumerate(SEATS)
        ]
        people += round_of
        half = job.part(phase / 2, (phase + 1) / 2)
        sent += _play(window, [doing(one) for one in round_of], [p.others for p in round_of], seconds / 2, half)
        # A card may lie on another's cross.
        for seat in (*SEATS, *SEATS):
            if window.ask("target", f"{seat}.{card}.close") is not None:
                _play(window, [_closed(window, seat, card)], [[]], np.inf, None)
    return people, sent


def _play(
    window: ToldWindow, doings: Sequence[Doing], others: Sequence[Fingers], seconds: float, job: Job | None
) -> list[Sent]:
    """All at once, a hundred frames a second, until all are done; nobody begins anything new after a time."""
    hands, sent = [_Hand(doing, lying) for doing, lying in zip(doings, others, strict=True)], list[Sent]()
    ids, before = itertools.count(1), dict[int, Contact]()
    begun = time.monotonic()
    for step in itertools.count():
        t = step / RATE
        time.sleep(max(begun + t - time.monotonic(), 0.0))
        if job is not None:
            job.report(min(t / seconds, 1.0), Text("hands.playing"))
        contacts = {id: contact for hand in hands for id, contact in hand.fingers(t, ids, rests=t < seconds)}
        packets = window.tell(Frame(t, contacts))
        sent.append(Sent(packets, time.monotonic(), len(contacts), contacts.keys() != before.keys()))
        before = contacts
        if t >= seconds or not any(hand.busy for hand in hands):
            break
    window.tell(Frame(t + 1 / RATE))
    return sent


class _Hand:
    """The fingers of one person, each with a number as long as it is down."""

    def __init__(self, doing: Doing, others: Fingers) -> None:
        self._doing = doing
        self._others = others
        self._acting = 0
        self._lying: list[int] = []
        self.busy = True

    def fingers(self, t: float, ids: Iterator[int], *, rests: bool) -> Iterator[tuple[int, Contact]]:
        """What is down at a time [s]; ``rests``: the other fingers, too."""
        places = next(self._doing, None)
        self.busy = places is not None
        for place in places or ():
            self._acting = self._acting or next(ids)
            yield self._acting, Contact(*place)
        if not places:
            # The next touch is another one.
            self._acting = 0
        if rests:
            self._lying = self._lying or [next(ids) for _ in self._others]
            for id, place in zip(self._lying, _strokes(self._others, t), strict=True):
                yield id, Contact(*place)


def _strokes(others: Fingers, t: float) -> Fingers:
    """The others' places: some lie, some tremble."""
    moved = WAY if round(t * RATE) % 2 else -WAY
    return [(x + (moved if finger >= RESTING else 0.0), y) for finger, (x, y) in enumerate(others)]


def _opened(window: ToldWindow, seat: str, card: str) -> Doing:
    # A ring that a resting finger asked for is open already, and the tab would fold it away; or it folds just now.
    for _ in range(TRIES):
        if window.ask("target", f"{seat}.menu.{card}") is None:
            yield from _tap(window.at(f"{seat}.tab"))
            yield from _pause(PATIENCE)
        yield from _tap(window.at(f"{seat}.menu.{card}"))
        yield from _pause(2 * PATIENCE)
        if window.ask("target", f"{seat}.{card}.close") is not None:
            break
    window.at(f"{seat}.{card}.close")
    if card == "measures":
        if seat == SEATS[0]:
            # What stands there stays as it is; all plant in a variant that the first one begins.
            yield from _tap(window.at(f"{seat}.measures.new-variant"))
            yield from _pause(PATIENCE)
        yield from _tap(window.at(f"{seat}.measures.tree"))
        yield from _pause(PATIENCE)
        # The tool stays in the hand, and the map is seen.
        yield from _tap(window.at(f"{seat}.measures.roll"))
        yield from _pause(PATIENCE)


def _closed(window: ToldWindow, seat: str, card: str) -> Doing:
    yield from _tap(window.at(f"{seat}.{card}.close"))
    yield from _pause(PATIENCE)


def _written_with(seat: str) -> tuple[str, ...]:
    return f"{seat}.key.{LETTERS[seat]}", f"{seat}.comment.send"


def _nothing(seat: str) -> tuple[str, ...]:
    del seat
    return ()


def _write(person: Person) -> Doing:
    seat = person.seat
    key, send = (person.at[name] for name in _written_with(seat))
    yield from _pause(person.late)
    a_letter, around = TAP + BETWEEN, 2 * (TAP + PATIENCE)
    letters = max(WORD, int((person.seconds / len(person.places) - around) / a_letter))
    for place in person.places:
        for _ in range(letters):
            yield from _tap(key)
            yield from _pause(BETWEEN)
        yield from _tap(place)
        yield from _pause(PATIENCE)
        # What is meant counts from here; whoever is interrupted before has sent nothing.
        person.meant.comments.append((LETTERS[seat] * letters).capitalize())
        yield from _tap(send)
        yield from _pause(PATIENCE)


def _plant(person: Person) -> Doing:
    pause = max(person.seconds / len(person.places) - TAP, 8 * PATIENCE)
    yield from _pause(person.late)
    for place in person.places:
        person.meant.trees += 1
        yield from _tap(place)
        yield from _pause(pause)


def _tap(place: Spot) -> Doing:
    for _ in range(round(TAP * RATE)):
        yield [place]


def _dragged(start: Spot, end: Spot) -> Doing:
    steps = round(PATIENCE * RATE)
    for step in range(steps + 1):
        part = step / steps
        yield [(start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))]


def _pause(seconds: float) -> Doing:
    for _ in range(round(seconds * RATE)):
        yield []


def _acts(workshop: Path) -> Counter[tuple[str, str]]:
    """How often each seat did each thing, what it wrote included."""
    with Session.open(workshop) as session:
        found = Counter((act.seat, act.label) for act in session.history.log)
        found.update((said.seat, said.text) for said in session.state.contributions)
    return found


def _compared(people: Sequence[Person], workshop: Path, before: Counter[tuple[str, str]]) -> tuple[int, int]:
    """Acts that were meant and are not there, and acts that are there and were not meant."""
    meant = Counter({(SEATS[0], "command.add-variant"): 1})
    for person in people:
        meant.update((person.seat, comment) for comment in person.meant.comments)
        meant[person.seat, "command.contribute"] += len(person.meant.comments)
        meant[person.seat, "command.place-measure"] += person.meant.trees
    done = _acts(workshop) - before
    return (meant - done).total(), (done - meant).total()
