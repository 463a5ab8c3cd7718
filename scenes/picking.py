"""What is under a finger: rays against the buildings and the terrain, in numpy, without asking the graphics card."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Grid
from planningtable.city.site import Site, SurfaceKind
from scenes.camera import Camera, Point, Size, Vector, ray
from scenes.meshes import Rows
from scenes.objects import ObjectMasses


@dataclass(frozen=True, slots=True, eq=False)
class PickIndex:
    """Triangles of buildings or of other objects, one after another, with a box round each.

    Attributes:
        corners: corners of the triangles in the CRS less ``origin``, shape (T, 3, 3) [m].
        surface: surface row of each triangle, shape (T,).
        starts: first triangle of each building or object and the end, shape (B + 1,).
        low: lower corners of the boxes, shape (B, 3).
        high: upper corners of the boxes, shape (B, 3).
        origin: of the site.
    """

    corners: npt.NDArray[np.float64]
    surface: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int64]
    low: npt.NDArray[np.float64]
    high: npt.NDArray[np.float64]
    origin: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Picked:
    """What was found.

    Attributes:
        kind: ``building``, ``object``, ``tree`` or ``ground``.
        point: where the line of sight meets it: east, north, height [m].
        row: row of the building, object or tree; -1 for the ground.
        id: of the building, object or tree; empty for the ground.
        surface: row of the building's or object's surface; -1 otherwise.
        type: class of an object, e.g. ``Bridge``; empty for the rest.
    """

    kind: str
    point: Point
    row: int = -1
    id: str = ""
    surface: int = -1
    type: str = ""


def pick_index(site: Site) -> PickIndex:
    surfaces = site.surfaces
    visible = surfaces.kind[surfaces.triangle_surface] != SurfaceKind.GROUND
    building = surfaces.building[surfaces.triangle_surface[visible]]
    order = np.argsort(building, kind="stable")
    triangle_surface = surfaces.triangle_surface[visible][order]
    corners = surfaces.vertices[surfaces.triangles[visible][order]]
    return _boxed(corners, triangle_surface, building[order], len(site.buildings), site.origin)


def object_index(site: Site, masses: ObjectMasses) -> PickIndex:
    """Objects as they are drawn, on the terrain where they are laid on it."""
    points = np.concatenate([masses.bodies.points, masses.flats.points]).astype(np.float64)
    surface = np.concatenate([masses.body_surface, masses.flat_surface]).astype(np.int32)
    owner = site.objects.surfaces.building[surface]
    order = np.argsort(owner, kind="stable")
    return _boxed(points.reshape(-1, 3, 3)[order], surface[order], owner[order], len(site.objects), site.origin)


def _boxed(corners: Vector, surface: Rows, owner: Rows, count: int, origin: tuple[float, float]) -> PickIndex:
    starts = np.searchsorted(owner, np.arange(count + 1))
    low, high = np.full((count, 3), np.inf), np.full((count, 3), -np.inf)
    np.minimum.at(low, owner, corners.min(axis=1))
    np.maximum.at(high, owner, corners.max(axis=1))
    return PickIndex(corners, surface, starts, low, high, origin)


def pick(
    site: Site,
    index: PickIndex,
    camera: Camera,
    size: Size,
    at: tuple[float, float],
    objects: PickIndex | None = None,
) -> Picked | None:
    """The nearest building, object, tree or ground under a pixel; None beside the model."""
    start, direction = ray(camera, size, *at)
    found: list[tuple[float, Picked]] = []
    hit = building_hit(index, start, direction)
    if hit is not None:
        reach, triangle = hit
        surface = int(index.surface[triangle])
        row = int(site.surfaces.building[surface])
        found.append(
            (reach, Picked("building", _point(start, direction, reach), row, site.buildings.ids[row], surface))
        )
    thing = None if objects is None else building_hit(objects, start, direction)
    if objects is not None and thing is not None:
        found.append((thing[0], _object(site, objects, thing, _point(start, direction, thing[0]))))
    tree = tree_hit(site, start, direction)
    if tree is not None:
        reach, row = tree
        found.append((reach, Picked("tree", _point(start, direction, reach), row, site.trees.ids[row])))
    ground = terrain_hit(site.terrain, start, direction)
    if ground is not None:
        reach = float((ground - start) @ direction)
        if site.extent.contains(float(ground[0]), float(ground[1])):
            found.append((reach, Picked("ground", _point(start, direction, reach))))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _object(site: Site, index: PickIndex, hit: tuple[float, int], point: Point) -> Picked:
    surface = int(index.surface[hit[1]])
    row = int(site.objects.surfaces.building[surface])
    return Picked("object", point, row, site.objects.ids[row], surface, site.objects.types[row])


def _point(start: Vector, direction: Vector, reach: float) -> Point:
    east, north, height = start + direction * reach
    return float(east), float(north), float(height)


def building_hit(index: PickIndex, start: Vector, direction: Vector) -> tuple[float, int] | None:
    """Distance along a ray and row of the nearest triangle of ``index``."""
    local = start - np.array([index.origin[0], index.origin[1], 0.0])
    towards = np.where(np.abs(direction) < 1e-12, 1e-12, direction)
    one, other = (index.low - local) / towards, (index.high - local) / towards
    enter, leave = np.minimum(one, other).max(axis=1), np.maximum(one, other).min(axis=1)
    rows = np.flatnonzero((leave >= np.maximum(enter, 0)) & np.isfinite(enter))
    if len(rows) == 0:
        return None
    chosen = np.concatenate([np.arange(index.starts[r], index.starts[r + 1]) for r in rows])
    reach = triangle_reach(index.corners[chosen], local, direction)
    nearest = int(np.argmin(reach))
    return (float(reach[nearest]), int(chosen[nearest])) if np.isfinite(reach[nearest]) else None


def triangle_reach(corners: Vector, start: Vector, direction: Vector) -> Vector:
    """Distance along a ray to each triangle, shape (t,); infinite where it misses. After Möller and Trumbore (1997)."""
    edge, other = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    p = np.cross(direction, other)
    determinant = (edge * p).sum(axis=1)
    flat = np.abs(determinant) < 1e-12
    inverse = 1.0 / np.where(flat, 1.0, determinant)
    away = start - corners[:, 0]
    u = (away * p).sum(axis=1) * inverse
    q = np.cross(away, edge)
    v = (q @ direction) * inverse
    reach = (other * q).sum(axis=1) * inverse
    hit = ~flat & (u >= -1e-9) & (v >= -1e-9) & (u + v <= 1 + 1e-9) & (reach > 0)
    return np.where(hit, reach, np.inf)


def tree_hit(site: Site, start: Vector, direction: Vector) -> tuple[float, int] | None:
    """Distance along a ray and row of the nearest crown, taken as an ellipsoid."""
    trees = site.trees
    if len(trees) == 0:
        return None
    half = np.maximum(trees.height * 0.36, 0.6)
    radius = np.maximum(trees.crown, 1.5) / 2
    middle = site.terrain.sample(trees.east, trees.north) + trees.height - half
    scale = np.stack([radius, radius, half], axis=1)
    away = (start - np.stack([trees.east, trees.north, middle], axis=1)) / scale
    towards = direction / scale
    a, b, c = (towards**2).sum(axis=1), (away * towards).sum(axis=1), (away**2).sum(axis=1) - 1
    inner = b**2 - a * c
    reach = np.where(inner >= 0, (-b - np.sqrt(np.maximum(inner, 0))) / a, np.inf)
    reach = np.where(reach > 0, reach, np.inf)
    nearest = int(np.argmin(reach))
    return (float(reach[nearest]), nearest) if np.isfinite(reach[nearest]) else None


def terrain_hit(terrain: Grid, start: Vector, direction: Vector) -> Vector | None:
    """Where a ray comes down to the terrain, which goes on level beyond its edges; None if it never does."""
    if direction[2] > -1e-4:
        return None
    high, low = float(terrain.values.max()) + 0.5, float(terrain.values.min()) - 0.5
    first = max((high - start[2]) / direction[2], 0.0)
    last = (low - start[2]) / direction[2]
    if last <= first:
        return None
    level = np.hypot(direction[0], direction[1]) * (last - first)
    steps = np.linspace(first, last, int(np.clip(level / terrain.cell, 2, 4000)) + 1)
    points = start + steps[:, None] * direction
    above = points[:, 2] - terrain.sample(points[:, 0], points[:, 1])
    below = np.flatnonzero(above <= 0)
    if len(below) == 0:
        return None
    after = int(below[0])
    if after == 0:
        return np.asarray(points[0])
    share = above[after - 1] / (above[after - 1] - above[after])
    return np.asarray(points[after - 1] + share * (points[after] - points[after - 1]))
