"""Tree registers of every vector format and CSV: each row is a tree, or is counted with a reason."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import shapely

from planningtable.city.grid import Array, Extent
from planningtable.city.job import Job
from planningtable.city.readers.vector.formats.layers import Wish
from planningtable.city.readers.vector.numbers import text, texts
from planningtable.city.readers.vector.trees.sizes import CIRCUMFERENCE_KEYS, CROWN, HEIGHT, Sizes, sizes
from planningtable.city.readers.vector.vectors import Features, read_features
from planningtable.city.site import Trees
from planningtable.domain.text import PlanningError, Text

__all__ = ["CIRCUMFERENCE_KEYS", "CROWN", "HEIGHT", "TreeFile", "no_trees", "read_trees"]

WISH = Wish(words=("baum", "tree", "bäume", "arbre", "points"), types=("Point", "Polygon"))
IDS = (
    *("baumnummer", "baumnr", "baum_nr", "baumid", "baum_id", "tree_id", "treeid", "kennzeich", "pitid", "gisid"),
    *("objectid", "gml_id", "osm_id", "id", "nummer", "lfd_nr", "fid", "nr"),
)
SPECIES = (
    *("art_botanisch", "art_bot", "artbot", "baumart_botanisch", "baumbezeichnung_botanisch", "art_lat", "baumart_lat"),
    *("botanischer_name", "name_botanisch", "species", "species:la", "taxon", "baumart", "art", "art_dtsch"),
    *("art_deutsch", "baumart_deutsch", "baumbezeichnung_deutsch", "baumname_deutsch", "name_deutsch", "species:de"),
    *(
        "gattung_botanisch",
        "gattung",
        "genus",
        "gattung_deutsch",
        "baumgattung",
        "gattungartdeutsch",
        "kategorie",
        "name",
    ),
)
FELLED = ("entnahmejahr", "faelldatum", "fälldatum", "gefaellt", "gefällt", "faelljahr", "status_gefaellt")
# Closer than this, two rows of the same species are one tree entered twice [m].
SAME_PLACE = 0.05


@dataclass(frozen=True, slots=True, eq=False)
class TreeFile:
    """Trees and what to say of them.

    Attributes:
        trees: those in the area.
        format: of the file.
        crs: of the file.
        notes: what was assumed, left out or noticed.
        given: rows in the register; ``given`` = trees + sum of ``left_out``.
        left_out: rows that are no tree of the site, by reason.
    """

    trees: Trees
    format: str
    crs: str
    notes: tuple[Text, ...]
    given: int = 0
    left_out: tuple[tuple[str, int], ...] = ()


def no_trees() -> Trees:
    empty = np.zeros(0)
    return Trees((), (), empty, empty, empty, empty, np.zeros(0, bool))


def read_trees(path: Path, crs: str, area: Extent, job: Job | None = None) -> TreeFile:
    """Read a tree register; every row is a tree or counted in ``left_out``.

    Raises:
        PlanningError: unreadable, without coordinates, or no tree lies in the area.
    """
    features = read_features(path, crs, WISH, area, job)
    if features.format.startswith("OSM"):
        features = _trees_of_osm(features)
    points = shapely.centroid(features.geometries)
    east, north = np.asarray(shapely.get_x(points), np.float64), np.asarray(shapely.get_y(points), np.float64)
    inside = (east >= area.west) & (east <= area.east) & (north >= area.south) & (north <= area.north)
    left_out = dict(features.left_out)
    left_out["outside"] = left_out.get("outside", 0) + int((~inside).sum())
    if not inside.any():
        raise PlanningError("error.city.trees-elsewhere", file=path.name, trees=features.given)
    species = np.array(_species(features), object)
    twice = inside & _repeated(east, north, species, inside)
    left_out["duplicate"] = int(twice.sum())
    kept = np.flatnonzero(inside & ~twice)
    size = sizes(features.fields, len(features))
    ids = texts(features.fields, IDS, len(features))
    trees = Trees(
        _unique([ids[i] for i in kept]),
        tuple(species[kept].tolist()),
        east[kept],
        north[kept],
        size.height[kept],
        size.crown[kept],
        np.zeros(len(kept), bool),
    )
    counted = tuple((reason, count) for reason, count in left_out.items() if count)
    felled = int(_felled(features)[kept].sum())
    notes = (*features.notes, *_notes(path.name, {**left_out, "felled": felled}, size, kept))
    return TreeFile(trees, features.format, features.crs, notes, features.given, counted)


def _notes(file: str, left_out: dict[str, int], size: Sizes, kept: Array) -> list[Text]:
    notes = []
    if left_out.get("outside"):
        notes.append(Text.of("city.note.trees-outside", file=file, trees=left_out["outside"]))
    said = (
        *(("trees-felled", left_out.get("felled", 0)), ("trees-duplicate", left_out.get("duplicate", 0))),
        *(("trees-implausible", int(size.implausible[kept].sum())), ("trees-by-trunk", int(size.by_trunk[kept].sum()))),
        ("trees-by-age", int(size.by_age[kept].sum())),
    )
    notes += [Text.of(f"vector.note.{id}", file=file, count=count) for id, count in said if count]
    usual = int((size.usual & ~size.by_trunk & ~size.by_age)[kept].sum())
    if usual:
        notes.append(Text.of("city.note.trees-sizes", file=file, trees=usual))
    return notes


def _trees_of_osm(features: Features) -> Features:
    """Of all points of OpenStreetMap, the trees."""
    tree = np.array([text(v) == "tree" for v in features.fields.get("natural", ())], bool)
    tree = tree if len(tree) else np.zeros(len(features), bool)
    left_out = {**features.left_out, "other": int((~tree).sum())}
    fields = {n: v[tree] for n, v in features.fields.items()}
    return replace(
        features,
        geometries=features.geometries[tree],
        rows=features.rows[tree],
        fields=fields,
        left_out=left_out,
    )


def _species(features: Features) -> tuple[str, ...]:
    """In each row the first of the columns that says something."""
    count = len(features)
    found = [""] * count
    for name in SPECIES:
        if name in features.fields and not all(found):
            values = [text(v) for v in features.fields[name]]
            found = [have or ("" if v.isdigit() else v) for have, v in zip(found, values, strict=True)]
    return tuple(found)


def _felled(features: Features) -> Array:
    """Trees that the register says are gone or shall go; they are shown, and it is said."""
    gone = np.zeros(len(features), bool)
    for name in FELLED:
        if name in features.fields:
            values = [text(v).lower() for v in features.fields[name]]
            gone |= np.array([v not in ("", "0", "nein", "no", "false", "n", "-", "none") for v in values], bool)
    return gone


def _repeated(east: Array, north: Array, species: Array, wanted: Array) -> Array:
    """Rows at the place of an earlier row with the same species."""
    again = np.zeros(len(east), bool)
    seen: set[tuple[int, int, str]] = set()
    for i in np.flatnonzero(wanted):
        key = (round(east[i] / SAME_PLACE), round(north[i] / SAME_PLACE), str(species[i]))
        again[i] = key in seen
        seen.add(key)
    return again


def _unique(ids: list[str]) -> tuple[str, ...]:
    seen: set[str] = set()
    result = []
    for i, id in enumerate(ids, 1):
        name = id if id and id not in seen else f"tree-{i}"
        while name in seen:
            name += "-2"
        seen.add(name)
        result.append(name)
    return tuple(result)
