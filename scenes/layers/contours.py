"""Lines along the limits of classes, by marching squares (Lorensen and Cline 1987, in two dimensions)."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from planningtable.city.grid import Grid
from planningtable.city.site import Site
from planningtable.layers.legend import Legend, limits
from scenes.meshes import Array, Lines, no_lines, rgb

INK = "#2f3b42"
STRENGTH = 0.65
"""Opacity of lines [0..1]: colours show through."""

CROWDED = 3
"""So many limits within one cell are drawn as one line, that of the middle one: more would be a black band."""

LIFT = 0.05
"""Of lines above ground or water [m]."""

LEAST = 6
"""Pieces of the shortest line that is drawn; around smaller islands the colour alone says enough."""

MOST = 60_000
"""Pieces of all lines; beyond it the shortest lines are left out."""

TOP, RIGHT, BOTTOM, LEFT = range(4)

CASES: tuple[tuple[int, int, int], ...] = (
    (1, LEFT, BOTTOM),
    (2, BOTTOM, RIGHT),
    (3, LEFT, RIGHT),
    (4, TOP, RIGHT),
    (6, TOP, BOTTOM),
    (7, LEFT, TOP),
    (8, LEFT, TOP),
    (9, TOP, BOTTOM),
    (11, TOP, RIGHT),
    (12, LEFT, RIGHT),
    (13, BOTTOM, RIGHT),
    (14, LEFT, BOTTOM),
)
"""Corners above the level (north-west 8, north-east 4, south-east 2, south-west 1) and the sides that a line joins."""

SADDLES = ((5, True), (10, False))
"""Two opposite corners above: north-east and south-west, or the others."""


def contours(site: Site, grid: Grid, legend: Legend, *, water: bool = False) -> Lines:
    """Lines along all limits of a legend, on the ground or, for water depths, on the water; colours with opacity.

    Args:
        site: whose terrain they lie on.
        grid: of the layer; where a value is missing, lines end.
        legend: its classes.
        water: whether the values are depths [m].
    """
    chosen = _uncrowded(grid, np.array(limits(legend)) / legend.scale)
    parts = [_level(grid, limit / legend.scale, chosen(row)) for row, limit in enumerate(limits(legend))]
    heights = [np.full(len(part[0]), limit / legend.scale) for part, limit in zip(parts, limits(legend), strict=True)]
    if not parts or not sum(len(part[0]) for part in parts):
        return no_lines()
    kept = _long([part[1] for part in parts])
    ends = np.concatenate([part[0] for part in parts])[kept].reshape(-1, 2)
    raised = np.repeat(np.concatenate(heights)[kept], 2) if water else 0.0
    up = site.terrain.sample(ends[:, 0], ends[:, 1]) + raised + LIFT
    points = np.column_stack([ends - np.array(site.origin), up])
    colour = np.array([*rgb(INK), 255 * STRENGTH]).astype(np.uint8)
    return Lines(points.astype(np.float32), np.tile(colour, (len(points), 1)))


def _uncrowded(grid: Grid, levels: Array) -> Callable[[int], npt.NDArray[np.bool_]]:
    """For each level by its row: in which squares its line is drawn, shape (rows - 1, columns - 1)."""
    v = np.asarray(grid.values, np.float64)
    corners = np.stack([v[:-1, :-1], v[:-1, 1:], v[1:, 1:], v[1:, :-1]])
    first = np.searchsorted(levels, corners.min(axis=0), side="right")
    after = np.searchsorted(levels, corners.max(axis=0), side="right")
    crowded, middle = after - first >= CROWDED, (first + after - 1) // 2
    return lambda row: np.asarray(~crowded | (middle == row))


def _level(
    grid: Grid, level: float, chosen: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Ends of the pieces of one line, shape (n, 2, 2) [m], and the numbers of the cell sides they lie on, (n, 2)."""
    values = np.asarray(grid.values, np.float64)
    corners = (values[:-1, :-1], values[:-1, 1:], values[1:, 1:], values[1:, :-1])
    known = np.isfinite(corners[0] + corners[1] + corners[2] + corners[3])
    code = sum((corner >= level).astype(np.int8) << bit for corner, bit in zip(corners, (3, 2, 1, 0), strict=True))
    code = np.where(known & chosen, code, 0)
    found: list[tuple[Array, Array]] = []
    for case, first, second in CASES:
        found.append(_pieces(grid, values, np.nonzero(code == case), (first, second), level))
    for case, rising in SADDLES:
        row, column = np.nonzero(code == case)
        joined = (sum(corner[row, column] for corner in corners) >= 4 * level) == rising
        for which, pairs in ((joined, ((LEFT, TOP), (BOTTOM, RIGHT))), (~joined, ((LEFT, BOTTOM), (TOP, RIGHT)))):
            for pair in pairs:
                found.append(_pieces(grid, values, (row[which], column[which]), pair, level))
    return np.concatenate([ends for ends, _ in found]), np.concatenate([sides for _, sides in found])


def _pieces(
    grid: Grid, values: Array, squares: tuple[Array, ...], pair: tuple[int, int], level: float
) -> tuple[Array, Array]:
    row, column = squares
    ends, sides = zip(*(_crossing(grid, values, (row, column), side, level) for side in pair), strict=True)
    return np.stack(ends, axis=1), np.stack(sides, axis=1)


def _crossing(
    grid: Grid, values: Array, square: tuple[Array, Array], side: int, level: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Where the level crosses a side of squares, shape (n, 2) [m], and the numbers of these sides, shape (n,)."""
    row = square[0] + (side == BOTTOM)
    column = square[1] + (side == RIGHT)
    level_side = side in (TOP, BOTTOM)
    start, end = values[row, column], values[row + (not level_side), column + level_side]
    share = (level - start) / np.where(end == start, 1.0, end - start)
    east = grid.west + (column + 0.5 + share * level_side) * grid.cell
    north = grid.north - (row + 0.5 + share * (not level_side)) * grid.cell
    return np.column_stack([east, north]), (row * grid.columns + column) * 2 + level_side


def _long(levels: list[npt.NDArray[np.int64]]) -> npt.NDArray[np.bool_]:
    """Which pieces belong to lines that are long enough, shape (all pieces,)."""
    offset = 1 + max(int(sides.max(initial=0)) for sides in levels)
    sides = np.concatenate([sides + i * offset for i, sides in enumerate(levels)])
    ends, numbered = np.unique(sides, return_inverse=True)
    pair = numbered.reshape(-1, 2)
    joined = coo_array((np.ones(len(pair)), (pair[:, 0], pair[:, 1])), shape=(len(ends), len(ends)))
    line = connected_components(joined, directed=False)[1][pair[:, 0]]
    length = np.bincount(line)
    order = np.sort(length)[::-1]
    # As many of the longest lines as fit.
    fitting = order[: int(np.searchsorted(np.cumsum(order), MOST, side="right"))]
    least = max(LEAST, int(fitting[-1]) if len(fitting) < len(order) and len(fitting) else 0)
    return np.asarray(length[line] >= least)
