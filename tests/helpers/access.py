"""A ring of four streets around the blocks of a site, closed between the way in and the second building."""

import numpy as np

from helpers.sites import SOUTH, WEST
from planningtable.city.site import Site
from planningtable.layers.access import Access

SOUTH_WEST, MIDDLE, SOUTH_EAST, NORTH_EAST, NORTH_WEST = range(5)
CORNERS = np.array([[0.0, 5.0], [50.0, 5.0], [100.0, 5.0], [100.0, 65.0], [0.0, 65.0]])
USUALLY, AROUND = 100.0, 60.0 + 100.0 + 60.0
"""Ways to the second building, dry and in the water [m]."""


def ring_access(site: Site, *, cut_off: bool = False, shut: bool = True) -> Access:
    """One comes in at the south-west; the south street is closed from its middle on.

    Args:
        site: its second building stands at the south-east corner, all others at the way in.
        cut_off: whether no way leads to the second building at all.
        shut: whether fire engines do not get through either.
    """
    count = len(site.buildings)
    second = np.arange(count) == 1
    before = np.array([-1, SOUTH_WEST, -1 if cut_off else NORTH_EAST, NORTH_WEST, SOUTH_WEST])
    return Access(
        at=CORNERS + np.array([WEST, SOUTH]),
        closed=np.array([[MIDDLE, SOUTH_EAST]]),
        shut=np.array([shut]),
        before=before,
        doors=np.where(second, SOUTH_EAST, SOUTH_WEST),
        cut_off=second & cut_off,
        longer=np.where(second, np.nan if cut_off else AROUND - USUALLY, 0.0),
    )
