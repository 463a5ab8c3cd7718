"""References within a chunk: from the entries of the geometry to faces, cycles ended, growth bounded."""

from collections.abc import Mapping
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

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

Numbers: TypeAlias = npt.NDArray[np.int64]


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

    def polygons(self, target: str) -> list[int]:
        """Rows of the polygons that an id stands for."""
        start, end, _ = self._geometry.named.get(target, (0, 0, False))
        if end == start + 1 and self._geometry.polygon[start] >= 0:
            return [self._geometry.polygon[start]]
        return [shown.polygon for shown in self.target(target)]

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

    def flipped(self, entry: int) -> bool:
        """Whether an entry stands turned round."""
        return bool(self._geometry.flipped[entry])

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
    table = np.fromiter(chain.from_iterable(spans), np.int64, 7 * len(spans)).reshape(-1, 7)
    entries, run = _ranges(table[:, 0], table[:, 1] - table[:, 0])
    all_entries = _Columns(
        *(np.array(c, np.int64) for c in (geometry.polygon, geometry.flipped, geometry.solid, geometry.shell))
    )
    columns = all_entries.taken(entries)
    linked = np.flatnonzero(columns.polygon < 0)
    if len(linked):
        added, counts = _followed(geometry, all_entries, entries[linked], resolver)
        kept = columns.polygon >= 0
        place = np.concatenate([np.flatnonzero(kept), np.repeat(linked, counts)])
        order = np.argsort(place, kind="stable")
        columns = columns.taken(kept).and_then(added).taken(order)
        run = run[place[order]]
    _, _, owner, kind, lod, boundary, inside = table.T
    return FaceRows(
        owner[run].astype(np.int32),
        columns.polygon.astype(np.int32),
        columns.flipped.astype(np.bool_),
        kind[run].astype(np.uint8),
        lod[run].astype(np.float32),
        boundary[run].astype(np.int32),
        columns.solid.astype(np.int32),
        columns.shell.astype(np.int16),
        inside[run].astype(np.bool_),
    )


class _Columns(NamedTuple):
    """Entries, column by column."""

    polygon: Numbers
    flipped: Numbers
    solid: Numbers
    shell: Numbers

    def taken(self, rows: npt.NDArray[Any]) -> "_Columns":
        return _Columns(*(column[rows] for column in self))

    def and_then(self, other: "_Columns") -> "_Columns":
        return _Columns(*(np.concatenate(pair) for pair in zip(self, other, strict=True)))


def _followed(geometry: Geometry, columns: _Columns, linked: Numbers, resolver: Resolver) -> tuple[_Columns, Numbers]:
    """What references show, one after another, and how much each of them shows.

    Nearly all of them lead to polygons that stand in one place; those are followed at once. The others, to solids and
    to further references, are followed one by one.
    """
    nowhere: Region = (0, 0, False)
    targets = [geometry.links[~polygon] for polygon in columns.polygon[linked].tolist()]
    regions = [geometry.named.get(target, nowhere) for target in targets]
    start, end, flipped = np.fromiter(chain.from_iterable(regions), np.int64, 3 * len(regions)).reshape(-1, 3).T
    odd = np.concatenate([[0], np.cumsum((columns.polygon < 0) | (columns.solid >= 0))])
    plain = (end > start) & (odd[end] == odd[start])
    if int((end - start)[plain].sum()) > MOST_FACES:
        plain[:] = False
    counts = np.where(plain, end - start, 0)
    inner, run = _ranges(start, counts)
    here = linked[run]
    turned = (columns.flipped[inner] != flipped[run]) != (columns.flipped[here] != 0)
    own = columns.solid[here]
    shown = _Columns(
        columns.polygon[inner],
        turned.astype(np.int64),
        own,
        np.where(own >= 0, columns.shell[here], columns.shell[inner]),
    )
    if plain.all():
        return shown, counts
    return _with_the_others(shown, counts, run, {int(i): int(linked[i]) for i in np.flatnonzero(~plain)}, resolver)


def _with_the_others(
    shown: _Columns, counts: Numbers, run: Numbers, others: Mapping[int, int], resolver: Resolver
) -> tuple[_Columns, Numbers]:
    """References that are followed one by one, put in their places among those that were followed at once.

    Args:
        shown: what the latter show.
        counts: how much each reference shows; to be completed.
        run: which reference each row of ``shown`` belongs to.
        others: number of each other reference among all, and its entry.
        resolver: follows them.
    """
    rows: list[Shown] = []
    for number, entry in others.items():
        found = resolver.link(entry, resolver.flipped(entry))
        rows.extend(found)
        counts[number] = len(found)
    added = np.fromiter(chain.from_iterable(rows), np.int64, 4 * len(rows)).reshape(-1, 4)
    numbers = np.fromiter(others, np.int64, len(others))
    order = np.argsort(np.concatenate([run, np.repeat(numbers, counts[numbers])]), kind="stable")
    return shown.and_then(_Columns(*added.T)).taken(order), counts


def _ranges(starts: Numbers, lengths: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers of all ranges, one range after another, and which range each is of."""
    before = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    return np.repeat(starts - before[:-1], lengths) + np.arange(before[-1]), np.repeat(np.arange(len(starts)), lengths)
