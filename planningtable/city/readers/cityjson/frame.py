"""What the reader of each chunk has to know of the whole document, and the pieces it is given."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array
from planningtable.city.readers.cityjson.looks import Appearance


@dataclass(frozen=True, slots=True)
class Transform:
    """From the integers of a file to coordinates in its CRS."""

    scale: tuple[float, float, float] = (1.0, 1.0, 1.0)
    translate: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def of(self, points: Array) -> Array:
        """Coordinates of vertices, shape (N, 3); infinite where they are too large to be told."""
        with np.errstate(over="ignore", invalid="ignore"):
            placed: Array = points * np.array(self.scale) + np.array(self.translate)
        return placed


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What holds for every chunk of a document.

    Attributes:
        transform: of the vertices.
        appearance: materials and images.
        templates: member ``geometry-templates`` as it stands in the file; empty for none.
        template_uv: texture coordinates, which the templates use, shape (N, 2).
        features: what the document as a whole holds, counted with its first chunk.
    """

    transform: Transform
    appearance: Appearance
    templates: bytes
    template_uv: Array
    features: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """Some rows of a table.

    Attributes:
        numbers: of the rows, ascending, shape (N,); None where all of them are there.
        values: shape (N, D).
    """

    numbers: npt.NDArray[np.int64] | None
    values: Array

    def rows(self, wanted: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """Rows of ``values`` by number; -1 where there is none or it is not finite."""
        count = len(self.values)
        if not count:
            return np.full(len(wanted), -1, np.int64)
        if self.numbers is None:
            found = np.where((wanted >= 0) & (wanted < count), wanted, -1)
        else:
            place = np.minimum(np.searchsorted(self.numbers, wanted), count - 1)
            found = np.where(self.numbers[place] == wanted, place, -1)
        finite = np.asarray(np.isfinite(self.values).all(axis=1))
        return np.where((found >= 0) & finite[found], found, -1)


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Objects of a CityJSON document; children are with their parents.

    Attributes:
        objects: key and value as they stand in the file.
        vertices: those that are used, as they stand in the file.
        uv: texture coordinates that are used.
        groups: ids of groups in other chunks that objects name as their parents.
    """

    objects: tuple[tuple[bytes, bytes], ...]
    vertices: Sparse
    uv: Sparse
    groups: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a CityJSONSeq document.

    Attributes:
        data: number of the line and its text.
        too_long: numbers of lines that were passed over.
    """

    data: tuple[tuple[int, bytes], ...]
    too_long: tuple[int, ...] = ()
