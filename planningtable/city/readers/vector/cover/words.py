"""Words and codes for what covers the ground → `LandCover`; ``UNKNOWN`` where a class is known but a mixture."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from planningtable.city.land_cover import LandCover as L


def _table(*groups: tuple[L, str]) -> Mapping[str, L]:
    return MappingProxyType({word: cover for cover, words in groups for word in words.split()})


# OpenStreetMap: key → values; the first key that says something counts.
OSM: Mapping[str, Mapping[str, L]] = MappingProxyType(
    {
        "building": _table((L.UNKNOWN, "no"), (L.BUILDING, "*")),
        "surface": _table(
            (L.ASPHALT, "asphalt concrete chipseal metal paved tartan rubber concrete:plates concrete:lanes acrylic"),
            (L.PAVING, "paving_stones sett cobblestone unhewn_cobblestone bricks brick stone wood tiles"),
            (L.PERMEABLE_PAVING, "grass_paver"),
            (L.GRAVEL, "gravel fine_gravel pebblestone compacted unpaved rock woodchips stepping_stones"),
            (L.BARE_SOIL, "ground dirt earth sand mud clay soil"),
            (L.LAWN, "grass artificial_turf"),
            (L.WATER, "water"),
        ),
        "natural": _table(
            (L.WATER, "water bay strait spring"),
            (L.WOODLAND, "wood tree_row"),
            (L.SHRUBS, "scrub heath shrubbery fell"),
            (L.MEADOW, "grassland wetland tundra"),
            (L.BARE_SOIL, "sand mud beach shoal dune"),
            (L.GRAVEL, "bare_rock scree shingle rock cliff"),
        ),
        "waterway": _table((L.WATER, "riverbank dock river canal stream ditch drain boatyard fairway")),
        "water": _table((L.WATER, "*")),
        "railway": _table(
            (L.GRAVEL, "rail tram light_rail subway narrow_gauge construction yard"), (L.PAVING, "platform")
        ),
        "leisure": _table(
            (L.LAWN, "park garden golf_course pitch common dog_park village_green recreation_ground"),
            (L.BARE_SOIL, "playground horse_riding"),
            (L.WOODLAND, "nature_reserve_wood"),
            (L.WATER, "swimming_pool swimming_area marina"),
            (L.ASPHALT, "track"),
            (L.UNKNOWN, "sports_centre stadium nature_reserve water_park resort schoolyard"),
        ),
        "amenity": _table(
            (L.ASPHALT, "parking fuel bus_station parking_space motorcycle_parking car_wash"),
            (L.PAVING, "marketplace bicycle_parking"),
            (L.LAWN, "grave_yard"),
            (L.WATER, "fountain"),
            (L.UNKNOWN, "school kindergarten hospital university college place_of_worship"),
        ),
        "area:highway": _table(
            (L.ASPHALT, "primary secondary tertiary residential unclassified service trunk motorway living_street"),
            (L.PAVING, "footway pedestrian cycleway path steps"),
            (L.GRAVEL, "track"),
        ),
        "highway": _table(
            (
                L.ASPHALT,
                "primary secondary tertiary residential unclassified service trunk motorway living_street road",
            ),
            (L.PAVING, "footway pedestrian cycleway path steps platform"),
            (L.GRAVEL, "track"),
        ),
        "landuse": _table(
            (L.WOODLAND, "forest wood"),
            (L.LAWN, "grass village_green recreation_ground cemetery flowerbed greenery"),
            (L.MEADOW, "meadow"),
            (L.FIELD, "farmland farm vineyard greenhouse_horticulture"),
            (L.SHRUBS, "orchard plant_nursery allotments"),
            (L.WATER, "reservoir basin salt_pond aquaculture"),
            (L.GRAVEL, "railway quarry"),
            (L.BARE_SOIL, "construction brownfield greenfield landfill"),
            (L.ASPHALT, "garages highway depot"),
            (L.UNKNOWN, "residential commercial retail industrial farmyard military religious education institutional"),
        ),
        "landcover": _table(
            (L.LAWN, "grass"),
            (L.WOODLAND, "trees"),
            (L.SHRUBS, "scrub bushes"),
            (L.GRAVEL, "gravel"),
            (L.WATER, "water"),
        ),
    }
)
# ALKIS and ATKIS object classes (AdV, GeoInfoDok), and INSPIRE feature types.
AX = _table(
    (L.WATER, "ax_fliessgewaesser ax_stehendesgewaesser ax_hafenbecken ax_meer ax_gewaesserachse"),
    (L.WOODLAND, "ax_wald ax_gehoelz"),
    (L.SHRUBS, "ax_heide"),
    (L.MEADOW, "ax_moor ax_sumpf"),
    (L.LAWN, "ax_friedhof"),
    (L.ASPHALT, "ax_strassenverkehr ax_flugverkehr ax_schiffsverkehr ax_strasse"),
    (L.PAVING, "ax_platz ax_weg"),
    (L.GRAVEL, "ax_bahnverkehr ax_tagebaugrubesteinbruch ax_bergbaubetrieb"),
    (L.BARE_SOIL, "ax_unlandvegetationsloseflaeche ax_halde"),
    (L.BUILDING, "ax_gebaeude"),
    (
        L.UNKNOWN,
        "ax_wohnbauflaeche ax_industrieundgewerbeflaeche ax_flaechegemischternutzung ax_siedlungsflaeche ax_hafen "
        "ax_flaechebesondererfunktionalerpraegung ax_sportfreizeitunderholungsflaeche ax_flurstueck ax_landwirtschaft",
    ),
)
# Code of AX_Landwirtschaft and AX_Vegetationsmerkmal (`vegetationsmerkmal`): 1010 arable, 1020 grassland …
VEGETATION = _table(
    (L.FIELD, "1010 1012 1030 1040"),
    (L.MEADOW, "1020 1021 1022 1200"),
    (L.SHRUBS, "1011 1013 1031 1050 1051 1052 1250 1260 1300"),
    (L.WOODLAND, "1100 1110 1120 1210 1230 1240"),
    (L.BARE_SOIL, "1400"),
)
# CORINE land cover (three digits) and Urban Atlas (five); prefixes, the longest counts.
CORINE = _table(
    (L.UNKNOWN, "11 12 121 133 142 1123 1121"),
    (L.ASPHALT, "122 1221 1222 123 124"),
    (L.GRAVEL, "1223 131"),
    (L.BARE_SOIL, "132 133 134 331 333 334"),
    (L.LAWN, "141 14"),
    (L.FIELD, "21 211 212 213 22 24 241 242 2"),
    (L.SHRUBS, "222 223 221 322 323 324 244"),
    (L.MEADOW, "23 231 243 321 32 41 411 412 42 4"),
    (L.WOODLAND, "31 3"),
    (L.GRAVEL, "332 335 33"),
    (L.WATER, "5 51 52 421 423"),
)
# OGC 12-019 (CityGML 2.0), annex C: class and function of LandUse.
CITYGML = _table(
    (L.UNKNOWN, "1000 1010 1020 1030 1040 1050"),
    (L.BARE_SOIL, "1060 1070 1100 3080"),
    (L.LAWN, "1110 1120 1130"),
    (L.GRAVEL, "1140 2020"),
    (L.ASPHALT, "2000 2010 2030 2040"),
    (L.PAVING, "2050 2060"),
    (L.MEADOW, "3010 3060 3070"),
    (L.FIELD, "3020"),
    (L.WOODLAND, "3030 3040"),
    (L.SHRUBS, "3000 3050"),
    (L.WATER, "4000 4010 4020 4030 4040"),
)
# Project PLATEAU, Common_landUseType.
PLATEAU = _table(
    (L.FIELD, "201 202 222"),
    (L.WOODLAND, "203"),
    (L.WATER, "204"),
    (L.MEADOW, "205"),
    (L.UNKNOWN, "211 212 213 214 216 218 219 223 231"),
    (L.ASPHALT, "215 224"),
    (L.LAWN, "217"),
    (L.BARE_SOIL, "220 221"),
)
# CityGML 2.0, annex C: surface material of traffic areas, and their function.
MATERIAL = _table(
    (L.ASPHALT, "1 2 12"), (L.PAVING, "3 4 11 13"), (L.GRAVEL, "5 6 7"), (L.BARE_SOIL, "8 9"), (L.LAWN, "10")
)
AUXILIARY = _table((L.LAWN, "1000 1020 1200 1230 1300 1400 1500 1700"), (L.GRAVEL, "1600"), (L.WATER, "1210"))
# Parts of words, German and English; the first that occurs counts, so the narrower stand before the wider.
WORDS: Sequence[tuple[str, L]] = (
    ("rasengitter", L.PERMEABLE_PAVING),
    ("rasenfuge", L.PERMEABLE_PAVING),
    ("wassergebunden", L.GRAVEL),
    ("teilversiegelt", L.PERMEABLE_PAVING),
    ("unversiegelt", L.MEADOW),
    ("vollversiegelt", L.ASPHALT),
    ("gemischte nutzung", L.UNKNOWN),
    ("gebäude", L.BUILDING),
    ("gebaeude", L.BUILDING),
    ("building", L.BUILDING),
    ("streuobst", L.SHRUBS),
    ("kleingart", L.SHRUBS),
    ("mulde", L.SWALE),
    ("swale", L.SWALE),
    ("friedhof", L.LAWN),
    ("cemetery", L.LAWN),
    ("spielplatz", L.BARE_SOIL),
    ("playground", L.BARE_SOIL),
    ("sportplatz", L.LAWN),
    ("parkplatz", L.ASPHALT),
    ("stellpl", L.ASPHALT),
    ("parking", L.ASPHALT),
    ("gleis", L.GRAVEL),
    ("bahn", L.GRAVEL),
    ("railway", L.GRAVEL),
    ("wasserfläche", L.WATER),
    ("gewässer", L.WATER),
    ("gewaesser", L.WATER),
    ("fluss", L.WATER),
    ("fluß", L.WATER),
    ("teich", L.WATER),
    ("hafenbecken", L.WATER),
    ("kanal", L.WATER),
    ("water", L.WATER),
    ("river", L.WATER),
    ("lake", L.WATER),
    ("wald", L.WOODLAND),
    ("forst", L.WOODLAND),
    ("gehölz", L.WOODLAND),
    ("gehoelz", L.WOODLAND),
    ("forest", L.WOODLAND),
    ("wood", L.WOODLAND),
    ("hecke", L.SHRUBS),
    ("strauch", L.SHRUBS),
    ("gebüsch", L.SHRUBS),
    ("gebuesch", L.SHRUBS),
    ("heide", L.SHRUBS),
    ("shrub", L.SHRUBS),
    ("scrub", L.SHRUBS),
    ("obst", L.SHRUBS),
    ("wein", L.FIELD),
    ("moor", L.MEADOW),
    ("sumpf", L.MEADOW),
    ("rasen", L.LAWN),
    ("park ", L.LAWN),
    ("parkanlage", L.LAWN),
    ("grünanlage", L.LAWN),
    ("gruenanlage", L.LAWN),
    ("grünfläche", L.LAWN),
    ("gruenflaeche", L.LAWN),
    ("lawn", L.LAWN),
    ("grünland", L.MEADOW),
    ("gruenland", L.MEADOW),
    ("wiese", L.MEADOW),
    ("weide", L.MEADOW),
    ("meadow", L.MEADOW),
    ("grassland", L.MEADOW),
    ("pasture", L.MEADOW),
    ("grass", L.LAWN),
    ("acker", L.FIELD),
    ("landwirtschaft", L.FIELD),
    ("arable", L.FIELD),
    ("farmland", L.FIELD),
    ("schotter", L.GRAVEL),
    ("kies", L.GRAVEL),
    ("gravel", L.GRAVEL),
    ("asphalt", L.ASPHALT),
    ("beton", L.ASPHALT),
    ("concrete", L.ASPHALT),
    ("pflaster", L.PAVING),
    ("paving", L.PAVING),
    ("gehweg", L.PAVING),
    ("radweg", L.PAVING),
    ("fußgänger", L.PAVING),
    ("weg", L.PAVING),
    ("platz", L.PAVING),
    ("straße", L.ASPHALT),
    ("strasse", L.ASPHALT),
    ("fahrbahn", L.ASPHALT),
    ("road", L.ASPHALT),
    ("street", L.ASPHALT),
    ("flugverkehr", L.ASPHALT),
    ("verkehr", L.ASPHALT),
    ("brache", L.BARE_SOIL),
    ("offener boden", L.BARE_SOIL),
    ("unland", L.BARE_SOIL),
    ("vegetationslos", L.BARE_SOIL),
    ("sand", L.BARE_SOIL),
    ("bare", L.BARE_SOIL),
    ("halde", L.BARE_SOIL),
    ("tagebau", L.GRAVEL),
    ("wohn", L.UNKNOWN),
    ("industrie", L.UNKNOWN),
    ("gewerbe", L.UNKNOWN),
    ("mischgebiet", L.UNKNOWN),
    ("residential", L.UNKNOWN),
    ("commercial", L.UNKNOWN),
    ("sport", L.UNKNOWN),
    ("funktionaler prägung", L.UNKNOWN),
    ("siedlung", L.UNKNOWN),
)
_WHOLE = _table((L.WATER, "see bach meer"), (L.LAWN, "park garten"), (L.MEADOW, "gras gruen grün"), (L.ASPHALT, "gstr"))


def of_tags(tags: Mapping[str, str]) -> L | None:
    """Land cover of OpenStreetMap's tags; None if they say nothing of it.

    A later key can tell what an earlier one leaves open (``amenity=school`` with ``landuse=grass``).
    """
    mixed = None
    for key, values in OSM.items():
        value = tags.get(key, "").lower()
        cover = (values.get(value) or values.get("*")) if value else None
        if cover is L.UNKNOWN:
            mixed = cover
        elif cover is not None:
            return cover
    return mixed


def of_word(word: str) -> L | None:
    """Land cover of a class in words: an ALKIS class, German or English."""
    lowered = word.strip().lower().rpartition(":")[2]
    known = AX.get(lowered) or _WHOLE.get(lowered)
    if known is not None or lowered in AX:
        return known if known is not None else L.UNKNOWN
    return next((cover for part, cover in WORDS if part in f"{lowered} "), None)


def of_corine(code: str) -> L | None:
    """Land cover of a CORINE or Urban Atlas code."""
    found = re.match(r"[1-5]\d{2}(?:\d{2})?$", code.replace(".", "").strip())
    if found is None:
        return None
    return next((CORINE[found[0][:n]] for n in range(5, 0, -1) if found[0][:n] in CORINE), None)


def of_code(code: str, space: str) -> L | None:
    """Land cover of a CityGML code of class or function of LandUse, by its code space."""
    if "Common_landUseType" in space:
        return PLATEAU.get(code)
    return CITYGML.get(code)
