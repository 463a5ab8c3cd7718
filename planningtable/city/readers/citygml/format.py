"""CityGML 1.0, 2.0 and 3.0: what the table of formats asks of a reader."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.citygml.chunk import read_slice
from planningtable.city.readers.citygml.context import followed_in_part, gathered, near
from planningtable.city.readers.citygml.frame import Slice
from planningtable.city.readers.citygml.head import document, heading_of
from planningtable.city.readers.citygml.split import Splitter
from planningtable.city.readers.citygml.survey import surveyed
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import Chunk, CityFormat, Heading, References
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
    """The objects of a chunk, whose payload is a `Slice`, or what `given` made of it."""
    payload: Slice | _Given = chunk.payload
    if not isinstance(payload, _Given):
        return read_slice(heading.context, chunk.number, payload, None)
    batch = read_slice(heading.context, chunk.number, payload.piece, payload.found)
    return followed_in_part(batch) if payload.cut else batch


def context_for(part: Part, heading: Heading, targets: frozenset[str], job: Job) -> bytes:
    """What chunks referred to in vain; `given` takes of it what a chunk needs.

    Raises:
        CancelledError: the job was cancelled.
    """
    return gathered(part, heading.context, targets, job)


def given(chunk: Chunk, context: bytes) -> Chunk:
    """A chunk with what it refers to of all that `context_for` gave."""
    found, cut = near(chunk.payload.data, context)
    return replace(chunk, payload=_Given(chunk.payload, found, cut))


@dataclass(frozen=True, slots=True)
class _Given:
    """A piece of a document with what it refers to elsewhere.

    Attributes:
        piece: the piece.
        found: elements.
        cut: whether some may be missing because a bound was met.
    """

    piece: Slice
    found: bytes
    cut: bool


CITYGML = CityFormat(head, chunks, read, References(context_for, given))
