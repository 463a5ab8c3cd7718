"""Objects within objects: parts, installations, traffic areas; in columns, a run of rows for each owner."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.attributes import AttributeTable


@dataclass(frozen=True, slots=True, eq=False)
class NestedTable:
    """Nested objects of each owner, numbered 1, 2 … within it; 0 stands for the owner itself.

    Attributes:
        row_starts: first nested object of each owner with one more at the end, shape (B + 1,).
        ids: gml:id or key; columns of length K.
        types: ``BuildingPart``, ``BuildingInstallation``, ``TrafficArea`` …
        parents: number of the nested object it belongs to, 0 for the owner.
        attributes: one mapping a nested object.
    """

    row_starts: npt.NDArray[np.int64]
    ids: tuple[str, ...]
    types: tuple[str, ...]
    parents: npt.NDArray[np.int32]
    attributes: AttributeTable

    @classmethod
    def empty(cls, owners: int = 0) -> "NestedTable":
        return cls(np.zeros(owners + 1, np.int64), (), (), np.zeros(0, np.int32), AttributeTable.empty())

    @classmethod
    def joined(cls, tables: Sequence["NestedTable"]) -> "NestedTable":
        """The owners of all tables, one after another."""
        lengths = np.concatenate([[0], *(np.diff(t.row_starts) for t in tables)]).astype(np.int64)
        return cls(
            np.cumsum(lengths),
            tuple(id for t in tables for id in t.ids),
            tuple(kind for t in tables for kind in t.types),
            np.concatenate([np.zeros(0, np.int32), *(t.parents for t in tables)]).astype(np.int32),
            AttributeTable.joined([t.attributes for t in tables]),
        )

    def taken(self, rows: npt.NDArray[np.int64]) -> "NestedTable":
        """What some of the owners have, in the order given."""
        rows = np.asarray(rows, np.int64)
        lengths = (self.row_starts[rows + 1] - self.row_starts[rows]) if len(rows) else np.zeros(0, np.int64)
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        kept = np.repeat(self.row_starts[rows] - starts[:-1], lengths) + np.arange(starts[-1])
        return NestedTable(
            starts,
            tuple(self.ids[i] for i in kept),
            tuple(self.types[i] for i in kept),
            self.parents[kept],
            self.attributes.taken(kept),
        )

    def __len__(self) -> int:
        return len(self.row_starts) - 1
