"""The catalogue of land cover: physical values of each class, with their sources, from a data file."""

import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

from planningtable.city.land_cover import LandCover, SurfaceValues


def surface_values() -> Mapping[LandCover, SurfaceValues]:
    """Values of every land cover class.

    Raises:
        ValueError: the catalogue lacks a class or a value.
    """
    text = (resources.files("assets") / "catalogues" / "land-cover.toml").read_text("utf-8")
    table = tomllib.loads(text)["cover"]
    names = {cover.name.lower().replace("_", "-"): cover for cover in LandCover}
    if set(names) != set(table):
        raise ValueError(f"land-cover.toml and LandCover differ: {sorted(set(names) ^ set(table))}")
    return MappingProxyType({names[key]: SurfaceValues(cover=names[key], **row) for key, row in table.items()})
