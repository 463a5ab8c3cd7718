"""What trackers tell, by both generations of the protocol, with packets lost, late, doubled and from strangers."""

import math
import random
import struct
from collections.abc import Iterable
from itertools import count

import pytest
from pythonosc.osc_message_builder import OscMessageBuilder

from planningtable.tuio.osc import Argument
from planningtable.tuio.tracker import MOST_TRACKERS, SILENT, Trackers
from planningtable.tuio.values import Contact, Token

Telling = tuple[Argument, ...]


def packet(*tellings: Telling) -> bytes:
    """A bundle of messages; the first word of each is its address."""
    whole = b"#bundle\0" + bytes(8)
    for address, *values in tellings:
        builder = OscMessageBuilder(str(address))
        for value in values:
            builder.add_arg(value)  # type: ignore[arg-type]
        one = builder.build().dgram
        whole += struct.pack(">i", len(one)) + one
    return whole


def cursors(frame: int, places: dict[int, tuple[float, float]], source: str = "") -> bytes:
    named: list[Telling] = [("/tuio/2Dcur", "source", source)] if source else []
    moved = [("/tuio/2Dcur", "set", s, x, y, 0.0, 0.0, 0.0) for s, (x, y) in places.items()]
    return packet(*named, ("/tuio/2Dcur", "alive", *places), *moved, ("/tuio/2Dcur", "fseq", frame))


def second(frame: int, *components: Telling, alive: Iterable[int]) -> bytes:
    return packet(("/tuio2/frm", frame, 0, "a tracker"), *components, ("/tuio2/alv", *alive))


def places(trackers: Trackers) -> list[tuple[float, float]]:
    return [(round(c.x, 4), round(c.y, 4)) for c in trackers.contacts().values()]


def test_fingers_come_move_and_go() -> None:
    trackers = Trackers()
    trackers.take(cursors(1, {4: (0.25, 0.5), 9: (0.75, 0.5)}), "here", 0.0)
    first = set(trackers.contacts())
    trackers.take(cursors(2, {4: (0.3, 0.5), 9: (0.75, 0.5)}), "here", 0.01)
    assert set(trackers.contacts()) == first
    assert places(trackers) == [(0.3, 0.5), (0.75, 0.5)]
    trackers.take(cursors(3, {9: (0.75, 0.5)}), "here", 0.02)
    assert places(trackers) == [(0.75, 0.5)]
    trackers.take(cursors(4, {}), "here", 0.03)
    assert not trackers.contacts()
    assert trackers.counts.taken == 4


def test_only_what_changed_need_be_told() -> None:
    trackers = Trackers()
    trackers.take(cursors(1, {1: (0.1, 0.1), 2: (0.2, 0.2)}), "here", 0.0)
    changed = ("/tuio/2Dcur", "set", 2, 0.9, 0.9, 0.0, 0.0, 0.0)
    told = (("/tuio/2Dcur", "alive", 1, 2), changed, ("/tuio/2Dcur", "fseq", 2))
    trackers.take(packet(*told), "here", 0.0)
    assert places(trackers) == [(0.1, 0.1), (0.9, 0.9)]


def test_a_packet_that_was_overtaken_changes_nothing() -> None:
    trackers = Trackers()
    trackers.take(cursors(7, {1: (0.7, 0.1)}), "here", 0.0)
    trackers.take(cursors(6, {1: (0.6, 0.1), 2: (0.5, 0.5)}), "here", 0.0)
    assert places(trackers) == [(0.7, 0.1)]
    assert trackers.counts.late == 1
    trackers.take(cursors(8, {1: (0.8, 0.1)}), "here", 0.0)
    assert places(trackers) == [(0.8, 0.1)]


def test_a_lost_packet_leaves_no_finger_behind() -> None:
    trackers = Trackers()
    trackers.take(cursors(1, {1: (0.1, 0.1), 2: (0.2, 0.2)}), "here", 0.0)
    # Of frame 2, in which 1 was lifted and 3 came down, nothing is heard.
    trackers.take(packet(("/tuio/2Dcur", "alive", 2, 3), ("/tuio/2Dcur", "fseq", 3)), "here", 0.0)
    assert places(trackers) == [(0.2, 0.2)]


def test_numbers_that_are_used_again_are_new_fingers() -> None:
    trackers = Trackers()
    trackers.take(cursors(1, {1: (0.1, 0.1)}), "here", 0.0)
    before = set(trackers.contacts())
    trackers.take(cursors(2, {}), "here", 0.0)
    assert not trackers.contacts()
    trackers.take(cursors(3, {1: (0.1, 0.1)}), "here", 0.0)
    assert before.isdisjoint(trackers.contacts())


def test_trackers_beside_each_other_do_not_share_numbers() -> None:
    trackers = Trackers()
    trackers.take(cursors(1, {1: (0.1, 0.1)}, source="left"), "here", 0.0)
    trackers.take(cursors(50, {1: (0.9, 0.9)}, source="right"), "here", 0.0)
    trackers.take(cursors(3, {1: (0.5, 0.5)}), "there", 0.0)
    assert places(trackers) == [(0.1, 0.1), (0.9, 0.9), (0.5, 0.5)]
    trackers.take(cursors(2, {}, source="left"), "here", 0.0)
    assert places(trackers) == [(0.9, 0.9), (0.5, 0.5)]


def test_a_silent_tracker_takes_its_fingers_with_it_and_may_begin_anew() -> None:
    trackers = Trackers()
    trackers.take(cursors(80, {1: (0.1, 0.1)}), "here", 0.0)
    trackers.forget_silent(SILENT)
    assert trackers.contacts()
    trackers.forget_silent(SILENT + 0.1)
    assert not trackers.contacts()
    trackers.take(cursors(1, {1: (0.4, 0.1)}), "here", SILENT + 1)
    assert places(trackers) == [(0.4, 0.1)]


def test_blobs_are_fingers_or_say_how_large_those_are() -> None:
    blob = ("/tuio/2Dblb", "set", 1, 0.5, 0.5, 0.0, 0.01, 0.03, 0.0003, 0.0, 0.0, 0.0, 0.0, 0.0)
    blobs = packet(("/tuio/2Dblb", "alive", 1), blob, ("/tuio/2Dblb", "fseq", 1))
    trackers = Trackers()
    trackers.take(blobs, "here", 0.0)
    (only,) = trackers.contacts().values()
    assert only == Contact(0.5, 0.5, pytest.approx(0.03))
    trackers.take(cursors(1, {1: (0.51, 0.5), 2: (0.2, 0.2)}), "here", 0.0)
    assert [round(c.size, 4) for c in trackers.contacts().values()] == [0.03, 0.0]


def test_things_are_told_apart_from_fingers() -> None:
    thing = ("/tuio/2Dobj", "set", 3, 42, 0.5, 0.25, math.pi, 0.0, 0.0, 0.0, 0.0, 0.0)
    trackers = Trackers()
    trackers.take(packet(("/tuio/2Dobj", "alive", 3), thing, ("/tuio/2Dobj", "fseq", 1)), "here", 0.0)
    trackers.take(cursors(1, {3: (0.1, 0.1)}), "here", 0.0)
    assert list(trackers.tokens().values()) == [Token(42, 0.5, 0.25, pytest.approx(math.pi))]
    assert places(trackers) == [(0.1, 0.1)]


def test_the_second_generation() -> None:
    trackers = Trackers()
    touch = ("/tuio2/ptr", 1, 5, 0, 0.25, 0.5, 0.0, 0.0, 0.004, 0.3)
    hovering = ("/tuio2/ptr", 2, 5, 0, 0.75, 0.5, 0.0, 0.0, 0.004, -0.5)
    thing = ("/tuio2/tok", 3, 0, 82, 0.6, 0.7, 0.32)
    bounds = ("/tuio2/bnd", 1, 0.25, 0.5, 0.0, 0.02, 0.01, 0.0002)
    trackers.take(second(1, touch, hovering, thing, bounds, alive=(1, 2, 3)), "here", 0.0)
    assert list(trackers.contacts().values()) == [Contact(0.25, 0.5, pytest.approx(0.02))]
    assert list(trackers.tokens().values()) == [Token(82, *map(pytest.approx, (0.6, 0.7, 0.32)))]
    down = ("/tuio2/ptr", 2, 5, 0, 0.75, 0.5, 0.0, 0.0, 0.004, 0.2)
    trackers.take(second(2, down, alive=(1, 2)), "here", 0.0)
    assert places(trackers) == [(0.25, 0.5), (0.75, 0.5)]
    assert not trackers.tokens()
    trackers.take(second(1, alive=()), "here", 0.0)
    assert trackers.counts.late == 1
    assert len(places(trackers)) == 2
    trackers.take(second(3, alive=()), "here", 0.0)
    assert not trackers.contacts()


@pytest.mark.parametrize(
    "telling",
    [
        ("/tuio/2Dcur",),
        ("/tuio/2Dcur", "set"),
        ("/tuio/2Dcur", "set", 1, 0.5),
        ("/tuio/2Dcur", "set", 1, "left", 0.5, 0.0, 0.0, 0.0),
        ("/tuio/2Dcur", "set", 1, 1e30, 0.5, 0.0, 0.0, 0.0),
        ("/tuio/2Dcur", "alive", "all"),
        ("/tuio/2Dcur", "alive", *range(300)),
        ("/tuio/2Dcur", "fseq"),
        ("/tuio/2Dobj", "set", 1, 2, 0.5, 0.5),
        ("/tuio2/frm",),
        ("/tuio2/ptr", 1),
        ("/tuio2/alv", *range(300)),
    ],
    ids=str,
)
def test_what_is_no_telling_is_counted_and_changes_nothing(telling: Telling) -> None:
    trackers = Trackers()
    trackers.take(cursors(1, {1: (0.1, 0.1)}), "here", 0.0)
    trackers.take(packet(telling), "here", 0.0)
    assert (trackers.counts.taken, trackers.counts.malformed) == (1, 1)
    assert places(trackers) == [(0.1, 0.1)]


def test_what_is_malformed_leaves_nothing_in_memory() -> None:
    trackers = Trackers()
    for session in range(2_000):
        far = ("/tuio2/ptr", session, 5, 0, 1e9, 0.5, 0.0, 0.0, 0.0, -1.0)
        trackers.take(packet(("/tuio2/frm", 0, 0, "x"), far), "here", 0.0)
    assert trackers.counts.malformed == 2_000
    (speaker,) = trackers._speakers.values()
    assert not speaker._hovering


def test_a_packet_that_is_too_large_is_not_looked_into() -> None:
    trackers = Trackers(largest=1000)
    trackers.take(cursors(1, dict.fromkeys(range(60), (0.1, 0.1))), "here", 0.0)
    assert not trackers.contacts()
    assert trackers.counts.oversized == 1


def test_a_crowd_of_trackers_is_not_listened_to() -> None:
    trackers = Trackers()
    for number in range(1000):
        trackers.take(cursors(1, {1: (0.1, 0.1)}), f"stranger {number}", 0.0)
    assert len(trackers.contacts()) == MOST_TRACKERS
    assert trackers.counts.strangers > 0


def test_whatever_is_lost_doubled_or_swapped_the_end_is_what_is_down_at_the_end() -> None:
    chance = random.Random(7)
    for _ in range(50):
        trackers, frames, down, fresh = Trackers(), count(1), dict[int, tuple[float, float]](), count(1)
        sent: list[bytes] = []
        for _ in range(60):
            for session in list(down):
                if chance.random() < 0.1:
                    del down[session]
                else:
                    down[session] = (chance.random(), chance.random())
            if chance.random() < 0.5:
                down[next(fresh)] = (chance.random(), chance.random())
            sent.append(cursors(next(frames), down))
        heard = [p for p in sent[:-1] if chance.random() > 0.2]
        for at in range(0, len(heard) - 1, 5):
            heard[at], heard[at + 1] = heard[at + 1], heard[at]
        for one in (*heard, sent[-1], sent[-1]):
            trackers.take(one, "here", 0.0)
        assert sorted(places(trackers)) == sorted((round(x, 4), round(y, 4)) for x, y in down.values())
