"""The terrain around a city, from one file or from hundreds of tiles."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from planningtable.city.grid import Array, Extent, Grid
from planningtable.city.job import Job
from planningtable.city.readers.ground.model import Ground
from planningtable.city.readers.ground.mosaic import Mosaics, disputed, names_of
from planningtable.city.readers.ground.raster import Raster, cells_for, is_square, moved, pixel_size, resampled
from planningtable.city.readers.ground.tiles import Tile, tiles_of
from planningtable.city.readers.ground.tin import overlap
from planningtable.city.readers.ground.voids import without_voids
from planningtable.domain.text import PlanningError, Text

# How much of a terrain model around the buildings is taken [m].
AROUND = 200.0
# The finest tiles decide on the cell size if they cover at least this share.
NOTABLE = 0.1
# Names of what is delivered beside a terrain model: surface models, heights of trees, land cover, results.
SURFACE = re.compile(
    r"(?i)(?<![a-z])(b?dom\d*|ndom|n?dsm|[ct]dsm|chm|land.?cover|landbedeckung|svf|shadow|depth|buildings?|slope|hillshade)"
    r"(?![a-z])"
)
# Remarks of one kind that are listed one by one.
MOST_ALIKE = 3


def read_terrain(paths: Sequence[Path], crs: str, city: Extent, job: Job) -> Ground:
    """Read a terrain model around the city.

    Args:
        paths: GeoTIFF, ESRI ASC, XYZ or LAS/LAZ, also packed; folders and archives of them.
        crs: of the site.
        city: extent of the buildings [m].
        job: is told, and can be cancelled.

    Raises:
        PlanningError: none of them is readable, has heights and lies near the buildings.
        CancelledError: the job was cancelled.
    """
    found = tiles_of(paths, crs, job.part(0.0, 0.15))
    errors = list(found.errors)
    if not found.tiles:
        raise errors[0] if errors else PlanningError("error.ground.no-terrain", file=names_of([p.name for p in paths]))
    around = city.grown(AROUND)
    placed = [(tile, _place(tile, crs)) for tile in found.tiles]
    near, others = _ground_only([tile for tile, place in placed if place is None or place.overlaps(around)])
    mosaics = Mosaics(crs, around)
    _read(near, mosaics, errors, job.part(0.15, 0.8))
    job.report(0.8, Text.of("city.job.terrain"))
    rasters = mosaics.rasters()
    alive = [r for r in rasters if np.isfinite(r.values).any()]
    if not any(r.extent_in(crs).overlaps(city) for r in alive):
        places = [place for _, place in placed if place is not None] + mosaics.seen
        raise _nothing(near or list(found.tiles), errors, places, city)
    grid = _merged(
        alive, crs, overlap(_joined([r.extent_in(crs) for r in rasters]), around).joined(city), mosaics.notes, job
    )
    filled = without_voids(grid)
    notes = _notes(near, crs, mosaics, grid, alive)
    if filled.count:
        names = names_of([tile.found.part.name for tile in near])
        notes.append(Text.of("city.note.terrain-filled", file=names, cells=filled.count, percent=filled.percent))
    if len(found.tiles) > 1:
        outside = sum(place is not None and not place.overlaps(around) for _, place in placed)
        id = "city.note.terrain-tiles-outside" if outside else "city.note.terrain-tiles"
        notes.append(Text.of(id, tiles=len(near), outside=outside))
    notes += [*others, *found.notes, *(e.text for e in errors)]
    return Ground(
        filled.grid,
        False,
        ", ".join(sorted({tile.found.format for tile in near})),
        next((tile.found.crs for tile in near if tile.found.crs), crs),
        "; ".join(sorted({tile.found.licence for tile in near if tile.found.licence})),
        _shortened(notes),
        filled.mask,
        tuple(tile.found for tile in near),
    )


def _notes(near: list[Tile], crs: str, mosaics: Mosaics, grid: Grid, rasters: list[Raster]) -> list[Text]:
    """What is to be said about the tiles that were read."""
    bare = [tile.found.part.name for tile in near if not tile.found.crs]
    notes = [Text.of("city.note.terrain-without-crs", file=names_of(bare), crs=crs)] if bare else []
    notes += [note for tile in near for note in tile.found.notes] + mosaics.notes
    return notes + _cell_notes(rasters, crs, grid, mosaics.finest)


def _place(tile: Tile, crs: str) -> Extent | None:
    """Where a tile lies in the site's CRS; None where only reading it tells."""
    extent = tile.found.extent
    return None if extent is None else moved(extent, tile.found.crs, crs)


def _ground_only(tiles: list[Tile]) -> tuple[list[Tile], list[Text]]:
    """Tiles of the bare ground; surface models and other rasters that lie among them are named and left alone."""
    ground = [tile for tile in tiles if not SURFACE.search(tile.found.part.file_name)]
    if not ground or len(ground) == len(tiles):
        return tiles, []
    names = [tile.found.part.name for tile in tiles if tile not in ground]
    return ground, [Text.of("city.note.terrain-surface", file=names_of(names))]


def _read(near: list[Tile], mosaics: Mosaics, errors: list[PlanningError], job: Job) -> None:
    """Read tiles into the mosaics; what is wrong with one does not stop the others."""
    for i, tile in enumerate(near):
        own = job.part(i / len(near), (i + 1) / len(near))
        try:
            for piece in tile.read(tile.found, mosaics.window(tile.found.crs), own):
                mosaics.add(tile.found, piece)
        except PlanningError as error:
            if len(near) == 1:
                raise
            errors.append(error)


def _nothing(near: list[Tile], errors: list[PlanningError], places: list[Extent], city: Extent) -> PlanningError:
    """Why there is no terrain."""
    if errors:
        return errors[0]
    names = names_of([tile.found.part.name for tile in near])
    if any(place.overlaps(city) for place in places) or not places:
        return PlanningError("error.city.no-heights", file=names)
    return PlanningError("error.city.no-overlap", file=names, terrain=_words(_joined(places)), city=_words(city))


def _joined(extents: list[Extent]) -> Extent:
    whole = extents[0]
    for extent in extents[1:]:
        whole = whole.joined(extent)
    return whole


def _words(extent: Extent) -> str:
    return f"{extent.west:.0f}–{extent.east:.0f} / {extent.south:.0f}–{extent.north:.0f}"


def _size(raster: Raster, crs: str) -> float:
    return math.sqrt(math.prod(pixel_size(raster, crs)))


def _leading(rasters: list[Raster], crs: str) -> Raster:
    """The finest raster that covers a notable share; its cells are the site's."""
    extents = [r.extent_in(crs) for r in rasters]
    whole = sum(e.area for e in extents)
    notable = [r for r, e in zip(rasters, extents, strict=True) if e.area >= NOTABLE * whole]
    return min(notable or rasters, key=lambda r: _size(r, crs))


def _merged(rasters: list[Raster], crs: str, area: Extent, notes: list[Text], job: Job) -> Grid:
    """All rasters on one grid, finer ones first."""
    cells = cells_for(_leading(rasters, crs), crs, area)
    values = np.array(cells.values)
    for raster in sorted(rasters, key=lambda r: _size(r, crs)):
        job.check()
        notes += _paste(raster, crs, cells, values)
    return cells.with_values(values)


def _paste(raster: Raster, crs: str, cells: Grid, values: Array) -> list[Text]:
    """Put a raster's values where there are none yet; a remark if it contradicts those that are."""
    own = raster.extent_in(crs)
    left = int(np.clip((own.west - cells.west) // cells.cell - 1, 0, cells.columns))
    right = int(np.clip((own.east - cells.west) // cells.cell + 2, 0, cells.columns))
    top = int(np.clip((cells.north - own.north) // cells.cell - 1, 0, cells.rows))
    bottom = int(np.clip((cells.north - own.south) // cells.cell + 2, 0, cells.rows))
    if left >= right or top >= bottom:
        return []
    place = np.s_[top:bottom, left:right]
    part = Grid(
        np.full((bottom - top, right - left), np.nan, np.float32),
        cells.west + left * cells.cell,
        cells.north - top * cells.cell,
        cells.cell,
    )
    found = resampled(raster, crs, part).values
    notes = disputed(values[place], found, raster.name)
    np.copyto(values[place], found, where=np.isnan(values[place]))
    return notes


def _cell_notes(rasters: list[Raster], crs: str, grid: Grid, finest: float) -> list[Text]:
    """What happened to the size of cells."""
    cell = round(grid.cell, 3)
    sizes = sorted({round(_size(r, crs), 2) for r in rasters})
    if finest < grid.cell * 0.7:
        return [Text.of("city.note.terrain-coarser", own=round(finest, 2), cell=cell)]
    if len(sizes) > 1 and sizes[-1] > sizes[0] * 1.02:
        return [Text.of("city.note.terrain-cells", cells=", ".join(f"{s:g}" for s in sizes), cell=cell)]
    odd = [r.name for r in rasters if not is_square(r, crs)]
    return [Text.of("city.note.terrain-resampled", file=names_of(odd), cell=cell)] if odd else []


def _shortened(notes: list[Text]) -> tuple[Text, ...]:
    """Notes, with no more than a few of each kind."""
    kept: list[Text] = []
    seen: Counter[str] = Counter()
    for note in dict.fromkeys(notes):
        seen[note.id] += 1
        if seen[note.id] <= MOST_ALIKE:
            kept.append(note)
    more = sum(n - MOST_ALIKE for n in seen.values() if n > MOST_ALIKE)
    return (*kept, Text.of("city.note.terrain-more", count=more)) if more else tuple(kept)
