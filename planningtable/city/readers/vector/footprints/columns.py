"""Which column of a building layer means what: German, English, OpenStreetMap, ALKIS, 3DBAG, INSPIRE, Overture."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from planningtable.city.grid import Array
from planningtable.city.readers.vector.numbers import number, text
from planningtable.domain.text import Text

# The standard's property → names of columns, lower case without signs, the best first.
COLUMNS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "id": (
            *("gmlid", "identificatie", "gebaeudeid", "gebid", "buildingid", "bldgid", "uuid", "oid", "egid", "bagid"),
            *("identifikator", "localid", "inspireid", "osmid", "osmwayid", "cleabs", "miprinx", "objectid", "gid"),
            *("objid", "id", "fid", "kennung"),
        ),
        "height": (
            *("measuredheight", "gebaeudehoehe", "gebhoehe", "buildingheight", "bldgheight", "objekthoehe"),
            *("heightaboveground", "relh2", "relhoehe", "hoehe", "height", "hoeheueberboden", "hoeheueberground"),
            *("hauteur", "hoogte", "altezza", "hoehem", "heightm", "hgt", "h", "heightroof", "roofheight", "hoh"),
            *("firsthoehe", "dachhoehe", "hoch", "mittlerehoehe", "meanheight", "hoehecm", "heightft", "heightcm"),
            *("estheight", "gesamthoehe", "absheight"),
        ),
        "top": (
            *("b3hdak70p", "b3h70p", "h70p", "b3hdakmax", "b3hmax", "hdakmax", "dachmax", "zmaxtoit", "zmax"),
            *(
                "roofelevation",
                "dachhoehenn",
                "maxhoehe",
                "hoehenn",
                "firsthoehenn",
                "roofz",
                "roofmax",
                "topelevation",
            ),
        ),
        "ground": (
            *("groundelevation", "b3hmaaiveld", "hmaaiveld", "maaiveld", "zminsol", "zmin", "gelaendehoehe"),
            *("gelaendepunkt", "bodenhoehe", "grundhoehe", "groundz", "groundheight", "hoehegrund", "baseelevation"),
            *("gelaende", "ground", "hoehegelaende", "elevation", "elev", "basez", "minz"),
        ),
        "storeys": (
            *("storeysaboveground", "anzahlderoberirdischengeschosse", "anzahlgeschosse", "geschosszahl", "geschosse"),
            *("buildinglevels", "numberoffloorsaboveground", "numfloors", "nooffloors", "numberoffloors", "floors"),
            *("storeys", "stories", "storeyno", "levels", "aog", "vollgeschosse", "nbetages", "bouwlagen", "gastw"),
            *("b3bouwlagen", "etagen", "stockwerke", "anzgeschosse", "geschossz", "nstoreys", "oberirdischegeschosse"),
        ),
        "below": ("storeysbelowground", "anzahlderunterirdischengeschosse", "buildinglevelsunderground", "aug"),
        "function": (
            *("gebaeudefunktion", "funktion", "function", "gfk", "gebfunktion", "gebaeudenutzung", "building"),
            *("buildingfunction", "currentuse", "gebaeudeart", "nutzung", "gebnutz", "nutzungsart", "verksamhet"),
            *("usage1", "gebtyp", "gebaeudetyp", "subtype", "buildinguse", "gebrauchsdoel", "gkat", "typ", "type"),
        ),
        "usage": ("usage", "use", "buildinguse2", "weiteregebaeudefunktion"),
        "class": ("class", "gebaeudeklasse", "gklas", "klasse"),
        "roofType": ("rooftype", "dachform", "daf", "roofshape", "dachart", "b3daktype"),
        "creationDate": (
            *(
                "creationdate",
                "yearofconstruction",
                "baujahr",
                "oorspronkelijkbouwjaar",
                "bouwjaar",
                "gbauj",
                "startdate",
            ),
            *("constructionyear", "yearbuilt", "baj"),
        ),
        "name": ("name", "gebaeudename", "bezeichnung", "nam", "byggnadsna", "gebname", "buildingname"),
        "street": ("addrstreet", "strasse", "strassenname", "street", "str", "strname", "lagebezeichnung", "adresse"),
        "number": ("addrhousenumber", "hausnummer", "hausnr", "hnr", "housenumber", "housenumb", "nummer", "hsnr"),
        "town": ("addrcity", "ort", "gemeinde", "town", "city", "stadt", "ortsname", "gemeindename"),
    }
)
FEET = 0.3048
# A column whose middle value is higher than this cannot be metres, not even of towers.
TALLEST_MIDDLE = 150.0
# Where storeys are known and the height is not; as in the rest of the program, told as a guide value [m].
STOREY = 3.0
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def key(name: str) -> str:
    """A column's name for comparing: lower case, umlauts written out, letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", name.lower().translate(_UMLAUTS))


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a layer mean; can be pickled.

    Attributes:
        names: the standard's property to the column in the file.
        factor: height of a unit of the height column [m].
        notes: what was noticed.
    """

    names: tuple[tuple[str, str], ...]
    factor: float = 1.0
    notes: tuple[Text, ...] = ()

    def of(self, fields: Mapping[str, Array], what: str, count: int) -> tuple[str, ...]:
        """A property as text, shape (count,); empty where there is none."""
        name = dict(self.names).get(what)
        values = fields.get(name) if name is not None else None
        return ("",) * count if values is None else tuple(text(v) for v in values)

    def numbers(self, fields: Mapping[str, Array], what: str, count: int) -> Array:
        """A property as numbers, shape (count,); NaN where there is none."""
        name = dict(self.names).get(what)
        values = fields.get(name) if name is not None else None
        return np.full(count, np.nan) if values is None else np.array([number(v) for v in values], np.float64)


def columns_of(fields: Mapping[str, Array], file: str) -> Columns:
    """What the columns mean, by their names; the unit of heights by name and values.

    Args:
        fields: some rows of the layer.
        file: to be named.
    """
    keys = {key(n): n for n in reversed(list(fields))}
    names: dict[str, str] = {}
    for what, words in COLUMNS.items():
        # Of several columns that could be meant, the first with values.
        candidates = [keys[w] for w in words if w in keys and keys[w] not in names.values()]
        filled = [c for c in candidates if any(text(v) for v in fields[c])]
        if filled or candidates:
            names[what] = (filled or candidates)[0]
    factor: float = 1.0
    notes: tuple[Text, ...] = ()
    if "height" in names:
        factor, notes = _unit(names["height"], [text(v) for v in fields[names["height"]]], file)
    return Columns(tuple(names.items()), factor, notes)


def _unit(name: str, values: Sequence[str], file: str) -> tuple[float, tuple[Text, ...]]:
    lowered = name.lower()
    words = " ".join(values[:200]).lower()
    unit, factor = "", 1.0
    found = np.array([number(v) for v in values])
    found = found[np.isfinite(found) & (found > 0)]
    if re.search(r"(_|\(|\b)(ft|feet|fuss)\)?$", lowered) or re.search(r"\d\s*(ft|feet|')", words):
        unit, factor = "ft", FEET
    elif re.search(r"(_|\(|\b)cm\)?$", lowered) or re.search(r"\d\s*cm", words):
        unit, factor = "cm", 0.01
    elif re.search(r"(_|\(|\b)dm\)?$", lowered):
        unit, factor = "dm", 0.1
    elif len(found) and np.median(found) > TALLEST_MIDDLE:
        unit, factor = "cm", 0.01
    return (factor, (Text.of("vector.note.unit", file=file, column=name, unit=unit),)) if unit else (1.0, ())


def heights(columns: Columns, fields: Mapping[str, Array], count: int) -> Array:
    """Height above the ground [m], shape (count,): as it stands, else from roof and ground; NaN where unknown."""
    stated = columns.numbers(fields, "height", count) * columns.factor
    above = columns.numbers(fields, "top", count) - columns.numbers(fields, "ground", count)
    found = np.where(np.isfinite(stated) & (stated > 0), stated, above)
    return np.where(np.isfinite(found) & (found > 0), found, np.nan)
