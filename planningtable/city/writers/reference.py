"""How the files name the CRS of a site."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pyproj import CRS
from pyproj.database import query_crs_info
from pyproj.enums import PJType

from planningtable.city.crs.vertical import datum_of
from planningtable.city.site import Site

# EPSG codes of heights.
HEIGHTS: Mapping[str, int] = MappingProxyType(
    {
        "DHHN2016": 7837,
        "DHHN92": 5783,
        "DHHN85": 5784,
        "DHHN12": 7699,
        "SNN76": 5785,
        "EVRF2000": 5730,
        "EVRF2007": 5621,
        "NAP": 5709,
        "LHN95": 5729,
        "LN02": 5728,
    }
)


@dataclass(frozen=True, slots=True)
class ReferenceNames:
    """Names of a CRS; coordinates are easting, northing, height whatever it is.

    Attributes:
        srs_name: for GML.
        url: for CityJSON.
        text: for people.
    """

    srs_name: str
    url: str
    text: str


def reference_names(site: Site) -> ReferenceNames:
    """Names of the site's CRS; with that of its heights where both have codes."""
    code = site.crs.rpartition(":")[2]
    height = HEIGHTS.get(datum_of(site.vertical)) if site.vertical else None
    crs = CRS.from_user_input(site.crs)
    joint = _compound(crs, height)
    text = f"{site.crs} ({crs.name})" + (f", {site.vertical}" if site.vertical else "")
    url = f"https://www.opengis.net/def/crs/EPSG/0/{joint or code}"
    if crs.axis_info[0].direction != "east":
        # By its definition northing would come first; the short name is understood as easting, northing.
        return ReferenceNames(site.crs, url, text)
    if height is None:
        return ReferenceNames(f"urn:ogc:def:crs:EPSG::{code}", url, text)
    return ReferenceNames(f"urn:ogc:def:crs,crs:EPSG::{code},crs:EPSG::{height}", url, text)


def _compound(crs: CRS, height: int | None) -> str:
    """Code of the compound CRS of both; empty where EPSG has none."""
    if height is None:
        return ""
    name = f"{crs.name} + {CRS.from_epsg(height).name}"
    found = query_crs_info(auth_name="EPSG", pj_types=PJType.COMPOUND_CRS)
    return next((info.code for info in found if info.name == name), "")
