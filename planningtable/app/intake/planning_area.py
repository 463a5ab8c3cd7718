"""Which part of a city becomes the site that people plan on; the whole city stays in the workshop file."""

from collections import Counter
from collections.abc import Sequence

from planningtable.city.grid import Extent
from planningtable.city.tiles import TILE
from planningtable.domain.text import PlanningError, Text
from planningtable.store.city_tiles import TileRow

# A table with more buildings than this answers no finger within a second.
MOST_BUILDINGS = 25_000
# Edge of the square that is taken where the whole is too large, in tiles.
WINDOW = 4


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
    total = sum(row.buildings for row in rows)
    if total <= MOST_BUILDINGS:
        return None, ()
    column, row = _densest(rows)
    area = Extent(column * TILE, row * TILE, (column + WINDOW) * TILE, (row + WINDOW) * TILE)
    return area, (Text.of("city.note.area-chosen", buildings=total, most=MOST_BUILDINGS, area=_words(area)),)


def _densest(rows: Sequence[TileRow]) -> tuple[int, int]:
    """Column and row of the south-western tile of the square of `WINDOW` tiles with the most buildings."""
    tiles: Counter[tuple[int, int]] = Counter()
    for row in rows:
        tiles[row.column, row.row] += row.buildings
    squares: Counter[tuple[int, int]] = Counter()
    for (column, row_number), buildings in tiles.items():
        for west in range(column - WINDOW + 1, column + 1):
            for south in range(row_number - WINDOW + 1, row_number + 1):
                squares[west, south] += buildings
    fitting = [(n, at) for at, n in squares.items() if n <= MOST_BUILDINGS]
    return max(fitting)[1] if fitting else squares.most_common()[-1][0]


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
