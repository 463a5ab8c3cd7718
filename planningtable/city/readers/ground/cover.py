"""Land cover: from a raster, or as much of it as buildings and streets tell."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import shapely
from rasterio.features import rasterize

from planningtable.city.grid import Array, Grid
from planningtable.city.land_cover import LandCover
from planningtable.city.readers.files import Part, existing
from planningtable.city.readers.ground.geotiff import dataset_of
from planningtable.city.readers.ground.raster import Raster, cells_transform, raster_of, resampled
from planningtable.city.site import Streets
from planningtable.domain.text import PlanningError, Text

CODES = np.array([int(c) for c in LandCover], np.float64)


def read_cover(
    source: Path | Part, crs: str, terrain: Grid, footprints: Array
) -> tuple[Grid, Raster, tuple[Text, ...]]:
    """Read land cover onto the terrain's cells; buildings are stamped over it.

    The raster, which may lie in an archive, holds the codes of `LandCover`; tags ``CLASS_<code> = <name>`` may rename
    them. Other codes become ``UNKNOWN`` and are reported.

    Raises:
        PlanningError: unreadable, or nowhere near the terrain.
    """
    part = source if isinstance(source, Part) else Part(existing(source))
    raster = raster_of(part, terrain.extent, crs)
    if not raster.extent_in(crs).overlaps(terrain.extent):
        raise PlanningError("error.city.cover-no-overlap", file=raster.name)
    found = resampled(raster, crs, terrain, nearest=True).values
    renamed = _renamed(raster.tags)
    codes = np.zeros(found.shape, np.uint8)
    strange: list[str] = []
    for value in np.unique(found[np.isfinite(found)]):
        code = renamed.get(int(value), int(value)) if float(value).is_integer() else -1
        if code in CODES:
            codes[found == value] = code
        else:
            strange.append(f"{value:g}")
    notes = []
    if strange:
        notes.append(Text.of("city.note.cover-codes", file=raster.name, codes=", ".join(strange)))
    missing = int((~np.isfinite(found)).sum())
    if missing:
        share = round(100 * missing / found.size, 1)
        notes.append(Text.of("city.note.cover-missing", file=raster.name, percent=share))
    return terrain.with_values(_with_buildings(codes, terrain, footprints)), raster, tuple(notes)


def is_cover(part: Part) -> bool:
    """Whether a raster holds codes of land cover, not heights: its tags name classes, or it is one band of bytes.

    No town's heights fit into the numbers from 0 to 255. A raster that cannot be read holds none.
    """
    try:
        with dataset_of(part) as dataset:
            return bool(_renamed(dataset.tags())) or tuple(dataset.dtypes) == ("uint8",)
    except PlanningError:
        return False


def _renamed(tags: Mapping[str, str]) -> dict[int, int]:
    names = {c.name: int(c) for c in LandCover}
    found = {}
    for key, name in tags.items():
        number = key.removeprefix("CLASS_")
        if number != key and number.isdigit():
            found[int(number)] = names.get(name.strip().upper(), -1)
    return found


def made_cover(terrain: Grid, footprints: Array, streets: Streets) -> tuple[Grid, tuple[Text, ...]]:
    """What can be known without a land cover: buildings, and the carriageways of the streets; the rest is unknown."""
    codes = np.full(terrain.values.shape, int(LandCover.UNKNOWN), np.uint8)
    if len(streets):
        roads = shapely.buffer(streets.lines, streets.width / 2, cap_style="flat")
        sealed = [r for r, kind in zip(roads, streets.classes, strict=True) if kind != "path"]
        paths = [r for r, kind in zip(roads, streets.classes, strict=True) if kind == "path"]
        codes = _burned(codes, terrain, paths, LandCover.PAVING)
        codes = _burned(codes, terrain, sealed, LandCover.ASPHALT)
    id = "city.note.cover-made-streets" if len(streets) else "city.note.cover-made"
    return terrain.with_values(_with_buildings(codes, terrain, footprints)), (Text.of(id),)


def _with_buildings(codes: Array, terrain: Grid, footprints: Array) -> Array:
    return _burned(codes, terrain, list(footprints), LandCover.BUILDING)


def _burned(codes: Array, terrain: Grid, shapes: list[shapely.Geometry], cover: LandCover) -> Array:
    """Set the cells whose centres lie in the shapes."""
    found = [s for s in shapes if not shapely.is_empty(s)]
    if not found:
        return codes
    mappings = _mappings(found)
    if not mappings:
        return codes
    transform = cells_transform(terrain.west, terrain.north, terrain.cell)
    mask = rasterize(mappings, out_shape=codes.shape, transform=transform, dtype=np.uint8)
    return np.where(mask.astype(bool), np.uint8(cover), codes)


def _mappings(shapes: list[shapely.Geometry]) -> list[dict[str, object]]:
    """Polygons as GDAL takes them; asking each shape for its own mapping takes longer than burning it."""
    parts = shapely.get_parts(np.array(shapes, object))
    parts = parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)]
    rings, owner = shapely.get_rings(parts, return_index=True)
    coordinates, ring = shapely.get_coordinates(rings, return_index=True)
    pieces = np.split(coordinates, np.flatnonzero(np.diff(ring)) + 1)
    polygons: list[list[object]] = [[] for _ in parts]
    for row, piece in zip(owner.tolist(), pieces, strict=True):
        polygons[row].append(piece.tolist())
    return [{"type": "Polygon", "coordinates": polygon} for polygon in polygons]
