"""Why objects of their own are not drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from planningtable.city.geometry.rings import RingState
from planningtable.city.model.batch import CityBatch, Remark
from planningtable.city.model.choice import INTERIOR, Choice
from planningtable.city.model.hierarchy import Role
from planningtable.city.model.placed import Placed
from planningtable.domain.text import Text

STATES: Mapping[int, str] = MappingProxyType(
    {
        int(RingState.NOT_FINITE): "city.reason.not-finite",
        int(RingState.TOO_FEW): "city.reason.too-few-points",
        int(RingState.FAR): "city.reason.far-away",
        int(RingState.TOO_MANY): "city.reason.too-many-corners",
    }
)
# Remarks on an object that tell nothing of why it is not drawn.
_NO_REASONS = frozenset({"city.repaired.attributes", "city.repaired.long-values", "city.repaired.encoding"})


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What became of the objects of their own.

    Attributes:
        rows: those that are shown.
        reported: those that are not, and why.
        empty: rows of those without any geometry in the file.
    """

    rows: tuple[int, ...]
    reported: tuple[Remark, ...]
    empty: tuple[int, ...]


class Reporter:
    """Finds the reason for each object that is not drawn."""

    def __init__(self, batch: CityBatch, it: Placed, choice: Choice, flat: tuple[int, ...]) -> None:
        self._batch, self._it, self._choice = batch, it, choice
        self._flat = frozenset(flat)
        self._said: dict[str, Text] = {}
        for remark in batch.repaired:
            if remark.why.id in _NO_REASONS:
                continue
            self._said.setdefault(remark.id, remark.why)
        root = it.family.root[it.faces.owner]
        order = np.argsort(root, kind="stable")
        self._order, self._sorted = order, root[order]
        lines = batch.lines.owner if batch.lines is not None else np.zeros(0, np.int32)
        self._lines = frozenset(it.family.root[lines].tolist())
        self.empty: list[int] = []

    def reason(self, row: int) -> Text:
        """Why an object of its own is not drawn."""
        if self._it.family.roles[row] == Role.GROUP:
            return Text.of("city.reason.group")
        if row in self._flat:
            return Text.of("city.reason.flat")
        start, end = np.searchsorted(self._sorted, [row, row + 1])
        faces = self._order[start:end]
        if len(faces):
            return self._of_faces(row, faces)
        said = self._said_of(row)
        if said is not None:
            return said
        if row in self._lines:
            return Text.of("city.reason.only-lines")
        self.empty.append(row)
        building = self._it.family.roles[row] == Role.BUILDING
        return Text.of("city.reason.no-geometry" if building else "city.reason.nothing-to-draw")

    def _said_of(self, row: int) -> Text | None:
        start, end = np.searchsorted(self._it.family.root[self._it.family.order], [row, row + 1])
        rows = self._it.family.order[start:end].tolist()
        return next((self._said[i] for i in (self._batch.objects.ids[r] for r in rows) if i in self._said), None)

    def _of_faces(self, row: int, rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Text:
        faces, shapes = self._it.faces, self._it.shapes
        outside = rows[~faces.inside[rows]]
        if not len(outside):
            above = bool((faces.lod[rows] >= INTERIOR).all())
            building = self._it.family.roles[row] == Role.BUILDING
            return Text.of("city.reason.only-level-4" if above and building else "city.reason.only-inside")
        bad = outside[~shapes.good[faces.polygon[outside]]]
        if len(bad):
            return Text.of(STATES.get(int(shapes.state[faces.polygon[bad[0]]]), "city.reason.no-valid-surface"))
        said = self._said_of(row)
        return said if said is not None else Text.of("city.repaired.no-area")


def shown_of(batch: CityBatch, it: Placed, drawn: frozenset[int], reporter: Reporter) -> Shown:
    """Divide the objects of their own into those that are shown and those that are reported.

    Args:
        batch: as read.
        it: at its place.
        drawn: rows of the objects of their own of which there is something to be seen.
        reporter: knows the reasons.
    """
    objects = batch.objects
    refused = {remark.id: remark for remark in batch.reported}
    rows: list[int] = []
    reported: list[Remark] = []
    seen: set[str] = set()
    for row in it.family.roots.tolist():
        id = objects.ids[row]
        if id in refused:
            continue
        if id in seen:
            reported.append(Remark(id, Text.of("city.reason.duplicate"), objects.types[row]))
        elif row in drawn:
            rows.append(row)
            seen.add(id)
        else:
            reported.append(Remark(id, reporter.reason(row), objects.types[row]))
    return Shown(tuple(rows), (*batch.reported, *reported), tuple(reporter.empty))
