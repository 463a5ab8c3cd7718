"""Development plans laid flat on the terrain: areas painted on the ground's picture, lines above it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from PIL import Image, ImageDraw
from shapely.geometry.base import BaseGeometry

from planningtable.city.grid import Grid
from planningtable.city.plan import Plan, PlanKind, PlanObject
from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.layers.legend import Legend, LegendClass
from scenes.actors import actor_of, line_data, poly_data
from scenes.ground import Ground, soft_light
from scenes.meshes import Array, Bytes, Floats, Lines, Mesh, as_bytes, merged, rgb
from scenes.plan_signs import AREA, SIGNS, Sign, label_of, sign_of

STEP = 4.0
"""Longest straight piece of a line on the terrain [m]."""
ABOVE = 0.12
"""Lines lie this high above the terrain [m]."""
SAME_LINE = 0.5
"""A rim that is so near to a drawn limit is that limit [m]."""
POINT_RADIUS = 2.0
"""A point, such as a tree that is to be preserved, is drawn as a ring [m]."""
PIXELS = 1400.0
"""Pixels that a whole site is shown with."""
METRES_PER_PIXEL = (0.08, 0.45)
"""Least and most that a pixel of a line's width is on the ground [m]; some graphics cards draw every line as thin as
can be, so lines are strips on the ground too."""
GROUND = "#e9e8e3"
"""Colour of plain ground, on which the legend shows areas."""
LEAST_SHOWN = 0.4
"""Opacity of an area in the legend, at least."""
ON_ZONE = 0.75
"""Opacity of a buildable area in the legend."""
PATTERN_SIDE = 600.0
"""Side of a site in which strokes have the lengths of their signs; in larger ones they grow with it [m]."""


@dataclass(frozen=True, slots=True, eq=False)
class PlanOverlay:
    """Plans, ready to be drawn.

    Attributes:
        picture: the ground's picture with the plans' areas over it, sRGB, shape (rows, columns, 3).
        lines: width [px] to lines of that width.
        strips: the same lines with a width on the ground, so that they grow as people come nearer.
        legend: the signs that are drawn.
    """

    picture: Bytes
    lines: Mapping[float, Lines]
    strips: Mesh
    legend: Legend


def plan_overlay(site: Site, ground: Ground, plans: Sequence[Plan]) -> PlanOverlay | None:
    """What plans look like on a site; None where none of them touches it.

    Args:
        site: the site.
        ground: of the same site.
        plans: geometry in the site's CRS.
    """
    window = shapely.box(site.extent.west, site.extent.south, site.extent.east, site.extent.north)
    drawn = [(o, sign, here) for p in plans for o in p.objects if (sign := sign_of(o)) and (here := _in(window, o))]
    limits = [p.area.boundary.intersection(window) for p in plans if not p.area.is_empty]
    limits = [rim for rim in limits if not rim.is_empty]
    if not drawn and not limits:
        return None
    strokes = [*_strokes(drawn, window), *((AREA, rim) for rim in limits)]
    pieces = _pieces(site, strokes)
    names = [plan.number or plan.name for plan in plans]
    seen = {sign.name for sign, rim in strokes if not rim.is_empty} | {sign.name for _, sign, _ in drawn}
    return PlanOverlay(
        _painted(ground, drawn),
        {width: _on_terrain(site, parts) for width, parts in pieces.items()},
        _strips(site, pieces),
        _legend(seen, names),
    )


def plan_legend(plans: Sequence[Plan]) -> Legend:
    """The signs of plans, wherever they lie."""
    signs = {sign.name for plan in plans for o in plan.objects if (sign := sign_of(o))}
    areas = {AREA.name for plan in plans if not plan.area.is_empty}
    # The rim of a buildable area is a limit.
    rims = {"limit"} if "buildable" in signs else set()
    return _legend(signs | areas | rims, [plan.number or plan.name for plan in plans])


class PlanLines:
    """Keeps the plans' lines in a renderer. Called in the thread that draws."""

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer
        self._actors: list[tuple[float, Any]] = []
        self._strips: Any = None
        self._matrix: Any = None
        self._scale = 1.0

    def show(self, overlay: PlanOverlay | None) -> None:
        """Draw these lines and no others; None for none."""
        for _, actor in self._actors:
            self._renderer.RemoveActor(actor)
        lines = {} if overlay is None else overlay.lines
        self._actors = [(width, actor_of(line_data(those))) for width, those in lines.items()]
        for _, actor in self._actors:
            self._renderer.AddActor(actor)
        if self._strips is not None:
            self._renderer.RemoveActor(self._strips)
        some = overlay is not None and len(overlay.strips.points)
        self._strips = actor_of(poly_data(overlay.strips)) if overlay is not None and some else None
        if self._strips is not None:
            self._renderer.AddActor(self._strips)
        self.scale(self._scale)
        self.pull(self._matrix)

    def scale(self, scale: float) -> None:
        """Pixels of the picture per unit of a width."""
        self._scale = scale
        for width, actor in self._actors:
            actor.GetProperty().SetLineWidth(width * scale)

    def pull(self, matrix: Any) -> None:
        """Draw the lines nearer to the eye than the ground."""
        self._matrix = matrix
        if matrix is None:
            return
        for actor in (*(actor for _, actor in self._actors), self._strips):
            if actor is not None:
                actor.SetUserMatrix(matrix)


def dashed(line: BaseGeometry, pattern: tuple[float, ...], step: float = STEP) -> Array:
    """The strokes of a line, in pieces no longer than a step.

    Args:
        line: LineString.
        pattern: lengths of stroke and gap in turn [m]; empty for an unbroken line.
        step: longest piece [m].

    Returns:
        Start and end of each piece, shape (n, 2, 2).
    """
    xy = shapely.get_coordinates(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    total = float(along[-1])
    if total == 0.0:
        return np.zeros((0, 2, 2))
    edges, period = np.cumsum(pattern), float(sum(pattern))
    cuts = [along, np.arange(0.0, total, step)]
    if period:
        cuts.append((np.arange(0.0, total, period)[:, None] + edges[None, :]).ravel())
    at = np.unique(np.concatenate(cuts))
    at = at[at <= total]
    points = np.column_stack([np.interp(at, along, xy[:, axis]) for axis in (0, 1)])
    pieces = np.stack([points[:-1], points[1:]], axis=1)
    if not period:
        return pieces
    middle = (at[:-1] + at[1:]) / 2 % period
    return np.asarray(pieces[np.searchsorted(edges, middle, "right") % 2 == 0])


def _in(window: BaseGeometry, o: PlanObject) -> BaseGeometry | None:
    geometry = o.geometry
    if geometry.is_empty or not geometry.intersects(window):
        return None
    if not shapely.get_dimensions(geometry):
        return geometry.buffer(POINT_RADIUS)
    here = geometry.intersection(window)
    return here if shapely.get_dimensions(here) == shapely.get_dimensions(geometry) else None


_Drawn = tuple[PlanObject, Sign, BaseGeometry]


def _strokes(drawn: Sequence[_Drawn], window: BaseGeometry) -> Iterator[tuple[Sign, BaseGeometry]]:
    """Signs with the lines that they are drawn with; no rim lies on a building limit or line, so that those show."""
    stated = [here for o, _, here in drawn if o.kind in (PlanKind.BUILDING_LIMIT, PlanKind.BUILDING_LINE)]
    said = shapely.union_all(stated).buffer(SAME_LINE)
    for o, sign, here in drawn:
        if shapely.get_dimensions(here) < 2:
            yield sign, here
            continue
        # The rim of the whole, so that the edge of the picture is no limit.
        whole = o.geometry if shapely.get_dimensions(o.geometry) == 2 else here
        polygons = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon" and not part.is_empty]
        rim = shapely.MultiPolygon(polygons).boundary.intersection(window).difference(said)
        if o.kind is PlanKind.BUILDABLE:
            yield SIGNS["limit"], rim
        elif sign.width:
            yield sign, rim


def _painted(ground: Ground, drawn: Sequence[_Drawn]) -> Bytes:
    """The ground's picture with areas over it, large ones first; its light stays."""
    picture = ground.picture.astype(np.float32)
    light = soft_light(ground.light)
    areas = [(here, sign) for _, sign, here in drawn if sign.fill and here.area]
    for here, sign in sorted(areas, key=lambda pair: -pair[0].area):
        mask, rows, columns = _mask(here, ground.frame)
        if not mask.size:
            continue
        share = sign.fill * mask[:, :, None]
        colour = rgb(sign.colour) * light[rows, columns, None]
        picture[rows, columns] = picture[rows, columns] * (1 - share) + colour * share
    return as_bytes(picture)


def _mask(area: BaseGeometry, frame: Grid) -> tuple[Array, slice, slice]:
    """The cells of a frame that an area covers, as a window of 0 and 1."""
    west, south, east, north = area.bounds
    left, right = int((west - frame.west) / frame.cell), int((east - frame.west) / frame.cell) + 1
    top, bottom = int((frame.north - north) / frame.cell), int((frame.north - south) / frame.cell) + 1
    left, top = max(left, 0), max(top, 0)
    columns = slice(left, max(min(right, frame.columns), left))
    rows = slice(top, max(min(bottom, frame.rows), top))
    size = (columns.stop - columns.start, rows.stop - rows.start)
    if 0 in size:
        return np.zeros((0, 0), np.float32), rows, columns
    image = Image.new("L", size, 0)
    draw = ImageDraw.Draw(image)
    corner = np.array([frame.west + left * frame.cell, frame.north - top * frame.cell])
    for polygon in shapely.get_parts(area):
        if polygon.geom_type != "Polygon":
            continue
        for ring, ink in ((polygon.exterior, 1), *((hole, 0) for hole in polygon.interiors)):
            pixels = (shapely.get_coordinates(ring) - corner) / (frame.cell, -frame.cell) - 0.5
            draw.polygon([(float(x), float(y)) for x, y in pixels], fill=ink)
    return np.asarray(image, np.float32), rows, columns


def _pieces(site: Site, strokes: Sequence[tuple[Sign, BaseGeometry]]) -> Mapping[float, Sequence[tuple[Array, str]]]:
    """Width to strokes in short pieces, shape (n, 2, 2), and their colour."""
    longer = max(1.0, max(site.extent.width, site.extent.height) / PATTERN_SIDE)
    found: dict[float, list[tuple[Array, str]]] = {}
    for sign, geometry in strokes:
        pattern = tuple(length * longer for length in sign.pattern)
        for line in shapely.get_parts(_merged(geometry)):
            if line.geom_type == "LineString" and len(pieces := dashed(line, pattern)):
                found.setdefault(sign.width, []).append((pieces, sign.ink))
    return dict(sorted(found.items()))


def _strips(site: Site, pieces: Mapping[float, Sequence[tuple[Array, str]]]) -> Mesh:
    """Two triangles for each piece of a line."""
    side = max(site.extent.width, site.extent.height)
    pixel = float(np.clip(side / PIXELS, *METRES_PER_PIXEL))
    corners, colours = [], []
    for width, parts in pieces.items():
        for ends, ink in parts:
            along = ends[:, 1] - ends[:, 0]
            length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
            across = np.column_stack([-along[:, 1], along[:, 0]]) / length[:, None] * (width * pixel / 2)
            sides = (ends[:, 0] - across, ends[:, 1] - across, ends[:, 1] + across, ends[:, 0] + across)
            corners.append(np.stack(sides, axis=1).reshape(-1, 2))
            colours.append(np.tile(as_bytes(rgb(ink)), (4 * len(ends), 1)))
    if not corners:
        return merged([])
    first = 4 * np.arange(sum(len(c) for c in corners) // 4, dtype=np.int32)[:, None]
    triangles = np.concatenate([first + np.array([0, 1, 2]), first + np.array([0, 2, 3])]).astype(np.int32)
    return Mesh(_raised(site, np.concatenate(corners)), triangles, np.concatenate(colours))


def _merged(geometry: BaseGeometry) -> BaseGeometry:
    """Pieces of lines joined, so that strokes run on over their ends."""
    parts = [part for part in shapely.get_parts(geometry) if not part.is_empty]
    lines = [part for part in parts if part.geom_type in ("LineString", "LinearRing")]
    return shapely.line_merge(shapely.MultiLineString(lines))


def _on_terrain(site: Site, parts: Sequence[tuple[Array, str]]) -> Lines:
    xy = np.concatenate([pieces.reshape(-1, 2) for pieces, _ in parts])
    colours = [np.tile(as_bytes(rgb(ink)), (2 * len(pieces), 1)) for pieces, ink in parts]
    return Lines(_raised(site, xy), np.concatenate(colours))


def _raised(site: Site, xy: Array) -> Floats:
    """Places on the terrain, relative to the site's origin."""
    height = site.terrain.sample(xy[:, 0], xy[:, 1]) + ABOVE
    return np.column_stack([xy - np.array(site.origin), height]).astype(np.float32)


def _legend(names: set[str], plans: Sequence[str]) -> Legend:
    signs = [sign for sign in (*SIGNS.values(), AREA) if sign.name in names]
    classes = tuple(LegendClass(None, None, _seen(s), label_of(s)) for s in signs)
    return Legend(Text("plan.legend.title"), "", 1.0, classes, ", ".join(name for name in plans if name))


def _seen(sign: Sign) -> str:
    """Colour of a sign as it is seen: areas on plain ground, lines as they are."""
    if not sign.fill:
        return sign.ink
    # Buildable areas lie on zones, and are seen deeper than alone.
    share = ON_ZONE if sign is SIGNS["buildable"] else max(sign.fill, LEAST_SHOWN)
    return "#{:02x}{:02x}{:02x}".format(*as_bytes(rgb(GROUND) * (1 - share) + rgb(sign.colour) * share))
