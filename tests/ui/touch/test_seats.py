import pytest

from planningtable.domain.seats import DESK, TABLE_SEATS
from ui.touch.seats import away, place_of, seat_at, turn_towards


@pytest.mark.parametrize(
    ("x", "y", "seat"), [(500, 990, "seat-1"), (10, 500, "seat-2"), (500, 10, "seat-3"), (990, 500, "seat-4")]
)
def test_the_nearest_edge_has_the_finger(x: float, y: float, seat: str) -> None:
    assert seat_at(x, y, TABLE_SEATS, 1000, 1000).id == seat


def test_at_a_desk_there_is_one_place_for_all_fingers() -> None:
    assert seat_at(0, 0, (DESK,), 100, 100) is DESK


def test_seats_of_one_edge_share_it() -> None:
    assert place_of(TABLE_SEATS[0], (TABLE_SEATS[0], DESK), 1000, 500) == (250, 500)


def test_away_from_the_person_is_up_for_text_that_faces_them() -> None:
    for seat in TABLE_SEATS:
        dx, dy = away(seat)
        assert {0.0: (0, -1), 90.0: (1, 0), 180.0: (0, 1), 270.0: (-1, 0)}[turn_towards(seat)] == (dx, dy)
