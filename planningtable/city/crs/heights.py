"""Whether terrain and buildings meet: the offset between them, found and offered, never applied by itself."""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from planningtable.city.grid import Array, Grid
from planningtable.domain.text import Text

# A building's lowest edge lies this much below or above the ground beside it, by survey and slope [m].
USUAL = 1.0
# Robust standard deviation up to which the difference counts as one offset [m]; slopes under a house spread it.
MOST_SPREAD = 3.0
# Fewer points than this prove nothing.
FEWEST = 3
# Heights above the ellipsoid exceed those above sea level by the geoid's height: this much in central Europe [m].
GEOID = (30.0, 56.0)
# Of a normal distribution: standard deviation by median absolute deviation.
MAD_TO_SIGMA = 1.4826


class Fit(Enum):
    """How terrain and buildings go together."""

    MEET = "meet"
    OFFSET = "offset"
    MISFIT = "misfit"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meeting:
    """How terrain and buildings go together.

    Attributes:
        fit: the verdict.
        offset: to be added to the terrain so that it meets the buildings: median of building minus terrain [m].
        spread: robust standard deviation of the difference [m].
        points: number of points that lie on the terrain.
        finding: a sentence, with what to do; None where they meet.
    """

    fit: Fit
    offset: float
    spread: float
    points: int
    finding: Text | None


def meeting(terrain: Grid, east: Array, north: Array, height: Array) -> Meeting:
    """Compare the ground of buildings with the terrain under it.

    Medians are used, so that up to half of the points may be wrong (cellars, bridges, buildings on decks).

    Args:
        terrain: ground height [m]; NaN where there is none.
        east: of points on the ground of buildings, in the terrain's CRS, shape (n,) [m].
        north: shape (n,) [m].
        height: lowest height of the buildings there, shape (n,) [m].
    """
    east, north, height = (np.asarray(v, np.float64) for v in (east, north, height))
    area = terrain.extent
    inside = (east >= area.west) & (east <= area.east) & (north >= area.south) & (north <= area.north)
    difference = height[inside] - terrain.sample(east[inside], north[inside])
    difference = difference[np.isfinite(difference)]
    count = len(difference)
    if count < FEWEST:
        finding = Text.of("crs.heights.unknown", points=count)
        return Meeting(Fit.UNKNOWN, 0.0, 0.0, count, finding)
    offset = float(np.median(difference))
    spread = float(MAD_TO_SIGMA * np.median(np.abs(difference - offset)))
    fit = _verdict(offset, spread)
    return Meeting(fit, offset, spread, count, _finding(fit, offset, spread, count))


def _verdict(offset: float, spread: float) -> Fit:
    if spread > MOST_SPREAD:
        return Fit.MISFIT
    # Half of what slopes spread is no offset yet.
    return Fit.MEET if abs(offset) <= max(USUAL, spread / 2) else Fit.OFFSET


def _finding(fit: Fit, offset: float, spread: float, count: int) -> Text | None:
    if fit is Fit.MEET:
        return None
    if fit is Fit.MISFIT:
        return Text.of("crs.heights.misfit", offset=round(offset, 2), spread=round(spread, 2), points=count)
    # Buildings above by the geoid's height: theirs are heights above the ellipsoid; below: the terrain's are.
    geoid = "-geoid" if GEOID[0] <= abs(offset) <= GEOID[1] else ""
    return Text.of(
        f"crs.heights.{'above' if offset > 0 else 'below'}{geoid}",
        offset=round(abs(offset), 2),
        spread=round(spread, 2),
        points=count,
        # The option is typed with a decimal point in each language.
        option=f"{offset:.2f}",
    )
