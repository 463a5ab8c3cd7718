"""Files of every released schema version open for ever, and become new ones without risk to the old."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from planningtable.app.session import Session
from planningtable.domain.text import PlanningError
from planningtable.store.schema import MIGRATIONS
from planningtable.store.workshop_file import WorkshopFile

DATA = Path(__file__).parents[2] / "data"


def newer(step: object) -> Migrations:
    migrations = Migrations("planningtable")
    migrations._migrations.extend(MIGRATIONS._migrations)
    assert callable(step)
    migrations(name="3")(step)
    return migrations


def add_table(db: Database) -> None:
    db.execute("CREATE TABLE pt_extra (id INTEGER PRIMARY KEY)")


def fail_midway(db: Database) -> None:
    db.execute("CREATE TABLE pt_extra (id INTEGER PRIMARY KEY)")
    db.execute("INSERT INTO nowhere VALUES (1)")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(DATA / "workshop-schema-1.gpkg", tmp_path / "old.gpkg"))


def test_a_file_of_schema_version_1_opens(old: Path) -> None:
    with Session.open(old) as session:
        state = session.state
        assert state.name == "Werkstatt Süd"
        assert [v.title for v in state.variants] == ["base", "Grüne Mitte", "Mit Wasser"]
        assert [len(v.measures) for v in state.variants] == [0, 4, 4]
        assert state.contributions[0].text == "Mehr Bäume"
        assert state.goals_fixed
        assert len(session.site.digest) == 32  # as it was: results of the workshop are found again by it
        assert len(session.site.buildings) == 4
        session.undo("seat-4")


def test_an_older_file_becomes_a_newer_one(old: Path, tmp_path: Path) -> None:
    with Session.open(old) as session:
        state = session.state
    file = WorkshopFile.open(old, migrations=newer(add_table))
    try:
        assert file._db["pt_extra"].exists()
        assert Session(file).state == state
    finally:
        file.close()
    assert [p.name for p in tmp_path.iterdir()] == ["old.gpkg"]
    with pytest.raises(PlanningError) as caught:
        Session.open(old)
    assert caught.value.text.id == "error.store.newer"


def test_a_migration_that_fails_leaves_the_old_file(old: Path, tmp_path: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(PlanningError) as caught:
        WorkshopFile.open(old, migrations=newer(fail_midway))
    assert caught.value.text.id == "error.store.migration"
    assert old.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["old.gpkg"]
    Session.open(old).close()


def test_an_older_file_is_not_converted_when_opened_to_read_only(old: Path) -> None:
    before = old.read_bytes()
    with pytest.raises(PlanningError) as caught:
        WorkshopFile.open(old, read_only=True, migrations=newer(add_table))
    assert caught.value.text.id == "error.store.older-read-only"
    assert old.read_bytes() == before


def test_what_was_killed_before_a_migration_is_not_lost_in_it(old: Path) -> None:
    """Acts that still lie in the write-ahead log beside the file must reach the copy."""
    with closing(sqlite3.connect(old)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA wal_autocheckpoint = 0")
        conn.execute("INSERT INTO pt_meta (key, value) VALUES ('late', 'yes')")
        conn.commit()
        kept = {p: p.read_bytes() for p in old.parent.iterdir() if not p.name.endswith("-shm")}
    for path, content in kept.items():
        path.write_bytes(content)
    file = WorkshopFile.open(old, migrations=newer(add_table))
    try:
        assert file.meta["late"] == "yes"
    finally:
        file.close()
