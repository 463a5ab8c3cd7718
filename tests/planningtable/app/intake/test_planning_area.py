"""Which part of a city becomes the site."""

import pytest

from planningtable.app.intake.planning_area import MOST, WINDOW, planning_area
from planningtable.app.words import load_words
from planningtable.city.grid import Extent
from planningtable.city.tiles import TILE
from planningtable.domain.text import LANGUAGES, PlanningError
from planningtable.store.city_tiles import TileRow


def row(column: int, row_number: int, buildings: int, objects: int = 0, terrain: int = 0) -> TileRow:
    west, south = column * TILE, row_number * TILE
    extent = Extent(west, south, west + TILE, south + TILE)
    return TileRow(1, 1, 0, column, row_number, extent, buildings, objects, terrain)


def within(rows: list[TileRow], area: Extent | None, name: str) -> int:
    """Number of things in tiles whose middle lies in an area."""
    assert area is not None
    middles = ((r, (r.column + 0.5) * TILE, (r.row + 0.5) * TILE) for r in rows)
    return sum(getattr(r, name) for r, east, north in middles if area.contains(east, north))


def test_what_fits_is_taken_as_a_whole() -> None:
    assert planning_area([row(0, 0, 10, 5000, 90_000), row(1, 0, 20)], None) == (None, ())


def test_of_a_city_too_large_the_densest_part_is_chosen() -> None:
    large = [row(c, r, 500 if (c, r) == (12, 7) else 50) for c in range(40) for r in range(40)]
    assert sum(r.buildings for r in large) > MOST["buildings"]
    area, notes = planning_area(large, None)
    assert area is not None
    assert area.contains(12.5 * TILE, 7.5 * TILE)
    assert area.width == WINDOW * TILE
    assert [note.id for note in notes] == ["city.note.area-chosen.buildings"]


@pytest.mark.parametrize("name", ["objects", "terrain"])
def test_other_things_can_be_too_many_too(name: str) -> None:
    crowd = MOST[name] // 20
    rows = [row(c, r, 40, **{name: crowd if c < 10 else 10}) for c in range(20) for r in range(10)]
    area, notes = planning_area(rows, None)
    assert 0 < within(rows, area, name) <= MOST[name]
    assert [note.id for note in notes] == [f"city.note.area-chosen.{name}"]
    assert dict(notes[0].arguments)["count"] == sum(getattr(r, name) for r in rows)


def test_where_every_square_is_too_much_a_smaller_one_is_taken() -> None:
    rows = [row(c, r, 9000 + c) for c in range(6) for r in range(6)]
    area, _ = planning_area(rows, None)
    assert area is not None
    assert area.width == 2 * TILE  # not the large one that reaches over the edge of the city for the same tiles
    assert within(rows, area, "buildings") == 2 * 9005
    full = [row(c, r, MOST["buildings"] * (2 + c)) for c in range(3) for r in range(3)]
    area, _ = planning_area(full, None)
    assert within(full, area, "buildings") == MOST["buildings"] * 2  # as little too much as can be


def test_a_place_without_buildings_is_not_chosen() -> None:
    rows = [row(c, 0, 0, MOST["objects"] // 10) for c in range(30)] + [row(60, 0, 3, MOST["objects"] * 2)]
    area, _ = planning_area(rows, None)
    assert within(rows, area, "buildings") == 3


def test_a_wish_is_taken_as_it_is_unless_nothing_stands_there() -> None:
    rows = [row(0, 0, MOST["buildings"] * 2)]
    wished = Extent(10.0, 10.0, 20.0, 20.0)
    assert planning_area(rows, wished) == (wished, ())
    with pytest.raises(PlanningError) as error:
        planning_area(rows, Extent(5000.0, 0.0, 5010.0, 10.0))
    assert error.value.text.id == "error.city.area-empty"


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_note_has_a_sentence(language: str) -> None:
    words = load_words(language)
    assert all(words.knows(f"city.note.area-chosen.{name}") for name in MOST)
