"""Tree registers: CSV as offices export it, GeoJSON, GeoPackage."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from planningtable.city.grid import Array, Extent
from planningtable.city.readers.files import existing
from planningtable.city.readers.vector.vectors import Features, number, numbers, projected, read_features, texts
from planningtable.city.site import Trees
from planningtable.domain.text import PlanningError, Text

IDS = ("baumnummer", "baumnr", "baum_nr", "baumid", "baum_id", "nummer", "gisid", "objectid", "gml_id", "id", "tree_id")
SPECIES = (
    "art",
    "baumart",
    "art_botanisch",
    "art_bot",
    "artbot",
    "baumart_botanisch",
    "baumbezeichnung_botanisch",
    "gattung_botanisch",
    "art_dtsch",
    "art_deutsch",
    "baumbezeichnung_deutsch",
    "gattung",
    "species",
    "name",
)
EAST = ("ostwert", "rechtswert", "rw", "utm_ost", "utm_x", "x", "east", "easting", "e", "ost", "xcoord", "x_koord")
NORTH = ("nordwert", "hochwert", "hw", "utm_nord", "utm_y", "y", "north", "northing", "n", "nord", "ycoord", "y_koord")
LONGITUDE = ("lon", "longitude", "laenge", "länge", "längengrad", "laengengrad", "lng")
LATITUDE = ("lat", "latitude", "breite", "breitengrad")
HEIGHT = (
    "hoehe_m",
    "höhe_m",
    "hoehe",
    "höhe",
    "baumhoehe",
    "baumhöhe",
    "baumhoehe_m",
    "baumhoehe_akt",
    "height",
    "height_m",
)
CROWN = (
    "kronendurchmesser_m",
    "kronendurchmesser",
    "krone_m",
    "krone",
    "kronedurch",
    "kronenbreite",
    "kronendm",
    "krone_dm",
    "crown",
    "crown_m",
    "crown_diameter",
)
# Guide values for a grown street tree where the register gives no size; shown to people as such [m].
USUAL_HEIGHT = 12.0
USUAL_CROWN = 7.0
# Crown diameter as a share of the height, where only one of the two is known; guide value.
CROWN_SHARE = 0.6


@dataclass(frozen=True, slots=True, eq=False)
class TreeFile:
    """Trees and what to say of them."""

    trees: Trees
    format: str
    crs: str
    notes: tuple[Text, ...]


def no_trees() -> Trees:
    empty = np.zeros(0)
    return Trees((), (), empty, empty, empty, empty, np.zeros(0, bool))


def read_trees(path: Path, crs: str, area: Extent) -> TreeFile:
    """Read a tree register; trees outside the area are left out and counted.

    Raises:
        PlanningError: unreadable, or without coordinates.
    """
    existing(path)
    features = _read_csv(path, crs) if path.suffix.lower() in (".csv", ".txt") else read_features(path, crs)
    points = shapely.centroid(features.geometries)
    east, north = shapely.get_x(points), shapely.get_y(points)
    inside = (east >= area.west) & (east <= area.east) & (north >= area.south) & (north <= area.north)
    if not inside.any():
        raise PlanningError("error.city.trees-elsewhere", file=path.name, trees=len(features))
    notes = []
    if not inside.all():
        notes.append(Text.of("city.note.trees-outside", file=path.name, trees=int((~inside).sum())))
    height, crown, guessed = _sizes(features, inside)
    if guessed:
        notes.append(Text.of("city.note.trees-sizes", file=path.name, trees=guessed))
    count = len(features)
    ids, species = texts(features.fields, IDS, count), texts(features.fields, SPECIES, count)
    kept = np.flatnonzero(inside)
    trees = Trees(
        _unique(tuple(ids[i] for i in kept)),
        tuple(species[i] for i in kept),
        np.asarray(east[kept], np.float64),
        np.asarray(north[kept], np.float64),
        height,
        crown,
        np.zeros(len(kept), bool),
    )
    return TreeFile(trees, features.format, features.crs, tuple(notes))


def _sizes(features: Features, inside: Array) -> tuple[Array, Array, int]:
    """Height and crown of the trees inside; how many had to be assumed in part or whole."""
    count = len(features)
    height = numbers(features.fields, HEIGHT, count)[inside]
    crown = numbers(features.fields, CROWN, count)[inside]
    height = np.where((height > 0.5) & (height < 80), height, np.nan)
    crown = np.where((crown > 0.2) & (crown < 50), crown, np.nan)
    guessed = int((np.isnan(height) | np.isnan(crown)).sum())
    height = np.where(np.isnan(height), np.where(np.isnan(crown), USUAL_HEIGHT, crown / CROWN_SHARE), height)
    crown = np.where(np.isnan(crown), np.minimum(height * CROWN_SHARE, USUAL_CROWN), crown)
    return height, crown, guessed


def _unique(ids: tuple[str, ...]) -> tuple[str, ...]:
    seen: set[str] = set()
    result = []
    for i, id in enumerate(ids, 1):
        name = id if id and id not in seen else f"tree-{i}"
        seen.add(name)
        result.append(name)
    return tuple(result)


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _read_csv(path: Path, crs: str) -> Features:
    lines = _decoded(path).splitlines()
    header = lines[0] if lines else ""
    delimiter = max(";,\t", key=header.count)
    rows = list(csv.reader(lines, delimiter=delimiter))
    names = [name.strip().strip('"').lower() for name in rows[0]] if rows else []
    table = [row for row in rows[1:] if len(row) == len(names)]
    fields = {name: np.array([row[i] for row in table], object) for i, name in enumerate(names)}
    first, second, source = _coordinates(fields, crs, path.name)
    good = np.isfinite(first) & np.isfinite(second)
    if not good.any():
        raise PlanningError("error.city.no-places", file=path.name)
    shapes = projected(np.asarray(shapely.points(first[good], second[good])), source, crs)
    return Features(shapes, {n: v[good] for n, v in fields.items()}, "CSV", source)


def _coordinates(fields: Mapping[str, Array], crs: str, file: str) -> tuple[Array, Array, str]:
    for east, north, source in ((EAST, NORTH, crs), (LONGITUDE, LATITUDE, "EPSG:4326")):
        first = next((fields[n] for n in east if n in fields), None)
        second = next((fields[n] for n in north if n in fields), None)
        if first is not None and second is not None:
            xs = np.array([number(v) for v in first], np.float64)
            ys = np.array([number(v) for v in second], np.float64)
            known = np.isfinite(xs) & np.isfinite(ys)
            degrees = known.any() and (np.abs(xs[known]) <= 180).all() and (np.abs(ys[known]) <= 90).all()
            return xs, ys, "EPSG:4326" if degrees else source
    raise PlanningError("error.city.no-coordinate-columns", file=file, columns=", ".join(fields))
