"""The layers that GIS programs see, kept equal to the state in the transaction that stores the events."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

import numpy as np
import shapely
from sqlite_utils import Database

from planningtable.city.grid import Array
from planningtable.city.site import Buildings
from planningtable.domain.values import Contribution, Measure, Opinion, Workshop
from planningtable.store.geopackage import FeatureTable, geometry_blob, geometry_blobs, touch

CONTRIBUTIONS = FeatureTable(
    "contributions",
    "GEOMETRY",
    (
        ("id", "TEXT NOT NULL UNIQUE"),
        ("category", "TEXT"),
        ("text", "TEXT"),
        ("seat", "TEXT"),
        ("language", "TEXT"),
        ("about", "TEXT"),
        ("target", "TEXT"),
        ("variant", "TEXT"),
        ("phase", "TEXT"),
        ("at", "DATETIME"),
        ("agree", "INTEGER"),
        ("disagree", "INTEGER"),
        ("comments", "TEXT"),
    ),
    "What participants said, where, and how many agree. A copy for reading; pt_events is what counts.",
)
MEASURES = FeatureTable(
    "measures",
    "GEOMETRY",
    (
        ("id", "TEXT NOT NULL UNIQUE"),
        ("variant", "TEXT"),
        ("variant_title", "TEXT"),
        ("kind", "TEXT"),
        ("target", "TEXT"),
        ("parameters", "TEXT"),
        ("position", "INTEGER"),
    ),
    "Measures of all variants. A copy for reading; pt_events is what counts.",
)
BUILDINGS = FeatureTable(
    "buildings",
    "MULTIPOLYGON",
    (
        ("id", "TEXT NOT NULL UNIQUE"),
        ("name", "TEXT"),
        ("use", "TEXT"),
        ("height", "REAL"),
        ("storeys", "INTEGER"),
        ("address", "TEXT"),
    ),
    "Footprints of the existing buildings; height in metres above the lowest ground point.",
)
FEATURE_TABLES = (CONTRIBUTIONS, MEASURES, BUILDINGS)

Row: TypeAlias = tuple[Any, ...]
Rows: TypeAlias = Mapping[str, tuple[str, Row]]


def contribution_rows(state: Workshop) -> Rows:
    """Id to WKT and columns of every contribution."""
    return {c.id: (c.place.geometry, _contribution_row(c)) for c in state.contributions}


def measure_rows(state: Workshop) -> Rows:
    """Id to WKT and columns of every measure of every variant."""
    return {
        m.id: (m.geometry, _measure_row(m, v.id, v.title, position))
        for v in state.variants
        for position, m in enumerate(v.measures, 1)
    }


_MIRRORED: tuple[tuple[FeatureTable, Callable[[Workshop], Rows]], ...] = (
    (CONTRIBUTIONS, contribution_rows),
    (MEASURES, measure_rows),
)


def sync(db: Database, srs: int, before: Workshop, after: Workshop) -> None:
    """Write what differs between two states into the feature tables; inside the caller's transaction."""
    for table, rows_of in _MIRRORED:
        old, new = rows_of(before), rows_of(after)
        gone = [id for id in old if id not in new]
        changed = {id: row for id, row in new.items() if old.get(id) != row}
        if not gone and not changed:
            continue
        db.conn.executemany(f'DELETE FROM "{table.name}" WHERE id = ?', [(id,) for id in gone])
        _write(db, table, srs, changed)
        touch(db, table.name, (shapely.from_wkt(wkt) for wkt, _ in new.values()))


def restore(db: Database, srs: int, state: Workshop) -> None:
    """Make the feature tables equal to the state, whatever another program has written into them."""
    for table, rows_of in _MIRRORED:
        rows = rows_of(state)
        if _stored(db, table) == {id: (geometry_blob(shapely.from_wkt(g), srs), row) for id, (g, row) in rows.items()}:
            continue
        with db.atomic():
            db.execute(f'DELETE FROM "{table.name}"')
            _write(db, table, srs, rows)
            touch(db, table.name, (shapely.from_wkt(wkt) for wkt, _ in rows.values()))


def write_buildings(db: Database, srs: int, buildings: Buildings) -> None:
    """Fill the table of buildings once, when the workshop is made."""
    outlines = _multi(buildings.footprints)
    columns = zip(
        geometry_blobs(outlines, srs),
        buildings.ids,
        buildings.names,
        buildings.uses,
        buildings.height.tolist(),
        buildings.storeys.tolist(),
        buildings.addresses,
        strict=True,
    )
    db.conn.executemany(_insert(BUILDINGS), columns)
    touch(db, BUILDINGS.name, outlines)


def _contribution_row(c: Contribution) -> Row:
    agree = sum(v.opinion == Opinion.AGREE for v in c.votes)
    comments = "\n".join(f"{comment.seat}: {comment.text}" for comment in c.comments)
    place = c.place
    said = (c.id, c.category.value, c.text, c.seat, c.language)
    where = (place.about, place.target, c.variant, c.phase.value)
    return (*said, *where, c.at, agree, len(c.votes) - agree, comments)


def _measure_row(m: Measure, variant: str, title: str, position: int) -> Row:
    parameters = json.dumps(dict(m.parameters), ensure_ascii=False)
    return (m.id, variant, title, m.kind, m.target, parameters, position)


def _insert(table: FeatureTable) -> str:
    names = ", ".join(f'"{name}"' for name, _ in table.columns)
    places = ", ".join("?" * (len(table.columns) + 1))
    return f'INSERT INTO "{table.name}" (geom, {names}) VALUES ({places})'


def _write(db: Database, table: FeatureTable, srs: int, rows: Rows) -> None:
    """Insert or update by id, so that a feature keeps its ``fid`` as long as it lives."""
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name, _ in table.columns)
    statement = f"{_insert(table)} ON CONFLICT (id) DO UPDATE SET geom = excluded.geom, {updates}"
    values = [(geometry_blob(shapely.from_wkt(wkt), srs), *row) for wkt, row in rows.values()]
    db.conn.executemany(statement, values)


def _stored(db: Database, table: FeatureTable) -> Mapping[str, tuple[bytes, Row]]:
    names = ", ".join(f'"{name}"' for name, _ in table.columns)
    rows: Iterable[Row] = db.execute(f'SELECT geom, {names} FROM "{table.name}"').fetchall()
    return {row[1]: (row[0], tuple(row[1:])) for row in rows}


def _multi(geometries: Array) -> Array:
    """Polygons as multipolygons of one part; multipolygons as they are; empty ones for none."""
    outlines = np.array(geometries, object)
    outlines[shapely.is_missing(outlines) | shapely.is_empty(outlines)] = shapely.MultiPolygon()
    single = np.flatnonzero(shapely.get_type_id(outlines) == shapely.GeometryType.POLYGON)
    outlines[single] = shapely.multipolygons(outlines[single], indices=np.arange(len(single)))
    return outlines
