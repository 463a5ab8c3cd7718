"""CityGML 1.0, 2.0 and 3.0: what the table of formats asks of a reader."""

from collections.abc import Iterator
from dataclasses import replace

from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.citygml.chunk import read_slice
from planningtable.city.readers.citygml.context import followed_in_part, gathered, near
from planningtable.city.readers.citygml.frame import Slice
from planningtable.city.readers.citygml.head import document, heading_of
from planningtable.city.readers.citygml.split import Splitter
from planningtable.city.readers.citygml.survey import surveyed
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import Chunk, CityFormat, Heading
from planningtable.city.readers.progress import Followed


def head(part: Part, job: Job) -> Heading:
    """The heading of a CityGML document; `Heading.context` is a `Frame`.

    Raises:
        PlanningError: not XML, not CityGML, of a version before 1.0, or with a document type declaration.
        CancelledError: the job was cancelled.
    """
    heading = heading_of(part, Job())
    return replace(heading, context=surveyed(part, heading.context, heading.version, job))


def chunks(part: Part, heading: Heading, job: Job) -> Iterator[Chunk]:
    """The members of a document, some megabytes at a time; `Chunk.payload` is a `Slice`.

    Raises:
        PlanningError: the document breaks off or is not well-formed; what is whole comes before.
        CancelledError: the job was cancelled.
    """
    followed = Followed(job)
    position = 0.0
    with document(part, followed) as (opening, blocks):
        splitter = Splitter(blocks, heading.context, part.name)
        for number, piece in enumerate(splitter.slices(opening.start)):
            yield Chunk(number, piece, position)
            position = followed.fraction


def read(heading: Heading, chunk: Chunk) -> CityBatch:
    """The objects of a chunk, whose payload is a `Slice`, or a pair of it and what `context_for` gave."""
    payload: Slice | tuple[Slice, bytes] = chunk.payload
    if not isinstance(payload, tuple):
        return read_slice(heading.context, chunk.number, payload, None)
    piece, context = payload
    found, cut = near(piece.data, context)
    batch = read_slice(heading.context, chunk.number, piece, found)
    return followed_in_part(batch) if cut else batch


def context_for(part: Part, heading: Heading, targets: frozenset[str], job: Job) -> bytes:
    """The geometry that chunks referred to in vain; `read` takes it beside the payload.

    Raises:
        CancelledError: the job was cancelled.
    """
    return gathered(part, heading.context, targets, job)


CITYGML = CityFormat(head, chunks, read, context_for)
