"""What has been read of a chunk so far, row by row; `columns` of them are made at the end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from planningtable.city.grid import Array
from planningtable.city.model.batch import Remark
from planningtable.city.readers.city_rows import CityRows
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


class Reference(NamedTuple):
    """A reference to an object or a thematic surface.

    Attributes:
        target: id.
        owner: row of the object that the target belongs to, -1 for the model.
    """

    target: str
    owner: int


@dataclass(slots=True)
class Rows(CityRows):
    """Rows that grow while a chunk is walked through.

    Attributes:
        stem: what made-up ids begin with behind their class; unique in the file.
        spans: entries of the geometry by object.
        placed: implicit geometries.
        references: to objects and thematic surfaces.
        elsewhere: ids of objects and thematic surfaces of other chunks.
        lost: objects, by row, and the first thing that was wrong with their geometry.
    """

    stem: str = ""
    spans: list[Span] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    line_owners: list[int] = field(default_factory=list)
    line_lods: list[int] = field(default_factory=list)
    terrain: list[Array] = field(default_factory=list)
    terrain_points: list[Array] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    elsewhere: frozenset[str] = frozenset()
    lost: dict[int, Text] = field(default_factory=dict)

    def add_object(self, id: str, type: str, parent: int) -> int:
        """Row of a new object; one without an id gets one that is unique in the file."""
        # No super(): a class with slots is made anew, and the method knows only the first one.
        return CityRows.add_object(self, id or f"{type.lstrip('+')}-{self.stem}-{len(self.ids)}", type, parent)

    def remark(self, row: int, why: Text, surface: str = "") -> None:
        """Something to be said about a surface, or about the object if the surface has no id."""
        self.lost.setdefault(row, why)
        if surface:
            self.repaired.append(Remark(surface, why))
        else:
            CityRows.remark(self, row, why)

    def refer(self, href: str, owner: int) -> None:
        """An object, or the model for -1, refers to an object or a thematic surface."""
        self.features["xlink"] += 1
        self.references.append(Reference(href.rpartition("#")[2] or href, owner))

    def reorder(self, order: Sequence[int]) -> None:
        """Put the objects in another order."""
        place = {row: number for number, row in enumerate(order)}
        self.ids = [self.ids[row] for row in order]
        self.types = [self.types[row] for row in order]
        self.parents = [place.get(self.parents[row], -1) for row in order]
        self.names = [self.names[row] for row in order]
        self.attributes = [self.attributes[row] for row in order]
        self.lods = [self.lods[row] for row in order]
        self.boundary_owners = [place[row] for row in self.boundary_owners]
        self.line_owners = [place[row] for row in self.line_owners]
        self.lost = {place[row]: why for row, why in self.lost.items()}
        self.references = [r._replace(owner=place.get(r.owner, -1)) for r in self.references]
        self.spans = [span._replace(owner=place[span.owner]) for span in self.spans]
        self.placed = [placed._replace(owner=place[placed.owner]) for placed in self.placed]

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
