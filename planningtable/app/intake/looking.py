"""A first look at a document: what it says of itself, and where it lies."""

from dataclasses import dataclass
from itertools import islice

from planningtable.app.intake.placing import place_of, sighting_of
from planningtable.app.intake.values import Aim, Document, Place
from planningtable.city.crs.places import Sighting
from planningtable.city.job import Job
from planningtable.city.readers.formats import Heading
from planningtable.city.readers.table import FORMATS

# Appearances and metadata may fill the first chunks; a document without coordinates in so many has none.
MOST_CHUNKS = 40


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What a first look shows.

    Attributes:
        heading: of the document.
        sighting: where its first coordinates lie; None where it has none.
        place: of the document; None where it has no coordinates to tell.
    """

    heading: Heading
    sighting: Sighting | None = None
    place: Place | None = None


def look(document: Document, aim: Aim) -> Look:
    """Read chunks up to the first coordinates.

    Raises:
        PlanningError: the document cannot be read that far.
    """
    fmt = FORMATS[document.kind]
    heading = fmt.head(document.part, Job())
    for chunk in islice(fmt.chunks(document.part, heading, Job()), MOST_CHUNKS):
        batch = fmt.read(heading, chunk)
        sighting = sighting_of(heading, batch)
        if len(sighting.points):
            return Look(heading, sighting, place_of(heading, batch, aim))
    return Look(heading)
