"""Parcels from ALKIS (NAS, simplified GML) or any vector format of a land register."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from planningtable.city.grid import Array, Extent
from planningtable.city.job import Job
from planningtable.city.parcels import Parcels
from planningtable.city.readers.files import Part
from planningtable.city.readers.vector.formats.layers import Wish
from planningtable.city.readers.vector.numbers import first_texts, number, numbers
from planningtable.city.readers.vector.places import crs_of
from planningtable.city.readers.vector.valid import polygons
from planningtable.city.readers.vector.vectors import Features, read_features
from planningtable.domain.text import PlanningError, Text

WISH = Wish(
    words=("ax_flurstueck", "flurstueck", "flurstück", "parcel", "cadastral", "perceel", "grundst", "liegenschaft"),
    types=("Polygon",),
)
IDS = (
    "gml_id",
    "oid",
    "flstkennz",
    "flurstueckskennzeichen",
    "idflurst",
    "nationalcadastralreference",
    "objectid",
    "id",
)
IDENTIFIERS = ("flurstueckskennzeichen", "flstkennz", "flst_kennz", "fsk", "nationalcadastralreference", "flurstuecksk")
DISTRICT = (
    "gemarkung",
    "gemarkungsname",
    "gmkname",
    "gemaname",
    "gemarkungsnummer",
    "gmknr",
    "gemarkungsnr",
    "gemashl",
)
SECTION = ("flurnummer", "flur", "flurnr", "flr", "flurname")
NUMERATOR = ("zaehler", "zähler", "flstnrzae", "flurstuecksnummer_zaehler", "fsn_zae", "zae")
DENOMINATOR = ("nenner", "flstnrnen", "flurstuecksnummer_nenner", "fsn_nen", "nen")
NUMBER = ("flurstnr", "flurstuecksnummer", "flurstuecksnr", "flstnr", "flurstueck", "label", "fsnr", "parcel_number")
AREA = ("amtlicheflaeche", "flaeche", "fläche", "afl", "flaeche_m2", "areavalue", "buchflaeche", "area")
# The official area and that of the outline may differ by this much before it is said [%].
DIFFERENT = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class ParcelFile:
    """Parcels and what to say of them.

    Attributes:
        parcels: those that touch the area.
        format: of the file.
        crs: of the file.
        notes: what was assumed, repaired or left out.
        given: rows in the file.
    """

    parcels: Parcels
    format: str
    crs: str
    notes: tuple[Text, ...]
    given: int


def read_parcels(source: Path | Part, crs: str, area: Extent | None = None, job: Job | None = None) -> ParcelFile:
    """Read parcels that touch an area, all of them for None.

    Raises:
        PlanningError: unreadable, or no parcel touches the area.
    """
    name = source.name
    found = read_features(source, crs, WISH, area, job)
    shapes, owner, repaired = polygons(found.geometries)
    rows = np.unique(owner)
    if not len(rows):
        raise PlanningError("error.vector.parcels-elsewhere", file=name)
    whole = _joined(shapes, owner, rows)
    count = len(found)
    official = numbers(found.fields, AREA, count)[rows]
    identifiers = first_texts(found.fields, IDENTIFIERS, count)
    labels = _labels(found, identifiers)
    ids = first_texts(found.fields, IDS, count)
    parcels = Parcels(
        _unique([ids[r] for r in rows]),
        tuple(labels[r] for r in rows),
        tuple(identifiers[r] for r in rows),
        np.where(official > 0, official, np.nan),
        whole,
    )
    with np.errstate(invalid="ignore"):
        off = np.abs(shapely.area(whole) / parcels.area - 1) * 100 > DIFFERENT
    said = (
        *(("repaired", repaired), ("no-polygon", count - len(rows)), ("outside", found.left_out.get("outside", 0))),
        ("parcels-area", int(off.sum())),
    )
    notes = [Text.of(f"vector.note.{id}", file=name, count=n) for id, n in said if n]
    return ParcelFile(parcels, found.format, found.crs, (*found.notes, *notes), found.given)


def parcels_survey(part: Part, crs: str, job: Job) -> tuple[Text, ...]:
    """What there is to be said of a file with parcels: how many, their area, and that it is for checking only.

    Args:
        part: the file.
        crs: that it is in; areas of outlines are told only where that is projected.
        job: is told, and can be cancelled.

    Raises:
        PlanningError: unreadable, or without parcels.
    """
    found = read_parcels(part, crs, None, job)
    drawn = shapely.area(found.parcels.geometries) if crs_of(crs).is_projected else np.nan
    areas = np.where(np.isnan(found.parcels.area), drawn, found.parcels.area)
    if np.isnan(areas).any():
        said = Text.of("city.survey.parcels", count=len(found.parcels))
    else:
        said = Text.of(
            "city.survey.parcels-area", count=len(found.parcels), hectares=round(float(areas.sum()) / 1e4, 2)
        )
    return (said, *found.notes)


def _joined(shapes: Array, owner: Array, rows: Array) -> Array:
    whole = np.empty(len(rows), object)
    starts = np.searchsorted(owner, rows)
    ends = np.searchsorted(owner, rows, side="right")
    for k, (a, b) in enumerate(zip(starts, ends, strict=True)):
        whole[k] = shapes[a] if b - a == 1 else shapely.MultiPolygon(list(shapes[a:b]))
    return whole


def _labels(found: Features, identifiers: tuple[str, ...]) -> list[str]:
    count = len(found)
    fields: Mapping[str, Array] = found.fields
    district, section = first_texts(fields, DISTRICT, count), first_texts(fields, SECTION, count)
    above, below = first_texts(fields, NUMERATOR, count), first_texts(fields, DENOMINATOR, count)
    whole = first_texts(fields, NUMBER, count)
    labels = []
    for i in range(count):
        lot = (f"{above[i]}/{below[i]}" if below[i] and number(below[i]) != 0 else above[i]) or whole[i]
        own = "-".join(part for part in (district[i], section[i], lot) if part) if lot else ""
        labels.append(own or _from_identifier(identifiers[i]) or identifiers[i])
    return labels


def _from_identifier(word: str) -> str:
    """``05329001100085______``: land 2, district 4, section 3, numerator 5, denominator 4 digits."""
    plain = word.ljust(20, "_")
    if not plain[:6].isdigit() or not plain[9:14].isdigit():
        return ""
    section, below = plain[6:9].strip("_").lstrip("0"), plain[14:18].strip("_").lstrip("0")
    lot = plain[9:14].lstrip("0") + (f"/{below}" if below else "")
    return "-".join(part for part in (plain[2:6], section, lot) if part)


def _unique(ids: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    result = []
    for i, id in enumerate(ids, 1):
        base = id or f"parcel-{i}"
        seen[base] = seen.get(base, 0) + 1
        result.append(base if seen[base] == 1 else f"{base}-{seen[base]}")
    return tuple(result)
