"""Reading the imported city in a workshop file tile by tile: an index at once, everything else when it is looked at."""

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Self, TypeVar

from sqlite_utils import Database

from planningtable.city.blocks import Blocks
from planningtable.city.codec import unpacked
from planningtable.city.grid import Extent
from planningtable.city.model.piece import CityPiece
from planningtable.city.tiles import from_bytes
from planningtable.domain.text import PlanningError
from planningtable.store.connection import connect, verify
from planningtable.store.trouble import sentences

Content = TypeVar("Content")

# Parameters of one SQL statement; SQLite allows 32,766.
MOST_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class TileRow:
    """A fragment of a tile, without its content.

    Attributes:
        id: to ask for the content.
        source: number of the file that it came from.
        chunk: number of the chunk of that file.
        column: of the tile, see `planningtable.city.tiles`.
        row: of the tile.
        extent: of what is in it [m].
        buildings: number of buildings.
        objects: number of other objects and trees.
        terrain: number of terrain triangles and mass points.
    """

    id: int
    source: int
    chunk: int
    column: int
    row: int
    extent: Extent
    buildings: int
    objects: int
    terrain: int


class CityTiles:
    """The city of a workshop file. Safe to use from any thread."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path
        self._guard = threading.Lock()

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the city of a workshop file to read.

        Raises:
            PlanningError: it is missing, no workshop, damaged, or made by a version without tiles.
        """
        with sentences(path):
            verify(path)
            db = connect(path, read_only=True)
            try:
                db.execute("SELECT count(*) FROM pt_city_fragment")
            except sqlite3.OperationalError as error:
                db.close()
                raise PlanningError("error.store.no-tiles", file=path.name) from error
        return cls(db, path)

    def index(self, within: Extent | None = None) -> tuple[TileRow, ...]:
        """Every fragment, or those that reach into an extent, in the order of the files, without content."""
        where = ""
        values: tuple[float, ...] = ()
        if within is not None:
            where = "WHERE west <= ? AND east >= ? AND south <= ? AND north >= ? "
            values = (within.east, within.west, within.north, within.south)
        with sentences(self._path), self._guard:
            rows = self._db.execute(
                "SELECT id, source, chunk, tile_column, tile_row, west, south, east, north, "
                f"buildings, objects, terrain FROM pt_city_fragment {where}ORDER BY source, chunk, id",
                values,
            ).fetchall()
        return tuple(
            TileRow(r[0], r[1], r[2], r[3], r[4], Extent(r[5], r[6], r[7], r[8]), r[9], r[10], r[11]) for r in rows
        )

    def sources(self) -> tuple[int, ...]:
        """Numbers of the files that fragments came from, ascending."""
        with sentences(self._path), self._guard:
            rows = self._db.execute("SELECT DISTINCT source FROM pt_city_fragment ORDER BY source").fetchall()
        return tuple(row[0] for row in rows)

    def blocks(self, rows: Sequence[TileRow]) -> Iterator[Blocks]:
        """Block models of fragments.

        Raises:
            PlanningError: the file is damaged.
        """
        for blob in self._blobs("pt_city_blocks", rows, MOST_AT_ONCE):
            yield self._read(partial(unpacked, Blocks), blob)

    def pieces(self, rows: Sequence[TileRow]) -> Iterator[CityPiece]:
        """Everything in fragments, one after another.

        Raises:
            PlanningError: the file is damaged.
        """
        for blob in self._blobs("pt_city_data", rows, 1):
            yield self._read(from_bytes, blob)

    def texture(self, name: str) -> bytes:
        """The image of that name; empty where there is none."""
        with sentences(self._path), self._guard:
            row = self._db.execute("SELECT data FROM pt_city_texture WHERE name = ?", (name,)).fetchone()
        return bytes(row[0]) if row else b""

    def close(self) -> None:
        with self._guard:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _blobs(self, table: str, rows: Sequence[TileRow], at_once: int) -> Iterator[bytes]:
        for start in range(0, len(rows), at_once):
            ids = tuple(row.id for row in rows[start : start + at_once])
            places = ",".join("?" * len(ids))
            with sentences(self._path), self._guard:
                found = dict(self._db.execute(f"SELECT id, data FROM {table} WHERE id IN ({places})", ids).fetchall())
            yield from (bytes(found.pop(id)) for id in ids)

    def _read(self, how: Callable[[bytes], Content], blob: bytes) -> Content:
        try:
            return how(blob)
        except ValueError as error:
            raise PlanningError("error.store.damaged", file=self._path.name) from error
