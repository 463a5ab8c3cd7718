"""City objects other than buildings: bridges and furniture as bodies, roads, water and land use laid on the ground."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Grid
from planningtable.city.site import Objects, Site, SurfaceKind, Surfaces
from scenes.folds import folded, segments
from scenes.ground import Ground
from scenes.light import SUN_AZIMUTH
from scenes.masses import EDGE, ROOF, WALL, texture_places
from scenes.meshes import Array, Bytes, Lines, Mesh, Rows, as_bytes, no_lines
from scenes.slicing import sliced

ASPHALT = (214.0, 216.0, 216.0)
PAVING = (226.0, 223.0, 217.0)
TRACK = (206.0, 201.0, 194.0)
WATER = (188.0, 207.0, 218.0)
GREEN = (196.0, 214.0, 178.0)
LAND = (226.0, 227.0, 215.0)
BRIDGE = (247.0, 247.0, 244.0)
TUNNEL = (196.0, 198.0, 198.0)
FURNITURE = (214.0, 206.0, 194.0)
OTHER = (231.0, 226.0, 219.0)

COLOURS: Mapping[str, tuple[float, float, float]] = MappingProxyType(
    {
        "Bridge": BRIDGE,
        "BridgePart": BRIDGE,
        "OtherConstruction": BRIDGE,
        "CityFurniture": FURNITURE,
        "LandUse": LAND,
        "PlantCover": GREEN,
        "Railway": TRACK,
        "Road": ASPHALT,
        "SolitaryVegetationObject": GREEN,
        "Square": PAVING,
        "Track": PAVING,
        "TransportSquare": PAVING,
        "TransportationComplex": ASPHALT,
        "Tunnel": TUNNEL,
        "TunnelPart": TUNNEL,
        "WaterBody": WATER,
        "Waterway": WATER,
    }
)
"""Muted colours by class; every other class has ``OTHER``."""

KIND_COLOURS: Mapping[SurfaceKind, tuple[float, float, float]] = MappingProxyType(
    {SurfaceKind.TRAFFIC: ASPHALT, SurfaceKind.GREEN: GREEN, SurfaceKind.WATER: WATER}
)
"""Surfaces whose own class says more than that of the object."""

LIFTS: Mapping[str, float] = MappingProxyType(
    {
        "LandUse": 0.04,
        "PlantCover": 0.07,
        "WaterBody": 0.10,
        "Waterway": 0.10,
        "Square": 0.13,
        "TransportSquare": 0.13,
        "TransportationComplex": 0.14,
        "Railway": 0.15,
        "Track": 0.16,
        "Road": 0.17,
    }
)
"""Classes that lie on the ground, and how far above it, so that each covers those before it [m]."""

SOFT = frozenset({"PlantCover", "SolitaryVegetationObject"})
"""Classes without edges: foliage has none, and models of it have so many that they would be grey."""

NEAR = 2.0
"""What lies this near to the terrain is laid on it; a road on a bridge is farther away [m]."""

STEP = 4.0
"""Longest side of a triangle that follows the terrain [m]."""

MOST_TRIANGLES = 300_000
"""About so many triangles are made at most of what is laid on the ground."""


@dataclass(frozen=True, slots=True, eq=False)
class ObjectMasses:
    """City objects, ready to be drawn.

    Attributes:
        bodies: with the light in their colours.
        flats: laid on the terrain; textured with the ground's light.
        edges: of the bodies.
        body_surface: surface row of each triangle of ``bodies``.
        flat_surface: surface row of each triangle of ``flats``.
    """

    bodies: Mesh
    flats: Mesh
    edges: Lines
    body_surface: Rows
    flat_surface: Rows


def object_masses(site: Site, ground: Ground, *, file_colours: bool = False) -> ObjectMasses:
    """Meshes of all city objects.

    Args:
        site: with surfaces relative to its origin.
        ground: of the site.
        file_colours: whether surfaces have the colours of the file where it gives some.
    """
    surfaces = site.objects.surfaces
    colours = surface_colours(site.objects, file_colours=file_colours)
    flat = lies_flat(site)
    hidden = (surfaces.kind == SurfaceKind.INTERIOR) | _is_ground(site.objects)
    visible = ~hidden[surfaces.triangle_surface]
    on_ground = flat[surfaces.triangle_surface]
    flats, flat_surface = _flats(site, ground.frame, colours, visible & on_ground)
    bodies, body_surface = _bodies(surfaces, colours, visible & ~on_ground)
    soft = _of_owner(np.array([kind in SOFT for kind in site.objects.types], bool), surfaces)
    return ObjectMasses(bodies, flats, _edges(surfaces, ~hidden & ~flat & ~soft), body_surface, flat_surface)


def _is_ground(objects: Objects) -> npt.NDArray[np.bool_]:
    """Undersides, and the beds of waters, which nobody sees."""
    surfaces = objects.surfaces
    water = np.array([kind in {"WaterBody", "Waterway"} for kind in objects.types], bool)
    below = (surfaces.normal[:, 2] < -0.3) | _of_owner(water, surfaces)
    return np.asarray((surfaces.kind == SurfaceKind.GROUND) & below)


def _of_owner(column: Array, surfaces: Surfaces) -> Array:
    """A column of the objects for each surface."""
    return column[surfaces.building] if len(column) else np.zeros(0, column.dtype)


def surface_colours(objects: Objects, *, file_colours: bool = False) -> npt.NDArray[np.float64]:
    """Colour of each surface before light, sRGB, shape (S, 3)."""
    surfaces = objects.surfaces
    of_type = np.array([COLOURS.get(kind, OTHER) for kind in objects.types], float).reshape(-1, 3)
    colours = _of_owner(of_type, surfaces).reshape(-1, 3).astype(float)
    for kind, colour in KIND_COLOURS.items():
        colours[surfaces.kind == kind] = colour
    if file_colours:
        given = (surfaces.colour >= 0).all(axis=1)
        colours[given] = surfaces.colour[given]
    return colours


def lies_flat(site: Site) -> npt.NDArray[np.bool_]:
    """Which surfaces are laid on the terrain: of classes that lie there, level, and near to it, shape (S,).

    Surfaces at height 0 throughout have no heights: they too are laid on the terrain.
    """
    surfaces = site.objects.surfaces
    count = len(surfaces)
    low_kind = np.array([kind in LIFTS for kind in site.objects.types], bool)
    level = _of_owner(low_kind, surfaces) & (np.abs(surfaces.normal[:, 2]) > 0.5)
    if not level.any():
        return np.zeros(count, bool)
    above = np.abs(surfaces.vertices[:, 2] - _terrain(site, surfaces.vertices))
    zero = np.abs(surfaces.vertices[:, 2]) < 0.01
    farthest, highest = np.zeros(count), np.zeros(count)
    corner = np.repeat(surfaces.triangle_surface, 3)
    np.maximum.at(farthest, corner, above[surfaces.triangles.reshape(-1)])
    np.maximum.at(highest, corner, ~zero[surfaces.triangles.reshape(-1)])
    return np.asarray(level & ((farthest <= NEAR) | (highest == 0)))


def _terrain(site: Site, points: Array) -> Array:
    return site.terrain.sample(points[:, 0] + site.origin[0], points[:, 1] + site.origin[1])


def _flats(site: Site, frame: Grid, colours: Array, chosen: npt.NDArray[np.bool_]) -> tuple[Mesh, Rows]:
    surfaces = site.objects.surfaces
    corners = surfaces.vertices[surfaces.triangles[chosen]]
    surface = surfaces.triangle_surface[chosen]
    corners, surface = sliced(corners, surface, _step(corners))
    corners, surface = _trimmed(site, corners, surface)
    points = corners.reshape(-1, 3)
    owner = np.repeat(surfaces.building[surface], 3)
    lifts = np.array([LIFTS.get(kind, 0.0) for kind in site.objects.types])
    lift = lifts[owner] if len(lifts) else np.zeros(0)
    # What stands a little above the terrain stays there: kerbs, and the ramp of a bridge.
    points[:, 2] = np.maximum(points[:, 2], _terrain(site, points) + lift)
    places = texture_places(points, site.origin, frame)
    return _mesh(points, colours[np.repeat(surface, 3)], places), surface.astype(np.int32)


def _trimmed(site: Site, corners: Array, surface: Array) -> tuple[Array, Array]:
    """What hangs over the edge of the model is cut off there; objects that lie beside it as a whole stay."""
    extent, (east, north) = site.extent, site.origin
    low = np.array([extent.west - east, extent.south - north])
    high = np.array([extent.east - east, extent.north - north])
    place = corners[:, :, :2]
    inside = np.any(np.all((place > low) & (place < high), axis=2), axis=1)
    owner = site.objects.surfaces.building[surface]
    within = np.isin(owner, owner[inside])
    kept = inside | ~within
    corners = corners[kept].copy()
    cut = within[kept]
    # Pieces are small by now: corners beyond the edge are moved onto it.
    corners[cut, :, :2] = np.clip(corners[cut, :, :2], low, high)
    return corners, surface[kept]


def _step(corners: Array) -> float:
    edge, other = corners[:, 1, :2] - corners[:, 0, :2], corners[:, 2, :2] - corners[:, 0, :2]
    area = float(np.abs(edge[:, 0] * other[:, 1] - edge[:, 1] * other[:, 0]).sum()) / 2
    return max(STEP, float(np.sqrt(4 * area / MOST_TRIANGLES)))


def _bodies(surfaces: Surfaces, colours: Array, chosen: npt.NDArray[np.bool_]) -> tuple[Mesh, Rows]:
    surface = surfaces.triangle_surface[chosen]
    points = surfaces.vertices[surfaces.triangles[chosen]].reshape(-1, 3)
    lit = colours * body_light(surfaces.normal)[:, None]
    return _mesh(points, lit[np.repeat(surface, 3)], None), surface.astype(np.int32)


def body_light(normal: Array) -> npt.NDArray[np.float64]:
    """Light of a face by where it looks: level ones have that of roofs, upright ones that of walls [0..1]."""
    sun = np.radians(SUN_AZIMUTH)
    towards = normal[:, 0] * np.sin(sun) + normal[:, 1] * np.cos(sun)
    wall = (0.865 + 0.105 * towards) * float(WALL.mean() / ROOF.mean())
    up = np.clip(normal[:, 2], 0.0, 1.0)
    under = 0.12 * np.clip(-normal[:, 2], 0.0, 1.0)
    return np.asarray(wall * (1 - up) + up - under)


def _mesh(points: Array, colours: Array, places: Array | None) -> Mesh:
    triangles = np.arange(len(points), dtype=np.int32).reshape(-1, 3)
    return Mesh(points.astype(np.float32), triangles, as_bytes(colours), places)


def _edges(surfaces: Surfaces, chosen: npt.NDArray[np.bool_]) -> Lines:
    start, end, surface = segments(surfaces)
    keep = chosen[surface]
    start, end, surface = start[keep], end[keep], surface[keep]
    if len(start) == 0:
        return no_lines()
    first = folded(start, end, surfaces.normal[surface])
    points = np.stack([start[first], end[first]], axis=1).reshape(-1, 3)
    return Lines(points.astype(np.float32), np.tile(as_bytes(EDGE), (len(points), 1)))


def flat_colours(site: Site, masses: ObjectMasses, *, draped: bool, file_colours: bool = False) -> Bytes:
    """Colours of ``masses.flats``: white where a layer is laid over them, which paints them with the ground."""
    if draped:
        return np.full((len(masses.flats.points), 3), 255, np.uint8)
    colours = surface_colours(site.objects, file_colours=file_colours)
    return as_bytes(colours[np.repeat(masses.flat_surface, 3)])
