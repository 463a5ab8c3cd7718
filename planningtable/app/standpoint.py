"""Where somebody looks from: an eye above the ground, and how it is written on the command line."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from planningtable.app.sun_text import DIRECTIONS, SECTOR
from planningtable.domain.text import PlanningError, Text

ADULT = 1.6

EYE_HEIGHTS: Mapping[str, float] = MappingProxyType({"adult": ADULT, "child": 1.1, "wheelchair": 1.2})
"""Height of people's eyes above the ground [m]."""


WALKERS = 3.0
"""Eyes up to this height above the ground are those of people [m]."""

LOOKING_DOWN = 18.0
"""Eyes higher up than that look so far below the horizon [°]: what is to be seen lies there."""


@dataclass(frozen=True, slots=True)
class Eye:
    """An eye above the ground.

    Attributes:
        east: where it is, in the site's CRS [m].
        north: the same [m].
        azimuth: where it looks, clockwise from north [°].
        above: the ground [m].
        down: how far below the horizon it looks [°].
    """

    east: float
    north: float
    azimuth: float
    above: float = ADULT
    down: float = 0.0


def eye_of(text: str) -> Eye:
    """An eye as it is written: ``EAST,NORTH,AZIMUTH`` and, if it is no adult's, its height.

    Raises:
        PlanningError: it is not written so.
    """
    parts = text.split(",")
    if len(parts) not in (3, 4):
        raise PlanningError("error.snapshots.eye", eye=text)
    try:
        east, north, azimuth = (float(part) for part in parts[:3])
    except ValueError as problem:
        raise PlanningError("error.snapshots.eye", eye=text) from problem
    above = height_of(parts[3]) if len(parts) == 4 else ADULT
    if not all(math.isfinite(value) for value in (east, north, azimuth)):
        raise PlanningError("error.snapshots.eye", eye=text)
    return Eye(east, north, azimuth % 360.0, above, LOOKING_DOWN if above > WALKERS else 0.0)


def height_of(text: str) -> float:
    """Height above the ground [m], as a number or as one of `EYE_HEIGHTS`.

    Raises:
        PlanningError: it is neither, or no height to look from.
    """
    named = EYE_HEIGHTS.get(text.strip().lower())
    if named is not None:
        return named
    try:
        above = float(text)
    except ValueError as problem:
        raise PlanningError("error.snapshots.eye-height", height=text) from problem
    if not 0.3 <= above <= 2000.0:
        raise PlanningError("error.snapshots.eye-height", height=text)
    return above


def standing_text(above: float) -> Text:
    """What a film says of an eye: its height."""
    return Text.of("scenes.eye-height" if above <= WALKERS else "scenes.flight-height", above=float(above))


def path_pace(above: float) -> float:
    """Way in a second along a path: a brisk walk, or a flight from higher up [m/s]."""
    return 3.0 if above <= WALKERS else 25.0


def standpoint_text(eye: Eye) -> Text:
    """What a picture says of an eye: its height and where it looks."""
    direction = Text(f"sun.direction.{DIRECTIONS[round(eye.azimuth / SECTOR) % len(DIRECTIONS)]}")
    return Text.of("scenes.eye", above=float(eye.above), direction=direction)
