"""Moments and the place of the sun in words."""

from datetime import datetime, timedelta

from planningtable.city.sun import SunPosition
from planningtable.domain.text import PlanningError, Text

DIRECTIONS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
SECTOR = 360.0 / len(DIRECTIONS)

TWILIGHT = -6.0
"""Down to this elevation the sky is light enough to find one's way: civil twilight [°]."""


def moment_text(when: datetime) -> Text:
    """Date, time and offset of a moment with a UTC offset: 21 June 2026, 17:00 (UTC+2)."""
    return Text.of("sun.moment", day=when.day, month=Text(f"sun.month.{when.month}"), year=when.year, time=clock(when))


def clock(when: datetime) -> Text:
    """Time of day with the offset of the clock."""
    hours = (when.utcoffset() or timedelta()) / timedelta(hours=1)
    return Text.of("sun.time", hour=when.hour, minute=f"{when.minute:02d}", offset=f"{hours:+g}".replace("-", "\u2212"))


def position_text(sun: SunPosition) -> Text:
    """Where the sun stands: in the south-west, 34° high."""
    direction = Text(f"sun.direction.{DIRECTIONS[round(sun.azimuth / SECTOR) % len(DIRECTIONS)]}")
    degrees = round(abs(sun.elevation))
    if sun.elevation >= 0.5:
        return Text.of("sun.stands", direction=direction, degrees=degrees)
    if sun.elevation >= -0.5:
        return Text.of("sun.horizon", direction=direction)
    return Text.of("sun.twilight" if sun.elevation > TWILIGHT else "sun.night", degrees=degrees)


def moment_of(text: str) -> datetime:
    """A moment as it is written on the command line, with a UTC offset or without one: ``2026-06-21T17:00``.

    Raises:
        PlanningError: it is no date with a time.
    """
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as problem:
        raise PlanningError("error.sun.moment", moment=text) from problem
    if len(text.strip()) <= len("2026-06-21"):
        raise PlanningError("error.sun.moment", moment=text)
    return found
