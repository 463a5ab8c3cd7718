"""Terrain files in files, folders and archives: which there are, where they lie, and who reads them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from planningtable.city.job import Job
from planningtable.city.readers.containers import sources_of
from planningtable.city.readers.detect import Kind, kind_of
from planningtable.city.readers.files import Part
from planningtable.city.readers.ground import asc, geotiff, las, xyz
from planningtable.city.readers.ground.model import Piece, Survey, Window
from planningtable.city.readers.ground.mosaic import names_of
from planningtable.domain.text import PlanningError, Text


@dataclass(frozen=True, slots=True)
class TileFormat:
    """How a format of terrain is read.

    Attributes:
        survey: what the head says; the site's CRS is given for what a file leaves open.
        read: what lies in a window.
    """

    survey: Callable[[Part, str], Survey]
    read: Callable[[Survey, Window, Job], Iterator[Piece]]


FORMATS: Mapping[Kind, TileFormat] = MappingProxyType(
    {
        Kind.RASTER: TileFormat(geotiff.survey, geotiff.read),
        Kind.ASC: TileFormat(asc.survey, asc.read),
        Kind.XYZ: TileFormat(xyz.survey, xyz.read),
        Kind.LAS: TileFormat(las.survey, las.read),
    }
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A terrain file, looked at but not read."""

    found: Survey
    read: Callable[[Survey, Window, Job], Iterator[Piece]]


@dataclass(frozen=True, slots=True)
class Tiles:
    """The terrain files that were found.

    Attributes:
        tiles: those that can be read.
        errors: of those that cannot.
        notes: on those that are no terrain.
    """

    tiles: tuple[Tile, ...]
    errors: tuple[PlanningError, ...]
    notes: tuple[Text, ...]


def tiles_of(paths: Sequence[Path], site_crs: str, job: Job) -> Tiles:
    """Look at the head of every terrain file.

    Raises:
        PlanningError: a path that was named cannot be read.
        CancelledError: the job was cancelled.
    """
    sources = sources_of(paths, job.part(0.0, 0.3))
    tiles: list[Tile] = []
    errors = [PlanningError(why.id, **dict(why.arguments)) for _, why in sources.left_out]
    others: list[str] = []
    looked = job.part(0.3, 1.0)
    for i, part in enumerate(sources.parts):
        looked.report(i / len(sources.parts), Text.of("city.job.looking", file=part.name))
        named = any(part.path == path for path in paths) and not part.keys
        try:
            kind = kind_of(part)
            format = FORMATS.get(kind)
            if named and kind is Kind.PHOTO:
                errors.append(PlanningError("error.ground.photo-as-terrain", file=part.name))
            elif format is not None:
                tiles.append(Tile(format.survey(part, site_crs), format.read))
            elif named:
                tiles.append(_as_points(part, site_crs))
            else:
                others.append(part.name)
        except PlanningError as error:
            errors.append(error)
    notes = (Text.of("city.note.terrain-unused", file=names_of(others)),) if others and tiles else ()
    return Tiles(tuple(tiles), tuple(errors), notes)


def _as_points(part: Part, site_crs: str) -> Tile:
    """A text that the user says is terrain: three numbers a line will do."""
    try:
        return Tile(xyz.survey(part, site_crs), xyz.read)
    except PlanningError as error:
        if part.ending in (".xyz", ".txt", ".csv", ".dat"):
            raise
        raise PlanningError("error.city.not-raster", file=part.name) from error
