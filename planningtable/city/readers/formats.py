"""City model formats: what a reader has to answer, and the table of readers. One line a format."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.files import Part


@dataclass(frozen=True, slots=True)
class Heading:
    """What holds for a whole document; small, and can be pickled.

    Attributes:
        name: of the document (`Part.name`).
        format: ``CityGML``, ``CityJSON``, ``CityJSONSeq``, ``glTF`` …
        version: of the format.
        encoding: of the text; empty for binary files.
        title: that the file gives itself.
        licence: as stated.
        reference_names: CRS names that hold for the whole document.
        context: whatever the format's reader needs for each chunk (namespaces, transform, appearances …).
    """

    name: str
    format: str
    version: str = ""
    encoding: str = ""
    title: str = ""
    licence: str = ""
    reference_names: tuple[str, ...] = ()
    context: Any = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a document that can be read on its own; 1 to 8 MB where the format allows it.

    Attributes:
        number: 0, 1, 2 … within the document; the same for the same bytes, so that a job can go on where it stopped.
        payload: bytes, or whatever the reader made; can be pickled.
        position: how much of the document lies before it [0..1].
    """

    number: int
    payload: Any
    position: float = 0.0


@dataclass(frozen=True, slots=True)
class References:
    """How references between the chunks of a document are followed.

    Attributes:
        context_for: what chunks referred to in vain, given the targets (a second pass over the document).
        given: a chunk with what it refers to of that context, to be read once more.
    """

    context_for: Callable[[Part, Heading, frozenset[str], Job], bytes]
    given: Callable[[Chunk, bytes], Chunk]


@dataclass(frozen=True, slots=True)
class CityFormat:
    """How a format is read.

    Attributes:
        head: the heading of a document. Raises `PlanningError` with one sentence where it cannot be read at all.
        chunks: the document in chunks, streamed. Raises `PlanningError` where it breaks off.
        read: one chunk; a function of a module, so that worker processes can call it.
        references: how those between chunks are followed; None where the format has none.
    """

    head: Callable[[Part, Job], Heading]
    chunks: Callable[[Part, Heading, Job], Iterator[Chunk]]
    read: Callable[[Heading, Chunk], CityBatch]
    references: References | None = None
