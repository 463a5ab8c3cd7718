"""The city around in stills and films: built once, however many cameras look; stopped on request."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from helpers.sites import block_site

from planningtable.city.blocks import blocks_of
from planningtable.city.columns import no_objects
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.model.piece import CityPiece
from planningtable.city.site import Site
from planningtable.domain.text import CancelledError
from scenes.around.still import StillAround
from scenes.camera import Camera, Size

SIZE = Size(1280, 720)
CELL = 400.0
"""Edge of a tile [m]."""


@dataclass(frozen=True)
class Row:
    column: int
    row: int
    buildings: int
    extent: Extent


@dataclass
class Tiles:
    """A row of tiles to the east, each with the same four houses; remembers what was read."""

    site: Site
    read: list[tuple[str, int]] = field(default_factory=list)

    def index(self) -> list[Row]:
        extent = self.site.extent
        return [Row(c, 0, 4, self._moved(extent, c)) for c in range(12)]

    def _moved(self, extent: Extent, column: int) -> Extent:
        return Extent(extent.west + column * CELL, extent.south, extent.east + column * CELL, extent.north)

    def _piece(self, column: int) -> CityPiece:
        site = self.site
        origin = (site.origin[0] + column * CELL, site.origin[1])
        return CityPiece(origin, site.buildings, site.surfaces, no_objects(), site.trees)

    def blocks(self, rows: Any) -> Any:
        for row in rows:
            self.read.append(("blocks", row.column))
            piece = self._piece(row.column)
            yield blocks_of(piece.buildings, piece.origin)

    def pieces(self, rows: Any) -> Any:
        for row in rows:
            self.read.append(("pieces", row.column))
            yield self._piece(row.column)

    def texture(self, name: str) -> bytes:
        raise AssertionError(name)

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class Around:
    tiles: Tiles
    site: Site


@pytest.fixture
def around() -> Around:
    site = block_site()
    return Around(Tiles(site), site)


def street(around: Around, column: int) -> Camera:
    east, north = around.site.extent.centre
    return Camera(east + column * CELL, north, 20.0, 250.0, 90.0, 55.0)


def test_a_camera_that_moves_on_reads_only_what_is_new(around: Around) -> None:
    still, tiles = StillAround(), around.tiles
    first = still.seen(around, street(around, 1), SIZE, Job())
    assert first is not None
    assert first.near
    assert still.seen(around, street(around, 1), SIZE, Job()) is first
    tiles.read.clear()
    second = still.seen(around, street(around, 2), SIZE, Job())
    assert second is not None
    assert second.earth is first.earth
    shared = first.near.keys() & second.near.keys()
    assert shared
    assert all(second.near[key] is first.near[key] for key in shared)
    assert {column for what, column in tiles.read if what == "pieces"} == {
        column for column, _ in second.near.keys() - first.near.keys()
    }
    tiles.read.clear()
    painted = still.seen(around, street(around, 2), SIZE, Job(), painted=True)
    assert painted is not None
    assert painted.earth is first.earth
    assert not any(what == "blocks" for what, _ in tiles.read)
    assert still.seen(None, street(around, 2), SIZE, Job()) is None


def test_progress_is_told_and_cancelling_stops_at_once(around: Around) -> None:
    told: list[float] = []
    job = Job(lambda fraction, _what: (told.append(fraction), len(told) == 3 and job.cancel()))
    still = StillAround()
    with pytest.raises(CancelledError):
        still.seen(around, street(around, 1), SIZE, job)
    assert told == sorted(told)
    assert len(told) == 3
    assert still.seen(around, street(around, 1), SIZE, Job()) is not None
