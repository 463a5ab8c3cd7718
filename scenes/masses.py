"""Buildings: white roofs, shaded walls, thin edges."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Grid
from planningtable.city.site import Buildings, Site, SurfaceKind, Surfaces
from scenes.folds import folded, segments
from scenes.light import SUN_AZIMUTH, LightMap
from scenes.meshes import Array, Bytes, Lines, Mesh, Rows, as_bytes, no_lines

ROOF = np.array([253.0, 253.0, 251.0])
WALL = np.array([238.0, 240.0, 240.0])
GREEN_ROOF = np.array([164.0, 199.0, 132.0])
PLANNED_ROOF = np.array([247.0, 205.0, 158.0])
PLANNED_WALL = np.array([240.0, 195.0, 148.0])
EDGE = np.array([188.0, 193.0, 195.0])
PLANNED_EDGE = np.array([196.0, 146.0, 96.0])

FOOT_DEPTH = 1.5
"""Walls reach this far below their foot, so that no gap shows on a slope [m]."""


@dataclass(frozen=True, slots=True, eq=False)
class Masses:
    """Buildings, ready to be drawn.

    Attributes:
        roofs: textured with the light on roofs.
        walls: with the light in their colours.
        edges: where surfaces meet.
        roof_surface: surface row of each vertex of ``roofs``.
        wall_surface: surface row of each vertex of ``walls``.
    """

    roofs: Mesh
    walls: Mesh
    edges: Lines
    roof_surface: Rows
    wall_surface: Rows


def masses(site: Site, light: LightMap, planned: npt.NDArray[np.bool_]) -> Masses:
    """Meshes of all buildings.

    Args:
        site: with surfaces relative to its origin.
        light: of the site.
        planned: rows of buildings that a measure adds, shape (B,).
    """
    upward, upright = shown(site)
    roofs, roof_surface = _roofs(site, light, planned, upward)
    walls, wall_surface = _walls(site, light, planned, upright)
    lines = edges(site.buildings, site.surfaces, planned)
    return Masses(roofs, walls, lines, roof_surface, wall_surface)


def shown(site: Site) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Rows of the triangles that are drawn as roofs and as walls, in the order of `Masses`."""
    surfaces = site.surfaces
    triangle_surface = surfaces.triangle_surface
    visible = surfaces.kind[triangle_surface] != SurfaceKind.GROUND
    upward = is_roof(surfaces)[triangle_surface]
    return np.flatnonzero(visible & upward), np.flatnonzero(visible & ~upward)


def is_roof(surfaces: Surfaces) -> npt.NDArray[np.bool_]:
    """Which surfaces are drawn as roofs; those of unknown kind by where they face."""
    by_normal = surfaces.normal[:, 2] > 0.2
    unknown = (surfaces.kind == SurfaceKind.UNKNOWN) | (surfaces.kind == SurfaceKind.CLOSURE)
    outer = (surfaces.kind == SurfaceKind.OUTER_FLOOR) | (surfaces.kind == SurfaceKind.ROOF)
    return np.where(unknown, by_normal, outer) & (np.abs(surfaces.normal[:, 2]) > 0.05)


def _corners(site: Site, chosen: npt.NDArray[np.int64]) -> tuple[Array, Rows, Rows]:
    """Points of the chosen triangles, three each, their triangles, and the surface of each point."""
    points = site.surfaces.vertices[site.surfaces.triangles[chosen]].reshape(-1, 3)
    surface = np.repeat(site.surfaces.triangle_surface[chosen], 3)
    return points, np.arange(len(points), dtype=np.int32).reshape(-1, 3), surface


def _roofs(
    site: Site, light: LightMap, planned: npt.NDArray[np.bool_], chosen: npt.NDArray[np.int64]
) -> tuple[Mesh, Rows]:
    points, triangles, surface = _corners(site, chosen)
    return (
        Mesh(
            points.astype(np.float32),
            triangles,
            roof_colours(site, planned, None)[surface],
            texture_places(points, site.origin, light.roofs),
        ),
        surface,
    )


def roof_colours(site: Site, planned: npt.NDArray[np.bool_], tints: Bytes | None) -> Bytes:
    """Colour of each surface when it is drawn as a roof, shape (S, 3).

    Args:
        site: the site.
        planned: rows of buildings that a measure adds, shape (B,).
        tints: sRGB and opacity of each surface from a layer, shape (S, 4); it wins where it is not transparent.
    """
    surfaces = site.surfaces
    colours = np.tile(ROOF, (len(surfaces), 1))
    colours[planned[surfaces.building]] = PLANNED_ROOF
    colours[surfaces.green > 0] = GREEN_ROOF
    colours *= roof_facing(surfaces.normal)[:, None]
    if tints is not None:
        share = tints[:, 3:].astype(float) / 255
        colours = colours * (1 - share) + tints[:, :3] * share
    return as_bytes(colours)


def roof_facing(normal: Array) -> Array:
    """Light of a roof slope by where it faces [0..1]; flat roofs have 1."""
    up = normal * np.where(normal[:, 2:] < 0, -1.0, 1.0)
    sun = np.radians(SUN_AZIMUTH)
    towards = up[:, 0] * np.sin(sun) + up[:, 1] * np.cos(sun)
    steep = np.sqrt(np.clip(1 - up[:, 2] ** 2, 0, 1))
    return np.asarray(1.0 - 0.035 * steep + 0.13 * np.minimum(towards, 0.15))


def texture_places(points: Array, origin: tuple[float, float], grid: Grid) -> Array:
    """Texture coordinates of local points in a grid whose southernmost row comes first in the texture, shape (n, 2)."""
    extent = grid.extent
    u = (points[:, 0] + origin[0] - extent.west) / extent.width
    v = (points[:, 1] + origin[1] - extent.south) / extent.height
    return np.stack([u, v], axis=1).astype(np.float32)


def _walls(
    site: Site, light: LightMap, planned: npt.NDArray[np.bool_], chosen: npt.NDArray[np.int64]
) -> tuple[Mesh, Rows]:
    points, triangles, surface = _corners(site, chosen)
    colours = _wall_colours(site, light, planned, points, surface)
    foot = site.buildings.ground[site.surfaces.building[surface]]
    vertical = np.abs(site.surfaces.normal[surface, 2]) < 0.1
    low = vertical & (points[:, 2] <= foot + 0.1)
    points = points.copy()
    points[low, 2] -= FOOT_DEPTH
    return Mesh(points.astype(np.float32), triangles, as_bytes(colours)), surface


def _wall_colours(site: Site, light: LightMap, planned: npt.NDArray[np.bool_], points: Array, surface: Rows) -> Array:
    """Walls get their light from where they face and, near the ground, from the sky that their foot sees."""
    normal = site.surfaces.normal[surface]
    sun = np.radians(SUN_AZIMUTH)
    towards = normal[:, 0] * np.sin(sun) + normal[:, 1] * np.cos(sun)
    facing = 0.865 + 0.105 * towards
    tone = np.where(planned[site.surfaces.building[surface]][:, None], PLANNED_WALL, WALL)
    return np.asarray(tone * (facing * foot_light(site, light, points, surface))[:, None])


def foot_light(site: Site, light: LightMap, points: Array, surface: Rows) -> Array:
    """Brightness of walls by the sky that is seen from their foot; 1 high above it, shape (n,).

    Args:
        site: with surfaces relative to its origin.
        light: of the site.
        points: on walls, shape (n, 3).
        surface: surface row of each point, shape (n,).
    """
    normal = site.surfaces.normal[surface]
    east = points[:, 0] + site.origin[0] + normal[:, 0] * 1.5
    north = points[:, 1] + site.origin[1] + normal[:, 1] * 1.5
    sky = light.sky.sample(east, north)
    rows, columns = light.sky.index(east, north)
    above = np.clip((points[:, 2] - light.tops.values[rows, columns]) / 18.0, 0.0, 1.0)
    return np.asarray(0.80 + 0.20 * np.clip(sky + (1 - sky) * above, 0, 1))


def edges(
    buildings: Buildings, surfaces: Surfaces, planned: npt.NDArray[np.bool_], building: int | None = None
) -> Lines:
    """Thin lines where surfaces meet at an angle; none on the ground, none between coplanar pieces.

    Args:
        buildings: that the surfaces are of.
        surfaces: of the buildings.
        planned: rows of buildings that a measure adds, shape (B,).
        building: the row of one building; None for all.
    """
    start, end, surface = segments(surfaces)
    keep = surfaces.kind[surface] != SurfaceKind.GROUND
    if building is not None:
        keep &= surfaces.building[surface] == building
    start, end, surface = start[keep], end[keep], surface[keep]
    if len(start) == 0:
        return no_lines()
    foot = buildings.ground[surfaces.building[surface]] + 0.3
    low = (start[:, 2] < foot) & (end[:, 2] < foot)
    start, end, surface = start[~low], end[~low], surface[~low]
    first = folded(start, end, surfaces.normal[surface])
    points = np.stack([start[first], end[first]], axis=1).reshape(-1, 3)
    of = np.repeat(surfaces.building[surface[first]], 2)
    colours = np.where(planned[of][:, None], PLANNED_EDGE, EDGE)
    return Lines(points.astype(np.float32), as_bytes(colours))
