"""CityJSON and CityJSONSeq: what the table of formats asks of a reader."""

from collections.abc import Iterator

from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.cityjson.document import opened_document
from planningtable.city.readers.cityjson.head import heading_of
from planningtable.city.readers.cityjson.reader import read_lines, read_pieces
from planningtable.city.readers.cityjson.rest import no_collection
from planningtable.city.readers.cityjson.sequence import lines_of, sequence_heading
from planningtable.city.readers.cityjson.split import pieces, texture_coordinates
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import Chunk, CityFormat, Heading
from planningtable.city.readers.progress import Followed


def _head(part: Part, job: Job) -> Heading:
    """The heading of a CityJSON document; `Heading.context` is a `Frame`.

    Raises:
        PlanningError: no JSON, no CityJSON, of an unknown version, or too big.
        CancelledError: the job was cancelled.
    """
    document = opened_document(part, job)
    return heading_of(
        part.name,
        "CityJSON",
        document.encoding,
        lambda name: b"" if name == "CityObjects" else document.text(name),
        lambda: texture_coordinates(document, part.name),
    )


def _chunks(part: Part, heading: Heading, job: Job) -> Iterator[Chunk]:
    """The objects of a document, some megabytes at a time; `Chunk.payload` is `Pieces`.

    Raises:
        PlanningError: the vertices or objects are missing or none.
        CancelledError: the job was cancelled.
    """
    del heading
    document = opened_document(part, job)
    for number, (position, found) in enumerate(pieces(document, part.name, job)):
        yield Chunk(number, found, position)


def _read(heading: Heading, chunk: Chunk) -> CityBatch:
    """The objects of a chunk."""
    with no_collection():
        return read_pieces(heading.context, chunk.number, chunk.payload)


def _sequence_chunks(part: Part, heading: Heading, job: Job) -> Iterator[Chunk]:
    """The features of a document, some megabytes at a time; `Chunk.payload` is `Lines`.

    Raises:
        PlanningError: the file breaks off in its archive.
        CancelledError: the job was cancelled.
    """
    del heading
    followed = Followed(job)
    position = 0.0
    for number, found in enumerate(lines_of(part, followed)):
        yield Chunk(number, found, position)
        position = followed.fraction


def _sequence_read(heading: Heading, chunk: Chunk) -> CityBatch:
    """The objects of a chunk of features."""
    with no_collection():
        return read_lines(heading.context, chunk.number, chunk.payload)


CITYJSON = CityFormat(_head, _chunks, _read)
CITYJSONSEQ = CityFormat(sequence_heading, _sequence_chunks, _sequence_read)
