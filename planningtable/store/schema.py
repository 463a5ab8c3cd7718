"""The tables of a workshop file and how older files become newer ones.

A released step is never changed; a new schema version is a new step at the end. One saved file of every released
version stays in ``tests/data``.
"""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from planningtable.store.city_tables import create_city_tables
from planningtable.store.features import FEATURE_TABLES
from planningtable.store.geopackage import create_feature_table, register_attributes

MIGRATIONS = Migrations("planningtable")
MIGRATIONS_TABLE = Migrations.migrations_table

_TABLES = """
CREATE TABLE pt_meta (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
);
CREATE TABLE pt_events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  act INTEGER NOT NULL,
  at TEXT NOT NULL,
  seat TEXT NOT NULL,
  phase TEXT NOT NULL,
  variant TEXT,
  label TEXT NOT NULL,
  type TEXT NOT NULL,
  payload TEXT NOT NULL
);
CREATE INDEX pt_events_act ON pt_events (act);
CREATE TABLE pt_site (
  part TEXT PRIMARY KEY NOT NULL,
  data BLOB NOT NULL
);
CREATE TABLE pt_cache (
  key TEXT PRIMARY KEY NOT NULL,
  size INTEGER NOT NULL,
  used INTEGER NOT NULL,
  data BLOB NOT NULL
)
"""

_GUARDS = {
    "pt_events_no_update": "BEFORE UPDATE ON pt_events",
    "pt_events_no_delete": "BEFORE DELETE ON pt_events",
    # A row of the past would be as bad as a changed one; REPLACE would delete without the trigger above.
    "pt_events_in_order": (
        "BEFORE INSERT ON pt_events WHEN NEW.seq IS NOT NULL AND NEW.seq > 0 "
        "AND NEW.seq <= (SELECT IFNULL(MAX(seq), 0) FROM pt_events)"
    ),
}


@MIGRATIONS(name="1")
def _first(db: Database) -> None:
    """Schema version 1, the first."""
    for statement in _TABLES.split(";"):
        db.execute(statement)
    for name, when in _GUARDS.items():
        db.execute(f"CREATE TRIGGER {name} {when} BEGIN SELECT RAISE(ABORT, 'pt_events is append-only'); END")
    srs = db.execute("SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY srs_id NOT IN (-1, 0, 4326) DESC, srs_id")
    code = int(srs.fetchone()[0])
    for table in FEATURE_TABLES:
        create_feature_table(db, table, code)
    register_attributes(db, "pt_events", "Everything that happened, in order; rows are only ever added.")
    register_attributes(db, "pt_meta", "Name, coordinate system and program version of the workshop.")


@MIGRATIONS(name="2")
def _second(db: Database) -> None:
    """Schema version 2: the imported city in tiles; empty in files that were made before."""
    create_city_tables(db)
