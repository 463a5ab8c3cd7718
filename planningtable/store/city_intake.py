"""A city file in the making: what an import has read so far, so that it can go on after a stop."""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Self, TypeAlias

from sqlite_utils import Database

from planningtable.city.fragment_rows import FragmentRow
from planningtable.city.tiles import near
from planningtable.domain.text import PlanningError
from planningtable.store.city_tables import CITY_TABLES, create_city_tables, without_source
from planningtable.store.city_tiles import MOST_AT_ONCE, CityTiles
from planningtable.store.connection import connect, connect_scratch
from planningtable.store.trouble import sentences

# Changes with the tables and with what is written into them: an intake of another version begins anew.
VERSION = 3
# What is named in sentences where there is no file.
_NAMELESS = Path("planningtable.tmp")


Making: TypeAlias = Callable[[frozenset[str], frozenset[str]], tuple[str, Iterable[FragmentRow]]]


def intake_path(workshop: Path) -> Path:
    """Where the import of a workshop lies while it is not finished: hidden beside it."""
    return workshop.with_name(f".{workshop.name}.intake")


def _workshop_of(intake: Path) -> Path:
    """The workshop of an intake file, which people know by name."""
    return intake.with_name(intake.name.removeprefix(".").removesuffix(".intake"))


class CityIntake:
    """The file of an import that is under way; one process writes it."""

    def __init__(self, db: Database, path: Path | None) -> None:
        self._db = db
        self._path = path or _NAMELESS
        self._named = _workshop_of(path) if path else _NAMELESS
        self._tiles = CityTiles(db, self._named)
        self._open = True

    @classmethod
    def open(cls, path: Path | None, mark: str) -> Self:
        """Begin an import, or go on with one of the same mark that was stopped.

        Args:
            path: of the intake file; None for one without a name, which is gone once it is closed or the program ends.
            mark: everything that decides on the result but the sources: CRS, program version.

        Raises:
            PlanningError: the folder does not take it.
        """
        with sentences(_workshop_of(path) if path else _NAMELESS):
            if path is None:
                db = connect_scratch()
            else:
                _fresh_unless(path, f"{VERSION} {mark}")
                path.touch()
                db = connect(path)
                db.execute("PRAGMA page_size = 4096")
                db.execute("PRAGMA journal_mode = WAL")
                db.execute("PRAGMA synchronous = NORMAL")
            with db.atomic():
                create_city_tables(db)
                db.execute("CREATE TABLE IF NOT EXISTS pt_city_mark (mark TEXT NOT NULL)")
                db.execute("DELETE FROM pt_city_mark")
                db.execute("INSERT INTO pt_city_mark VALUES (?)", (f"{VERSION} {mark}",))
        return cls(db, path)

    def seed(self, workshop: Path) -> None:
        """Begin with the city of an older workshop file, so that only what changed is read; an empty intake only.

        A workshop of another mark, or without a city in tiles, seeds nothing.
        """
        if self.sources():
            return
        with sentences(workshop), closing(connect(workshop, read_only=True)) as db:
            try:
                row = db.execute("SELECT mark FROM pt_city_mark").fetchone()
            except sqlite3.OperationalError:
                return
        if row != self._db.execute("SELECT mark FROM pt_city_mark").fetchone():
            return
        with sentences(self._named):
            self._db.execute("ATTACH DATABASE ? AS old", (str(workshop),))
            try:
                with self._db.atomic():
                    for table in CITY_TABLES:
                        self._db.execute(f"INSERT INTO main.{table} SELECT * FROM old.{table}")
            finally:
                self._db.execute("DETACH DATABASE old")

    @property
    def usable(self) -> bool:
        """Whether it is still open; a workshop that was made of it takes its file away."""
        return self._open

    @property
    def tiles(self) -> CityTiles:
        """What is in it so far."""
        return self._tiles

    def sources(self) -> Mapping[str, tuple[int, str, bool, str]]:
        """Number, mark of the content, whether it is complete, and summary of each source, by name."""
        rows = self._db.execute("SELECT name, id, mark, done, summary FROM pt_city_source ORDER BY id").fetchall()
        return {_name(kept): (id, mark, bool(done), summary) for kept, id, mark, done, summary in rows}

    def begin(self, name: str, mark: str) -> int:
        """A number for a source that is about to be read; what an older state of it left is forgotten."""
        with sentences(self._named), self._db.atomic():
            old = self.sources().get(name)
            if old is not None and old[1] == mark:
                return old[0]
            if old is not None:
                without_source(self._db, old[0])
                number = old[0]  # the order of the sources is that of the site
            else:
                row = self._db.execute("SELECT IFNULL(MAX(id), 0) + 1 FROM pt_city_source").fetchone()
                number = int(row[0])
            self._db.execute("INSERT INTO pt_city_source VALUES (?, ?, ?, 0, '')", (number, _kept(name), mark))
            return number

    def settle(self, target: int) -> None:
        """Everything lies in one CRS: what was read into another one, given by its EPSG code, is forgotten."""
        with sentences(self._named), self._db.atomic():
            row = self._db.execute("SELECT target FROM pt_city_aim").fetchone()
            if row is not None and row[0] != target:
                for source, *_ in self.sources().values():
                    without_source(self._db, source)
            self._db.execute("DELETE FROM pt_city_aim")
            self._db.execute("INSERT INTO pt_city_aim VALUES (?)", (target,))

    def forget(self, name: str, *, comes_again: bool = False) -> None:
        """Drop a source and all that came from it; one that comes again keeps its number, and so its turn."""
        known = self.sources().get(name)
        if known is not None:
            with sentences(self._named), self._db.atomic():
                without_source(self._db, known[0])
                if comes_again:
                    self._db.execute("INSERT INTO pt_city_source VALUES (?, ?, '', 0, '')", (known[0], _kept(name)))

    def chunks(self, source: int) -> Mapping[int, str]:
        """Tallies of the chunks of a source that are done, by number."""
        rows = self._db.execute("SELECT chunk, tally FROM pt_city_chunk WHERE source = ? ORDER BY chunk", (source,))
        return dict(rows.fetchall())

    def texture_names(self) -> tuple[str, ...]:
        """Names of images that pieces use, as source number, colon, name in the file."""
        rows = self._db.execute("SELECT name FROM pt_city_texture ORDER BY name").fetchall()
        return tuple(row[0] for row in rows)

    def take(
        self, source: int, chunk: int, ids: Sequence[tuple[str, int]], made: Making, textures: Sequence[str] = ()
    ) -> None:
        """Store what a chunk holds: all of it or nothing.

        Args:
            source: its number.
            chunk: number of the chunk in it.
            ids: of the objects in it, with a number for their place.
            made: given the ids of objects that came before, and of others that only share an id with one that came
                before, the tally and the fragments to be stored.
            textures: names of images that its surfaces use; empty images until `keep_texture` brings them.

        Raises:
            PlanningError: the disk is full.
        """
        with sentences(self._named), self._db.atomic():
            tally, fragments = made(*self._claimed(source, ids))
            for f in fragments:
                cursor = self._db.conn.execute(
                    "INSERT INTO pt_city_fragment (source, chunk, tile_column, tile_row, west, south, east, north, "
                    "buildings, objects, terrain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        *(source, chunk, f.column, f.row),
                        *(f.extent.west, f.extent.south, f.extent.east, f.extent.north),
                        *(len(f.buildings), len(f.objects), f.terrain),
                    ),
                )
                self._db.execute("INSERT INTO pt_city_blocks VALUES (?, ?)", (cursor.lastrowid, f.blocks))
                self._db.execute("INSERT INTO pt_city_data VALUES (?, ?)", (cursor.lastrowid, f.data))
            names = [(f"{source}:{name}", b"") for name in textures]
            self._db.conn.executemany("INSERT OR IGNORE INTO pt_city_texture VALUES (?, ?)", names)
            self._db.execute("INSERT OR REPLACE INTO pt_city_chunk VALUES (?, ?, ?)", (source, chunk, tally))

    def _claimed(self, source: int, ids: Sequence[tuple[str, int]]) -> tuple[frozenset[str], frozenset[str]]:
        """Claim ids for a source; those of objects that came before, and those that others of another place have."""
        numbers = {_number(id): (id, place) for id, place in ids}
        taken: dict[int, tuple[int, int]] = {}
        keys = list(numbers)
        for start in range(0, len(keys), MOST_AT_ONCE):
            some = keys[start : start + MOST_AT_ONCE]
            places = ",".join("?" * len(some))
            query = f"SELECT hash, place, source FROM pt_city_ids WHERE hash IN ({places})"
            taken.update({row[0]: (row[1], row[2]) for row in self._db.execute(query, tuple(some)).fetchall()})
        fresh = [(number, numbers[number][1], source) for number in keys if number not in taken]
        self._db.conn.executemany("INSERT INTO pt_city_ids VALUES (?, ?, ?)", fresh)
        same = {number for number, (place, _) in taken.items() if near(place, numbers[number][1])}
        lost = {(taken[number][1], source) for number in same if taken[number][1] != source}
        self._db.conn.executemany("INSERT OR IGNORE INTO pt_city_lost VALUES (?, ?)", lost)
        names = {number: numbers[number][0] for number in taken}
        return frozenset(names[n] for n in same), frozenset(names[n] for n in taken if n not in same)

    def keep_texture(self, name: str, data: bytes) -> None:
        """Keep an image under the name that pieces use."""
        with sentences(self._named), self._db.atomic():
            self._db.execute("INSERT OR REPLACE INTO pt_city_texture VALUES (?, ?)", (name, data))

    def end(self, source: int, summary: str) -> None:
        """A source is complete."""
        with sentences(self._named), self._db.atomic():
            self._db.execute("UPDATE pt_city_source SET done = 1, summary = ? WHERE id = ?", (summary, source))

    def detached(self) -> Path | None:
        """Close, with everything in the one file; where that lies, None for one without a name."""
        if self._path is _NAMELESS:
            self.close()
            return None
        with sentences(self._named):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.execute("PRAGMA journal_mode = DELETE")
        self.close()
        return self._path

    def close(self) -> None:
        """May be called twice."""
        self._open = False
        self._db.close()


def _kept(name: str) -> str | bytes:
    """A source's name for the database; as bytes where a file's name on the disk is not in UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name)
    return name


def _name(kept: str | bytes) -> str:
    """The name that `_kept` was given."""
    return os.fsdecode(kept) if isinstance(kept, bytes) else kept


def _number(id: str) -> int:
    digest = hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little", signed=True)


def _fresh_unless(path: Path, mark: str) -> None:
    """Leave an intake of the same mark where it is; remove anything else of that name."""
    if not path.exists():
        return
    try:
        db = connect(path)
        try:
            found = db.execute("SELECT mark FROM pt_city_mark").fetchone()
        finally:
            db.close()
    except sqlite3.Error:
        found = None
    if found is None or found[0] != mark:
        discard(path)


def discard(path: Path) -> None:
    """Remove an intake file with what SQLite left beside it.

    Raises:
        PlanningError: the folder does not let it go.
    """
    try:
        for left in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            left.unlink(missing_ok=True)
    except OSError as error:
        raise PlanningError("error.city.unreadable", file=path.name, reason=error.strerror or "") from error
