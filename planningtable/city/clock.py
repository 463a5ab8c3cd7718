"""What the clocks of a place show: a rule by longitude, with Europe's summer time.

No map of time zones is asked, so that the same place has the same clock on every computer, without a net:

- Europe from 34° to 72° north keeps summer time from the last Sunday of March to the last Sunday of October, each at
  01:00 UTC (Directive 2000/84/EC). From 11° to 5.5° west its standard time is UTC, from there to 22.5° east UTC+1, from
  there to 32° east UTC+2. Great Britain east of 5.5° west is an hour off.
- Everywhere else it is the whole hour nearest to the sun's time, without summer time.
"""

from datetime import UTC, datetime, timedelta, timezone

HOUR_ANGLE = 15.0
"""Degrees of longitude that the sun passes in an hour."""

EUROPE_NORTH = (34.0, 72.0)
EUROPE_EAST = (-11.0, 32.0)
ZONES = ((-5.5, 0), (22.5, 1), (32.0, 2))
"""Eastern end [° east] and hours before UTC of Europe's zones, from west to east."""


def standard_offset(latitude: float, longitude: float) -> int:
    """Hours before UTC without summer time."""
    if in_europe(latitude, longitude):
        return next(hours for end, hours in ZONES if longitude <= end)
    return round(longitude / HOUR_ANGLE)


def in_europe(latitude: float, longitude: float) -> bool:
    """Whether the place keeps Europe's summer time [°]."""
    (south, north), (west, east) = EUROPE_NORTH, EUROPE_EAST
    return south <= latitude <= north and west <= longitude <= east


def local(latitude: float, longitude: float, clock: datetime) -> datetime:
    """A time that a clock of the place shows, with its UTC offset.

    The hour that is left out in March is read as standard time; that which comes twice in October as summer time.

    Args:
        latitude: [° north].
        longitude: [° east].
        clock: without an offset; one that it has is kept.
    """
    if clock.tzinfo is not None:
        return clock
    hours = standard_offset(latitude, longitude)
    standard = clock.replace(tzinfo=timezone(timedelta(hours=hours)))
    if not in_europe(latitude, longitude):
        return standard
    summer = clock.replace(tzinfo=timezone(timedelta(hours=hours + 1)))
    begin, end = (_last_sunday(clock.year, month) for month in (3, 10))
    return summer if begin <= summer < end else standard


def _last_sunday(year: int, month: int) -> datetime:
    """01:00 UTC on the last Sunday of a month with 31 days."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)
