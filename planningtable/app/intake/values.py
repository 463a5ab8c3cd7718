"""What travels between the import and its worker processes; all of it can be pickled."""

from dataclasses import dataclass

from planningtable.city.crs.places import Sighting
from planningtable.city.crs.reference import Placement
from planningtable.city.fragment_rows import FragmentRow
from planningtable.city.model.piece import Tally
from planningtable.city.readers.detect import Kind
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import Chunk, Heading
from planningtable.domain.text import Text


@dataclass(frozen=True, slots=True)
class Document:
    """One document to be read.

    Attributes:
        part: where it is.
        kind: its format.
        mark: changes when its content does.
        size: about how many bytes its text has.
        date: day of the file's last change, ISO 8601.
        level: the highest level of detail that its beginning shows; None where there is none to be seen.
    """

    part: Part
    kind: Kind
    mark: str
    size: int
    date: str = ""
    level: float | None = None

    @property
    def key(self) -> str:
        """Where it lies; names alone may be the same in several folders."""
        return ":".join([str(self.part.path.absolute()), *self.part.keys])


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a design with coordinates of its own is put.

    Attributes:
        east: easting of its origin in the site's CRS [m].
        north: northing of it [m].
        height: of it [m above the vertical datum].
        turn: about the vertical, counter-clockwise [°].
    """

    east: float
    north: float
    height: float
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Aim:
    """Where everything goes.

    Attributes:
        chosen: CRS that the user gave for all city files; empty where each says for itself.
        target: EPSG code of the site's CRS; 0 while no document has decided on it.
        origin: easting and northing near which the city lies, whole metres.
        keep: whether pieces are wanted, or only what the check-up says.
        first: where the document that decided lies; the others are held against it.
        spots: where designs with coordinates of their own are put, by document.
    """

    chosen: str = ""
    target: int = 0
    origin: tuple[float, float] = (0.0, 0.0)
    keep: bool = True
    first: Sighting | None = None
    spots: tuple[tuple[str, Spot], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where one document lies.

    Attributes:
        crs: of the document, ``EPSG:code`` or its name; empty where it names none that is known.
        crs_name: as it stood in the document.
        vertical: name of the vertical datum; empty where none is named.
        way: into the site's CRS; None where there is no telling.
        problem: why there is none.
        notes: remarks on the place.
        spot: where a design is put; None for everything else.
    """

    crs: str = ""
    crs_name: str = ""
    vertical: str = ""
    way: Placement | None = None
    problem: Text | None = None
    notes: tuple[Text, ...] = ()
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A document, or one chunk of it, to be read in a worker.

    Attributes:
        source: number of the document.
        part: where it is.
        kind: its format.
        aim: where it goes.
        heading: of the document; None where the worker reads it, with all chunks.
        chunk: to be read; None for all of them.
        place: of the document; None where the worker finds it.
        done: chunks that are done already.
    """

    source: int
    part: Part
    kind: Kind
    aim: Aim
    heading: Heading | None = None
    chunk: Chunk | None = None
    place: Place | None = None
    done: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Done:
    """One chunk, read.

    Attributes:
        chunk: its number.
        tally: what the check-up knows of it.
        fragments: for the tiles; empty where they are not wanted.
        ids: id, class and place (`planningtable.city.tiles.place_numbers`) of each object of its own that is shown.
        textures: names of image files that surfaces use.
        unresolved: targets of references that the chunk does not hold.
        reference_names: CRS names that stand in it.
    """

    chunk: int
    tally: Tally
    fragments: tuple[FragmentRow, ...]
    ids: tuple[tuple[str, str, int], ...] = ()
    textures: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()
    reference_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a task.

    Attributes:
        task: its source number.
        heading: of the document; None where it could not be read at all.
        place: of the document.
        done: the chunks that were read.
        problem: what went wrong; the chunks before it are good.
    """

    task: int
    heading: Heading | None
    place: Place
    done: tuple[Done, ...]
    problem: Text | None = None
