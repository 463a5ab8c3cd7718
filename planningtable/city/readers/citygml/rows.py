"""What has been read of a chunk so far, row by row; `columns` of them are made at the end."""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from planningtable.city.attributes import AttributeTable
from planningtable.city.grid import Array
from planningtable.city.model.batch import BoundaryRows, ObjectRows, Remark
from planningtable.domain.text import Text


class Span(NamedTuple):
    """Entries of the geometry that one property of one object or surface holds.

    Attributes:
        start: first entry.
        end: behind the last.
        owner: row of the object.
        kind: surface kind.
        lod: level of detail.
        boundary: row of the boundary surface, -1 for none.
        inside: whether it is interior.
    """

    start: int
    end: int
    owner: int
    kind: int
    lod: int
    boundary: int
    inside: bool


class Placed(NamedTuple):
    """One implicit geometry."""

    owner: int
    lod: int
    target: str
    matrix: tuple[float, ...]
    anchor: tuple[float, float, float]


@dataclass(slots=True)
class Rows:
    """Rows that grow while a chunk is walked through."""

    stem: str
    ids: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    attributes: list[dict[str, str]] = field(default_factory=list)
    lods: list[set[int]] = field(default_factory=list)
    boundary_ids: list[str] = field(default_factory=list)
    boundary_types: list[str] = field(default_factory=list)
    boundary_owners: list[int] = field(default_factory=list)
    boundary_attributes: list[dict[str, str]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    line_owners: list[int] = field(default_factory=list)
    line_lods: list[int] = field(default_factory=list)
    terrain: list[Array] = field(default_factory=list)
    terrain_points: list[Array] = field(default_factory=list)
    features: Counter[str] = field(default_factory=Counter)
    repaired: list[Remark] = field(default_factory=list)
    lost: dict[int, Text] = field(default_factory=dict)
    reported: list[Remark] = field(default_factory=list)

    def add_object(self, id: str, type: str, parent: int) -> int:
        """Row of a new object; one without an id gets one that is unique in the file."""
        row = len(self.ids)
        self.ids.append(id or f"{type.lstrip('+')}-{self.stem}-{row}")
        self.types.append(type)
        self.parents.append(parent)
        self.names.append("")
        self.attributes.append({})
        self.lods.append(set())
        return row

    def add_boundary(self, id: str, type: str, owner: int) -> int:
        self.boundary_ids.append(id)
        self.boundary_types.append(type)
        self.boundary_owners.append(owner)
        self.boundary_attributes.append({})
        return len(self.boundary_ids) - 1

    def remark(self, row: int, why: Text, surface: str = "") -> None:
        """Something to be said about a surface, or about the object if the surface has no id."""
        self.lost.setdefault(row, why)
        if surface:
            self.repaired.append(Remark(surface, why))
        else:
            self.repaired.append(Remark(self.ids[row], why, self.types[row]))

    def odd_ids(self) -> list[Remark]:
        """One remark, on all ids that the schema does not allow and that are used as they are."""
        odd = [row for row, id in enumerate(self.ids) if id[0] in "0123456789-."]
        if not odd:
            return []
        return [Remark("gml:id", Text.of("city.repaired.odd-ids", count=len(odd), first=self.ids[odd[0]]))]

    def without_geometry(self) -> list[Remark]:
        """Objects that have lost all their geometry, and what was wrong with it."""
        told = {remark.id for remark in self.repaired}
        rows = [row for row in self.lost if not self.lods[row] and self.ids[row] not in told]
        return [Remark(self.ids[row], self.lost[row], self.types[row]) for row in rows]

    def objects(self) -> ObjectRows:
        return ObjectRows(
            tuple(self.ids),
            tuple(self.types),
            np.array(self.parents, np.int32),
            tuple(self.names),
            attribute_table(self.attributes),
            tuple(tuple(map(str, sorted(lods))) for lods in self.lods),
        )

    def boundaries(self) -> BoundaryRows:
        return BoundaryRows(
            tuple(self.boundary_ids),
            tuple(self.boundary_types),
            np.array(self.boundary_owners, np.int32),
            attribute_table(self.boundary_attributes),
        )


def attribute_table(rows: list[dict[str, str]]) -> AttributeTable:
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


def _starts(lengths: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts
