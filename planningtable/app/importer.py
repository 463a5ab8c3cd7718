"""A town's own files → a `Site` and its check-up."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from planningtable.app.words import load_words
from planningtable.city.assemble import Assembled, assemble
from planningtable.city.checkup import Checkup, FileCheck, Located, check_of
from planningtable.city.columns import no_objects
from planningtable.city.crs.locate import located
from planningtable.city.digest import sealed
from planningtable.city.grid import Array, Extent, Grid
from planningtable.city.job import Job
from planningtable.city.readers.citygml.document import CityDocument
from planningtable.city.readers.citygml.reader import read_city
from planningtable.city.readers.files import existing, parts_of, sha256_of
from planningtable.city.readers.ground.cover import made_cover, read_cover
from planningtable.city.readers.ground.made import from_buildings
from planningtable.city.readers.ground.model import Ground
from planningtable.city.readers.ground.raster import read_raster
from planningtable.city.readers.ground.terrain import read_terrain
from planningtable.city.readers.ground.tin import from_triangles
from planningtable.city.readers.vector.streets import StreetFile, no_streets, read_streets
from planningtable.city.readers.vector.trees import TreeFile, no_trees, read_trees
from planningtable.city.readers.vector.vectors import read_features
from planningtable.city.site import Site, Source, Surfaces
from planningtable.domain.text import PlanningError, Text

RASTERS = (".tif", ".tiff", ".asc")
VECTORS = (".geojson", ".gpkg", ".csv")


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import.

    Attributes:
        city: CityGML files, plain, gzip or zip; at least one.
        terrain: terrain model, GeoTIFF or ESRI ASC.
        land_cover: raster with `LandCover` codes.
        trees: tree register, CSV, GeoJSON or GeoPackage.
        streets: centre lines, GeoJSON or GeoPackage.
        crs: overrides what the city files say, e.g. ``EPSG:25832``.
        name: of the workshop; the first file's unless given.
        language: of the notes that are stored with the site.
    """

    city: tuple[Path, ...]
    terrain: Path | None = None
    land_cover: Path | None = None
    trees: Path | None = None
    streets: Path | None = None
    crs: str | None = None
    name: str = ""
    language: str = "de"


@dataclass(frozen=True, slots=True, eq=False)
class Imported:
    """What came of it.

    Attributes:
        site: ready to be used.
        checkup: of the city files, and notes on the rest.
        name: of the workshop.
    """

    site: Site
    checkup: Checkup
    name: str


def _read_all(paths: tuple[Path, ...], job: Job) -> tuple[CityDocument, ...]:
    parts = [part for path in paths for part in parts_of(path)]
    documents = []
    for i, part in enumerate(parts):
        documents.append(read_city(part, job.part(i / len(parts), (i + 1) / len(parts))))
    return tuple(documents)


def check_files(paths: tuple[Path, ...], crs: str | None, job: Job) -> Checkup:
    """The check-up without an import; a missing or wrong CRS is a finding, not an error.

    Raises:
        PlanningError: a file is missing, unreadable, cut off or of no known kind.
        CancelledError: the job was cancelled.
    """
    checks: list[FileCheck] = []
    for i, path in enumerate(paths):
        part = job.part(i / len(paths), (i + 1) / len(paths))
        existing(path)
        suffix = path.name.lower().removesuffix(".gz")
        if suffix.endswith(RASTERS):
            checks.append(_check_raster(path))
        elif suffix.endswith(VECTORS):
            checks.append(_check_vector(path))
        else:
            documents = _read_all((path,), part.part(0.0, 0.7))
            found = located(documents, crs, strict=False)
            checks.extend(check_of(found, assemble(documents, [f.placement for f in found], part.part(0.7, 1.0))))
    return Checkup(tuple(checks))


def _check_raster(path: Path) -> FileCheck:
    raster = read_raster(path)
    valid = int(np.isfinite(raster.values).sum())
    counts = {"cells": valid, "cells without data": raster.values.size - valid}
    return FileCheck(path.name, raster.format, crs=raster.crs, objects=counts)


def _check_vector(path: Path) -> FileCheck:
    if path.suffix.lower() == ".csv":
        count = sum(1 for line in path.read_bytes().splitlines() if line.strip()) - 1
        return FileCheck(path.name, "CSV", objects={"rows": count})
    features = read_features(path, "EPSG:4326")
    kinds = [shape.geom_type for shape in features.geometries]
    counts = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
    return FileCheck(path.name, features.format, crs=features.crs, objects=counts)


def import_site(request: ImportRequest, job: Job) -> Imported:
    """Read everything and put it together.

    Raises:
        PlanningError: something the user can put right.
        CancelledError: the job was cancelled.
    """
    for path in (request.terrain, request.land_cover, request.trees, request.streets):
        if path is not None:
            existing(path)
    documents = _read_all(request.city, job.part(0.0, 0.45))
    found = located(documents, request.crs, strict=True)
    assembled = assemble(documents, [f.placement for f in found], job.part(0.45, 0.7))
    crs = _site_crs(found)
    if not len(assembled.buildings) or not crs:
        raise _nothing_to_show(documents, assembled)
    city = _extent(assembled.surfaces, assembled.origin)
    job.report(0.7, Text.of("city.job.terrain"))
    ground = _ground(request, found, assembled, crs, city)
    area = ground.grid.extent
    job.report(0.8, Text.of("city.job.streets"))
    streets = read_streets(request.streets, crs, area) if request.streets else StreetFile(no_streets(), "", "", ())
    job.report(0.83, Text.of("city.job.trees"))
    trees = read_trees(request.trees, crs, area) if request.trees else TreeFile(no_trees(), "", "", ())
    job.report(0.87, Text.of("city.job.land-cover"))
    cover, cover_source, cover_notes = _cover(request, crs, ground.grid, assembled.buildings.footprints, streets)
    notes = (*_file_notes(assembled), *ground.notes, *cover_notes, *trees.notes, *streets.notes)
    sources = [*_city_sources(request.city, found)]
    sources += _source("terrain", request.terrain, ground.format, ground.crs, ground.licence)
    sources += cover_source
    sources += _source("trees", request.trees, trees.format, trees.crs)
    sources += _source("streets", request.streets, streets.format, streets.crs)
    job.report(0.95, Text.of("city.job.sealing"))
    words = load_words(request.language)
    site = Site(
        crs=crs,
        vertical=next((f.reference.vertical for f in found if f.reference and f.reference.vertical), ""),
        origin=assembled.origin,
        extent=area,
        terrain=ground.grid,
        terrain_made=ground.made,
        land_cover=cover,
        buildings=assembled.buildings,
        surfaces=assembled.surfaces,
        objects=no_objects(),
        trees=trees.trees,
        streets=streets.streets,
        sources=tuple(sources),
        notes=tuple(words(note) for note in notes),
    )
    checkup = Checkup(check_of(found, assembled), notes)
    done = Imported(sealed(site), checkup, request.name or _name(request, documents))
    job.report(1.0, Text.of("city.job.done"))
    return done


def _name(request: ImportRequest, documents: tuple[CityDocument, ...]) -> str:
    title = next((d.title for d in documents if d.title), "")
    return title or request.city[0].name.partition(".")[0]


def _site_crs(found: tuple[Located, ...]) -> str:
    return next((f.placement.crs for f in found if f.document.buildings and f.placement is not None), "")


def _nothing_to_show(documents: tuple[CityDocument, ...], assembled: Assembled) -> PlanningError:
    buildings = sum(d.building_count for d in documents)
    names = ", ".join(d.name for d in documents[:3])
    if not buildings:
        return PlanningError("error.city.no-buildings", file=names)
    reason = next((why for reported in assembled.reported for _, why in reported), Text.of("city.reason.no-geometry"))
    return PlanningError("error.city.nothing-shown", file=names, buildings=buildings, reason=reason.id)


def _extent(surfaces: Surfaces, origin: tuple[float, float]) -> Extent:
    low, high = surfaces.ring_points[:, :2].min(axis=0), surfaces.ring_points[:, :2].max(axis=0)
    return Extent(
        float(low[0] + origin[0]), float(low[1] + origin[1]), float(high[0] + origin[0]), float(high[1] + origin[1])
    )


def _ground(request: ImportRequest, found: tuple[Located, ...], assembled: Assembled, crs: str, city: Extent) -> Ground:
    if request.terrain is not None:
        return read_terrain([request.terrain], crs, city, Job())
    triangles: list[Array] = []
    for one in found:
        if len(one.document.terrain) and one.placement is not None:
            triangles.append(one.placement.project(one.document.terrain.reshape(-1, 3)).reshape(-1, 3, 3))
    if triangles:
        ground = from_triangles(np.concatenate(triangles), city)
        if ground is not None:
            return ground
    made = from_buildings(assembled.surfaces, assembled.origin, city)
    if not triangles:
        return made
    unused = Text.of("city.note.tin-elsewhere", triangles=sum(len(t) for t in triangles))
    return replace(made, notes=(unused, *made.notes))


def _cover(
    request: ImportRequest, crs: str, terrain: Grid, footprints: Array, streets: StreetFile
) -> tuple[Grid, list[Source], tuple[Text, ...]]:
    if request.land_cover is None:
        grid, notes = made_cover(terrain, footprints, streets.streets)
        return grid, [], notes
    grid, raster, notes = read_cover(request.land_cover, crs, terrain, footprints)
    licence = raster.tags.get("LICENCE", raster.tags.get("TIFFTAG_COPYRIGHT", ""))
    return grid, _source("land-cover", request.land_cover, raster.format, raster.crs or crs, licence), notes


def _file_notes(assembled: Assembled) -> tuple[Text, ...]:
    reported = sum(len(r) for r in assembled.reported)
    repaired = sum(len(r) for r in assembled.repaired)
    estimated = int(assembled.buildings.storeys_estimated.sum())
    notes = []
    if reported:
        notes.append(Text.of("city.note.reported", buildings=reported))
    if repaired:
        notes.append(Text.of("city.note.repaired", surfaces=repaired))
    if estimated:
        notes.append(Text.of("city.note.storeys-estimated", buildings=estimated))
    return tuple(notes)


def _city_sources(paths: tuple[Path, ...], found: tuple[Located, ...]) -> list[Source]:
    sources = []
    for path in paths:
        documents = [f for f in found if f.document.name.partition(":")[0] == path.name]
        version = documents[0].document.version if documents else ""
        reference = next((f.reference for f in documents if f.reference is not None), None)
        crs = f"EPSG:{reference.epsg}" if reference is not None else ""
        dates = [b.attributes.get("creationDate", "") for f in documents for b in f.document.buildings]
        date = max(dates, default="")[:10] or _file_date(path)
        licence = next((f.document.licence for f in documents if f.document.licence), "")
        sources.append(Source("city", path.name, "CityGML", version, crs, date, licence, sha256_of(path)))
    return sources


def _source(what: str, path: Path | None, format: str, crs: str, licence: str = "") -> list[Source]:
    if path is None:
        return []
    return [Source(what, path.name, format, "", crs, _file_date(path), licence, sha256_of(path))]


def _file_date(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
