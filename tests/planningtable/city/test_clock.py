"""Clocks: the rule by longitude, and Europe's summer time to the minute."""

from datetime import datetime, timedelta, timezone

import pytest

from planningtable.city.clock import local, standard_offset


@pytest.mark.parametrize(
    ("latitude", "longitude", "hours"),
    [
        (53.5, 10.0, 1),  # Hamburg
        (48.1, -1.7, 1),  # Rennes
        (52.2, 21.0, 1),  # Warsaw
        (60.2, 24.9, 2),  # Helsinki
        (38.7, -9.1, 0),  # Lisbon
        (39.7, -105.2, -7),  # Golden
        (-33.9, 151.2, 10),  # Sydney
    ],
)
def test_standard_time(latitude: float, longitude: float, hours: int) -> None:
    assert standard_offset(latitude, longitude) == hours


@pytest.mark.parametrize(
    ("clock", "hours"),
    [
        ("2026-03-29T01:59", 1),
        ("2026-03-29T02:30", 1),  # an hour that no clock shows
        ("2026-03-29T03:00", 2),
        ("2026-06-21T17:00", 2),
        ("2026-10-25T02:59", 2),
        ("2026-10-25T03:00", 1),
        ("2026-12-21T12:00", 1),
        ("2027-03-28T03:00", 2),
    ],
)
def test_summer_time_in_berlin(clock: str, hours: int) -> None:
    assert local(52.5, 13.4, datetime.fromisoformat(clock)).utcoffset() == timedelta(hours=hours)


def test_elsewhere_there_is_no_summer_time() -> None:
    assert local(35.7, 139.7, datetime(2026, 7, 1)).utcoffset() == timedelta(hours=9)


def test_a_stated_offset_is_kept() -> None:
    stated = datetime(2026, 6, 21, 12, tzinfo=timezone(timedelta(hours=5)))
    assert local(52.5, 13.4, stated) is stated
