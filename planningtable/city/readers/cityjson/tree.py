"""Which object belongs to which: parents before their children, circles cut."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planningtable.city.readers.cityjson.words import strings

# Members that name the objects an object is made of; the last two are of versions before 0.7.
CHILDREN = ("children", "Parts", "Installations")
PARENTS = ("parents", "parent")
GROUP = "CityObjectGroup"


@dataclass(frozen=True, slots=True)
class Ordered:
    """Objects in the order in which they become rows.

    Attributes:
        order: rows of the objects as given.
        parent: row (as given) of each object's parent, -1 for none; as given.
        lost: parents that are not there, by row as given.
        cut: rows as given of objects whose parents lead in a circle.
    """

    order: tuple[int, ...]
    parent: tuple[int, ...]
    lost: Mapping[int, str]
    cut: frozenset[int]


def ordered(ids: Sequence[str], objects: Sequence[Mapping[str, Any]], groups: frozenset[str]) -> Ordered:
    """Find the parents.

    Args:
        ids: of the objects.
        objects: as they stand in the file.
        groups: ids of groups that are elsewhere; belonging to a group makes no child.
    """
    rows = {id: row for row, id in reversed(list(enumerate(ids)))}
    own_groups = {row for row, value in enumerate(objects) if value.get("type") == GROUP}
    parent = [-1] * len(ids)
    lost: dict[int, str] = {}
    for row, name in _named(objects, PARENTS):
        found = rows.get(name, -1)
        if found < 0 and name not in groups:
            lost[row] = name
        elif found >= 0 and found not in own_groups and parent[row] < 0:
            parent[row] = found
    for row, name in _named(objects, CHILDREN):
        child = rows.get(name, -1)
        if row not in own_groups and child not in (-1, row) and parent[child] < 0:
            parent[child] = row
    cut = _circles(parent)
    for row in cut:
        parent[row] = -1
    return Ordered(_order(parent), tuple(parent), lost, frozenset(cut))


def _named(objects: Sequence[Mapping[str, Any]], members: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Row of each object and the ids that its members name."""
    for row, value in enumerate(objects):
        for member in members:
            for name in strings(value.get(member)):
                yield row, name


def _circles(parent: list[int]) -> set[int]:
    """One row of each circle."""
    cut: set[int] = set()
    state = [0] * len(parent)
    for start in range(len(parent)):
        path = []
        row = start
        while row >= 0 and not state[row]:
            state[row] = 1
            path.append(row)
            row = parent[row]
        if row >= 0 and state[row] == 1:
            cut.add(row)
        for done in path:
            state[done] = 2
    return cut


def _order(parent: list[int]) -> tuple[int, ...]:
    """Rows with parents before their children, roots in their order."""
    children: dict[int, list[int]] = {}
    for row, above in enumerate(parent):
        children.setdefault(above, []).append(row)
    order: list[int] = []
    waiting = children.get(-1, [])[::-1]
    while waiting:
        row = waiting.pop()
        order.append(row)
        waiting.extend(children.get(row, [])[::-1])
    return tuple(order)
