"""Objects and boundary surfaces of a chunk, row by row; columns of them are made at the end."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from planningtable.city.attributes import AttributeTable
from planningtable.city.model.batch import BoundaryRows, ObjectRows, Remark
from planningtable.domain.text import Text


@dataclass(slots=True)
class Placed:
    """One instance of a template."""

    owner: int
    template: int
    matrix: list[float]
    corner: int


@dataclass(slots=True)
class Rows:
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

    def add_boundary(self, id: str, type: str, owner: int, attributes: dict[str, str]) -> int:
        """Row of a new boundary surface."""
        self.boundary_ids.append(id)
        self.boundary_types.append(type)
        self.boundary_owners.append(owner)
        self.boundary_attributes.append(attributes)
        return len(self.boundary_ids) - 1

    def remark(self, row: int, why: Text) -> None:
        """Something to be said about an object."""
        self.repaired.append(Remark(self.ids[row], why, self.types[row]))

    def objects(self) -> ObjectRows:
        return ObjectRows(
            tuple(self.ids),
            tuple(self.types),
            np.array(self.parents, np.int32),
            tuple(self.names),
            AttributeTable.of(self.attributes),
            tuple(tuple(f"{lod:g}" for lod in sorted(lods)) for lods in self.lods),
        )

    def boundaries(self) -> BoundaryRows:
        return BoundaryRows(
            tuple(self.boundary_ids),
            tuple(self.boundary_types),
            np.array(self.boundary_owners, np.int32),
            AttributeTable.of(self.boundary_attributes),
        )
