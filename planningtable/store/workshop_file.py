"""The workshop file: one SQLite database that is also a GeoPackage. What `append` returns from is on the disk."""

import os
import threading
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Self, TypeVar

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from planningtable.city.grid import Extent
from planningtable.city.photo import Photo
from planningtable.city.plan import Plan
from planningtable.city.site import Site
from planningtable.domain.history import Act
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import Phase, Workshop
from planningtable.store import features, photo_blobs, plan_blobs
from planningtable.store.cache import Cache
from planningtable.store.city_intake import CityIntake
from planningtable.store.city_standing import standing
from planningtable.store.city_tiles import CityTiles
from planningtable.store.connection import be_patient, connect, keep_safe, leave, verify, verify_tables
from planningtable.store.event_json import event_type, from_payload, to_payload
from planningtable.store.lock import WriterLock
from planningtable.store.making import fill, make
from planningtable.store.migrating import migrated
from planningtable.store.schema import MIGRATIONS
from planningtable.store.site_blobs import Standing, from_blobs
from planningtable.store.trouble import sentences

_MEMORY = Path("memory.gpkg")

PATIENCE = 10.0
"""So long a command waits for another program that is writing to the file [s]."""

CACHE_PATIENCE = 0.05
"""So long a result waits for that, which can be computed again [s]."""

Kept = TypeVar("Kept")


class WorkshopFile:
    """An open workshop file. Safe to use from any thread; `create`, `open` or `in_memory` make one."""

    def __init__(
        self,
        db: Database,
        path: Path,
        lock: WriterLock | None,
        why_read_only: str | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._db = db
        self._path = path
        self._lock = lock
        self._patience = patience
        self._guard = threading.RLock()
        self._why_read_only = why_read_only
        read_only = why_read_only is not None
        self._meta = _meta(db)
        if not {"name", "crs", "srs", "digest"} <= self._meta.keys():
            raise PlanningError("error.store.damaged", file=path.name)
        self._srs = int(self._meta["srs"])
        # Results are read and written while acts are stored; a connection of their own keeps the two from waiting.
        shared = path is _MEMORY
        self._cache_db = db if shared else connect(path, read_only=read_only)
        if not shared and not read_only:
            self._cache_db.execute("PRAGMA synchronous = NORMAL")
            be_patient(self._cache_db, CACHE_PATIENCE)
        # Two connections of one program take turns by themselves; what they wait for beyond that are others.
        self._pen = self._guard if shared else threading.RLock()
        guard = self._guard if shared else threading.RLock()
        self.cache = Cache(self._cache_db, guard, self._pen, read_only=read_only)

    @classmethod
    def create(
        cls,
        path: Path,
        site: Site,
        name: str,
        *,
        replace: bool = False,
        city: CityIntake | None = None,
        area: Extent | None = None,
        keep_acts: bool = False,
    ) -> Self:
        """Make a workshop file: beside its place first, then put there in one step.

        Args:
            path: of the new file.
            site: what stands there.
            name: of the workshop.
            replace: whether a file that lies there already may be replaced.
            city: the import that the site is of; its file becomes the workshop file, and it is closed.
            area: the part of that city that the site shows; all of it unless given.
            keep_acts: whether name and acts of the file that is replaced are taken over.

        Raises:
            PlanningError: something lies there already, or the folder does not take it.
        """
        if path.exists() and not replace:
            raise PlanningError("error.store.exists", file=path.name)
        with sentences(path):
            lock = WriterLock.taken(path)
        if lock is None:
            raise PlanningError("error.store.in-use", file=path.name)
        try:
            make(path, site, name, path if keep_acts else None, city, area)
        finally:
            lock.release()
        return cls.open(path)

    @classmethod
    def open(
        cls, path: Path, *, read_only: bool = False, migrations: Migrations = MIGRATIONS, patience: float = PATIENCE
    ) -> Self:
        """Open a workshop file; to read only where another process writes it or the disk does not take writes.

        Args:
            path: of the file.
            read_only: whether nothing will be written.
            migrations: up to the version of this program.
            patience: so long an act waits for another program that is writing to the file [s].

        Raises:
            PlanningError: it is missing, another program's, damaged or newer than this program.
        """
        with sentences(path):
            verify(path)
            lock, why_not = (None, "error.store.opened-to-read") if read_only else _lock_if_writable(path)
            try:
                return cls._opened(path, lock, why_not, migrations, patience)
            except BaseException:
                if lock is not None:
                    lock.release()
                raise

    @classmethod
    def in_memory(cls, site: Site, name: str) -> Self:
        """A workshop that is gone when it is closed."""
        db = connect(None)
        fill(db, site, name)
        return cls(db, _MEMORY, None)

    @classmethod
    def _opened(
        cls, path: Path, lock: WriterLock | None, why_not: str | None, migrations: Migrations, patience: float
    ) -> Self:
        writing = lock is not None
        db = connect(path, read_only=not writing)
        try:
            verify_tables(db, path, migrations)
            if migrations.pending(db):
                _check_writing(path, writing)
                db.close()
                migrated(path, migrations)
                db = connect(path)
            return cls(db, path, lock, why_not, patience)
        except BaseException:
            db.close()
            raise

    @property
    def path(self) -> Path | None:
        return None if self._path is _MEMORY else self._path

    @property
    def read_only(self) -> bool:
        return self._why_read_only is not None

    @property
    def why_read_only(self) -> Text | None:
        """Why the file takes no writes: asked for, held by another process, or write-protected."""
        return None if self._why_read_only is None else Text.of(self._why_read_only, file=self._path.name)

    @property
    def meta(self) -> Mapping[str, str]:
        """``name``, ``crs``, ``srs``, ``digest`` of the site and ``program`` that made the file."""
        return self._meta

    def keep_note(self, key: str, value: str) -> None:
        """Keep a remark on the file among its `meta`.

        Raises:
            PlanningError: as of `append`.
        """
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO pt_meta (key, value) VALUES (?, ?)", (key, value))
        self._meta = _meta(self._db)

    def site(self) -> Site:
        """The site.

        Raises:
            PlanningError: its blobs are damaged.
        """
        with sentences(self._path), self._guard:
            rows = self._db.execute("SELECT part, data FROM pt_site WHERE part <> ?", (photo_blobs.PART,)).fetchall()
        try:
            site = from_blobs(dict(rows), self._standing)
        except ValueError as error:
            raise PlanningError("error.store.damaged", file=self._path.name) from error
        if site.digest != self._meta["digest"]:
            raise PlanningError("error.store.damaged", file=self._path.name)
        return site

    def _standing(self, origin: Sequence[float]) -> Standing:
        corners = [float(v) for v in self._meta.get("area", "").split(",") if v]
        area = Extent(corners[0], corners[1], corners[2], corners[3]) if corners else None
        return standing(CityTiles(self._db, self._path), area, (float(origin[0]), float(origin[1])))

    def plans(self) -> tuple[Plan, ...]:
        """The development plans that hold here; none in files that were made before there were any.

        Raises:
            PlanningError: their blob is damaged.
        """
        return self._part(plan_blobs.PART, plan_blobs.from_blob)

    def keep_plans(self, plans: Sequence[Plan]) -> None:
        """Keep these development plans in place of those before; trouble is told as of `append`."""
        self._keep_part(plan_blobs.PART, plan_blobs.to_blob(plans) if plans else None)

    def photos(self) -> tuple[Photo, ...]:
        """The aerial photos of the site; damage is told as of `plans`."""
        return self._part(photo_blobs.PART, photo_blobs.from_blob)

    def keep_photos(self, photos: Sequence[Photo]) -> None:
        """Keep these aerial photos in place of those before; trouble is told as of `append`."""
        self._keep_part(photo_blobs.PART, photo_blobs.to_blob(photos) if photos else None)

    def _part(self, part: str, read: Callable[[bytes], tuple[Kept, ...]]) -> tuple[Kept, ...]:
        with sentences(self._path), self._guard:
            row = self._db.execute("SELECT data FROM pt_site WHERE part = ?", (part,)).fetchone()
        try:
            return () if row is None else read(row[0])
        except ValueError as error:
            raise PlanningError("error.store.damaged", file=self._path.name) from error

    def _keep_part(self, part: str, blob: bytes | None) -> None:
        with self._writing():
            self._db.execute("DELETE FROM pt_site WHERE part = ?", (part,))
            if blob is not None:
                self._db.execute("INSERT INTO pt_site (part, data) VALUES (?, ?)", (part, blob))

    @contextmanager
    def _writing(self) -> Generator[None]:
        """All that is written meanwhile, or nothing."""
        if self.why_read_only is not None:
            raise PlanningError(self.why_read_only.id, file=self._path.name)
        with sentences(self._path, busy="error.store.not-kept"), self._pen, self._guard, self._db.atomic():
            yield

    def acts(self) -> tuple[Act, ...]:
        """Everything that happened.

        Raises:
            PlanningError: a row of the log is damaged.
        """
        with sentences(self._path), self._guard:
            rows = self._db.execute(
                "SELECT act, seat, phase, at, variant, label, type, payload FROM pt_events ORDER BY seq"
            ).fetchall()
        try:
            return tuple(
                Act(number, seat, Phase(phase), at, variant, label, tuple(from_payload(r[6], r[7]) for r in group))
                for (number, seat, phase, at, variant, label), group in groupby(rows, key=lambda r: r[:6])
            )
        except ValueError as error:
            raise PlanningError("error.store.damaged", file=self._path.name) from error

    def event_count(self) -> int:
        with sentences(self._path), self._guard:
            return int(self._db.execute("SELECT count(*) FROM pt_events").fetchone()[0])

    def append(self, act: Act, before: Workshop, after: Workshop) -> None:
        """Store an act and bring the layers for GIS programs up to date: all of it or nothing.

        Raises:
            PlanningError: the file is open to read only, another program is writing to it, or the disk is full; nothing
                is stored.
        """
        head = (act.number, act.at, act.seat, act.phase.value, act.variant, act.label)
        rows = [(*head, event_type(e), to_payload(e)) for e in act.events]
        with self._writing():
            self._db.conn.executemany(
                "INSERT INTO pt_events (act, at, seat, phase, variant, label, type, payload) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            features.sync(self._db, self._srs, before, after)

    def ready(self, state: Workshop) -> None:
        """Get ready to be written to, once the log has proved to be whole; until then nothing in the file changes.

        Should another program have changed the layers for GIS programs, they become equal to the state again.
        """
        if self.read_only:
            return
        with sentences(self._path), self._guard:
            if self._path is not _MEMORY:
                keep_safe(self._db)
            features.restore(self._db, self._srs, state)
            be_patient(self._db, self._patience)

    def close(self) -> None:
        """Leave a single file; may be called twice."""
        with self._guard:
            if self._cache_db is not self._db:
                self._cache_db.close()
            if self.read_only or self._path is _MEMORY:
                self._db.close()
            elif self._lock is not None:
                leave(self._db)
            if self._lock is not None:
                self._lock.release()
                self._lock = None


def _lock_if_writable(path: Path) -> tuple[WriterLock | None, str | None]:
    """The lock, or why the file can only be read."""
    if not os.access(path, os.W_OK):
        return None, "error.store.read-only"
    try:
        lock = WriterLock.taken(path)
    except OSError:
        return None, "error.store.read-only"  # a folder that takes no files
    return lock, None if lock else "error.store.in-use"


def _check_writing(path: Path, writing: bool) -> None:
    if not writing:
        raise PlanningError("error.store.older-read-only", file=path.name)


def _meta(db: Database) -> Mapping[str, str]:
    rows: Iterable[tuple[str, str]] = db.execute("SELECT key, value FROM pt_meta").fetchall()
    return MappingProxyType(dict(rows))
