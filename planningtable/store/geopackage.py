"""The parts of OGC GeoPackage 1.3 (OGC 12-128r17) that a workshop file needs."""

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry
from sqlite_utils import Database

from planningtable.city.grid import Array

APPLICATION_ID = 0x47504B47  # "GPKG"
USER_VERSION = 10300
UNDEFINED_CARTESIAN = -1

_CORE_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL,
  srs_id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL,
  definition TEXT NOT NULL,
  description TEXT
);
CREATE TABLE gpkg_contents (
  table_name TEXT NOT NULL PRIMARY KEY,
  data_type TEXT NOT NULL,
  identifier TEXT UNIQUE,
  description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE,
  min_y DOUBLE,
  max_x DOUBLE,
  max_y DOUBLE,
  srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
);
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL,
  column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL,
  z TINYINT NOT NULL,
  m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
)
"""

_REQUIRED_SYSTEMS = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
)


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """A table that GIS programs show as a layer.

    Attributes:
        name: of the table.
        geometry: geometry type name of the GeoPackage, e.g. ``GEOMETRY`` or ``MULTIPOLYGON``.
        columns: name and SQL type, without ``fid`` and ``geom``.
        description: for the reader of the file, in English.
    """

    name: str
    geometry: str
    columns: tuple[tuple[str, str], ...]
    description: str


def create_core(db: Database, crs: str) -> int:
    """Create the tables that every GeoPackage has.

    Args:
        db: an empty database.
        crs: ``EPSG:code`` of the workshop's CRS; anything else is entered as undefined metres.

    Returns:
        The id of the workshop's CRS in ``gpkg_spatial_ref_sys``.
    """
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {USER_VERSION}")
    for statement in _CORE_TABLES.split(";"):
        db.execute(statement)
    systems = [*_REQUIRED_SYSTEMS, _system(4326)]
    authority, _, code = crs.partition(":")
    srs = UNDEFINED_CARTESIAN
    if authority == "EPSG" and code.isdigit():
        srs = int(code)
        if srs != 4326:
            systems.append(_system(srs))
    for system in systems:
        db.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", system)
    return srs


def create_feature_table(db: Database, table: FeatureTable, srs: int) -> None:
    """Create a feature table and register it."""
    columns = "".join(f', "{name}" {kind}' for name, kind in table.columns)
    db.execute(
        f'CREATE TABLE "{table.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {table.geometry}{columns})'
    )
    db.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) "
        "VALUES (?, 'features', ?, ?, ?)",
        (table.name, table.name, table.description, srs),
    )
    db.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (table.name, table.geometry, srs))


def register_attributes(db: Database, table: str, description: str) -> None:
    """Register a table without geometry that has an integer primary key."""
    db.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description) VALUES (?, 'attributes', ?, ?)",
        (table, table, description),
    )


def touch(db: Database, table: str, geometries: Iterable[BaseGeometry]) -> None:
    """Bring the extent and the date of change of a feature table up to date."""
    rows = np.array([*geometries], object)
    box = shapely.total_bounds(rows) if len(rows) else np.full(4, np.nan)
    extent: tuple[float | None, ...] = (None,) * 4 if np.isnan(box).any() else tuple(box.tolist())
    db.execute(
        "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ?, "
        "last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now') WHERE table_name = ?",
        (*extent, table),
    )


def geometry_blob(geometry: BaseGeometry, srs: int) -> bytes:
    """A geometry as StandardGeoPackageBinary: little endian, with an envelope unless it is a point."""
    return next(geometry_blobs([geometry], srs))


def geometry_blobs(geometries: Sequence[BaseGeometry] | Array, srs: int) -> Iterator[bytes]:
    """The same of many geometries, a hundred thousand a second."""
    flat = shapely.force_2d(np.asarray(geometries, object))
    empty, point = shapely.is_empty(flat), shapely.get_type_id(flat) == shapely.GeometryType.POINT
    wkbs = shapely.to_wkb(flat, byte_order=1).tolist()
    columns = zip(wkbs, shapely.bounds(flat).tolist(), empty.tolist(), point.tolist(), strict=True)
    for wkb, (west, south, east, north), is_empty, is_point in columns:
        if is_empty:
            yield struct.pack("<2sBBi", b"GP", 0, 0b0001_0001, srs) + wkb
        elif is_point:
            yield struct.pack("<2sBBi", b"GP", 0, 0b0000_0001, srs) + wkb
        else:
            yield struct.pack("<2sBBi4d", b"GP", 0, 0b0000_0011, srs, west, east, south, north) + wkb


def geometry_of(blob: bytes) -> BaseGeometry:
    """The geometry in a GeoPackage blob.

    Raises:
        ValueError: it is none.
    """
    if len(blob) < 8 or blob[:2] != b"GP":
        raise ValueError("not a GeoPackage geometry")
    doubles = (0, 4, 6, 6, 8, 0, 0, 0)[blob[3] >> 1 & 7]
    return shapely.from_wkb(blob[8 + 8 * doubles :])


def register_functions(db: Database) -> None:
    """The SQL functions that the spatial index of other programs calls from its triggers."""

    def bound(index: int, blob: bytes | None) -> float | None:
        return None if blob is None or geometry_of(blob).is_empty else float(geometry_of(blob).bounds[index])

    for index, name in enumerate(("ST_MinX", "ST_MinY", "ST_MaxX", "ST_MaxY")):
        db.conn.create_function(name, 1, lambda blob, i=index: bound(i, blob), deterministic=True)
    db.conn.create_function(
        "ST_IsEmpty", 1, lambda blob: None if blob is None else int(geometry_of(blob).is_empty), deterministic=True
    )


def _system(code: int) -> tuple[str, int, str, int, str, str]:
    crs = pyproj.CRS.from_epsg(code)
    return (crs.name, code, "EPSG", code, crs.to_wkt("WKT1_GDAL"), crs.area_of_use.name if crs.area_of_use else "")
