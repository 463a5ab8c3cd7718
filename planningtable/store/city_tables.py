"""The tables of the imported city in a workshop file: sources, chunks that are done, tiles."""

from sqlite_utils import Database

TABLES = """
CREATE TABLE IF NOT EXISTS pt_city_source (
  id INTEGER PRIMARY KEY NOT NULL,
  name TEXT NOT NULL,
  mark TEXT NOT NULL,
  done INTEGER NOT NULL,
  summary TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS pt_city_chunk (
  source INTEGER NOT NULL,
  chunk INTEGER NOT NULL,
  tally TEXT NOT NULL,
  PRIMARY KEY (source, chunk)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pt_city_fragment (
  id INTEGER PRIMARY KEY NOT NULL,
  source INTEGER NOT NULL,
  chunk INTEGER NOT NULL,
  tile_column INTEGER NOT NULL,
  tile_row INTEGER NOT NULL,
  west REAL NOT NULL,
  south REAL NOT NULL,
  east REAL NOT NULL,
  north REAL NOT NULL,
  buildings INTEGER NOT NULL,
  objects INTEGER NOT NULL,
  terrain INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS pt_city_fragment_source ON pt_city_fragment (source, chunk);
CREATE TABLE IF NOT EXISTS pt_city_blocks (
  id INTEGER PRIMARY KEY NOT NULL,
  data BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS pt_city_data (
  id INTEGER PRIMARY KEY NOT NULL,
  data BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS pt_city_ids (
  hash INTEGER PRIMARY KEY NOT NULL,
  place INTEGER NOT NULL,
  source INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS pt_city_lost (
  winner INTEGER NOT NULL,
  loser INTEGER NOT NULL,
  PRIMARY KEY (winner, loser)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pt_city_aim (
  target INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS pt_city_texture (
  name TEXT PRIMARY KEY NOT NULL,
  data BLOB NOT NULL
)
"""


CITY_TABLES = (
    "pt_city_source",
    "pt_city_chunk",
    "pt_city_fragment",
    "pt_city_blocks",
    "pt_city_data",
    "pt_city_ids",
    "pt_city_lost",
    "pt_city_aim",
    "pt_city_texture",
)


def create_city_tables(db: Database) -> None:
    """Make the tables, empty."""
    for statement in TABLES.split(";"):
        db.execute(statement)


def without_source(db: Database, source: int) -> None:
    """Forget what came from a source; others that left objects out because it had them are to be read again."""
    db.execute(
        "UPDATE pt_city_source SET done = 0, mark = '' WHERE id IN (SELECT loser FROM pt_city_lost WHERE winner = ?)",
        (source,),
    )
    db.execute("DELETE FROM pt_city_lost WHERE winner = ? OR loser = ?", (source, source))
    for table in ("pt_city_blocks", "pt_city_data"):
        db.execute(f"DELETE FROM {table} WHERE id IN (SELECT id FROM pt_city_fragment WHERE source = ?)", (source,))
    db.execute("DELETE FROM pt_city_texture WHERE name LIKE ?", (f"{source}:%",))
    for table in ("pt_city_fragment", "pt_city_chunk", "pt_city_ids"):
        db.execute(f"DELETE FROM {table} WHERE source = ?", (source,))
    db.execute("DELETE FROM pt_city_source WHERE id = ?", (source,))
