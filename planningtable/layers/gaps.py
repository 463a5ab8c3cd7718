"""Where a layer has no values although people would look for some: to be hatched, and not left as if all were well."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from planningtable.city.grid import Grid
from planningtable.city.site import Buildings, Site
from planningtable.layers.layer import LayerResult
from planningtable.layers.times import MAIN, shown_grid

_AT_ONCE = 50_000
"""So many cells are looked up at a time: each is a shape of some hundred bytes meanwhile."""


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """Where a grid has gaps, and what they were found from: the times of a result mostly have the very same.

    Attributes:
        cells: without a value where no building stands, shape (rows, columns); none for grids of codes.
        missing: all without a value, likewise.
        place: western and northern edge and cell size of the grid [m].
        buildings: that need no values.
    """

    cells: npt.NDArray[np.bool_]
    missing: npt.NDArray[np.bool_]
    place: tuple[float, float, float]
    buildings: Buildings


def gaps(site: Site, grid: Grid, before: Gaps | None = None) -> Gaps:
    """The gaps of a grid.

    Args:
        site: that the grid was computed for.
        grid: NaN where there is no value, as is right under buildings.
        before: of another grid or site; taken over where they are the same.
    """
    floats = np.issubdtype(grid.values.dtype, np.floating)
    missing = ~np.isfinite(grid.values) if floats else np.zeros(grid.values.shape, bool)
    place = grid.west, grid.north, grid.cell
    fits = before is not None and before.buildings is site.buildings and before.place == place
    if before is not None and fits and np.array_equal(before.missing, missing):
        return before
    return Gaps(_unbuilt(missing, place, site.buildings), missing, place, site.buildings)


def _unbuilt(
    missing: npt.NDArray[np.bool_], place: tuple[float, float, float], buildings: Buildings
) -> npt.NDArray[np.bool_]:
    shapes = np.array([shape for shape in buildings.footprints if shape is not None and not shape.is_empty])
    found = missing.copy()
    if not len(shapes):
        return found
    tree = shapely.STRtree(shapes)
    rows, columns = np.nonzero(missing)
    # Only the cells without a value are looked up: as quick for a town as for a block.
    for start in range(0, len(rows), _AT_ONCE):
        row, column = rows[start : start + _AT_ONCE], columns[start : start + _AT_ONCE]
        west, north = place[0] + column * place[2], place[1] - row * place[2]
        cells = shapely.box(west, north - place[2], west + place[2], north)
        built = tree.query(cells, predicate="intersects")[0]
        found[row[built], column[built]] = False
    return found


def uncovered(site: Site, grid: Grid) -> bool:
    """Whether the grid leaves out a strip of the site wider than a cell."""
    extent, held = site.extent, grid.extent.grown(grid.cell)
    return not (held.contains(extent.west, extent.south) and held.contains(extent.east, extent.north))


def has_gaps(site: Site, result: LayerResult) -> bool:
    """Whether a part of the site is hatched where the result is drawn; its times have the gaps of its main grid."""
    grid = shown_grid(result, MAIN)
    return grid is not None and (uncovered(site, grid) or bool(gaps(site, grid).cells.any()))
