"""Workshop files that begin: filled beside their place, then put there in one step."""

import uuid
from collections.abc import Callable
from contextlib import closing
from dataclasses import astuple
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from planningtable.city.grid import Extent
from planningtable.city.site import Site
from planningtable.store import features, photo_blobs, plan_blobs
from planningtable.store.city_intake import CityIntake
from planningtable.store.connection import connect
from planningtable.store.geopackage import create_core
from planningtable.store.migrating import sync_to_disk
from planningtable.store.schema import MIGRATIONS
from planningtable.store.site_blobs import to_blobs
from planningtable.store.trouble import sentences


def make(
    path: Path, site: Site, name: str, old: Path | None, city: CityIntake | None = None, area: Extent | None = None
) -> None:
    """Make a workshop file.

    Args:
        path: of the new file; what lies there is replaced.
        site: what stands there.
        name: of the workshop.
        old: an older file whose name and acts are taken over.
        city: the import that the site is of; its file becomes the workshop file, and it is closed.
        area: the part of that city that the site shows; all of it unless given.

    Raises:
        PlanningError: the disk does not take it; what lay there stays.
    """
    filled = partial(fill, site=site, name=name, old=old)
    if city is None:
        _make(path, filled)
    else:
        _complete(path, city, partial(filled, area=_corners(area)))


def _make(path: Path, fill: Callable[[Database], None]) -> None:
    """A file filled beside its place, then put there in one step."""
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    with sentences(path):
        try:
            part.touch(exist_ok=False)
            _filled(part, path, fill)
        finally:
            # SQLite leaves its journal behind where it could not even roll back, as on a full disk.
            for left in (part, part.with_name(f"{part.name}-journal"), part.with_name(f"{part.name}-wal")):
                left.unlink(missing_ok=True)


def _complete(path: Path, city: CityIntake, fill: Callable[[Database], None]) -> None:
    """An import's file made a workshop; an import of many hours stays where it is until the workshop stands."""
    intake = city.detached()
    if intake is None:
        raise ValueError("an import in memory has no file that could become a workshop")
    with sentences(path):
        _filled(intake, path, fill)


def _filled(part: Path, path: Path, fill: Callable[[Database], None]) -> None:
    db = connect(part)
    try:
        fill(db)
    finally:
        db.close()
    sync_to_disk(part)
    # What a crash left beside an older file of this name must not be replayed into the new one.
    for left in (path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        left.unlink(missing_ok=True)
    part.replace(path)
    sync_to_disk(path.parent)


def _corners(area: Extent | None) -> str:
    return "" if area is None else ",".join(repr(float(v)) for v in astuple(area))


def fill(db: Database, site: Site, name: str, old: Path | None = None, area: str | None = None) -> None:
    """Everything of a workshop that begins.

    Args:
        db: empty, or with a city in tiles.
        site: what stands there.
        name: of the workshop.
        old: an older file whose name and acts are taken over.
        area: of the city in the tiles that the site shows, empty for all of it; None where there are no tiles.
    """
    # Before the first table: changes the page size no more afterwards.
    db.execute("PRAGMA page_size = 4096")
    with db.atomic():  # all of it or nothing: an import's file is as it was where this fails
        srs = create_core(db, site.crs)
        MIGRATIONS.apply(db)
        meta = {"name": name, "crs": site.crs, "srs": str(srs), "digest": site.digest}
        if area is not None:
            meta["area"] = area
        db.conn.executemany("INSERT INTO pt_meta (key, value) VALUES (?, ?)", meta.items())
        blobs = to_blobs(site, in_tiles=area is not None)
        db.conn.executemany("INSERT INTO pt_site (part, data) VALUES (?, ?)", blobs.items())
        features.write_buildings(db, srs, site.buildings)
        if old is not None:
            _carry_over(db, old)


def _carry_over(db: Database, old: Path) -> None:
    """Take over the name, saved views, the acts, the plans and the photos of an older file, row by row as they are."""
    with closing(connect(old, read_only=True)) as before:
        rows = before.execute(
            "SELECT seq, act, at, seat, phase, variant, label, type, payload FROM pt_events ORDER BY seq"
        ).fetchall()
        notes = before.execute("SELECT key, value FROM pt_meta WHERE key IN ('name', 'views')").fetchall()
        overlays = (plan_blobs.PART, photo_blobs.PART)
        parts = before.execute("SELECT part, data FROM pt_site WHERE part IN (?, ?)", overlays).fetchall()
    db.conn.executemany("INSERT INTO pt_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.conn.executemany("INSERT INTO pt_site (part, data) VALUES (?, ?)", parts)
    db.conn.executemany("INSERT OR REPLACE INTO pt_meta (key, value) VALUES (?, ?)", notes)
