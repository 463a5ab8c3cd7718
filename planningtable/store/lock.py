"""One writer a workshop file, across processes; the operating system lets go when the process ends, however it ends."""

import os
import sys
from pathlib import Path
from typing import IO, Self

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Held from `taken` until `release`; lies in a small file beside the workshop file."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self._path = path
        self._file = file

    @classmethod
    def taken(cls, workshop: Path) -> Self | None:
        """The lock, or None where another holds it.

        Raises:
            OSError: the folder does not take files.
        """
        path = workshop.with_name(workshop.name + ".lock")
        while True:
            file = path.open("ab")
            try:
                _take(file)
            except (BlockingIOError, PermissionError):
                file.close()
                return None
            if _same_file(path, file):
                return cls(path, file)
            # The former holder took the file away between our opening and our locking it.
            file.close()

    def release(self) -> None:
        if sys.platform != "win32":
            self._path.unlink(missing_ok=True)
        self._file.close()
        if sys.platform == "win32":
            try:
                self._path.unlink(missing_ok=True)
            except PermissionError:
                return  # the next holder has it already


def _same_file(path: Path, file: IO[bytes]) -> bool:
    try:
        there, ours = path.stat(), os.fstat(file.fileno())
    except FileNotFoundError:
        return False
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)
