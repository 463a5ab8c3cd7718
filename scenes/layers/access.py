"""How far streets and buildings can be reached, as signs on the model: dashes, crosses, discs, and ways with arrows.

Every sign has a form of its own, so that nobody has to tell colours apart, and a white rim, so that water does not hide
it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.ops import substring

from planningtable.city.grid import Grid
from planningtable.city.site import Site
from planningtable.layers.access import Access, row_of
from scenes.meshes import Array, Mesh, as_bytes, merged, rgb

RED, WHITE, WAY = "#c1121f", "#ffffff", "#4b1d78"

SIDE = 1400.0
"""Side of a site on which a sign's unit is 1 m [m]."""
UNITS = (0.3, 1.6)
"""Least and greatest unit [m]."""

# All in units.
CASING, DASH = 7.0, 4.0
"""Widths of a closed stretch and of its dashes."""
STROKE, GAP = 9.0, 6.0
"""Lengths along a closed stretch."""
CROSSES, CROSS = 30.0, ((9.6, 6.2), (8.0, 3.0))
"""Way between crosses; half the length and the width of an arm, of the rim and of the cross in it."""
WAYS = ((7.6, 10.0), (4.6, 7.5))
"""Width of a way's line and of its arrows, of the rim and of the way in it."""
ARROWS = 45.0
"""Way between arrows."""
DISCS, BAR, RIM = (4.5, 9.0), (0.62, 0.19), 1.5
"""Least and greatest radius of the sign on a building; its bar as half sides in radii; its rim."""

LIFT = 0.3
"""Of signs above ground and water [m]."""
ABOVE_ROOF = 2.0
"""Of signs above roofs, whose edges are drawn nearer than they are [m]."""
STEP = 4.0
"""Longest straight piece on the terrain [m]."""
ROUND = 24
"""Corners of what is round."""
STRAIGHT = 0.3
"""Points so near to a straight line lie on it [m]."""

Polygons = npt.NDArray[np.float64]
"""Convex ones with the same number of corners, shape (k, corners, 2)."""


@dataclass(frozen=True, slots=True, eq=False)
class AccessSigns:
    """What is drawn of an access.

    Attributes:
        access: has the ways to buildings, which are drawn when somebody asks.
        depths: of the water that signs lie on [m]; None without water.
        closed: closed streets and buildings that are cut off; None where there are none.
    """

    access: Access
    depths: Grid | None
    closed: Mesh | None


def access_signs(
    site: Site, access: Access | None, depths: Grid | None = None, before: AccessSigns | None = None
) -> AccessSigns | None:
    """What is drawn of an access; ``before`` is taken over where it is of the very same one."""
    if access is None or (before is not None and before.access is access):
        return None if access is None else before
    if len(access.doors) != len(site.buildings):
        # Of another variant: the site is seen already, and what is computed for it comes later.
        return None
    return AccessSigns(access, depths, closed_mesh(site, access, depths))


def closed_mesh(site: Site, access: Access, depths: Grid | None = None) -> Mesh | None:
    """Closed streets and buildings that are cut off; None where there are none.

    Args:
        site: that ``access`` was computed for.
        access: what is closed.
        depths: of the water that the signs lie on [m]; None without water.
    """
    unit = unit_of(site)
    crossed = stretches(access, shut=True)
    lines = [*stretches(access, shut=False), *crossed]
    parts = [(ribbon, WHITE) for line in lines for ribbon in _ribbon(line, CASING * unit, unit)]
    parts += [(ribbon, RED) for line in lines for dash in dashes(line, unit) for ribbon in _ribbon(dash, DASH * unit)]
    for (half, width), ink in zip(CROSS, (WHITE, RED), strict=True):
        parts += [(_crosses(line, unit, half * unit, width * unit), ink) for line in crossed]
    meshes = [_laid(site, polygons, ink, depths) for polygons, ink in parts]
    meshes += [mesh for row in np.flatnonzero(access.cut_off) for mesh in _no_entry(site, int(row), unit)]
    return merged(meshes) if meshes else None


def way_mesh(site: Site, access: Access, buildings: Iterable[str], depths: Grid | None = None) -> Mesh | None:
    """The ways around to some buildings, with arrows towards them; None where none of them needs one.

    Args:
        site: that ``access`` was computed for.
        access: has the ways.
        buildings: their ids.
        depths: of the water that the ways lie on [m]; None without water.
    """
    rows = [row for id in buildings if (row := row_of(access, site, id)) is not None and access.has_detour(row)]
    lines, unit = [way_to(site, access, row) for row in rows], unit_of(site)
    parts: list[tuple[Polygons, str]] = []
    for (width, arrow), ink, beyond in zip(WAYS, (WHITE, WAY), (unit, 0.0), strict=True):
        parts += [(ribbon, ink) for line in lines for ribbon in _ribbon(line, width * unit, beyond)]
        parts += [(_arrows(line, unit, arrow * unit), ink) for line in lines]
    return merged([_laid(site, polygons, ink, depths) for polygons, ink in parts]) if lines else None


def unit_of(site: Site) -> float:
    """What the sizes of signs are counted in, larger on larger sites [m]."""
    return float(np.clip(max(site.extent.width, site.extent.height) / SIDE, *UNITS))


def stretches(access: Access, *, shut: bool) -> list[shapely.LineString]:
    """Closed links joined to lines, as long as can be.

    Args:
        access: has the links.
        shut: those that are closed to fire engines, too; False: those that are closed to cars alone.
    """
    links = access.at[access.closed[access.shut == shut]]
    joined = shapely.line_merge(shapely.MultiLineString(list(shapely.linestrings(links))))
    return [line for line in shapely.get_parts(joined) if line.length > 0.0]


def dashes(line: shapely.LineString, unit: float) -> list[shapely.LineString]:
    """Strokes from one end of a line to the other, at least one."""
    gap = GAP / (STROKE + GAP)
    count = max(round(line.length / (unit * (STROKE + GAP)) + gap), 1)
    period = line.length / (count - gap)
    starts = np.arange(count) * period
    parts = [substring(line, start, start + period * (1.0 - gap)) for start in starts]
    return [part for part in parts if isinstance(part, shapely.LineString)]


def way_to(site: Site, access: Access, row: int) -> shapely.LineString:
    """The way around to a building, from outside to its wall."""
    way = access.way(row)
    wall = shapely.shortest_line(shapely.Point(way[-1]), site.buildings.footprints[row])
    return shapely.LineString([*way, *shapely.get_coordinates(wall)[1:]])


def _ribbon(line: shapely.LineString, width: float, beyond: float = 0.0) -> Iterator[Polygons]:
    """A line with a width [m], and so far beyond its ends [m]."""
    corners = shapely.get_coordinates(line.simplify(STRAIGHT))
    xy = shapely.get_coordinates(shapely.segmentize(shapely.linestrings(corners), STEP))
    along = np.diff(xy, axis=0)
    along = along / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    xy[0] -= beyond * along[0]
    xy[-1] += beyond * along[-1]
    across = _left(along) * (width / 2)
    yield np.stack([xy[:-1] - across, xy[1:] - across, xy[1:] + across, xy[:-1] + across], axis=1)
    if len(corners) > 2:
        yield _circle(width / 2) + corners[1:-1, None]


def _crosses(line: shapely.LineString, unit: float, half: float, width: float) -> Polygons:
    """Arms at even places along a line, each so long to both sides and so wide [m]."""
    at, along = _places(line, CROSSES * unit)
    arms = [(along + side * _left(along)) / np.sqrt(2.0) for side in (-1.0, 1.0)]
    across = [_left(arm) * (width / 2) for arm in arms]
    sides = [
        np.stack([at - a * half - b, at + a * half - b, at + a * half + b, at - a * half + b], axis=1)
        for a, b in zip(arms, across, strict=True)
    ]
    return np.concatenate(sides)


def _arrows(line: shapely.LineString, unit: float, half: float) -> Polygons:
    """Heads at even places along a line, half as wide and long as given [m]."""
    at, along = _places(line, ARROWS * unit)
    aside, ahead = _left(along) * half, along * half
    return np.stack([at - ahead + aside, at - ahead - aside, at + ahead], axis=1)


def _places(line: shapely.LineString, apart: float) -> tuple[Array, Array]:
    """Places at even distances [m], at least one, and the direction of the line there; both of shape (k, 2)."""
    count = max(round(line.length / apart), 1)
    way = (np.arange(count) + 0.5) * line.length / count
    near = min(STEP, line.length) / 2
    ends = [shapely.get_coordinates(shapely.line_interpolate_point(line, way + by)) for by in (-near, near)]
    along = ends[1] - ends[0]
    at = shapely.get_coordinates(shapely.line_interpolate_point(line, way))
    return at, along / np.maximum(np.hypot(*along.T), 1e-9)[:, None]


def _left(along: Array) -> Array:
    return np.stack([-along[:, 1], along[:, 0]], axis=1)


def _circle(radius: float) -> Polygons:
    """One of them around the origin."""
    turn = np.linspace(0.0, 2.0 * np.pi, ROUND, endpoint=False)
    return radius * np.stack([np.cos(turn), np.sin(turn)], axis=1)[None]


def _no_entry(site: Site, row: int, unit: float) -> Iterator[Mesh]:
    """A disc with a bar above the roof of a building."""
    buildings = site.buildings
    outline = buildings.footprints[row]
    at = shapely.get_coordinates(shapely.point_on_surface(outline))[0]
    height = float(buildings.ground[row] + buildings.height[row]) + ABOVE_ROOF
    least, most = DISCS
    radius = float(np.clip(0.8 * np.sqrt(outline.area / np.pi), unit * least, unit * most))
    bar = radius * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * BAR
    forms = (_circle(radius + RIM * unit), WHITE), (_circle(radius), RED), (bar[None], WHITE)
    for polygons, ink in forms:
        yield _mesh(site, polygons + at, np.full(polygons.size // 2, height), ink)


def _laid(site: Site, polygons: Polygons, ink: str, depths: Grid | None) -> Mesh:
    """Polygons on the ground or on the water."""
    east, north = polygons.reshape(-1, 2).T
    height = site.terrain.sample(east, north) + LIFT
    if depths is not None:
        height = height + np.nan_to_num(depths.sample(east, north))
    return _mesh(site, polygons, height, ink)


def _mesh(site: Site, polygons: Polygons, height: Array, ink: str) -> Mesh:
    count, corners = polygons.shape[:2]
    fan = np.array([[0, i, i + 1] for i in range(1, corners - 1)])
    triangles = (fan[None] + corners * np.arange(count)[:, None, None]).reshape(-1, 3)
    points = np.column_stack([polygons.reshape(-1, 2) - np.array(site.origin), height])
    return Mesh(points.astype(np.float32), triangles.astype(np.int32), np.tile(as_bytes(rgb(ink)), (len(points), 1)))
