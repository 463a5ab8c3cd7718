"""References to objects and thematic surfaces: who belongs to whom, and who is shown by surfaces of others.

An object that stands by itself and is referred to as a part becomes one; it is there once. What belongs to somebody
already stays there, and its surfaces are shown for who refers to it too, but only where that has no surfaces of its
own.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

from planningtable.city.model.batch import Remark
from planningtable.city.readers.citygml.rows import Reference, Rows, Span
from planningtable.city.readers.citygml.surfaces import Geometry
from planningtable.domain.text import Text

# Parts of parts deeper than this are none.
DEEPEST = 40
# Surfaces that are shown for others too, and objects that are looked at for that; more are a mistake or an attack.
MOST_LENT = 200_000


def follow(rows: Rows, geometry: Geometry) -> None:
    """Follow the references of a chunk; objects may stand in another order afterwards.

    Those whose targets are not in the chunk are left in `Rows.references`.
    """
    rows.references, shared = _parts(rows)
    if shared:
        _lent(rows, geometry, shared)
    if any(parent > row for row, parent in enumerate(rows.parents)):
        _parents_first(rows)


def _parts(rows: Rows) -> tuple[list[Reference], list[tuple[Reference, int]]]:
    """Make objects parts of those that refer to them.

    Returns:
        References that lead nowhere, and those to what belongs to somebody already, with the row of the object or the
        complement of the row of the surface.
    """
    known = {id: ~row for row, id in reversed([*enumerate(rows.boundary_ids)]) if id}
    known.update((id, row) for row, id in reversed([*enumerate(rows.ids)]))
    told = {remark.id for remark in rows.reported}
    absent: list[Reference] = []
    shared: list[tuple[Reference, int]] = []
    for reference in dict.fromkeys(rows.references):
        target, owner = reference
        row = known.get(target)
        if row is None:
            if target not in told:
                absent.append(reference)
        elif owner < 0:
            continue  # a member of the model wherever it stands
        elif row < 0:
            shared.append((reference, row))
        elif obstacle := _obstacle(rows, owner, row):
            rows.remark(owner, Text.of(obstacle, target=target))
        elif rows.parents[row] < 0:
            rows.parents[row] = owner
        elif rows.parents[row] != owner:
            shared.append((reference, row))
    return absent, shared


def _obstacle(rows: Rows, owner: int, row: int) -> str:
    """Why an object cannot be a part of an owner: it is that itself or above it; empty if nothing is in the way."""
    for _ in range(DEEPEST):
        if owner == row:
            return "city.repaired.cycle"
        if owner < 0:
            return ""
        owner = rows.parents[owner]
    return "city.repaired.too-deep"


def _lent(rows: Rows, geometry: Geometry, shared: Sequence[tuple[Reference, int]]) -> None:
    """Show surfaces for owners that have none."""
    having = _having_surfaces(rows)
    of_boundary: dict[int, list[Span]] = defaultdict(list)
    of_object: dict[int, list[Span]] = defaultdict(list)
    for span in rows.spans:
        of_boundary[span.boundary].append(span)
        of_object[span.owner].append(span)
    below: dict[int, list[int]] = defaultdict(list)
    for row, parent in enumerate(rows.parents):
        below[parent].append(row)
    left = MOST_LENT
    for (target, owner), row in shared:
        if owner in having:
            continue
        family = [] if row < 0 else [*_family(row, below)]
        spans = of_boundary[~row] if row < 0 else [span for one in family for span in of_object.get(one, ())]
        left -= len(spans) + len(family)
        if left < 0:
            rows.remark(owner, Text.of("city.repaired.too-many", target=target))
            continue
        for span in spans:
            name = next(name for n in count(len(geometry)) if (name := f"{target} ({n})") not in geometry.named)
            start, end = geometry.lend(name, span.start, span.end)
            rows.spans.append(span._replace(start=start, end=end, owner=owner, boundary=-1))
            rows.lods[owner].add(span.lod)


def _having_surfaces(rows: Rows) -> set[int]:
    """Objects with geometry of their own or of their parts."""
    having: set[int] = {-1}
    for row in (*(s.owner for s in rows.spans), *(p.owner for p in rows.placed)):
        while row not in having:
            having.add(row)
            row = rows.parents[row]
    return having


def _family(row: int, below: dict[int, list[int]]) -> Iterator[int]:
    """A row and all that is below it."""
    ahead = [row]
    while ahead:
        row = ahead.pop()
        yield row
        ahead.extend(below.get(row, ()))


def _parents_first(rows: Rows) -> None:
    """Put the objects in an order in which parents stand before their children."""
    below: dict[int, list[int]] = defaultdict(list)
    for row in range(len(rows.parents) - 1, -1, -1):
        below[rows.parents[row]].append(row)
    order = [row for first in reversed(below[-1]) for row in _family(first, below)]
    rows.reorder(order)


def remarks_on(rows: Rows) -> Iterator[Remark]:
    """What is said of references whose targets are not in the chunk."""
    for target, owner in rows.references:
        there = target in rows.elsewhere
        if owner >= 0:
            why = "city.repaired.link-elsewhere" if there else "city.repaired.link-nowhere"
            yield Remark(rows.ids[owner], Text.of(why, target=target), rows.types[owner])
        elif not there:
            yield Remark(target, Text.of("city.repaired.member-nowhere", target=target))
