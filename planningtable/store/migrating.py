"""Older workshop files become newer ones on a copy; the old one is replaced only by a copy that is whole."""

import os
import sqlite3
import uuid
from contextlib import closing, suppress
from pathlib import Path

from sqlite_utils.migrations import Migrations

from planningtable.domain.text import PlanningError
from planningtable.store.connection import connect


def migrated(path: Path, migrations: Migrations) -> None:
    """Bring a file to the newest schema version; the caller holds its lock and no connection.

    Raises:
        PlanningError: a step failed; the file is as it was.
        OSError: the folder does not take the copy.
        sqlite3.Error: the file cannot be read.
    """
    copy = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    copy.touch(exist_ok=False)
    try:
        with closing(connect(path)) as old, closing(connect(copy)) as new:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            old.conn.backup(new.conn)
            new.execute("PRAGMA journal_mode = DELETE")
            try:
                migrations.apply(new)
            except sqlite3.Error as error:
                raise PlanningError("error.store.migration", file=path.name) from error
            if new.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise PlanningError("error.store.migration", file=path.name)
            old.execute("PRAGMA journal_mode = DELETE")
        sync_to_disk(copy)
        copy.replace(path)
        sync_to_disk(path.parent)
    finally:
        with suppress(FileNotFoundError):
            copy.unlink()


def sync_to_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk; folders cannot be synced on Windows."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
