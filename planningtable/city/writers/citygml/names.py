"""Namespaces and qualified names of both versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

XLINK = "http://www.w3.org/1999/xlink"
HREF = f"{{{XLINK}}}href"
_MODULES: Mapping[str, str] = MappingProxyType(
    {
        "bldg": "building",
        "brid": "bridge",
        "tun": "tunnel",
        "tran": "transportation",
        "wtr": "waterbody",
        "luse": "landuse",
        "veg": "vegetation",
        "frn": "cityfurniture",
        "gen": "generics",
        "dem": "relief",
        "app": "appearance",
    }
)


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one version.

    Attributes:
        version: ``2.0`` or ``3.0``.
        namespaces: prefix to namespace.
    """

    version: str
    namespaces: Mapping[str, str]

    def __call__(self, name: str) -> str:
        """Qualified name, ``{namespace}local``, of ``prefix:local``."""
        prefix, _, local = name.partition(":")
        return f"{{{self.namespaces[prefix]}}}{local}"

    @property
    def id(self) -> str:
        return self("gml:id")


def _names(version: str, extra: Mapping[str, str]) -> Names:
    base = "http://www.opengis.net/citygml/"
    modules = {prefix: f"{base}{module}/{version}" for prefix, module in _MODULES.items()}
    return Names(version, MappingProxyType({"core": base + version, **modules, **extra, "xlink": XLINK}))


V2 = _names("2.0", {"gml": "http://www.opengis.net/gml", "xAL": "urn:oasis:names:tc:ciq:xsdschema:xAL:2.0"})
V3 = _names(
    "3.0",
    {
        "gml": "http://www.opengis.net/gml/3.2",
        "xAL": "urn:oasis:names:tc:ciq:xal:3",
        "con": "http://www.opengis.net/citygml/construction/3.0",
    },
)
