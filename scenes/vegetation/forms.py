"""How trees look by species and size: the form of the crown, and its tone."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from planningtable.city.site import Trees
from scenes.meshes import Array


class Form(IntEnum):
    """Forms of crowns."""

    ROUND = 0
    OVAL = 1
    CONE = 2
    COLUMN = 3
    SHRUB = 4


LOW = 3.5
"""What is no taller is a shrub [m]."""

SLENDER = 3.2
"""What is so many times taller than its crown is wide has the form of a column."""

CROWN = (163.0, 194.0, 138.0)

CONIFERS = (
    *("picea", "abies", "pinus", "larix", "pseudotsuga", "thuja", "chamaecyparis", "taxus", "juniperus", "cedrus"),
    *("sequoia", "metasequoia", "cupressus", "tsuga", "fichte", "tanne", "kiefer", "lärche", "douglasie", "eibe"),
    *("lebensbaum", "wacholder", "zeder", "mammutbaum", "zypresse", "spruce", "larch", "yew"),
)
"""In names of species, botanical, German or English, all in small letters."""

COLUMNS = ("fastigiat", "columnar", "italica", "pyramidal", "säulen", "sempervirens")

OVALS = ("tilia", "linde", "carpinus", "hainbuche", "populus", "pappel", "betula", "birke", "acer", "ahorn", "pyrus")

TONES: Mapping[str, tuple[float, float, float]] = MappingProxyType(
    {
        **dict.fromkeys(("purpurea", "atropunicea", "blutbuche", "bluthasel", "blutpflaume"), (168.0, 140.0, 128.0)),
        **dict.fromkeys(CONIFERS, (132.0, 168.0, 136.0)),
        **dict.fromkeys(("betula", "birke"), (182.0, 206.0, 148.0)),
        **dict.fromkeys(("quercus", "eiche"), (150.0, 183.0, 124.0)),
        **dict.fromkeys(("robinia", "robinie", "gleditsia", "salix", "weide"), (178.0, 203.0, 152.0)),
        **dict.fromkeys(("platan",), (172.0, 193.0, 142.0)),
        **dict.fromkeys(("tilia", "linde"), (158.0, 196.0, 130.0)),
        **dict.fromkeys(("fagus", "buche", "aesculus", "kastanie"), (152.0, 187.0, 126.0)),
    }
)
"""Muted tones by what a name holds, the first that fits; every other crown has ``CROWN``."""


def forms_of(trees: Trees) -> npt.NDArray[np.int8]:
    """`Form` of each tree, shape (T,)."""
    by_name, row = _by_name(trees.species)
    form = np.array([_form(name) for name in by_name], np.int8)[row] if len(row) else np.zeros(0, np.int8)
    slender = trees.height > SLENDER * np.maximum(trees.crown, 1.0)
    form = np.where(slender & (form != Form.CONE), Form.COLUMN, form)
    return np.where((trees.height <= LOW) & (form != Form.CONE), Form.SHRUB, form).astype(np.int8)


def tones_of(trees: Trees) -> Array:
    """Colour of the foliage of each tree, sRGB, shape (T, 3)."""
    by_name, row = _by_name(trees.species)
    if not len(row):
        return np.zeros((0, 3))
    return np.array([next((tone for part, tone in TONES.items() if part in name), CROWN) for name in by_name])[row]


def _by_name(species: Sequence[str]) -> tuple[list[str], npt.NDArray[np.intp]]:
    """Names in small letters, each once, and the row of each tree among them."""
    known: dict[str, int] = {}
    rows = np.fromiter((known.setdefault(name, len(known)) for name in species), np.intp, len(species))
    return [name.lower() for name in known], rows


def _form(name: str) -> Form:
    for parts, form in ((COLUMNS, Form.COLUMN), (CONIFERS, Form.CONE), (OVALS, Form.OVAL)):
        if any(part in name for part in parts):
            return form
    return Form.ROUND
