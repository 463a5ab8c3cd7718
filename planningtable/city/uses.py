"""Use of a building from its function code: German ALKIS codes, the CityGML code list, or plain words."""

import re
from collections.abc import Sequence
from functools import lru_cache

# AdV, GeoInfoDok ALKIS object type catalogue, code list AX_Gebaeudefunktion (31001): first code to last code.
ALKIS: Sequence[tuple[int, int, str]] = (
    (1000, 1099, "residential"),
    (1100, 1199, "mixed"),
    (1200, 1399, "residential"),
    (2020, 2049, "office"),
    (2010, 2019, "retail"),
    (2050, 2059, "retail"),
    (2060, 2069, "public"),
    (2070, 2099, "retail"),
    (2160, 2169, "office"),
    (2100, 2299, "industry"),
    (2310, 2329, "mixed"),
    (2460, 2465, "garage"),
    (2400, 2459, "public"),
    (2500, 2799, "industry"),
    (2000, 2009, "office"),
    (3020, 3029, "school"),
    (3040, 3049, "church"),
    (3050, 3059, "hospital"),
    (3065, 3065, "kindergarten"),
    (3100, 3199, "mixed"),
    (3000, 3299, "public"),
)
# OGC 12-019 (CityGML 2.0), annex C.1, code list of the function of buildings.
CITYGML: Sequence[tuple[int, int, str]] = (
    (1000, 1020, "residential"),
    (1030, 1060, "mixed"),
    (1070, 1070, "industry"),
    (1080, 1080, "mixed"),
    (1090, 1110, "residential"),
    (1120, 1140, "office"),
    (1150, 1190, "retail"),
    (1200, 1200, "public"),
    (1210, 1240, "retail"),
    (1250, 1300, "public"),
    (1380, 1380, "office"),
    (1310, 1420, "industry"),
    (1430, 1600, "industry"),
    (1610, 1650, "garage"),
    (1660, 1950, "industry"),
    (1960, 2060, "public"),
    (2070, 2110, "school"),
    (2120, 2200, "public"),
    (2210, 2290, "church"),
    (2300, 2330, "hospital"),
    (2380, 2380, "kindergarten"),
    (2340, 2650, "public"),
)
# Beginnings of words, German and English, for files that write words instead of codes.
WORDS: Sequence[tuple[str, str]] = (
    ("wohn- und", "mixed"),
    ("mixed", "mixed"),
    ("gemischt", "mixed"),
    ("wohn", "residential"),
    ("resid", "residential"),
    ("apartment", "residential"),
    ("house", "residential"),
    ("büro", "office"),
    ("office", "office"),
    ("verwaltung", "office"),
    ("kindergarten", "kindergarten"),
    ("kita", "kindergarten"),
    ("schul", "school"),
    ("school", "school"),
    ("kirch", "church"),
    ("church", "church"),
    ("krankenhaus", "hospital"),
    ("hospital", "hospital"),
    ("garage", "garage"),
    ("park", "garage"),
    ("laden", "retail"),
    ("retail", "retail"),
    ("handel", "retail"),
    ("shop", "retail"),
    ("fabrik", "industry"),
    ("industri", "industry"),
    ("gewerbe", "industry"),
    ("lager", "industry"),
    ("öffentlich", "public"),
    ("public", "public"),
)
OTHER = "other"
_CODE = re.compile(r"(?:(\d{5})[_-])?(\d{4})")


@lru_cache(maxsize=1024)
def use_of(function: str, code_space: str, usage: str = "") -> str:
    """One of the uses named in `Buildings.uses`; ``other`` where nothing is known.

    Args:
        function: as it stood in the file, e.g. ``31001_1010`` or ``1000``.
        code_space: of the function; tells ALKIS codes without their prefix from CityGML codes.
        usage: read where the function says nothing.
    """
    for text in (function, usage):
        found = _from_code(text.strip(), code_space) or _from_words(text.strip())
        if found:
            return found
    return OTHER


def _from_code(text: str, code_space: str) -> str:
    match = _CODE.fullmatch(text)
    if match is None:
        return ""
    prefix, code = match[1], int(match[2])
    if prefix not in (None, "31001"):
        return ""
    space = code_space.lower()
    alkis = prefix is not None or "alkis" in space or "adv" in space or code >= 3000
    table = ALKIS if alkis else CITYGML
    return next((use for first, last, use in table if first <= code <= last), OTHER)


def _from_words(text: str) -> str:
    lowered = text.lower()
    return next((use for word, use in WORDS if lowered.startswith(word)), "")
