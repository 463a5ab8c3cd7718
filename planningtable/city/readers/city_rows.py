"""Objects and boundary surfaces of a chunk, row by row as a reader comes to them; columns are made at the end."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import numpy.typing as npt

from planningtable.city.attributes import AttributeTable
from planningtable.city.model.batch import BoundaryRows, ObjectRows, Remark
from planningtable.city.readers.limits import (
    LONGEST_ID,
    LONGEST_VALUE,
    MOST_ATTRIBUTES,
    cut_attributes,
    short_id,
    short_value,
)
from planningtable.domain.text import Text


@dataclass(slots=True)
class CityRows:
    """Grows while objects are read."""

    ids: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    attributes: list[dict[str, str]] = field(default_factory=list)
    lods: list[set[float]] = field(default_factory=list)
    boundary_ids: list[str] = field(default_factory=list)
    boundary_types: list[str] = field(default_factory=list)
    boundary_owners: list[int] = field(default_factory=list)
    boundary_attributes: list[dict[str, str]] = field(default_factory=list)
    features: Counter[str] = field(default_factory=Counter)
    repaired: list[Remark] = field(default_factory=list)
    reported: list[Remark] = field(default_factory=list)

    def add_object(self, id: str, type: str, parent: int) -> int:
        """Row of a new object."""
        self.ids.append(id)
        self.types.append(type)
        self.parents.append(parent)
        self.names.append("")
        self.attributes.append({})
        self.lods.append(set())
        return len(self.ids) - 1

    def add_boundary(self, id: str, type: str, owner: int, attributes: Mapping[str, str] | None = None) -> int:
        """Row of a new boundary surface."""
        self.boundary_ids.append(id)
        self.boundary_types.append(type)
        self.boundary_owners.append(owner)
        self.boundary_attributes.append(dict(attributes or {}))
        return len(self.boundary_ids) - 1

    def remark(self, row: int, why: Text) -> None:
        """Something to be said about an object."""
        self.repaired.append(Remark(self.ids[row], why, self.types[row]))

    def limit(self) -> None:
        """Cut what is beyond the limits of a single object, and say so; it comes before columns are made."""
        for words, most in ((self.names, LONGEST_VALUE), (self.types, LONGEST_ID)):
            for row, word in enumerate(words):
                if len(word) > most:
                    self.remark(row, Text.of("city.repaired.long-names", most=most))
        self.names = list(map(short_value, self.names))
        self.types = list(map(short_id, self.types))
        self.boundary_types = list(map(short_id, self.boundary_types))
        owners = chain(enumerate(self.attributes), zip(self.boundary_owners, self.boundary_attributes, strict=True))
        for row, attributes in owners:
            cut = cut_attributes(attributes)
            if cut is None:
                continue
            if cut.dropped:
                why = Text.of("city.repaired.attributes", count=cut.dropped, most=MOST_ATTRIBUTES)
                self.repaired.append(Remark(self.ids[row], why, self.types[row]))
            if cut.shortened:
                why = Text.of("city.repaired.long-values", count=cut.shortened, most=LONGEST_VALUE)
                self.repaired.append(Remark(self.ids[row], why, self.types[row]))

    def objects(self) -> ObjectRows:
        return ObjectRows(
            tuple(self.ids),
            tuple(self.types),
            np.array(self.parents, np.int32),
            tuple(self.names),
            attribute_table(self.attributes),
            tuple(tuple(f"{lod:g}" for lod in sorted(lods)) for lods in self.lods),
        )

    def boundaries(self) -> BoundaryRows:
        return BoundaryRows(
            tuple(self.boundary_ids),
            tuple(self.boundary_types),
            np.array(self.boundary_owners, np.int32),
            attribute_table(self.boundary_attributes),
        )


def attribute_table(rows: Sequence[dict[str, str]]) -> AttributeTable:
    """The same as `AttributeTable.of`, in fewer steps where all values are ASCII."""
    values = [value for row in rows for value in row.values()]
    joined = "".join(values)
    if not joined.isascii():
        return AttributeTable.of(rows)
    codes: dict[str, int] = {}
    for row in rows:
        for name in row:
            if name not in codes:
                codes[name] = len(codes)
    key = np.array([codes[name] for row in rows for name in row], np.int32)
    return AttributeTable(
        tuple(codes), _starts(list(map(len, rows))), key, _starts(list(map(len, values))), joined.encode()
    )


def _starts(lengths: list[int]) -> npt.NDArray[np.int64]:
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts
