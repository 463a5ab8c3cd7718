"""Cut into tiles and put together again: nothing is lost, nothing moves."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import block_site

from planningtable.city.columns import no_objects
from planningtable.city.grid import Extent
from planningtable.city.model.piece import CityPiece
from planningtable.city.tiles import (
    TILE,
    fragments,
    from_bytes,
    inside,
    moved,
    near,
    place_numbers,
    put_together,
    to_bytes,
    without,
)


def wide_piece() -> CityPiece:
    """Blocks 600 m apart, so that several tiles have some of them."""
    boxes = [(x, y, x + 20.0, y + 12.0, 9.0) for x in (20.0, 620.0, 1220.0) for y in (30.0, 700.0)]
    site = block_site(size=1400.0, cell=10.0, boxes=boxes, trees=((40, 50), (900, 900)))
    triangles = np.array([[[565100.0, 5934100.0, 1.0], [565200, 5934100, 2], [565100, 5934200, 3]]])
    return CityPiece(site.origin, site.buildings, site.surfaces, no_objects(), site.trees, triangles)


def by_id(piece: CityPiece) -> dict[str, float]:
    """Number of surfaces and middle of each building, flat so that they can be compared roughly."""
    corner = np.array([*piece.origin, 0.0])
    found: dict[str, float] = {}
    for row, id in enumerate(piece.buildings.ids):
        mine = piece.surfaces.building == row
        points = piece.surfaces.ring_points[
            np.repeat(mine[piece.surfaces.ring_surface], np.diff(piece.surfaces.ring_offsets))
        ]
        found[f"{id}.surfaces"] = int(mine.sum())
        found |= {f"{id}.{axis}": v for axis, v in zip("xyz", (points + corner).mean(axis=0).tolist(), strict=True)}
    return found


def test_every_object_is_in_exactly_one_tile() -> None:
    piece = wide_piece()
    found = list(fragments(piece))
    assert sorted(id for f in found for id in f.piece.buildings.ids) == sorted(piece.buildings.ids)
    assert sum(len(f.piece.trees) for f in found) == 2
    assert sum(len(f.piece.terrain) for f in found) == 1
    assert len({(f.column, f.row) for f in found}) == len(found) >= 5
    for f in found:
        assert f.piece.origin == (f.column * TILE, f.row * TILE)
        assert f.extent.overlaps(Extent(*f.piece.origin, f.piece.origin[0] + TILE, f.piece.origin[1] + TILE))


def test_tiles_come_back_from_bytes_to_the_tenth_of_a_millimetre() -> None:
    piece = wide_piece()
    again = put_together([from_bytes(to_bytes(f.piece)) for f in fragments(piece)], piece.origin)
    assert by_id(again) == pytest.approx(by_id(piece), abs=1e-4)
    assert again.surfaces.area.sum() == pytest.approx(piece.surfaces.area.sum(), rel=1e-6)
    assert again.surfaces.vertices is again.surfaces.ring_points
    corners = again.surfaces.vertices[again.surfaces.triangles]
    doubled = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    assert doubled.sum() / 2 == pytest.approx(piece.surfaces.area.sum(), rel=1e-6)


def test_only_what_touches_an_area_is_taken() -> None:
    piece = wide_piece()
    area = Extent(565600.0, 5934000.0, 565700.0, 5934100.0)
    assert inside(piece, area).buildings.ids == ("b2",)
    assert len(inside(piece, area).trees) == 0


def test_objects_are_taken_out_by_id() -> None:
    piece = wide_piece()
    left = without(piece, frozenset({"b0", "b3"}), frozenset())
    assert left.buildings.ids == ("b1", "b2", "b4", "b5")
    assert by_id(left) == {key: v for key, v in by_id(piece).items() if key[:2] not in ("b0", "b3")}


def test_textures_are_numbered_anew() -> None:
    piece = wide_piece()
    count = len(piece.surfaces)
    one = replace(
        piece, textures=("a", "b"), surfaces=replace(piece.surfaces, texture=np.arange(count, dtype=np.int32) % 3 - 1)
    )
    two = replace(one, textures=("b", "c"))
    both = put_together([one, two], piece.origin)
    names = [both.textures[t] if t >= 0 else "" for t in both.surfaces.texture.tolist()]
    assert names == [("", "a", "b")[i % 3] for i in range(count)] + [("", "b", "c")[i % 3] for i in range(count)]


def test_moved_there_and_back() -> None:
    piece = wide_piece()
    there = moved(piece, (565500.0, 5934500.0))
    assert by_id(there) == pytest.approx(by_id(piece), abs=1e-6)
    assert moved(there, piece.origin).surfaces.ring_points == pytest.approx(piece.surfaces.ring_points)


def test_places_are_told_apart_beyond_some_metres() -> None:
    piece = wide_piece()
    numbers = place_numbers(piece).tolist()
    assert len(numbers) == len(piece.buildings) + len(piece.trees)
    for i, one in enumerate(numbers):
        assert [near(one, other) for other in numbers] == [i == j for j in range(len(numbers))]
        for step, same in (((3, -4), True), ((6, 0), False), ((0, -6), False)):
            assert near(one, one + (step[0] << 32) + step[1]) is same


def test_nothing_has_no_tiles() -> None:
    empty = put_together([], (0.0, 0.0))
    assert list(fragments(empty)) == []
    assert len(from_bytes(to_bytes(empty)).buildings) == 0
