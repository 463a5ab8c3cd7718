"""What SQLite and the file system complain of, as sentences for people."""

import errno
import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from planningtable.domain.text import PlanningError

# Primary result codes, https://www.sqlite.org/rescode.html; extended codes carry them in the lower eight bits.
_BY_CODE = {
    sqlite3.SQLITE_PERM: "error.store.read-only",
    sqlite3.SQLITE_READONLY: "error.store.read-only",
    sqlite3.SQLITE_FULL: "error.store.full",
    sqlite3.SQLITE_IOERR: "error.store.disk",
    sqlite3.SQLITE_CORRUPT: "error.store.damaged",
    sqlite3.SQLITE_NOTADB: "error.store.not-a-workshop",
    sqlite3.SQLITE_CANTOPEN: "error.store.cannot-open",
    sqlite3.SQLITE_TOOBIG: "error.store.too-big",
}
_BY_ERRNO = {
    errno.ENOSPC: "error.store.full",
    errno.EDQUOT: "error.store.full",
    errno.EFBIG: "error.store.full",
    errno.EACCES: "error.store.no-access",
    errno.EPERM: "error.store.no-access",
    errno.EROFS: "error.store.no-access",
    errno.ENOENT: "error.store.no-folder",
    errno.ENOTDIR: "error.store.no-folder",
}


@contextmanager
def sentences(path: Path, busy: str = "error.store.in-use") -> Generator[None]:
    """Turn what the disk and the database refuse into a `PlanningError` that names the file.

    Args:
        path: of the file.
        busy: what is said where another program holds it.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise as_sentence(error, path, busy) from error
    except OSError as error:
        raise PlanningError(_BY_ERRNO.get(error.errno or 0, "error.store.disk"), file=path.name) from error


def as_sentence(error: sqlite3.Error, path: Path, busy: str = "error.store.in-use") -> PlanningError:
    """The sentence for what SQLite refused."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return PlanningError(busy, file=path.name)
    return PlanningError(_BY_CODE.get(code, "error.store.damaged"), file=path.name)
