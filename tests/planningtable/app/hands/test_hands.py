"""Simulated hands: scripts, a crowd, recordings, and what a tracker would tell of them."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.screen import free_udp_port

from planningtable.app.hands import script
from planningtable.app.hands.acts import Act, Finger, Pinch, Thing, frames
from planningtable.app.hands.crowd import crowd
from planningtable.app.hands.files import read_hands, write_recording
from planningtable.app.hands.perform import play, record
from planningtable.app.windows import Ear
from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.domain.text import CancelledError, PlanningError
from planningtable.tuio.frames import Frame
from planningtable.tuio.telling import Teller
from planningtable.tuio.tracker import Trackers
from planningtable.tuio.values import Contact, Token

EXAMPLE = """
# Two people greet the table
0.0 tap 0.25,0.9
0.5 hold 0.5,0.9 for 0.8
1.5 drag 0.2,0.5 0.4,0.5 0.4,0.3 in 1.2
2.0 pinch 0.5,0.5 from 0.05 to 0.15 turn 30 in 1   # meanwhile
3.0 token 12 at 0.5,0.5 0.6,0.5 turn 90 for 4
7.1 token 12 at 0.6,0.5 from 90 for 60
"""
ACTS: tuple[Act, ...] = (
    Finger(0.0, 0.1, ((0.25, 0.9),)),
    Finger(0.5, 0.8, ((0.5, 0.9),)),
    Finger(1.5, 1.2, ((0.2, 0.5), (0.4, 0.5), (0.4, 0.3))),
    Pinch(2.0, 1.0, (0.5, 0.5), 0.05, 0.15, 30.0),
    Thing(3.0, 4.0, 12, ((0.5, 0.5), (0.6, 0.5)), (0.0, 90.0)),
    Thing(7.1, 60.0, 12, ((0.6, 0.5),), (90.0, 90.0)),
)


def at(t: float, *acts: Act) -> Frame:
    return next(frame for frame in frames(acts) if frame.t >= t)


def test_a_script_is_read_and_written() -> None:
    assert tuple(script.read(EXAMPLE.splitlines())) == ACTS
    assert tuple(script.read(script.written(ACTS))) == ACTS


@pytest.mark.parametrize(
    "line",
    [
        "tap 0.5,0.5",
        "0 wave 0.5,0.5",
        "0 tap",
        "0 tap 0.5",
        "0 tap 0.5,1.5",
        "0 tap nan,0.5",
        "0 hold 0.5,0.5",
        "0 hold 0.5,0.5 for 0",
        "0 drag 0.5,0.5 in 1",
        "0 pinch 0.5,0.5 from 0.1 in 1",
        "0 token x at 0.5,0.5 for 1",
        "-1 tap 0.5,0.5",
        "inf tap 0.5,0.5",
    ],
)
def test_a_line_that_is_no_act_is_named(line: str) -> None:
    with pytest.raises(ValueError, match=r"^2$"):
        list(script.read(("0 tap 0.5,0.5", line)))


def test_fingers_go_their_way_evenly_and_are_lifted() -> None:
    drag = Finger(0.0, 2.0, ((0.0, 0.0), (0.5, 0.0), (0.5, 0.5)))
    (half,) = at(1.0, drag).contacts.values()
    assert (half.x, half.y) == pytest.approx((0.5, 0.0))
    (later,) = at(1.5, drag).contacts.values()
    assert (later.x, later.y) == pytest.approx((0.5, 0.25))
    *_, last = frames((drag,))
    assert not last.contacts


def test_two_fingers_part_and_turn_about_their_middle() -> None:
    pinch = Pinch(0.0, 1.0, (0.5, 0.5), 0.1, 0.3, 90.0, aspect=0.5)
    one, other = at(0.0, pinch).contacts.values()
    assert (one.x, other.x, one.y) == pytest.approx((0.45, 0.55, 0.5))
    *_, last = (frame for frame in frames((pinch,)) if frame.contacts)
    one, other = last.contacts.values()
    # Nearly a quarter turn: one above the other, 0.3 of the width apart.
    assert (one.x, one.y, other.y) == pytest.approx((0.5, 0.2, 0.8), abs=0.02)


def test_an_act_that_is_shorter_than_a_frame_is_in_one_and_numbers_never_come_twice() -> None:
    told = list(frames((Finger(0.001, 0.001, ((0.5, 0.5),)), Finger(0.5, 0.1, ((0.1, 0.1),)))))
    seen = [frame.contacts.keys() for frame in told if frame.contacts]
    assert sum(len(ids) for ids in seen) >= 7
    assert len({id for ids in seen for id in ids}) == 2


def test_a_crowd_is_the_same_each_time_and_each_hand_does_one_thing_at_a_time() -> None:
    acts = crowd(8, 20.0, seed=3)
    assert acts == crowd(8, 20.0, seed=3)
    assert acts != crowd(8, 20.0, seed=4)
    assert {type(act) for act in acts} == {Finger, Pinch}
    assert max(len(frame.contacts) for frame in frames(acts)) <= 16
    assert all(0 <= c.x <= 1 and 0 <= c.y <= 1 for frame in frames(acts) for c in frame.contacts.values())


@pytest.mark.parametrize("count", [1, 40, 150])
def test_what_is_told_is_what_lies_there(count: int) -> None:
    frame = Frame(
        0.0,
        {n: Contact(n / 200, 0.5) for n in range(1, count + 1)},
        {n: Token(n, 0.5, n / 300, 1.5) for n in range(200, 210)},
    )
    teller, trackers = Teller(), Trackers()
    for packet in teller.packets(frame):
        assert len(packet) <= 1400
        trackers.take(packet, "here", 0.0)
    assert [(c.x, c.y) for c in trackers.contacts().values()] == [
        pytest.approx((c.x, c.y)) for c in frame.contacts.values()
    ]
    assert [t.symbol for t in trackers.tokens().values()] == list(range(200, 210))
    for packet in teller.packets(Frame(1.0)):
        trackers.take(packet, "here", 0.1)
    assert not trackers.contacts()
    assert not trackers.tokens()
    assert trackers.counts.left_out == 0


def test_what_is_played_is_recorded_and_can_be_played_again(tmp_path: Path) -> None:
    ear = Ear(free_udp_port())
    file = tmp_path / "Hände am Tisch.txt"
    acts = (Finger(0.3, 0.3, ((0.25, 0.5), (0.5, 0.5))), Thing(0.4, 0.2, 7, ((0.5, 0.25),)))
    thread = threading.Thread(target=play, args=(frames(acts), ear, Job()))
    thread.start()
    count = write_recording(file, record(ear, Job(), 1.5))
    thread.join()
    hands = read_hands(file)
    again = list(hands.frames)
    assert count == len(again) > 10
    first = next(frame for frame in again if frame.contacts)
    assert next(iter(first.contacts.values())).x == pytest.approx(0.25, abs=0.03)
    assert {t.symbol for frame in again for t in frame.tokens.values()} == {7}
    assert not again[-1].contacts


def test_a_recording_is_not_written_over_unless_asked_and_nothing_leaves_no_file(tmp_path: Path) -> None:
    file = tmp_path / "hands.txt"
    with pytest.raises(PlanningError, match=r"error\.hands\.silent"):
        write_recording(file, record(Ear(free_udp_port()), Job(), 0.2))
    assert list(tmp_path.iterdir()) == []
    file.write_text("0 tap 0.5,0.5\n", "utf-8")
    with pytest.raises(PlanningError, match=r"error\.hands\.exists"):
        write_recording(file, iter([Frame(0.0)]))
    assert file.read_text("utf-8") == "0 tap 0.5,0.5\n"
    assert write_recording(file, iter([Frame(0.0)]), replace=True) == 1
    assert file.read_text("utf-8") == "0.000\n"


def test_what_was_recorded_until_somebody_stopped_it_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "hands.txt"

    def stopped() -> Iterator[Frame]:
        yield Frame(0.0, {1: Contact(0.5, 0.5)})
        raise CancelledError

    with pytest.raises(CancelledError):
        write_recording(file, stopped())
    assert len(list(read_hands(file).frames)) == 1


def test_a_script_in_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "script.txt"
    file.write_text("\ufeff" + EXAMPLE, "utf-8")
    hands = read_hands(file)
    assert hands.lasts == pytest.approx(67.1)
    assert any(frame.tokens for frame in hands.frames)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PlanningError, match=r"error\.hands\.missing"):
        read_hands(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "empty"),
        (b"# nothing\n", "empty"),
        (b"\xff\xfe\x00", "unread"),
        (b"hello\n", "line"),
        (b"0.1 1:0.5\n", "line"),
        (b"0.0 99999999999:0.5,0.5\n", "line"),
        (b"0.0 1#99999999999:0.5,0.5,0\n", "line"),
        (b"0 token 99999999999 at 0.5,0.5 for 1\n", "line"),
        (b"0.2 1:0.5,0.5\n0.1\n", "line"),
        (b"0 tap 0.5,0.5\n1 dance\n", "line"),
    ],
)
def test_a_file_that_holds_no_hands_is_refused(tmp_path: Path, content: bytes, error: str) -> None:
    file = tmp_path / "hands.txt"
    file.write_bytes(content)
    with pytest.raises(PlanningError, match=rf"error\.hands\.{error}"):
        read_hands(file)


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ("0 tap 0.5,0.5\nsoon tap 0.5,0.5\n", "2", "„soon“ ist kein Zeitpunkt in Sekunden."),
        (
            "0 tap 0.5,0.5\n1 dance\n",
            "2",
            "Die Handlung „dance“ gibt es nicht; es gibt: tap, hold, drag, pinch, token.",
        ),
        ("# los\n0 tap 1.5,0.5\n", "2", "„tap“ wird so geschrieben: 0 tap 0.25,0.9."),
        ("0 hold 0.5,0.5 for 0\n", "1", "„hold“ wird so geschrieben: 0 hold 0.5,0.9 for 0.8."),
        ("0.2 1:0.5,0.5\n0.1\n", "2", "Eine Aufzeichnung hat je Zeile einen Zeitpunkt"),
        ("hello\n", "1", "Das ist weder eine Handlung"),
    ],
)
def test_a_wrong_line_is_named_with_its_reason(tmp_path: Path, content: str, line: str, reason: str) -> None:
    file = tmp_path / "hände.txt"
    file.write_text(content, "utf-8")
    with pytest.raises(PlanningError) as refused:
        read_hands(file)
    said = load_words("de")(refused.value.text)
    assert said.startswith(f"hände.txt, Zeile {line}: {reason}")


def test_hands_are_lifted_when_the_play_is_stopped() -> None:
    ear = Ear(free_udp_port())
    job = Job()
    thread = threading.Timer(0.5, job.cancel)
    heard: list[Frame] = []
    recorder = threading.Thread(target=lambda: heard.extend(record(ear, Job(), 1.2)))
    recorder.start()
    thread.start()
    with pytest.raises(CancelledError):
        play(frames((Finger(0.2, 60.0, ((0.5, 0.5),)),)), ear, job)
    recorder.join()
    assert [len(frame.contacts) for frame in heard] == [1, 0]


def test_silence_is_said() -> None:
    with pytest.raises(PlanningError, match=r"error\.hands\.silent"):
        list(record(Ear(free_udp_port()), Job(), 0.2))
