"""A closed copy of a workshop file, also while it is open."""

import sqlite3
from pathlib import Path

from planningtable.store.trouble import sentences


def copy_workshop(source: Path, target: Path) -> None:
    """Write a copy that is a single file: everything that is confirmed, nothing half-done.

    Args:
        source: the workshop file; may be open and written to meanwhile.
        target: of the copy; replaced where it is there already.

    Raises:
        PlanningError: the source cannot be read, or the target's disk is full or read-only.
    """
    with sentences(source):
        read = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    try:
        with sentences(target):
            target.unlink(missing_ok=True)
            written = sqlite3.connect(target)
            try:
                read.backup(written)
                written.execute("PRAGMA journal_mode = DELETE").fetchone()
            finally:
                written.close()
    finally:
        read.close()
