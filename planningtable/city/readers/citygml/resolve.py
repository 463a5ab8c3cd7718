"""References within a chunk: from the entries of the geometry to faces, cycles ended, growth bounded."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from planningtable.city.model.batch import FaceRows
from planningtable.city.readers.citygml.rows import Span
from planningtable.city.readers.citygml.surfaces import Geometry, Region
from planningtable.domain.text import Text

# A chain of references longer than this is no geometry.
LONGEST_CHAIN = 32
# References to references multiply; more faces than this from references alone are an attack.
MOST_FACES = 2_000_000


class Shown(NamedTuple):
    """A polygon that a reference leads to."""

    polygon: int
    flipped: bool
    solid: int
    shell: int


class Resolver:
    """Follows references.

    Attributes:
        missing: targets that are not there, in order.
        problems: targets and what is wrong with them.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._geometry = geometry
        self._known: dict[str, list[Shown]] = {}
        self._active: set[str] = set()
        self._made = 0
        self._solids: dict[tuple[int, int], int] = {}
        self.missing: dict[str, None] = {}
        self.problems: dict[str, Text] = {}

    def target(self, target: str) -> list[Shown]:
        """The polygons that an id stands for, as they are turned where it is defined; empty if there are none."""
        known = self._known.get(target)
        if known is not None:
            return known
        region = self._geometry.named.get(target)
        if region is None:
            self.missing[target] = None
            return []
        if target in self._active or len(self._active) > LONGEST_CHAIN:
            self.problems[target] = Text.of("city.repaired.cycle", target=target)
            return []
        self._active.add(target)
        found = self.region(region)
        self._active.discard(target)
        self._known[target] = found
        return found

    def region(self, region: Region) -> list[Shown]:
        """The polygons of some entries."""
        geometry = self._geometry
        found: list[Shown] = []
        start, end, flipped = region
        for entry in range(start, end):
            turned = bool(geometry.flipped[entry]) != flipped
            polygon = geometry.polygon[entry]
            if polygon >= 0:
                found.append(Shown(polygon, turned, geometry.solid[entry], geometry.shell[entry]))
            else:
                found.extend(self.link(entry, turned))
        return found

    def link(self, entry: int, turned: bool) -> list[Shown]:
        """What a reference shows in its own place."""
        geometry = self._geometry
        target = geometry.links[~geometry.polygon[entry]]
        shown = self.target(target)
        self._made += len(shown)
        if self._made > MOST_FACES:
            self.problems[target] = Text.of("city.repaired.too-many", target=target)
            return []
        solid, shell = geometry.solid[entry], geometry.shell[entry]
        if solid >= 0:
            return [Shown(s.polygon, s.flipped != turned, solid, shell) for s in shown]
        return [Shown(s.polygon, s.flipped != turned, self._solid(entry, s.solid), s.shell) for s in shown]

    def _solid(self, entry: int, solid: int) -> int:
        """A solid that is referred to stands for itself in each place."""
        if solid < 0:
            return -1
        key = (entry, solid)
        if key not in self._solids:
            self._solids[key] = self._geometry.solids
            self._geometry.solids += 1
        return self._solids[key]


def faces_of(geometry: Geometry, spans: list[Span], resolver: Resolver) -> FaceRows:
    """The faces of all spans, in their order, references followed."""
    table = np.array(spans, np.int64).reshape(-1, 7)
    lengths = table[:, 1] - table[:, 0]
    before = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    entries = np.repeat(table[:, 0] - before[:-1], lengths) + np.arange(before[-1])
    run = np.repeat(np.arange(len(table)), lengths)
    columns = [
        np.array(column, np.int64)[entries]
        for column in (geometry.polygon, geometry.flipped, geometry.solid, geometry.shell)
    ]
    linked = np.flatnonzero(columns[0] < 0)
    if len(linked):
        columns, run = _followed(columns, run, linked, entries, resolver)
    polygon, flipped, solid, shell = columns
    _, _, owner, kind, lod, boundary, inside = table.T
    return FaceRows(
        owner[run].astype(np.int32),
        polygon.astype(np.int32),
        flipped.astype(np.bool_),
        kind[run].astype(np.uint8),
        lod[run].astype(np.float32),
        boundary[run].astype(np.int32),
        solid.astype(np.int32),
        shell.astype(np.int16),
        inside[run].astype(np.bool_),
    )


def _followed(
    columns: list[npt.NDArray[np.int64]],
    run: npt.NDArray[np.int64],
    linked: npt.NDArray[np.int64],
    entries: npt.NDArray[np.int64],
    resolver: Resolver,
) -> tuple[list[npt.NDArray[np.int64]], npt.NDArray[np.int64]]:
    """Columns with references replaced by what they lead to."""
    shown: list[Shown] = []
    counts: list[int] = []
    for row in linked.tolist():
        found = resolver.link(int(entries[row]), bool(columns[1][row]))
        shown.extend(found)
        counts.append(len(found))
    added = np.array(shown, np.int64).reshape(-1, 4)
    kept = columns[0] >= 0
    place = np.concatenate([np.flatnonzero(kept), np.repeat(linked, counts)])
    order = np.argsort(place, kind="stable")
    joined = [np.concatenate([column[kept], added[:, i]])[order] for i, column in enumerate(columns)]
    return joined, run[place[order]]
