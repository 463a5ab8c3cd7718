import pytest

from planningtable.domain.seats import DESK, TABLE_SEATS, USUAL_SEATS
from ui.touch.seats import along, away, place_of, seat_at, turn_towards


@pytest.mark.parametrize(
    ("x", "y", "seat"), [(500, 990, "seat-1"), (10, 500, "seat-2"), (500, 10, "seat-3"), (990, 500, "seat-4")]
)
def test_the_nearest_edge_has_the_finger(x: float, y: float, seat: str) -> None:
    assert seat_at(x, y, TABLE_SEATS[:USUAL_SEATS], 1000, 1000).id == seat


def test_at_a_desk_there_is_one_place_for_all_fingers() -> None:
    assert seat_at(0, 0, (DESK,), 100, 100) is DESK


def test_seats_of_one_edge_share_it() -> None:
    assert place_of(TABLE_SEATS[0], (TABLE_SEATS[0], DESK), 1000, 500) == (250, 500)


def test_eight_people_sit_three_and_three_and_one_and_one() -> None:
    places = {seat.id: place_of(seat, TABLE_SEATS, 1000, 500) for seat in TABLE_SEATS}
    assert places["seat-2"] == (0, 250)
    assert places["seat-4"] == (1000, 250)
    for y, row in ((500, ("seat-1", "seat-5", "seat-7")), (0, ("seat-3", "seat-6", "seat-8"))):
        assert [places[id] for id in row] == [pytest.approx((x, y), abs=0.1) for x in (273.3, 500, 726.7)]
    for seat in TABLE_SEATS:
        assert seat_at(*places[seat.id], TABLE_SEATS, 1000, 500) is seat


def test_where_a_place_is_is_seen_from_there() -> None:
    seen = {seat.id: round(along(seat, TABLE_SEATS), 3) for seat in TABLE_SEATS}
    assert seen["seat-1"] == seen["seat-8"] == 0.273
    assert seen["seat-7"] == seen["seat-3"] == 0.727
    assert {seen[id] for id in ("seat-2", "seat-4", "seat-5", "seat-6")} == {0.5}


def test_away_from_the_person_is_up_for_text_that_faces_them() -> None:
    for seat in TABLE_SEATS:
        dx, dy = away(seat)
        assert {0.0: (0, -1), 90.0: (1, 0), 180.0: (0, 1), 270.0: (-1, 0)}[turn_towards(seat)] == (dx, dy)
