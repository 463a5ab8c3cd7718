"""Squares of a city, and which of them a camera wants."""

from dataclasses import dataclass

import numpy as np

from planningtable.city.grid import Extent
from scenes.around.patches import MOST_BUILDINGS, MOST_NEAR, Patch, patches, wanted
from scenes.camera import Camera, Size
from scenes.frustum import seen

SIZE = Size(1920, 1080)


@dataclass(frozen=True)
class Row:
    column: int
    row: int
    buildings: int = 10

    @property
    def extent(self) -> Extent:
        return Extent(self.column * 500.0, self.row * 500.0, self.column * 500.0 + 500, self.row * 500.0 + 500)


CITY = [Row(c, r) for c in range(40) for r in range(40)]
FAR, NEAR = patches(CITY, 4), patches(CITY)


def test_squares_hold_all_buildings_once() -> None:
    rows = [*CITY, Row(3, 3, 7), Row(99, 99, 0)]
    for tiles in (1, 4):
        found = patches(rows, tiles)
        assert sum(p.buildings for p in found) == 16_007
        assert len(found) == (1600 if tiles == 1 else 100)
        assert all(p.extent.overlaps(row.extent) for p in found for row in p.fragments)


def test_from_high_above_all_is_seen_from_afar() -> None:
    now = wanted(FAR, NEAR, Camera(10_000.0, 10_000.0, 0.0, 45_000.0, parallel=True), SIZE)
    assert len(now.far) == 100
    assert now.near == ()


def test_near_the_ground_single_tiles_come_nearest_first() -> None:
    now = wanted(FAR, NEAR, Camera(10_250.0, 10_250.0, 0.0, 500.0, 0.0, 60.0), SIZE)
    assert now.near[0] == (20, 20)
    assert 2 <= len(now.near) <= MOST_NEAR
    assert len(now.far) < 60
    steps = [max(abs(c - 20), abs(r - 20)) for c, r in now.near]
    assert steps[-1] > steps[0]


def test_there_is_a_bound_to_what_is_drawn() -> None:
    crowded = patches([Row(c, r, 2000) for c in range(40) for r in range(40)], 4)
    now = wanted(crowded, (), Camera(10_000.0, 10_000.0, 0.0, 45_000.0, parallel=True), SIZE)
    assert 0 < len(now.far) * 16 * 2000 <= MOST_BUILDINGS


def test_a_city_without_squares_wants_nothing() -> None:
    assert wanted((), (), Camera(0, 0, 0, 100.0), SIZE).far == ()


def test_a_hill_beyond_the_site_is_seen() -> None:
    # Looked at from the side, what stands 500 m higher reaches into the picture from farther below it.
    camera = Camera(10_000.0, 10_000.0, 0.0, 900.0, 0.0, 40.0)
    here = [p for p in NEAR if p.key[0] == 20]
    boxes = np.array([(*_low(p), 480.0, *_high(p), 520.0) for p in here])
    on_the_hill = {p.key for p, is_seen in zip(here, seen(camera, SIZE, boxes), strict=True) if is_seen}
    assert on_the_hill
    far = {key for key in wanted(NEAR, (), camera, SIZE).far if key[0] == 20}
    assert on_the_hill <= far


def _low(patch: Patch) -> tuple[float, float]:
    return patch.extent.west, patch.extent.south


def _high(patch: Patch) -> tuple[float, float]:
    return patch.extent.east, patch.extent.north
