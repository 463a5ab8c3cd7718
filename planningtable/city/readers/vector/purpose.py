"""What a layer is for, told from its name, geometry and columns; a guess to propose, not to act on unasked."""

from planningtable.city.readers.vector.footprints.columns import COLUMNS, key
from planningtable.city.readers.vector.formats.rows import LayerInfo

BUILDINGS = ("gebaeude", "gebäude", "building", "bldg", "pand", "haus", "house", "footprint", "grundriss", "bauwerk")
PARCELS = ("flurst", "parcel", "parzelle", "perceel", "liegenschaft", "grundstück", "grundstueck")
COVER = (
    *("landuse", "land_use", "landcover", "land_cover", "bodenbedeckung", "nutzung", "vegetation", "gruen", "grün"),
    *("gewaesser", "gewässer", "wald", "versiegel", "corine", "clc", "urban_atlas", "biotop"),
)
TREES = ("baum", "bäume", "tree", "arbre")
STREETS = ("stra", "street", "road", "weg", "highway", "achse", "lines")
# Columns that only one kind of data has, without signs and umlauts.
_PARCEL_COLUMNS = frozenset(
    ("flurstueckskennzeichen", "flstkennz", "gemarkungsnummer", "zaehler", "nationalcadastralreference")
)
_TREE_COLUMNS = frozenset(
    (
        *("baumart", "artbotanisch", "artbot", "artdtsch", "gattung", "genus", "species", "baumbezeichnungbotanisch"),
        *("kronendurchmesser", "krone", "crown", "stammumfang", "baumnummer", "pflanzjahr"),
    )
)
_COVER_COLUMNS = frozenset(
    ("landuse", "natural", "nutzart", "nutzungsart", "code18", "clccode", "landcover", "code2018")
)
_HEIGHTS = frozenset((*COLUMNS["height"], *COLUMNS["storeys"])) - {"h", "height", "hoehe", "levels"}


def purpose_of(info: LayerInfo) -> str:
    """What a layer is likely for.

    Returns:
        ``footprints``, ``parcels``, ``land-cover``, ``trees``, ``streets``, or ``areas``, ``points``, ``lines`` and
        ``unknown`` where only the geometry is known.
    """
    name = info.name.lower()
    columns = {key(n) for n in info.fields}
    if "Line" in info.geometry:
        return "streets" if any(w in name for w in STREETS) or "highway" in columns else "lines"
    if "Point" in info.geometry:
        return "trees" if any(w in name for w in TREES) or columns & _TREE_COLUMNS else "points"
    if "Polygon" in info.geometry:
        return _of_areas(name, columns)
    return "unknown"


def _of_areas(name: str, columns: set[str]) -> str:
    if name.startswith("ax_"):
        known = {"ax_gebaeude": "footprints", "ax_bauteil": "footprints", "ax_flurstueck": "parcels"}
        return known.get(name, "land-cover")
    if name == "multipolygons":
        return "footprints"
    if any(w in name for w in BUILDINGS):
        return "footprints"
    if any(w in name for w in PARCELS) or columns & _PARCEL_COLUMNS:
        return "parcels"
    if any(w in name for w in TREES):
        return "trees"
    if columns & _HEIGHTS or "building" in columns or "gebaeudefunktion" in columns:
        return "footprints"
    if any(w in name for w in COVER) or columns & _COVER_COLUMNS:
        return "land-cover"
    return "footprints" if columns & {"height", "hoehe"} else "areas"
