"""Effects on the ground: its cover and its height."""

from dataclasses import replace

import numpy as np
import shapely

from planningtable.city.grid import Array, Grid
from planningtable.city.land_cover import LandCover
from planningtable.city.measures.effects.act import Act, NotPossibleError
from planningtable.city.measures.effects.cells import cells_inside, centres, without_buildings
from planningtable.city.site import Site

KEPT = (LandCover.BUILDING, LandCover.WATER)
"""Cover that no measure on the ground changes."""


def change_cover(site: Site, act: Act) -> Site:
    """Set the land cover inside the outline, but not under buildings and not on water."""
    grid = site.land_cover
    window, inside = cells_inside(grid, without_buildings(act.outline, site.buildings))
    inside &= ~np.isin(grid.values[window], KEPT)
    if not inside.any():
        raise NotPossibleError("no-free-ground")
    return replace(site, land_cover=_with(grid, window, inside, int(LandCover[act.word("cover")])))


def lower_terrain(site: Site, act: Act) -> Site:
    """Dig a basin with a level bottom, ``depth`` below the lowest point of its rim, and banks of 1 : ``bank``.

    On level ground that lowers the terrain by ``depth``. On a slope the bottom is level too, so that the basin holds
    the water that it promises; the terrain is nowhere raised.
    """
    grid = site.terrain
    area = without_buildings(act.outline, site.buildings)
    window, inside = cells_inside(grid, area)
    if not inside.any():
        raise NotPossibleError("no-free-ground")
    rim = shapely.segmentize(area.boundary, grid.cell)
    east, north = shapely.get_coordinates(rim).T
    bottom = float(np.min(grid.sample(east, north))) - act.number("depth")
    before = grid.values[window]
    dug = np.maximum(before - bottom, 0.0)
    if act.number("bank") > 0:
        x, y = centres(grid, window)
        distance = np.asarray(shapely.distance(shapely.points(x, y), area.boundary))
        dug = _mean_depth(dug, distance, act.number("bank"), grid.cell)
    return replace(site, terrain=_with(grid, window, inside, (before - dug)[inside]))


def _mean_depth(depth: Array, distance: Array, bank: float, cell: float) -> Array:
    """Mean depth of a cell in a bank of 1 : ``bank`` [m], so that coarse cells hold the volume of fine ones.

    Args:
        depth: at the foot of the bank [m].
        distance: of the cell's centre from the rim [m].
        bank: horizontal over vertical [-].
        cell: edge length [m].
    """

    def below(reach: Array) -> Array:  # integral of the depth from the rim to a distance
        foot = depth * bank
        return np.where(reach < foot, reach**2 / (2 * bank), depth * (reach - foot / 2))

    half = cell / 2
    return (below(distance + half) - below(np.maximum(distance - half, 0.0))) / cell


def _with(grid: Grid, window: tuple[slice, slice], inside: Array, values: Array | int) -> Grid:
    changed = grid.values.copy()
    changed[window][inside] = values
    return grid.with_values(changed)
