"""Land cover from the city model itself: roads, traffic areas, water, plant cover and land use."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from planningtable.city.grid import Array, Grid
from planningtable.city.land_cover import LandCover
from planningtable.city.readers.vector.cover.areas import burned
from planningtable.city.readers.vector.cover.words import AUXILIARY, MATERIAL, of_code, of_word
from planningtable.city.readers.vector.valid import polygons
from planningtable.city.site import Objects, SurfaceKind

# Surfaces steeper than this do not cover ground [°].
STEEPEST = 60.0
_KINDS: Mapping[int, LandCover] = {
    SurfaceKind.TRAFFIC: LandCover.ASPHALT,
    SurfaceKind.GREEN: LandCover.LAWN,
    SurfaceKind.WATER: LandCover.WATER,
}
_TYPES: Mapping[str, LandCover] = {
    "Road": LandCover.ASPHALT,
    "Square": LandCover.PAVING,
    "Track": LandCover.GRAVEL,
    "Railway": LandCover.GRAVEL,
    "TransportSquare": LandCover.PAVING,
    "TransportationComplex": LandCover.ASPHALT,
    "WaterBody": LandCover.WATER,
    "Waterway": LandCover.WATER,
    "PlantCover": LandCover.SHRUBS,
}
# CityGML 2.0, annex C: class of plant cover.
_PLANTS: Mapping[str, LandCover] = {
    **dict.fromkeys(("1010", "1020", "1030", "1040", "1050"), LandCover.WATER),
    **dict.fromkeys(("1060", "1070", "1080", "1090", "1100"), LandCover.WOODLAND),
    **dict.fromkeys(("1110", "1120", "1130", "1140", "1150"), LandCover.SHRUBS),
    **dict.fromkeys(("1160", "1170", "1180", "1190"), LandCover.MEADOW),
}
_ROADS = ("Road", "Square", "Track", "Railway", "TransportSquare", "TransportationComplex")
# Functions of traffic areas that are walked on.
_WALKED = frozenset(("2", "3", "4", "5", "20", "21", "22", "23", "24", "25", "26"))


@dataclass(frozen=True, slots=True, eq=False)
class ObjectCover:
    """What objects of the model tell of the ground.

    Attributes:
        grid: land cover with them.
        cells: number of cells that got each land cover, by its name.
        surfaces: number of surfaces used, by land cover's name.
        unknown: classes of land use without a land cover, and how many objects.
    """

    grid: Grid
    cells: Mapping[str, int]
    surfaces: Mapping[str, int]
    unknown: Mapping[str, int]


def cover_of_objects(objects: Objects, origin: tuple[float, float], grid: Grid) -> ObjectCover:
    """Write what roads, water, plant cover and land use cover into a land-cover grid.

    Land use is written first, then the rest, each from the large to the small; cells of buildings are kept.

    Args:
        objects: of the site.
        origin: easting and northing that the objects' points are relative to [m].
        grid: `LandCover` codes, uint8, in the site's CRS.
    """
    covers, unknown = _covers(objects)
    shapes, rows = _outlines(objects, origin, np.array([c is not None for c in covers], bool))
    codes = np.array([int(covers[r] or 0) for r in rows], np.uint8)
    use = np.array([objects.types[objects.surfaces.building[r]] == "LandUse" for r in rows], bool)
    before = grid
    for chosen in (use, ~use):
        grid = burned(grid, shapes[chosen], codes[chosen])
    built = before.values == LandCover.BUILDING
    grid = grid.with_values(np.where(built, before.values, grid.values))
    changed = grid.values[grid.values != before.values]
    used = Counter(covers[r].name for r in np.unique(rows) if covers[r])
    cells = {LandCover(int(c)).name: int(n) for c, n in zip(*np.unique(changed, return_counts=True), strict=True)}
    return ObjectCover(grid, cells, dict(used), unknown)


def _covers(objects: Objects) -> tuple[list[LandCover | None], dict[str, int]]:
    """Land cover of each surface; None where it says nothing."""
    own: dict[int, LandCover | None] = {}
    unknown: Counter[str] = Counter()
    for row, (type, attributes) in enumerate(zip(objects.types, objects.attributes, strict=True)):
        own[row] = _of_object(type, attributes)
        if type == "LandUse" and own[row] is None:
            unknown[attributes.get("class") or attributes.get("function") or "–"] += 1
    surfaces = objects.surfaces
    nested: dict[tuple[int, int], Mapping[str, str]] = {}
    found: list[LandCover | None] = []
    for i in range(len(surfaces)):
        owner, number = int(surfaces.building[i]), int(surfaces.nested[i])
        key = (owner, number)
        if number and key not in nested:
            nested[key] = objects.nested.attributes[int(objects.nested.row_starts[owner]) + number - 1]
        attributes = {**nested.get(key, {}), **surfaces.attributes[i]} if number else surfaces.attributes[i]
        found.append(_of_surface(int(surfaces.kind[i]), attributes, objects.types[owner], own[owner]))
    return found, dict(unknown)


def _of_object(type: str, attributes: Mapping[str, str]) -> LandCover | None:
    if type == "LandUse":
        for name in ("function", "class", "usage"):
            value = attributes.get(name, "")
            cover = of_code(value, attributes.get(f"{name}.codeSpace", "")) or (of_word(value) if value else None)
            if cover:
                return cover
        values = (attributes.get(n, "") for n in ("function", "class"))
        spaces = (attributes.get(f"{n}.codeSpace", "") for n in ("function", "class"))
        mixed = [of_code(v, s) for v, s in zip(values, spaces, strict=True)]
        return LandCover.UNKNOWN if LandCover.UNKNOWN in mixed else None
    if type == "PlantCover":
        word = attributes.get("class", "")
        return _PLANTS.get(word) or (of_word(word) if word else None) or LandCover.SHRUBS
    return _TYPES.get(type)


def _of_surface(kind: int, attributes: Mapping[str, str], type: str, own: LandCover | None) -> LandCover | None:
    """Of one surface: by its material, its function, its object, its kind."""
    if type in ("Bridge", "Tunnel", "CityFurniture", "Building"):
        return None
    material = attributes.get("surfaceMaterial", "")
    function = attributes.get("function", "").strip()
    cover = MATERIAL.get(material) or (of_word(material) if material else None)
    if cover is None and type in _ROADS:
        cover = AUXILIARY.get(function) or (LandCover.PAVING if function in _WALKED else None)
    if cover is None and function and not function.isdigit() and kind in _KINDS:
        cover = of_word(function)
    if cover is None and kind == SurfaceKind.GREEN and type in _ROADS:
        cover = LandCover.LAWN
    cover = cover or own or _KINDS.get(kind)
    return cover or None


def _outlines(objects: Objects, origin: tuple[float, float], wanted: Array) -> tuple[Array, Array]:
    """Outlines of the wanted surfaces seen from above, and the surface row of each."""
    surfaces = objects.surfaces
    wanted = wanted & (surfaces.slope <= STEEPEST)
    outer: dict[int, Array] = {}
    holes: dict[int, list[Array]] = {}
    for i, row in enumerate(surfaces.ring_surface.tolist()):
        if not wanted[row]:
            continue
        ring = surfaces.ring_points[surfaces.ring_offsets[i] : surfaces.ring_offsets[i + 1], :2] + np.array(origin)
        if len(ring) < 3:
            continue
        if surfaces.ring_hole[i]:
            holes.setdefault(row, []).append(ring)
        else:
            outer[row] = ring
    rows = np.array(list(outer), np.int64)
    shapes = np.empty(len(rows), object)
    for k, (row, ring) in enumerate(outer.items()):
        shapes[k] = shapely.Polygon(ring, holes.get(row, []))
    valid, owner, _ = polygons(shapes)
    return valid, rows[owner]
