"""Land cover from polygons: land use of OpenStreetMap, ALKIS and ATKIS, CORINE, Urban Atlas, or plain words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from rasterio.features import rasterize
from rasterio.transform import Affine

from planningtable.city.grid import Array, Extent, Grid
from planningtable.city.job import Job
from planningtable.city.land_cover import LandCover
from planningtable.city.readers.vector.cover.words import OSM, VEGETATION, of_corine, of_tags, of_word
from planningtable.city.readers.vector.formats.layers import Wish
from planningtable.city.readers.vector.numbers import text
from planningtable.city.readers.vector.valid import polygons
from planningtable.city.readers.vector.vectors import Features, read_features
from planningtable.domain.text import PlanningError, Text

WISH = Wish(
    words=(
        "landcover",
        "land_cover",
        "bodenbedeckung",
        "landuse",
        "land_use",
        "nutzung",
        "vegetation",
        "gruen",
        "multipolygons",
    ),
    types=("Polygon",),
)
# CORINE and Urban Atlas write their codes in columns of these names.
CORINE = (
    "code_18",
    "code_12",
    "code_06",
    "code_00",
    "clc_code",
    "clc18",
    "code2018",
    "code_2018",
    "code2012",
    "code_2012",
    "clc",
)
VEGETATION_COLUMNS = ("vegetationsmerkmal", "veg")
# Names of columns with words, the ones that say most first.
CLASSES = (
    *("landcover", "land_cover", "bodenbedeckung", "oberflaeche", "oberfläche", "oberflaechenmaterial", "belag"),
    *("versiegelung", "nutzart", "nutzungsart", "nutzung", "landuse", "land_use", "objektart", "objart_txt"),
    *("klasse", "class", "kategorie", "art", "typ", "type", "bez", "bezeichnung", "nutzung_txt", "item2018", "fclass"),
)
_UNLISTED = 12


@dataclass(frozen=True, slots=True, eq=False)
class CoverAreas:
    """Areas whose cover is known.

    Attributes:
        geometries: shapely polygons in the site's CRS, valid, cut at nothing; object array.
        codes: `LandCover` of each; ``UNKNOWN`` is not among them.
        counts: number of areas by land cover's name.
        unknown: classes without a land cover, and how many areas each.
        mixed: number of areas of classes that are mixtures (settlement), which tell no cover.
        given: rows in the file.
        format: of the file.
        crs: of the file.
        notes: what to say.
    """

    geometries: Array
    codes: Array
    counts: Mapping[str, int]
    unknown: Mapping[str, int]
    mixed: int
    given: int
    format: str
    crs: str
    notes: tuple[Text, ...]


def read_cover_areas(path: Path, crs: str, area: Extent, job: Job | None = None) -> CoverAreas:
    """Read areas and tell their land cover; what cannot be told is listed.

    Raises:
        PlanningError: unreadable, or nothing of it lies in the area.
    """
    found = read_features(path, crs, WISH, area, job)
    if not len(found):
        raise PlanningError("error.city.cover-no-overlap", file=path.name)
    words, covers = _classified(found)
    shapes, owner, repaired = polygons(found.geometries)
    known = np.array([c is not None and c is not LandCover.UNKNOWN for c in covers], bool)
    keep = known[owner] if len(owner) else np.zeros(0, bool)
    codes = np.array([int(c or 0) for c in covers], np.uint8)
    unknown = Counter(w for w, c in zip(words, covers, strict=True) if c is None)
    mixed = sum(c is LandCover.UNKNOWN for c in covers)
    counts = Counter(c.name for c in covers if c)
    flat = len(found) - len(np.unique(owner))
    said = [
        ("cover-unknown", sum(unknown.values()), {"classes": _listed(unknown)}),
        ("cover-mixed", mixed, {}),
        ("repaired", repaired, {}),
        ("no-polygon", flat, {}),
        ("outside", found.left_out.get("outside", 0), {}),
    ]
    notes = [Text.of(f"vector.note.{id}", file=path.name, count=n, **more) for id, n, more in said if n]
    return CoverAreas(
        shapes[keep],
        codes[owner[keep]],
        dict(counts),
        dict(unknown),
        mixed,
        found.given,
        found.format,
        found.crs,
        (*found.notes, *notes),
    )


def _listed(unknown: Counter[str]) -> str:
    most = [f"{word or '–'} ({count})" for word, count in unknown.most_common(_UNLISTED)]
    return ", ".join(most) + (" …" if len(unknown) > _UNLISTED else "")


def _classified(found: Features) -> tuple[list[str], list[LandCover | None]]:
    """The word that stands for each row's class, and its cover."""
    columns = {n: [text(v) for v in values] for n, values in found.fields.items()}
    words, covers = [], []
    for i in range(len(found)):
        row = {n: values[i] for n, values in columns.items() if values[i]}
        word, cover = class_of(row)
        words.append(word)
        covers.append(cover)
    return words, covers


def class_of(row: Mapping[str, str]) -> tuple[str, LandCover | None]:
    """The class of a row in words, and its land cover; None if the class is not known.

    Args:
        row: values by lower-case column name, none of them empty.
    """
    for names, rule in _RULES:
        for name in names:
            cover = rule(row[name]) if name in row else None
            if cover is not None:
                return row[name], cover
    tagged = of_tags(row)
    mixed = None
    for name in CLASSES:
        cover = of_word(row[name]) if name in row else None
        if cover is not None and cover is not LandCover.UNKNOWN and tagged in (None, LandCover.UNKNOWN):
            return row[name], cover
        mixed = mixed if mixed is not None else cover
    word = next((row[n] for n in (*CLASSES, *OSM) if n in row), "")
    return word, tagged if tagged is not None else mixed


_RULES: Sequence[tuple[Sequence[str], Callable[[str], LandCover | None]]] = (
    (CORINE, of_corine),
    (VEGETATION_COLUMNS, VEGETATION.get),
)


def burned(grid: Grid, geometries: Array, codes: Array) -> Grid:
    """Land cover with areas written in, the large before the small, so that the small ones win.

    A cell takes the cover of the area that its centre lies in.

    Args:
        grid: `LandCover` codes, uint8.
        geometries: shapely polygons in the grid's CRS.
        codes: `LandCover` of each.
    """
    if not len(geometries):
        return grid
    order = np.argsort(-shapely.area(geometries), kind="stable")
    order = order[~shapely.is_empty(geometries[order])]
    values = np.array(grid.values, np.uint8)
    if len(order):
        pairs = ((geometries[i], int(codes[i])) for i in order)
        rasterize(pairs, out=values, transform=Affine(grid.cell, 0.0, grid.west, 0.0, -grid.cell, grid.north))
    return grid.with_values(values)
