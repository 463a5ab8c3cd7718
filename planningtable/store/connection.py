"""Connections to workshop files: how they are opened, what is verified first, how they are left."""

import sqlite3
import struct
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from planningtable.domain.text import PlanningError
from planningtable.store.geopackage import APPLICATION_ID, register_functions
from planningtable.store.schema import MIGRATIONS_TABLE

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_BUSY_S = 10.0


def connect(path: Path | None, *, read_only: bool = False) -> Database:
    """A connection that any thread may use, one at a time.

    Args:
        path: of the file; None for one in memory.
        read_only: refuse every write.

    Raises:
        sqlite3.Error: the file cannot be opened.
    """
    if path is None:
        conn = sqlite3.connect(":memory:", check_same_thread=False)
    else:
        mode = "ro" if read_only else "rw"
        conn = _connected(path, f"mode={mode}")
        if read_only:
            try:
                conn.execute("SELECT count(*) FROM sqlite_schema")
            except sqlite3.OperationalError:
                conn.close()
                if _wal(path).exists():
                    raise
                # A folder that takes no files takes none of WAL's side files; nobody writes, so none are needed.
                conn = _connected(path, "mode=ro&immutable=1")
    return _ready(conn)


def connect_scratch() -> Database:
    """A connection to a nameless file in the system's folder for such files, gone at the end of it.

    Up to a few megabytes no file is made at all. The system removes it, so that neither Ctrl-C nor a crash leaves
    anything behind.

    Raises:
        sqlite3.Error: there is no such folder.
    """
    db = _ready(sqlite3.connect("", check_same_thread=False))
    db.execute("PRAGMA temp_store = FILE")
    return db


def _ready(conn: sqlite3.Connection) -> Database:
    db = Database(conn, execute_plugins=False)
    register_functions(db)
    db.execute("PRAGMA foreign_keys = ON")
    return db


def keep_safe(db: Database) -> None:
    """Committed means on the disk: write-ahead log, synced at every commit."""
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")


def be_patient(db: Database, seconds: float) -> None:
    """Wait so long for another program that is writing, before giving up."""
    db.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")


def leave(db: Database) -> None:
    """Put everything back into the single file and close."""
    try:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError:
        # Another program is reading; what is committed stays safe in the log beside the file until the next opening.
        pass
    finally:
        db.close()


def verify(path: Path) -> None:
    """Look at a file before SQLite does, so that a foreign one is named as what it is.

    Raises:
        PlanningError: it is missing, a folder, not readable, not SQLite or cut short.
        OSError: it cannot be read.
    """
    if not path.exists():
        raise PlanningError("error.store.missing", file=path.name)
    if not path.is_file():
        raise PlanningError("error.store.not-a-workshop", file=path.name)
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(_MAGIC):
        raise PlanningError("error.store.not-a-workshop", file=path.name)
    page, pages = struct.unpack(">H", header[16:18])[0], struct.unpack(">I", header[28:32])[0]
    expected = (65536 if page == 1 else page) * pages
    if path.stat().st_size < expected and not _wal(path).exists():
        raise PlanningError("error.store.damaged", file=path.name)


def verify_tables(db: Database, path: Path, migrations: Migrations) -> None:
    """See that a database is a workshop of a version that this program knows.

    Raises:
        PlanningError: it is another program's, damaged, or newer than this program.
        sqlite3.Error: it cannot be read.
    """
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise PlanningError("error.store.not-a-workshop", file=path.name)
    tables = {row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()}
    if not {"pt_meta", "pt_events", "pt_site", MIGRATIONS_TABLE} <= tables:
        raise PlanningError("error.store.not-a-workshop", file=path.name)
    known = {m.name for m in migrations.pending(db)} | {m.name for m in migrations.applied(db)}
    ours = {m.name for m in migrations.pending(Database(memory=True))}
    if known - ours:
        raise PlanningError("error.store.newer", file=path.name)
    # A city of gigabytes is read tile by tile, each with a check sum of its own; the rest is looked through now.
    for table in sorted(t for t in tables if not t.startswith("pt_city_")):
        if db.execute(f'PRAGMA quick_check("{table}")').fetchone()[0] != "ok":
            raise PlanningError("error.store.damaged", file=path.name)


def _connected(path: Path, query: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{query}"
    return sqlite3.connect(uri, uri=True, check_same_thread=False, timeout=_BUSY_S)


def _wal(path: Path) -> Path:
    return path.with_name(path.name + "-wal")
