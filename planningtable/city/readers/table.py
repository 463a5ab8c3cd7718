"""The table of city model readers: kind of document → format. One line a format.

GDAL and its data frames take half a second to import, in each worker process: they come when a document needs them.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.citygml.format import CITYGML
from planningtable.city.readers.cityjson.format import CITYJSON, CITYJSONSEQ
from planningtable.city.readers.designs.format import GLTF, IFC, OBJ, PLY
from planningtable.city.readers.detect import Kind
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import Chunk, CityFormat, Heading


def _footprints() -> CityFormat:
    from planningtable.city.readers.vector.footprints.reader import FOOTPRINTS

    return FOOTPRINTS


def _head(part: Part, job: Job) -> Heading:
    return _footprints().head(part, job)


def _chunks(part: Part, heading: Heading, job: Job) -> Iterator[Chunk]:
    return _footprints().chunks(part, heading, job)


def _read(heading: Heading, chunk: Chunk) -> CityBatch:
    return _footprints().read(heading, chunk)


_VECTORS = CityFormat(_head, _chunks, _read)

FORMATS: Mapping[Kind, CityFormat] = MappingProxyType(
    {
        Kind.CITYGML: CITYGML,
        Kind.CITYJSON: CITYJSON,
        Kind.CITYJSONSEQ: CITYJSONSEQ,
        Kind.GLTF: GLTF,
        Kind.IFC: IFC,
        Kind.OBJ: OBJ,
        Kind.PLY: PLY,
        Kind.VECTOR: _VECTORS,
        Kind.GML: _VECTORS,
        Kind.ALKIS: _VECTORS,
    }
)
