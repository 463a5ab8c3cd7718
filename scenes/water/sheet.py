"""Water as a surface: it lies as high above the ground as it is deep, in the colours of its classes.

The ground below is painted in the same colours, so that a colour seen through the translucent water stays the legend's;
walls and what else stands in the water shows through it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from planningtable.city.grid import Grid
from planningtable.city.site import Site
from planningtable.layers.legend import Legend, limits
from scenes.meshes import Array, Bytes, Mesh

OPACITY = 0.72
"""Of water before walls [0..1]; over ground of its own colour it makes no difference."""

MOST_SQUARES = 60_000
"""Of the surface; a larger flood has larger squares. Colours and shores are those of the picture all the same."""

FILM = 0.005
"""Depth from which a cell has a water level of its own [m]; drier ones continue that of their neighbours."""


@dataclass(frozen=True, slots=True, eq=False)
class WaterSheet:
    """A surface of water, ready to be drawn.

    Attributes:
        mesh: the surface, textured with ``picture``.
        picture: sRGB and opacity, shape (rows, columns, 4), row 0 north.
    """

    mesh: Mesh
    picture: Bytes


def water_sheet(
    site: Site, depths: Grid, legend: Legend, picture: Bytes, drawn: npt.NDArray[np.bool_]
) -> WaterSheet | None:
    """The surface of a water depth; None where nothing reaches the lowest class.

    Args:
        site: whose terrain it stands on.
        depths: above the ground, NaN where it is not known, as under buildings [m].
        legend: of the depths.
        picture: the ground's picture with the classes painted on it, shape (rows, columns, 3).
        drawn: which of its pixels a class covers, shape (rows, columns).
    """
    wet = _wet(depths, legend)
    squares, step = _squares(wet)
    if not squares.any():
        return None
    east, north, level = _levels(site, depths, step)
    opacity = np.where(drawn, np.uint8(round(OPACITY * 255)), np.uint8(0))
    return WaterSheet(_mesh(site, squares, (east, north), level), np.dstack([picture, opacity]))


def _wet(depths: Grid, legend: Legend) -> npt.NDArray[np.bool_]:
    lowest = limits(legend)[0] if limits(legend) else 0.0
    return np.asarray(np.nan_to_num(depths.values, nan=0.0) * legend.scale >= lowest)


def _squares(wet: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.bool_], int]:
    """Squares between centres of cells with a wet cell at one of their corners, and how many cells long they are."""
    step = 1
    while True:
        # A square takes all its cells in, also those between its corners.
        around = ndimage.maximum_filter(wet, size=2 * step - 1)[::step, ::step] if step > 1 else wet
        squares = around[:-1, :-1] | around[:-1, 1:] | around[1:, :-1] | around[1:, 1:]
        if squares.sum() <= MOST_SQUARES:
            return squares, step
        step += 1


def _levels(site: Site, depths: Grid, step: int) -> tuple[Array, Array, Array]:
    """Eastings, northings and height of the water at the corners of the squares [m]."""
    extent = site.extent
    east = np.clip(depths.easting()[::step], extent.west, extent.east)
    north = np.clip(depths.northing()[::step], extent.south, extent.north)
    here = np.nan_to_num(depths.values[::step, ::step], nan=0.0).astype(np.float64)
    level = site.terrain.sample(*np.meshgrid(east, north)) + here
    dry = here < FILM
    if dry.any() and not dry.all():
        row, column = ndimage.distance_transform_edt(dry, return_distances=False, return_indices=True)
        level = level[row, column]
    return east, north, level


def _mesh(site: Site, squares: npt.NDArray[np.bool_], corners: tuple[Array, Array], level: Array) -> Mesh:
    extent, columns = site.extent, level.shape[1]
    row, column = np.nonzero(squares)
    first = row * columns + column
    below = first + columns
    triangles = np.concatenate([np.stack([first, below, below + 1], 1), np.stack([first, below + 1, first + 1], 1)])
    chosen, renumbered = np.unique(triangles, return_inverse=True)
    east, north = corners[0][chosen % columns], corners[1][chosen // columns]
    points = np.stack([east - site.origin[0], north - site.origin[1], level.reshape(-1)[chosen]], axis=1)
    places = np.stack([(east - extent.west) / extent.width, (north - extent.south) / extent.height], axis=1)
    white = np.full((len(chosen), 3), 255, np.uint8)
    return Mesh(points.astype(np.float32), renumbered.reshape(-1, 3).astype(np.int32), white, places.astype(np.float32))
