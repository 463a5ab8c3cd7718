"""Street centre lines of any vector format: offices' files, OpenStreetMap, ATKIS."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely

from planningtable.city.grid import Array, Extent
from planningtable.city.job import Job
from planningtable.city.readers.vector.formats.layers import Wish
from planningtable.city.readers.vector.numbers import first_texts, numbers, text
from planningtable.city.readers.vector.vectors import Features, read_features
from planningtable.city.site import Streets
from planningtable.domain.text import PlanningError, Text

WISH = Wish(words=("strassenachse", "straß", "strass", "street", "road", "highway", "wege", "lines"), types=("Line",))
IDS = ("id", "gml_id", "objectid", "gid", "osm_id", "fid")
NAMES = ("name", "strassenname", "straßenname", "strname", "str_name", "bezeichnung", "unverschluesselt", "street_name")
CLASSES = (
    *("class", "klasse", "highway", "fclass", "widmung", "wdm", "strassenklasse", "straßenklasse", "typ", "type"),
    *("kategorie", "objektart", "function"),
)
WIDTHS = (
    "width",
    "breite",
    "breite_m",
    "fahrbahnbreite",
    "breitederfahrbahn",
    "brf",
    "breitedesverkehrsweges",
    "est_width",
)
LANES = ("lanes", "fahrstreifen", "anzahlderfahrstreifen", "fsz")
# Beginnings of the words that offices and OpenStreetMap use, and ATKIS codes of the dedication.
KNOWN = (
    ("main", ("main", "haupt", "primary", "secondary", "tertiary", "trunk", "motorway", "autobahn")),
    ("main", ("bundes", "landes", "staats", "kreis", "1301", "1303", "1305", "1306")),
    ("path", ("path", "foot", "cycle", "pedestrian", "track", "steps", "bridleway", "weg", "fuss", "fuß", "rad")),
    ("path", ("gehweg", "wirtschaftsweg", "ax_weg", "ax_fahrweg", "9997")),
    ("residential", ("resid", "wohn", "living", "anlieger", "gemeinde", "service", "unclassified", "neben", "1307")),
)
# Carriageway where the file gives none; guide values after RASt 06, shown to people as such [m].
USUAL_WIDTH = {"main": 7.0, "residential": 5.5, "path": 2.5, "other": 5.5}
# One lane, where the file counts lanes only; guide value, shown to people as such [m].
LANE = 3.0
# Values of ``highway`` that are no ways one could use.
NO_WAYS = frozenset(("proposed", "construction", "razed", "abandoned", "platform", "corridor", "elevator", "no"))


@dataclass(frozen=True, slots=True, eq=False)
class StreetFile:
    """Streets and what to say of them.

    Attributes:
        streets: parts of centre lines in the area.
        format: of the file.
        crs: of the file.
        notes: what was assumed or left out.
    """

    streets: Streets
    format: str
    crs: str
    notes: tuple[Text, ...]


def no_streets() -> Streets:
    return Streets((), (), (), np.zeros(0, object), np.zeros(0))


def class_of(word: str) -> str:
    lowered = word.strip().lower()
    return next((name for name, starts in KNOWN if lowered.startswith(starts)), "other")


def read_streets(path: Path, crs: str, area: Extent, job: Job | None = None) -> StreetFile:
    """Read centre lines; parts outside the area are cut off.

    Raises:
        PlanningError: unreadable, or no line in the area.
    """
    features = _ways(read_features(path, crs, WISH, area, job))
    box = shapely.box(area.west, area.south, area.east, area.north)
    flat = shapely.get_dimensions(features.geometries) != 1
    # Only lines are cut: an area that crosses itself cannot be.
    ways, way_of = _lines(features.geometries)
    lines, part_of = _lines(shapely.intersection(ways, box))
    owner = way_of[part_of]
    if not len(lines):
        raise PlanningError("error.city.streets-elsewhere", file=path.name)
    count = len(features)
    ids, names = first_texts(features.fields, IDS, count), first_texts(features.fields, NAMES, count)
    classes = _classes(features, count)
    width, by_lanes = _widths(features, count)
    usual = np.array([USUAL_WIDTH[c] for c in classes])
    missing = np.isnan(width)
    drawn = np.unique(owner)
    said = (
        ("city.note.streets-widths", {"streets": int(missing[drawn].sum())}),
        ("vector.note.streets-lanes", {"count": int(by_lanes[drawn].sum())}),
        ("vector.note.streets-other", {"count": features.left_out.get("other", 0)}),
        ("vector.note.no-line", {"count": int(flat.sum())}),
        ("vector.note.outside", {"count": features.left_out.get("outside", 0)}),
    )
    notes = [Text.of(id, file=path.name, **values) for id, values in said if any(values.values())]
    streets = Streets(
        _unique([ids[i] for i in owner]),
        tuple(names[i] for i in owner),
        tuple(classes[i] for i in owner),
        lines,
        np.where(missing, usual, width)[owner],
    )
    return StreetFile(streets, features.format, features.crs, (*features.notes, *notes))


def _ways(features: Features) -> Features:
    """Of lines of OpenStreetMap, the ways; of other files all."""
    if "highway" not in features.fields or not features.format.startswith("OSM"):
        return features
    way = np.array([text(v) not in ("", *NO_WAYS) for v in features.fields["highway"]], bool)
    return replace(
        features,
        geometries=features.geometries[way],
        fields={n: v[way] for n, v in features.fields.items()},
        rows=features.rows[way],
        left_out={**features.left_out, "other": int((~way).sum())},
    )


def _classes(features: Features, count: int) -> tuple[str, ...]:
    """In each row the first of the columns that says one."""
    found = ["other"] * count
    for name in CLASSES:
        if name in features.fields:
            words = (class_of(text(v)) for v in features.fields[name])
            found = [have if have != "other" else word for have, word in zip(found, words, strict=True)]
    return tuple(found)


def _widths(features: Features, count: int) -> tuple[Array, Array]:
    """Width [m], NaN where the file tells none; and where it was told from lanes."""
    width = numbers(features.fields, WIDTHS, count)
    width = np.where((width > 0.5) & (width < 80), width, np.nan)
    lanes = numbers(features.fields, LANES, count)
    by_lanes = np.isnan(width) & (lanes >= 1) & (lanes <= 12)
    return np.where(by_lanes, lanes * LANE, width), by_lanes


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
