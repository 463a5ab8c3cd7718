"""Where one goes below a bridge, through a tunnel or a deep cutting, and how deep the water stands there."""

from dataclasses import dataclass

import numpy as np
import shapely

from planningtable.api import Array, Grid, Site
from plugins.heavy_rain.consequences.ways import Waters, Ways

OVERHEAD = 2.5
"""Least height of a deck above the ground for somebody to pass below [m]."""
BANK, CUT = 6.0, 1.5
"""A street lies in a cutting where the ground so far beside it, on both sides, is so much higher [m]."""


@dataclass(frozen=True, slots=True, eq=False)
class Underpass:
    """A place below a bridge or in a tunnel.

    Attributes:
        name: of the object, or its id.
        at: east and north of its middle [m].
        depth: highest water below it [m].
    """

    name: str
    at: tuple[float, float]
    depth: float


def crossings(site: Site, depth: Grid) -> tuple[tuple[Underpass, ...], shapely.Geometry]:
    """Tunnels and bridges that a street leads below, the deepest water first; and the outlines of all other bridges."""
    found, decks = [], []
    for row, kind in enumerate(site.objects.types):
        if not kind.startswith(("Bridge", "Tunnel")):
            continue
        outline, top = _plan(site, row)
        if shapely.is_empty(outline):
            continue
        if kind.startswith("Bridge") and not _led_below(site, outline, top):
            decks.append(outline)
            continue
        centre = shapely.centroid(outline)
        name = site.objects.names[row] or site.objects.ids[row]
        found.append(Underpass(name, (centre.x, centre.y), _deepest(outline, depth)))
    return tuple(sorted(found, key=lambda u: -u.depth)), shapely.union_all(decks)


def cuttings(site: Site, ways: Ways, waters: Waters) -> tuple[Underpass, ...]:
    """Streets that dip below the ground on both sides, as below a railway that is not in the model; one a street."""
    if not len(ways.ends):
        return ()
    first, last = ways.at[ways.ends[:, 0]], ways.at[ways.ends[:, 1]]
    middle, along = (first + last) / 2, last - first
    aside = np.stack([-along[:, 1], along[:, 0]], axis=1) / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    far = aside * (np.asarray(site.streets.width)[ways.street] / 2 + BANK)[:, None]
    ground, left, right = (site.terrain.sample(*(middle + away).T) for away in (0.0 * far, far, -far))
    cut = ways.drivable & (np.minimum(left, right) - ground >= CUT)
    found = []
    for street in np.unique(ways.street[cut]).tolist():
        mine = np.nonzero(cut & (ways.street == street))[0]
        deepest = mine[np.argmax(waters.depth[mine])]
        name = site.streets.names[street] or site.streets.ids[street]
        at = float(middle[deepest, 0]), float(middle[deepest, 1])
        found.append(Underpass(name, at, float(waters.depth[deepest])))
    return tuple(found)


def _plan(site: Site, row: int) -> tuple[shapely.Geometry, float]:
    """Outline of an object from above, and the height of its top [m]."""
    surfaces = site.objects.surfaces
    mine = surfaces.building[surfaces.triangle_surface] == row
    corners = np.asarray(surfaces.vertices, np.float64)[surfaces.triangles[mine]]
    if not len(corners):
        return shapely.Polygon(), 0.0
    flat = shapely.polygons(corners[:, :, :2] + np.asarray(site.origin))
    return shapely.union_all(flat[shapely.area(flat) > 1e-6]), float(corners[:, :, 2].max())


def _led_below(site: Site, outline: shapely.Geometry, top: float) -> bool:
    """Whether a street comes in and goes out so far below the deck that one can pass: not one that lies upon it."""
    lines = np.asarray(site.streets.lines, object)
    met = shapely.get_parts(shapely.intersection(lines, outline)) if len(lines) else np.zeros(0, object)
    met = met[(shapely.get_dimensions(met) == 1) & ~shapely.is_empty(met)]
    if not len(met):
        return False
    ends = np.stack([shapely.get_coordinates(shapely.get_point(met, place)) for place in (0, -1)])
    ground: Array = site.terrain.sample(ends[..., 0], ends[..., 1])
    return bool((top - ground >= OVERHEAD).all(axis=0).any())


def _deepest(outline: shapely.Geometry, depth: Grid) -> float:
    north, east = np.meshgrid(depth.northing(), depth.easting(), indexing="ij")
    west, south, right, top = shapely.bounds(outline)
    near = (east >= west - depth.cell) & (east <= right + depth.cell)
    near &= (north >= south - depth.cell) & (north <= top + depth.cell)
    rows, columns = np.nonzero(near)
    inside = shapely.dwithin(shapely.points(east[near], north[near]), outline, depth.cell / 2)
    values = depth.values[rows[inside], columns[inside]]
    return float(np.nan_to_num(values).max(initial=0.0))
