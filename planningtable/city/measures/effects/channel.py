"""A street, or any other strip, lowered so that it leads water away."""

from dataclasses import replace

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.city.grid import Array, Grid
from planningtable.city.measures.effects.act import Act, NotPossibleError
from planningtable.city.measures.effects.cells import centres, on_site, polygons
from planningtable.city.measures.effects.works import free_ground
from planningtable.city.measures.works import Wall, rim_row, with_work
from planningtable.city.site import Site

LOOKS = 4
"""Looks at the new ground per cell and axis: a cell then has the mean height of what is dug in it."""

DEEPER = 1.0
"""A bed may be cut so much deeper than asked for, where the ground rises in between; no more is a street [m]."""

BED = 0.5
"""Share of the half width that is level in a trough [-]."""

RIM_WIDTH, RIM_HEIGHT = 0.25, 0.05
"""The line of stone that shows where a strip was lowered, and how far it is seen above the ground [m]."""


def lower_strip(site: Site, act: Act) -> Site:
    """Lower a strip along its axis: ``depth`` metres in the middle, nothing at its rims.

    The bed falls all the way, at least by ``fall`` per cent: where the ground rises in between, it is cut through.
    The higher end is the upper one. The terrain is nowhere raised.

    Raises:
        NotPossibleError: no ground is free, or the bed would lie `DEEPER` below ``depth`` somewhere.
    """
    grid = site.terrain
    area = free_ground(site, act)
    if act.strip is None:
        raise NotPossibleError("no-free-ground")
    axis, half = _on_site(act.strip.axis, site), act.strip.half
    window, x, y = _looks(grid, area)
    inside = shapely.contains_xy(area, x, y)
    if not inside.any():
        raise NotPossibleError("no-free-ground")
    points = shapely.points(x[inside], y[inside])
    across = np.asarray(shapely.distance(points, axis)) / half
    at, bed = _bed(grid, axis, act.number("depth"), act.number("fall") / 100.0)
    along = np.asarray(np.interp(shapely.line_locate_point(axis, points), at, bed))
    bottom = along + act.number("depth") * _rise(across, act.word("profile"))
    before = grid.values[window]
    made = np.repeat(np.repeat(before, LOOKS, axis=0), LOOKS, axis=1).astype(np.float64)
    made[inside] = np.where(bottom < grid.sample(x[inside], y[inside]), bottom, made[inside])
    values = grid.values.copy()
    values[window] = np.minimum(_means(made), before)
    lowered = replace(site, terrain=grid.with_values(values))
    return _with_rims(lowered, act.measure, _rims(area, axis, half))


def _rims(area: BaseGeometry, axis: shapely.LineString, half: float) -> BaseGeometry:
    """Thin strips along the sides of an area; its ends, where the water comes and goes, are open."""
    ends = shapely.points(shapely.get_coordinates(axis)[[0, -1]])
    open_ = shapely.union_all(shapely.buffer(ends, half - RIM_WIDTH))
    return polygons(area.difference(area.buffer(-RIM_WIDTH, join_style="mitre")).difference(open_))


def _with_rims(site: Site, id: str, rims: BaseGeometry) -> Site:
    """The site with a line of stone along the strip: from above a shallow trough is hardly seen."""
    return replace(site, objects=with_work(site.objects, rim_row(id, Wall(rims, RIM_HEIGHT))))


def _on_site(axis: shapely.LineString, site: Site) -> shapely.LineString:
    """The part of an axis on the site: beyond it nobody knows how the ground falls."""
    within = on_site(axis, site.extent)
    return within if isinstance(within, shapely.LineString) and within.length > 0 else axis


def _rise(across: Array, profile: str) -> Array:
    """Height of the new ground above its bed over the depth, at shares of the half width [0..1]."""
    across = np.clip(across, 0.0, 1.0)
    return across if profile == "V" else np.maximum(across - BED, 0.0) / (1.0 - BED)


def _bed(grid: Grid, axis: shapely.LineString, depth: float, fall: float) -> tuple[Array, Array]:
    """Places along the axis and the height of the bed there [m]."""
    at = np.linspace(0.0, axis.length, max(int(np.ceil(axis.length / (grid.cell / 2))), 1) + 1)
    ground = grid.sample(*shapely.get_coordinates(shapely.line_interpolate_point(axis, at)).T)
    rises = ground[-1] > ground[0]
    down = ground[::-1] if rises else ground
    # Less the fall so far, a bed that falls enough is one that never rises.
    fallen = fall * at
    bed = np.minimum.accumulate(down - depth + fallen) - fallen
    if float(np.max(down - bed)) > depth + DEEPER:
        raise NotPossibleError("bed-too-deep")
    return at, bed[::-1] if rises else bed


def _looks(grid: Grid, area: BaseGeometry) -> tuple[tuple[slice, slice], Array, Array]:
    """The window of the cells that an area touches, and the looks in it, `LOOKS` a cell and axis."""
    west, south, east, north = area.bounds
    left, right = (int(np.clip((e - grid.west) // grid.cell, 0, grid.columns - 1)) for e in (west, east))
    top, bottom = (int(np.clip((grid.north - n) // grid.cell, 0, grid.rows - 1)) for n in (north, south))
    window = slice(top, bottom + 1), slice(left, right + 1)
    shape = ((bottom + 1 - top) * LOOKS, (right + 1 - left) * LOOKS)
    fine = Grid(
        np.zeros(shape, np.bool_), grid.west + left * grid.cell, grid.north - top * grid.cell, grid.cell / LOOKS
    )
    return window, *centres(fine, (slice(None), slice(None)))


def _means(fine: Array) -> Array:
    rows, columns = fine.shape
    return np.asarray(fine.reshape(rows // LOOKS, LOOKS, columns // LOOKS, LOOKS).mean(axis=(1, 3)))
