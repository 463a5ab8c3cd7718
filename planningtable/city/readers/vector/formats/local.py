"""A plain file on disk for readers that want one: members of archives and gzip are unpacked beside their siblings."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from planningtable.city.job import Job
from planningtable.city.readers.archives import is_zip, members
from planningtable.city.readers.files import Part, existing, opened
from planningtable.domain.text import PlanningError

ENDINGS = (
    *(".gpkg", ".shp", ".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson", ".jsonl", ".fgb", ".parquet"),
    *(".geoparquet", ".pbf", ".osm", ".gml", ".xml", ".csv", ".tsv", ".txt", ".sqlite"),
)
# Endings of other things too; they count where there is nothing else.
MAYBE = (".json", ".xml", ".csv", ".tsv", ".txt", ".jsonl")
# What belongs to a shapefile.
SIDE = (".shx", ".dbf", ".prj", ".cpg")
_PIECE = 4 * 2**20


def layer_named(path: Path) -> tuple[Path, str]:
    """``town.gpkg:houses`` → the file and the layer; the layer is empty where the name is a file as it stands."""
    file, colon, layer = str(path).rpartition(":")
    if colon and "/" not in layer and not path.exists() and Path(file).is_file():
        return Path(file), layer
    return path, ""


@contextmanager
def local(part: Part, job: Job) -> Iterator[Path]:
    """The document as a plain file, for as long as the block lasts.

    Raises:
        PlanningError: missing, broken, encrypted, or without a file that could be read.
    """
    existing(part.path)
    part = _vector_in(part)
    if not part.keys and not _is_gzip(part.path) and (part.ending != ".shp" or _complete(part.path)):
        yield part.path
        return
    with tempfile.TemporaryDirectory(prefix="vector-") as folder:
        place = Path(folder) / re.sub(r"[^\w.-]", "_", part.file_name)
        with opened(part, job) as stream, place.open("wb") as file:
            while data := stream.read(_PIECE):
                file.write(data)
        if part.ending == ".shp":
            place = _with_siblings(part, place)
        yield place


def _vector_in(part: Part) -> Part:
    """The one document in an archive that was named as a whole."""
    if part.keys or not is_zip(part.path):
        return part
    found = [m for m in members(part.path, part.name) if m.name.lower().removesuffix(".gz").endswith(ENDINGS)]
    ranked = sorted(found, key=lambda m: (ENDINGS.index(_ending(m.name)), m.key))
    if not ranked:
        raise PlanningError("error.vector.archive-without", file=part.name)
    sure = [m for m in ranked if _ending(m.name) not in MAYBE] or ranked
    if len(sure) > 1:
        raise PlanningError("error.vector.archive-with-many", file=part.name, files=", ".join(m.name for m in sure[:9]))
    return Part(part.path, sure[0].key, root=part.root)


def _ending(name: str) -> str:
    return Path(name.lower().removesuffix(".gz")).suffix


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def _complete(path: Path) -> bool:
    """Whether the index lies beside a shapefile, spelled alike; GDAL would otherwise want to write it there."""
    return path.with_suffix(".shx").exists() and path.with_suffix(".dbf").exists()


def _with_siblings(part: Part, place: Path) -> Path:
    plain = place.with_suffix(".shp")
    if plain != place:
        shutil.move(place, plain)
    stem = Path(part.file_name).stem
    for ending in SIDE:
        data = part.sibling(stem + ending, most=2**31)
        if data is not None:
            plain.with_suffix(ending).write_bytes(data)
    return plain
