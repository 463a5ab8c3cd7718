"""What the layers of a vector file are likely for, told from their heads alone."""

from planningtable.city.job import Job
from planningtable.city.readers.files import Part
from planningtable.city.readers.vector.formats.layers import layers_of
from planningtable.city.readers.vector.formats.local import local
from planningtable.city.readers.vector.purpose import purpose_of


def purposes(part: Part, job: Job) -> frozenset[str]:
    """Purposes of the layers, see `purpose_of`; nothing of the rows is read.

    Raises:
        PlanningError: no vector file that can be read.
    """
    with local(part, job) as path:
        return frozenset(purpose_of(layer) for layer in layers_of(path, part.name))
