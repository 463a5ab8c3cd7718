"""The streets as a network of short links, and how deep the water stands on each of them."""

from dataclasses import dataclass

import numpy as np
import shapely
from scipy.sparse import coo_array, csr_array

from planningtable.api import Array, Grid, Streets
from plugins.heavy_rain.arrays import B8, F64, I64
from plugins.heavy_rain.consequences.limits import Passing

SNAP = 0.1
"""Ends of lines that are nearer to each other meet [m]."""
LINK = 3.0
"""Longest link [m]; shorter where cells are."""
ACROSS = (-0.475, -0.25, 0.0, 0.25, 0.475)
"""Where the water is looked at, as shares of the carriageway's width from its middle: 95 % of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Ways:
    """Links between neighbouring points of the streets; lines are cut where they meet.

    Attributes:
        at: east and north of the points, shape (n, 2) [m].
        ends: points at the ends of each link, shape (m, 2).
        street: row of the street of each link, shape (m,).
        length: of each link, shape (m,) [m].
        drivable: links of streets, not of paths, shape (m,).
    """

    at: F64
    ends: I64
    street: I64
    length: F64
    drivable: B8

    def graph(self, usable: B8) -> csr_array:
        """Lengths between the points over the links that may be used, both ways, shape (n, n)."""
        n, ends, length = len(self.at), self.ends[usable], np.maximum(self.length[usable], 1e-6)
        rows, columns = np.concatenate([ends, ends[:, ::-1]]).T
        order = np.argsort(np.concatenate([length, length]), kind="stable")
        # Of two links between the same points the shorter one.
        pairs, first = np.unique((rows * n + columns)[order], return_index=True)
        weights = np.concatenate([length, length])[order][first]
        return coo_array((weights, (pairs // n, pairs % n)), shape=(n, n)).tocsr()


def ways_of(streets: Streets, longest: float = LINK) -> Ways:
    """The network of the streets, in links of at most so many metres."""
    lines = shapely.set_precision(np.asarray(streets.lines, object), SNAP)
    noded = shapely.get_parts(shapely.node(shapely.geometrycollections(lines)))
    pieces = noded[shapely.length(noded) > 0.0]
    if not len(pieces):
        none = np.zeros(0)
        return Ways(np.zeros((0, 2)), np.zeros((0, 2), np.int64), none.astype(np.int64), none, none.astype(bool))
    middle = shapely.line_interpolate_point(pieces, 0.5, normalized=True)
    owner = shapely.STRtree(lines).nearest(middle)
    whole = shapely.length(pieces)
    count = np.maximum(np.ceil(whole / longest).astype(np.int64), 1)
    piece = np.repeat(np.arange(len(pieces)), count + 1)
    step = np.arange(len(piece)) - np.repeat(np.cumsum(count + 1) - (count + 1), count + 1)
    spots = shapely.line_interpolate_point(pieces[piece], step / count[piece], normalized=True)
    places, point = np.unique(np.round(shapely.get_coordinates(spots), 3), axis=0, return_inverse=True)
    point = point.reshape(-1)
    start = np.nonzero(step < count[piece])[0]
    street = owner[piece[start]].astype(np.int64)
    path = np.array([name == "path" for name in streets.classes], bool)
    ends = np.stack([point[start], point[start + 1]], axis=1)
    return Ways(places, ends, street, (whole / count)[piece[start]], ~path[street])


@dataclass(frozen=True, slots=True, eq=False)
class Waters:
    """The water on each link.

    Attributes:
        depth: highest on 95 % of the carriageway's width, shape (m,) [m].
        push: highest depth times velocity there, shape (m,) [m²/s].
    """

    depth: F64
    push: F64

    def stops(self, who: Passing) -> B8:
        """Links on which somebody does not get through."""
        return np.asarray((self.depth > who.depth) | (self.push > who.push))


def waters_on(ways: Ways, width: Array, depth: Grid, push: Grid, aloft: B8) -> Waters:
    """Read the water along all links; cells without a value, as in buildings, count as dry.

    Args:
        ways: the network.
        width: of each street's carriageway [m].
        depth: highest at every place [m].
        push: highest depth times velocity [m²/s].
        aloft: links that lead over the water, as on bridges, shape (m,).
    """
    if not len(ways.ends):
        return Waters(np.zeros(0), np.zeros(0))
    first, last = ways.at[ways.ends[:, 0]], ways.at[ways.ends[:, 1]]
    along = last - first
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    half = np.asarray(width, np.float64)[ways.street]
    highest, strongest = np.zeros(len(first)), np.zeros(len(first))
    for share in (0.0, 0.5, 1.0):
        for across in ACROSS:
            east, north = (first + share * along + aside * (across * half)[:, None]).T
            cell = depth.index(east, north)
            highest = np.fmax(highest, depth.values[cell])
            strongest = np.fmax(strongest, push.values[cell])
    return Waters(np.where(aloft, 0.0, highest), np.where(aloft, 0.0, strongest))
