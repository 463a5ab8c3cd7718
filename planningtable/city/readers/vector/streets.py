"""Street centre lines from GeoJSON or GeoPackage."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from planningtable.city.grid import Array, Extent
from planningtable.city.readers.vector.vectors import numbers, read_features, texts
from planningtable.city.site import Streets
from planningtable.domain.text import PlanningError, Text

IDS = ("id", "gml_id", "objectid", "gid", "osm_id")
NAMES = ("name", "strassenname", "straßenname", "strname", "str_name", "bezeichnung")
CLASSES = ("class", "klasse", "highway", "widmung", "typ", "type", "kategorie")
WIDTHS = ("width", "breite", "breite_m", "fahrbahnbreite")
# Beginnings of the words that offices and OpenStreetMap use.
KNOWN = (
    ("main", ("main", "haupt", "primary", "secondary", "tertiary", "trunk", "bundes", "landes", "kreis")),
    ("path", ("path", "foot", "cycle", "pedestrian", "track", "steps", "weg", "fuss", "fuß", "rad")),
    ("residential", ("resid", "wohn", "living", "anlieger", "gemeinde", "service", "unclassified", "neben")),
)
# Carriageway where the file gives none; guide values after RASt 06, shown to people as such [m].
USUAL_WIDTH = {"main": 7.0, "residential": 5.5, "path": 2.5, "other": 5.5}


@dataclass(frozen=True, slots=True, eq=False)
class StreetFile:
    """Streets and what to say of them."""

    streets: Streets
    format: str
    crs: str
    notes: tuple[Text, ...]


def no_streets() -> Streets:
    return Streets((), (), (), np.zeros(0, object), np.zeros(0))


def class_of(word: str) -> str:
    lowered = word.strip().lower()
    return next((name for name, starts in KNOWN if lowered.startswith(starts)), "other")


def read_streets(path: Path, crs: str, area: Extent) -> StreetFile:
    """Read centre lines; parts outside the area are cut off.

    Raises:
        PlanningError: unreadable, or no line in the area.
    """
    features = read_features(path, crs)
    box = shapely.box(area.west, area.south, area.east, area.north)
    lines, owner = _lines(shapely.intersection(features.geometries, box))
    if not len(lines):
        raise PlanningError("error.city.streets-elsewhere", file=path.name)
    count = len(features)
    ids, names = texts(features.fields, IDS, count), texts(features.fields, NAMES, count)
    classes = tuple(class_of(word) for word in texts(features.fields, CLASSES, count))
    width = numbers(features.fields, WIDTHS, count)
    usual = np.array([USUAL_WIDTH[c] for c in classes])
    missing = ~((width > 0.5) & (width < 80))
    notes = []
    if missing[owner].any():
        notes.append(Text.of("city.note.streets-widths", file=path.name, streets=int(missing[np.unique(owner)].sum())))
    streets = Streets(
        _unique([ids[i] for i in owner]),
        tuple(names[i] for i in owner),
        tuple(classes[i] for i in owner),
        lines,
        np.where(missing, usual, width)[owner],
    )
    return StreetFile(streets, features.format, features.crs, tuple(notes))


def _lines(shapes: Array) -> tuple[Array, Array]:
    """LineStrings in shapes, and the row of the shape that each came from."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    keep = (shapely.get_type_id(parts) == 1) & ~shapely.is_empty(parts)
    return np.asarray(parts[keep]), np.asarray(owner[keep])


def _unique(ids: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    result = []
    for i, id in enumerate(ids, 1):
        base = id or f"street-{i}"
        seen[base] = seen.get(base, 0) + 1
        result.append(base if seen[base] == 1 else f"{base}-{seen[base]}")
    return tuple(result)
