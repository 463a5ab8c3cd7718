"""What lies around the buildings: ground, land cover, streets, trees; each from its file or made, and said which."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely

from planningtable.app.intake.documents import file_date
from planningtable.app.intake.request import ImportRequest
from planningtable.app.intake.standing import Standing
from planningtable.city.columns import joined
from planningtable.city.crs.heights import Fit, meeting
from planningtable.city.grid import Extent, Grid
from planningtable.city.job import Job
from planningtable.city.land_cover import LandCover
from planningtable.city.readers.containers import sources_of
from planningtable.city.readers.detect import Kind, kind_of
from planningtable.city.readers.files import Part, sha256_of
from planningtable.city.readers.ground.cover import made_cover, read_cover
from planningtable.city.readers.ground.made import from_buildings
from planningtable.city.readers.ground.model import Ground, Survey
from planningtable.city.readers.ground.references import world_affine
from planningtable.city.readers.ground.terrain import read_terrain
from planningtable.city.readers.ground.tin import from_points, from_triangles
from planningtable.city.readers.vector.cover.areas import burned, read_cover_areas
from planningtable.city.readers.vector.cover.objects import ObjectCover, cover_of_objects
from planningtable.city.readers.vector.streets import no_streets, read_streets
from planningtable.city.readers.vector.trees.register import read_trees
from planningtable.city.site import Source, Streets, Trees
from planningtable.domain.text import PlanningError, Text, one_line

GRIDS = frozenset({Kind.RASTER, Kind.ASC})
RASTERS = GRIDS | {Kind.IMAGE}


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """Everything of the site but what stands on it.

    Attributes:
        ground: the terrain.
        land_cover: on the terrain's cells.
        streets: centre lines.
        trees: of the model and of the register.
        sources: one a file.
        notes: remarks for the reader.
    """

    ground: Ground
    land_cover: Grid
    streets: Streets
    trees: Trees
    sources: tuple[Source, ...]
    notes: tuple[Text, ...]


def surroundings(request: ImportRequest, stands: Standing, crs: str, job: Job) -> Surroundings:
    """Read or make what lies around the buildings.

    Args:
        request: names the files.
        stands: what stands there.
        crs: of the site.
        job: for progress and cancel.

    Raises:
        PlanningError: a file cannot be used.
        CancelledError: the job was cancelled.
    """
    city = stands.area or extent_of(stands)
    job.report(0.0, Text.of("city.job.terrain"))
    ground = _ground(request, stands, crs, city, job.part(0.0, 0.5))
    if stands.area is not None:
        ground = replace(ground, grid=_cut(ground.grid, stands.area))
    area = ground.grid.extent
    sources = _terrain_sources(ground)
    notes = list(ground.notes)
    job.report(0.5, Text.of("city.job.streets"))
    streets = no_streets()
    if request.streets is not None:
        lines = read_streets(request.streets, crs, area)
        streets, notes = lines.streets, [*notes, *lines.notes]
        sources += _source("streets", [request.streets], lines.format, lines.crs)
    job.report(0.6, Text.of("city.job.trees"))
    trees = stands.piece.trees
    if request.trees is not None:
        register = read_trees(request.trees, crs, area)
        trees, notes = joined([trees, register.trees]), [*notes, *register.notes]
        sources += _source("trees", [request.trees], register.format, register.crs)
    job.report(0.7, Text.of("city.job.land-cover"))
    cover, cover_sources, cover_notes = _cover(request, crs, ground.grid, stands, streets)
    return Surroundings(ground, cover, streets, trees, (*sources, *cover_sources), (*notes, *cover_notes))


def extent_of(stands: Standing) -> Extent:
    """Of the buildings, or of the first of the other things where there are none [m].

    Raises:
        PlanningError: nothing stands there.
    """
    piece, here = stands.piece, (0.0, 0.0)
    places = (
        (piece.surfaces.ring_points[:, :2], piece.origin),
        (piece.objects.surfaces.ring_points[:, :2], piece.origin),
        (np.column_stack([piece.trees.east, piece.trees.north]), here),
        (piece.terrain.reshape(-1, 3)[:, :2], here),
        (piece.terrain_points[:, :2], here),
    )
    for points, (east, north) in places:
        if len(points):
            low, high = points.min(axis=0), points.max(axis=0)
            return Extent(float(low[0] + east), float(low[1] + north), float(high[0] + east), float(high[1] + north))
    raise PlanningError("error.city.no-ground")


def _cut(grid: Grid, area: Extent) -> Grid:
    """The cells of a grid that touch an area."""
    first = max(int(np.floor((area.west - grid.west) / grid.cell)), 0)
    last = min(int(np.ceil((area.east - grid.west) / grid.cell)), grid.columns)
    top = max(int(np.floor((grid.north - area.north) / grid.cell)), 0)
    bottom = min(int(np.ceil((grid.north - area.south) / grid.cell)), grid.rows)
    if last <= first or bottom <= top:
        return grid
    values = grid.values[top:bottom, first:last]
    return Grid(values, grid.west + first * grid.cell, grid.north - top * grid.cell, grid.cell)


def _ground(request: ImportRequest, stands: Standing, crs: str, city: Extent, job: Job) -> Ground:
    """From a terrain model; else from the model's relief; else from where the buildings stand."""
    piece = stands.piece
    if request.terrains:
        ground = read_terrain(request.terrains, crs, city, job)
        if request.terrain_offset:
            ground = _raised(ground, request.terrain_offset)
        return _held_against(ground, stands)
    found = from_triangles(piece.terrain, city) if len(piece.terrain) else None
    if found is None and len(piece.terrain_points):
        found = from_points(piece.terrain_points, city)
    if found is not None:
        return _held_against(found, stands)
    if not len(piece.surfaces):
        raise PlanningError("error.city.no-ground")
    made = from_buildings(piece.surfaces, piece.origin, city)
    if not len(piece.terrain):
        return made
    unused = Text.of("city.note.tin-elsewhere", triangles=len(piece.terrain))
    return replace(made, notes=(unused, *made.notes))


def _raised(ground: Ground, by: float) -> Ground:
    note = Text.of("city.note.terrain-raised", offset=by)
    grid = ground.grid.with_values(ground.grid.values + np.float32(by))
    return replace(ground, grid=grid, notes=(*ground.notes, note))


def _held_against(ground: Ground, stands: Standing) -> Ground:
    """The terrain with a remark where the buildings do not stand on it."""
    buildings = stands.piece.buildings
    if not len(buildings):
        return ground
    points = shapely.centroid(buildings.footprints)
    found = meeting(ground.grid, shapely.get_x(points), shapely.get_y(points), buildings.ground)
    if found.finding is None or found.fit is Fit.UNKNOWN:
        return ground
    return replace(ground, notes=(*ground.notes, found.finding))


def _cover(
    request: ImportRequest, crs: str, terrain: Grid, stands: Standing, streets: Streets
) -> tuple[Grid, tuple[Source, ...], tuple[Text, ...]]:
    footprints = stands.piece.buildings.footprints
    if request.land_cover is None:
        grid, notes = made_cover(terrain, footprints, streets)
        told = cover_of_objects(stands.piece.objects, stands.piece.origin, grid)
        return told.grid, (), (*notes, *_told(told))
    part = _raster_in(request.land_cover)
    if part is None:
        return _cover_areas(request.land_cover, crs, terrain, stands, streets)
    grid, raster, notes = read_cover(part, crs, terrain, footprints)
    licence = raster.tags.get("LICENCE", raster.tags.get("TIFFTAG_COPYRIGHT", ""))
    source = _source("land-cover", [request.land_cover], raster.format, raster.crs or crs, licence)
    return grid, source, notes


def _raster_in(path: Path) -> Part | None:
    """The raster that a file is or, packed, holds; None where it holds other things.

    Raises:
        PlanningError: unreadable, or an archive of several rasters.
    """
    parts = sources_of((path,), Job()).parts
    if parts == (Part(path),):
        return parts[0] if kind_of(parts[0]) in RASTERS else None
    rasters = [part for part in parts if _is_placed_raster(part)]
    if len(rasters) > 1:
        raise PlanningError("error.city.cover-several", file=path.name, count=len(rasters))
    return rasters[0] if rasters else None


def _is_placed_raster(part: Part) -> bool:
    """Whether a member of an archive is a raster; a picture is one where it has a world file."""
    try:
        kind = kind_of(part)
    except PlanningError:
        return False  # empty, for instance; what is needed of the archive is something else
    return kind in GRIDS or (kind is Kind.IMAGE and world_affine(part) is not None)


def _cover_areas(
    path: Path, crs: str, terrain: Grid, stands: Standing, streets: Streets
) -> tuple[Grid, tuple[Source, ...], tuple[Text, ...]]:
    """Land cover from areas; what they leave open is known from the model and the streets as far as it is."""
    grid, _ = made_cover(terrain, stands.piece.buildings.footprints, streets)
    areas = read_cover_areas(path, crs, terrain.extent)
    told = cover_of_objects(stands.piece.objects, stands.piece.origin, grid)
    empty = grid.with_values(np.full(grid.values.shape, int(LandCover.UNKNOWN), np.uint8))
    written = burned(empty, areas.geometries, areas.codes).values
    open_ = told.grid.values == int(LandCover.UNKNOWN)
    merged = grid.with_values(np.where(open_, written, told.grid.values))
    return merged, _source("land-cover", [path], areas.format, areas.crs), (*areas.notes, *_told(told))


def _told(cover: ObjectCover) -> tuple[Text, ...]:
    notes = []
    if cover.surfaces:
        notes.append(Text.of("city.note.cover-objects", surfaces=sum(cover.surfaces.values())))
    if cover.unknown:
        notes.append(Text.of("city.note.cover-classes", classes=", ".join(sorted(cover.unknown)[:20])))
    return tuple(notes)


def _terrain_sources(ground: Ground) -> list[Source]:
    """The files that heights come from, each once."""
    files: dict[Path, Survey] = {}
    for found in ground.files:
        files.setdefault(found.part.path, found)
    return [
        s for path, f in files.items() for s in _source("terrain", [path], f.format, f.crs or ground.crs, f.licence)
    ]


def _source(what: str, paths: Sequence[Path], format: str, crs: str, licence: str = "") -> tuple[Source, ...]:
    return tuple(
        Source(what, one_line(path.name), format, "", crs, file_date(path), licence, sha256_of(path))
        for path in paths
        if path.is_file()
    )
