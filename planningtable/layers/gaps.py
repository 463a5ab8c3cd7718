"""Where a layer has no values although people would look for some: to be hatched, and not left as if all were well."""

import numpy as np
import numpy.typing as npt
import shapely

from planningtable.city.grid import Grid
from planningtable.city.site import Site
from planningtable.layers.layer import LayerResult
from planningtable.layers.times import MAIN, shown_grid


def gaps(site: Site, grid: Grid) -> npt.NDArray[np.bool_]:
    """Cells without a value where no building stands, shape (rows, columns); none for grids of codes.

    Args:
        site: that the grid was computed for.
        grid: NaN where there is no value, as is right under buildings.
    """
    if not np.issubdtype(grid.values.dtype, np.floating):
        return np.zeros(grid.values.shape, bool)
    missing = ~np.isfinite(grid.values)
    shapes = np.array([shape for shape in site.buildings.footprints if shape is not None and not shape.is_empty])
    row, column = np.nonzero(missing)
    if len(shapes) and len(row):
        # Only the cells without a value are looked up: as quick for a town as for a block.
        west, north = grid.west + column * grid.cell, grid.north - row * grid.cell
        cells = shapely.box(west, north - grid.cell, west + grid.cell, north)
        built = shapely.STRtree(shapes).query(cells, predicate="intersects")[0]
        missing[row[built], column[built]] = False
    return np.asarray(missing)


def uncovered(site: Site, grid: Grid) -> bool:
    """Whether the grid leaves out a strip of the site wider than a cell."""
    extent, held = site.extent, grid.extent.grown(grid.cell)
    return not (held.contains(extent.west, extent.south) and held.contains(extent.east, extent.north))


def has_gaps(site: Site, result: LayerResult) -> bool:
    """Whether a part of the site is hatched where the result is drawn; its times have the gaps of its main grid."""
    grid = shown_grid(result, MAIN)
    return grid is not None and (uncovered(site, grid) or bool(gaps(site, grid).any()))
