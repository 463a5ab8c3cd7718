"""Which part of a city becomes the site that people plan on; the whole city stays in the workshop file."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from types import MappingProxyType

from planningtable.city.grid import Extent
from planningtable.city.tiles import TILE
from planningtable.domain.text import PlanningError, Text
from planningtable.store.city_tiles import TileRow

MOST: Mapping[str, int] = MappingProxyType({"buildings": 25_000, "objects": 150_000, "terrain": 4_000_000})
"""What a site holds at most, by column of `TileRow`.

A table with more buildings answers no finger within a second; so many other objects and trees take two seconds to open;
so many triangles and points of terrain take some seconds and two gigabytes of memory to become a grid.
"""

WINDOW = 4
"""Edge of the largest square that is taken where the whole is too large, in tiles."""

Loads = Mapping[str, Counter[tuple[int, int]]]


def planning_area(rows: Sequence[TileRow], wished: Extent | None) -> tuple[Extent | None, tuple[Text, ...]]:
    """The area that was wished for; nothing where all fits; else the square with the most buildings.

    Raises:
        PlanningError: there is nothing in the area that was wished for.
    """
    if wished is not None:
        inside = [row for row in rows if row.extent.overlaps(wished)]
        if not any(row.buildings for row in inside):
            raise area_empty(rows, wished)
        return wished, ()
    totals = {name: sum(map(attrgetter(name), rows)) for name in MOST}
    too_much = next((name for name, most in MOST.items() if totals[name] > most), None)
    if too_much is None:
        return None, ()
    (column, row), edge = _densest(rows)
    area = Extent(column * TILE, row * TILE, (column + edge) * TILE, (row + edge) * TILE)
    note = f"city.note.area-chosen.{too_much}"
    return area, (Text.of(note, count=totals[too_much], most=MOST[too_much], area=_words(area)),)


def _densest(rows: Sequence[TileRow]) -> tuple[tuple[int, int], int]:
    """The square of tiles with the most buildings of all that are not too much: its south-western tile and its edge."""
    tiles: Loads = {name: Counter() for name in MOST}
    for row in rows:
        for name, counts in tiles.items():
            counts[row.column, row.row] += getattr(row, name)
    fitting = []
    for edge in range(1, WINDOW + 1):
        squares = {name: _squares(counts, edge) for name, counts in tiles.items()}
        for at, n in squares["buildings"].items():
            if n and all(squares[name][at] <= MOST[name] for name in MOST):
                fitting.append((n, -edge, at))
    if fitting:
        _, edge, at = max(fitting)
        return at, -edge
    return min((not n, _excess(tiles, at), at) for at, n in tiles["buildings"].items())[2], 1


def _squares(tiles: Counter[tuple[int, int]], edge: int) -> Counter[tuple[int, int]]:
    """Sums over squares of tiles, by their south-western tile."""
    squares: Counter[tuple[int, int]] = Counter()
    for (column, row), count in tiles.items():
        for at in _around(column, row, edge):
            squares[at] += count
    return squares


def _around(column: int, row: int, edge: int) -> Iterable[tuple[int, int]]:
    """South-western tiles of the squares that hold a tile."""
    return ((column - west, row - south) for west in range(edge) for south in range(edge))


def _excess(tiles: Loads, at: tuple[int, int]) -> float:
    """How many times too much a tile holds."""
    return max(tiles[name][at] / most for name, most in MOST.items())


def area_empty(rows: Sequence[TileRow], wished: Extent) -> PlanningError:
    """No building stands where one was wished for."""
    return PlanningError("error.city.area-empty", area=_words(wished), city=_words(_whole(rows)))


def _whole(rows: Sequence[TileRow]) -> Extent:
    extents = [row.extent for row in rows]
    whole = extents[0]
    for extent in extents[1:]:
        whole = whole.joined(extent)
    return whole


def _words(extent: Extent) -> str:
    return f"{extent.west:.0f},{extent.south:.0f},{extent.east:.0f},{extent.north:.0f}"
