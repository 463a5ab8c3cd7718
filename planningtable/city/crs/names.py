"""Names of coordinate reference systems as files write them → EPSG codes."""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import pyproj

from planningtable.domain.text import PlanningError

# Nobody writes a longer name; definitions in well-known text or JSON stay below it by far.
LONGEST_NAME = 100_000

_EPSG = re.compile(r"EPSG(?:\.xml#|[:/]+)(?:(?:\d+(?:\.\d+)*)?[:/]+)?(\d{4,6})(?!\d)", re.IGNORECASE)
_VERTICAL = re.compile(r"\+(?:EPSG:+)?(\d{4,6})", re.IGNORECASE)
_PLAIN = re.compile(r"\d{4,6}")
_ADV = re.compile(r"(?:(?:urn:)?adv:(?:crs:)?)?((?:ETRS89|WGS84|DE)_[^*\s]+)(?:\*(.+))?", re.IGNORECASE)
_ADV_PREFIX = re.compile(r"(?:urn:)?adv:", re.IGNORECASE)
_NORTHERN = re.compile(r"(UTM\d\d)N$")
# One state's realisation of a CRS, e.g. `_NW101`; it differs from the others by decimetres.
_STATE = re.compile(r"_(?:[A-Z]{2}\d{3}|RDN)$")
_LON_FIRST = re.compile(r"(?:urn:ogc:def:crs:)?(?:OGC)?[:/\d.]*CRS:?84h?|https?://.*/OGC/[\d.]+/CRS84h?", re.IGNORECASE)
_LOCAL = re.compile(r"#.*|.*\b(?:local|lokal|örtlich|engineering)(?:\b|_).*", re.IGNORECASE | re.DOTALL)
_LOCAL_DEFINITION = re.compile(r"\s*(?:LOCAL_CS|ENGCRS|ENGINEERINGCRS)\s*\[", re.IGNORECASE)
# Definitions that would make PROJ open files that the name chooses.
_FILES = re.compile(r"grids\s*=|init\s*=|file:|\bfile\s*=", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SEPARATORS = re.compile(r"[\s_/()+-]+")

# Names of the German surveying authorities (AdV, GeoInfoDok, table of CRS identifiers) → EPSG.
ADV_HORIZONTAL: Mapping[str, int] = MappingProxyType(
    {
        "ETRS89_UTM31": 25831,
        "ETRS89_UTM32": 25832,
        "ETRS89_UTM33": 25833,
        "ETRS89_ZUTM31": 5649,
        "ETRS89_ZUTM32": 4647,
        "ETRS89_ZUTM33": 5650,
        "ETRS89_LAT-LON": 4258,
        "WGS84_LAT-LON": 4326,
        "DE_DHDN_3GK1": 5520,
        "DE_DHDN_3GK2": 31466,
        "DE_DHDN_3GK3": 31467,
        "DE_DHDN_3GK4": 31468,
        "DE_DHDN_3GK5": 31469,
        "DE_DHDN_LAT-LON": 4314,
        "DE_DHDN_SOLDNER-BERLIN": 3068,
        "DE_PD-83_3GK3": 3396,
        "DE_PD-83_3GK4": 3397,
        "DE_PD-83_LAT-LON": 4746,
        "DE_RD-83_3GK4": 3398,
        "DE_RD-83_3GK5": 3399,
        "DE_RD-83_LAT-LON": 4745,
        "DE_42-83_3GK3": 2397,
        "DE_42-83_3GK4": 2398,
        "DE_42-83_3GK5": 2399,
        "DE_42-83_6GK2": 5664,
        "DE_42-83_6GK3": 5665,
        "DE_42-83_LAT-LON": 4178,
    }
)
# Names without a code that stand in files and are either unknown to PROJ or mean something else there: in a town's
# file, `CH1903` is the projected national grid, not the geographic CRS that EPSG gives that name.
PLAIN_NAMES: Mapping[str, int] = MappingProxyType(
    {
        "ch1903": 21781,
        "ch1903 lv03": 21781,
        "lv03": 21781,
        "ch1903 lv95": 2056,
        "lv95": 2056,
        "soldner berlin": 3068,
        "rd new": 28992,
        "rdnap": 28992,
        "etrs89 utm31": 25831,
        "etrs89 utm32": 25832,
        "etrs89 utm33": 25833,
        "etrs89 utm 31n": 25831,
        "etrs89 utm 32n": 25832,
        "etrs89 utm 33n": 25833,
        "dhdn gk2": 31466,
        "dhdn gk3": 31467,
        "dhdn gk4": 31468,
        "dhdn gk5": 31469,
    }
)
# Definitions without axes are taken for east, north, and so for the twin of the CRS that everybody names.
USUAL_TWIN: Mapping[int, int] = MappingProxyType({5676: 31466, 5677: 31467, 5678: 31468, 5679: 31469})


@dataclass(frozen=True, slots=True)
class Reference:
    """A CRS as a file names it.

    Attributes:
        name: as it stood in the file or was chosen.
        epsg: code of the horizontal CRS; 0 where it has none and ``definition`` says what it is.
        vertical: name of the vertical datum; empty where none is named.
        definition: well-known text of a CRS that has no code; else empty.
        lon_first: whether the name says that longitude comes first, though the definition says otherwise (CRS84).
        height_unit: metres per unit of height.
    """

    name: str
    epsg: int
    vertical: str
    definition: str = ""
    lon_first: bool = False
    height_unit: float = 1.0

    @property
    def crs(self) -> pyproj.CRS:
        """The horizontal CRS."""
        return _crs(self.epsg, self.definition)

    @property
    def label(self) -> str:
        """``EPSG:code``, or the name of a CRS without code."""
        return f"EPSG:{self.epsg}" if self.epsg else self.crs.name


@lru_cache(maxsize=64)
def _crs(epsg: int, definition: str) -> pyproj.CRS:
    return pyproj.CRS.from_epsg(epsg) if epsg else pyproj.CRS.from_wkt(definition)


@lru_cache(maxsize=256)
def named(name: str) -> Reference:
    """The CRS behind a name.

    Known are EPSG codes in all spellings, compound names, names of the German surveying authorities, CRS84, the
    names that EPSG and ESRI give, and definitions as well-known text, PROJ string or PROJ JSON.

    Raises:
        PlanningError: the name is none of these, or that of a local CRS; it is never guessed.
    """
    text = name.strip()
    if not text or len(text) > LONGEST_NAME or _CONTROL.search(text):
        raise _unknown(name)
    if _LOCAL_DEFINITION.match(text) or ("[" not in text and _LOCAL.fullmatch(text)):
        raise PlanningError("error.crs.local", name=_short(name))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # PROJ strings lose something on the way, and pyproj says so each time
            found = _looked_up(name, text)
            found.crs.name.encode("utf-8")
    except (pyproj.exceptions.ProjError, UnicodeError, ValueError) as error:
        # Definitions that are torn somewhere show it late.
        raise _unknown(name) from error
    return found


def _looked_up(name: str, text: str) -> Reference:
    if text[0] == "{" or "[" in text or "+proj=" in text:
        return _from_words(name, text)
    adv = _ADV.fullmatch(text)
    if adv or _ADV_PREFIX.match(text):
        return _from_adv(name, adv)
    if _LON_FIRST.fullmatch(text):
        return Reference(name, 4326, "", lon_first=True)
    codes = [int(c) for c in _EPSG.findall(text)] or ([int(text)] if _PLAIN.fullmatch(text) else [])
    if codes:
        vertical = [*codes[1:], *(int(c) for c in _VERTICAL.findall(text) if int(c) not in codes)]
        return _from_code(name, codes[0], vertical[0] if vertical else 0)
    code = PLAIN_NAMES.get(_SEPARATORS.sub(" ", text.lower()).strip())
    return _from_code(name, code) if code else _from_words(name, text)


def _unknown(name: str) -> PlanningError:
    return PlanningError("error.city.unknown-crs", name=_short(name))


def _short(name: str) -> str:
    return name if len(name) <= 80 else name[:79] + "…"


def _from_adv(name: str, found: re.Match[str] | None) -> Reference:
    if found is None:
        raise _unknown(name)
    horizontal = _NORTHERN.sub(r"\1", found[1].upper())
    code = ADV_HORIZONTAL.get(horizontal) or ADV_HORIZONTAL.get(_STATE.sub("", horizontal))
    if code is None:
        raise _unknown(name)
    return _from_crs(name, pyproj.CRS.from_epsg(code), found[2] or "")


def _from_code(name: str, code: int, vertical: int = 0) -> Reference:
    crs = pyproj.CRS.from_epsg(code)
    if not vertical:
        return _from_crs(name, crs, "")
    try:
        height = pyproj.CRS.from_epsg(vertical)
    except pyproj.exceptions.CRSError:
        return _from_crs(name, crs, f"EPSG:{vertical}")
    unit = _height_unit(height) if height.is_vertical else 1.0
    return _from_crs(name, crs, f"{height.name} (EPSG:{vertical})", unit)


def _from_words(name: str, text: str) -> Reference:
    """What PROJ makes of a name or definition; names are matched whole, never by similarity."""
    if _FILES.search(text):
        raise _unknown(name)
    crs = pyproj.CRS.from_user_input(text)
    if crs.type_name == "Engineering CRS":
        raise PlanningError("error.crs.local", name=_short(name))
    found = _from_crs(name, crs, "")
    return replace(found, epsg=USUAL_TWIN.get(found.epsg, found.epsg))


def _height_unit(crs: pyproj.CRS) -> float:
    axis = crs.axis_info[-1:]
    return float(axis[0].unit_conversion_factor) if axis else 1.0


def _from_crs(name: str, crs: pyproj.CRS, vertical: str, unit: float = 1.0) -> Reference:
    """The horizontal part of a CRS, and the vertical one's name."""
    if crs.is_bound and crs.source_crs is not None:
        crs = crs.source_crs
    if crs.is_compound:
        parts = crs.sub_crs_list
        unit = _height_unit(parts[1])
        crs, vertical = parts[0], vertical or parts[1].name
    if len(crs.axis_info) == 3 and (crs.is_projected or crs.is_geographic):
        unit = _height_unit(crs)
        crs, vertical = crs.to_2d(), vertical or f"ellipsoidal height ({crs.name})"
    if not (crs.is_projected or crs.is_geographic):
        raise _unknown(name)
    code = crs.to_epsg()
    return Reference(name, int(code or 0), vertical, "" if code else crs.to_wkt(), height_unit=unit)
