"""Computed results inside the workshop file, so that a workshop opens with its pictures already computed."""

import sqlite3
import threading

from sqlite_utils import Database

LIMIT = 512 * 2**20  # bytes; about a hundred results of a district at 1 m


class Cache:
    """Results by key; the ones not used for longest go first. Safe to use from any thread.

    Losing a cached result loses nothing that cannot be computed again, so writing here waits for no disk and a full
    disk is no error.
    """

    def __init__(
        self, db: Database, lock: threading.RLock, pen: threading.RLock, *, read_only: bool, limit: int = LIMIT
    ) -> None:
        """A cache.

        Args:
            db: its connection.
            lock: of the connection.
            pen: held by whoever of this program writes to the file.
            read_only: whether nothing is kept.
            limit: of all results together [bytes].
        """
        self._db = db
        self._lock = lock
        self._pen = pen
        self._read_only = read_only
        self._limit = limit

    def get(self, key: str) -> bytes | None:
        with self._lock:
            try:
                row = self._db.execute("SELECT data FROM pt_cache WHERE key = ?", (key,)).fetchone()
            except sqlite3.Error:
                return None
        return None if row is None else bytes(row[0])

    def keep(self, key: str, data: bytes) -> bool:
        """Keep a result; False where the file does not take it."""
        if self._read_only or len(data) > self._limit // 4:
            return False
        with self._pen, self._lock:
            try:
                with self._db.atomic():
                    self._db.execute(
                        "INSERT OR REPLACE INTO pt_cache (key, size, used, data) "
                        "VALUES (?, ?, (SELECT IFNULL(MAX(used), 0) + 1 FROM pt_cache), ?)",
                        (key, len(data), data),
                    )
                    self._db.execute(
                        "DELETE FROM pt_cache WHERE key IN (SELECT key FROM "
                        "(SELECT key, SUM(size) OVER (ORDER BY used DESC) AS total FROM pt_cache) WHERE total > ?)",
                        (self._limit,),
                    )
            except sqlite3.Error:
                return False
        return True
