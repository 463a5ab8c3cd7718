"""Cells of a grid inside a geometry."""

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.city.grid import Array, Extent, Grid
from planningtable.city.site import Buildings


def cells_inside(grid: Grid, geometry: BaseGeometry) -> tuple[tuple[slice, slice], npt.NDArray[np.bool_]]:
    """The window of a grid that a geometry touches, and which cell centres of it lie inside."""
    if geometry.is_empty:
        return (slice(0, 0), slice(0, 0)), np.zeros((0, 0), bool)
    west, south, east, north = geometry.bounds
    left = max(int((west - grid.west) / grid.cell), 0)
    right = min(int((east - grid.west) / grid.cell) + 1, grid.columns)
    top = max(int((grid.north - north) / grid.cell), 0)
    bottom = min(int((grid.north - south) / grid.cell) + 1, grid.rows)
    window = slice(top, max(bottom, top)), slice(left, max(right, left))
    x, y = centres(grid, window)
    shapely.prepare(geometry)
    return window, np.asarray(shapely.contains_xy(geometry, x, y), bool)


def centres(grid: Grid, window: tuple[slice, slice]) -> tuple[Array, Array]:
    """Eastings and northings of the cell centres of a window, each of the window's shape [m]."""
    x, y = np.meshgrid(grid.easting()[window[1]], grid.northing()[window[0]])
    return x, y


def without_buildings(geometry: BaseGeometry, buildings: Buildings) -> BaseGeometry:
    """The part of a geometry outside of all footprints."""
    if len(buildings) == 0:
        return geometry
    touching = buildings.footprints[shapely.intersects(buildings.footprints, geometry)]
    return geometry.difference(shapely.union_all(touching)) if len(touching) else geometry


def on_site(geometry: BaseGeometry, extent: Extent) -> BaseGeometry:
    """The part of a geometry inside the site."""
    return geometry.intersection(shapely.box(extent.west, extent.south, extent.east, extent.north))


def polygons(geometry: BaseGeometry, least: float = 0.0) -> BaseGeometry:
    """The parts of more than an area [m²]: one polygon, or several as one geometry, or an empty one."""
    areas = [p for p in shapely.get_parts(geometry).tolist() if p.geom_type == "Polygon" and p.area > least]
    return areas[0] if len(areas) == 1 else shapely.MultiPolygon(areas)
