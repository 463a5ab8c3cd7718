"""How long a frame of fingers waits: the arithmetic."""

import pytest

from benchmarks.hands import Sent, shown, waits

SENT = [Sent(1, 10.0, 2), Sent(3, 10.1, 2), Sent(4, 10.2, 1)]


def test_a_frame_waits_until_all_its_packets_were_dealt_with() -> None:
    assert waits(SENT, [(2, 10.05), (4, 10.3)]) == pytest.approx([0.05, 0.2, 0.1])


def test_frames_that_nothing_was_heard_of_are_not_counted() -> None:
    assert waits(SENT, [(3, 10.15)]) == pytest.approx([0.15, 0.05])


def test_the_screen_shows_with_the_next_picture_where_there_is_one() -> None:
    dealt, pictures = [(1, 10.0), (3, 10.2), (4, 12.0)], [(9.9, 10.05), (10.1, 10.18), (10.25, 10.4)]
    assert shown(dealt, pictures) == [(1, 10.18), (3, 10.4), (4, 12.0)]
