"""Damage class of a building from depth and use, and which buildings need care.

In the manner of DWA-M 119 (2016): hazard from the depth at the wall, damage potential from the use; the class is the
mean of both, the lower one where it lies between two. Guide value.
"""

import re

import numpy as np

from planningtable.api import Buildings
from plugins.heavy_rain.arrays import B8, F64, I64
from plugins.heavy_rain.consequences.limits import LIMITS, Limits

CLASSES = ("none", "low", "moderate", "high", "very-high")
"""By number, 0 to 4."""
HIGH = 3
"""From this class on damage is high [-]."""
CELLARS = ("storeysBelowGround", "bldg:storeysBelowGround")
_ALKIS = re.compile(r"31001_(\d{4})")


def damage_classes(buildings: Buildings, depth: F64, limits: Limits = LIMITS) -> I64:
    """Damage class of each building, 0 (no water at the wall) to 4.

    Args:
        buildings: of the site.
        depth: highest at the wall of each [m]; NaN counts as none.
        limits: of depths and uses.
    """
    hazard = 1 + np.digitize(np.nan_to_num(depth), limits.hazard, right=True)
    classes = (hazard + potentials(buildings, limits)) // 2
    return np.asarray(np.where(hazard > 1, classes, 0), np.int64)


def potentials(buildings: Buildings, limits: Limits = LIMITS) -> I64:
    """Damage potential of each building, 1 (low) to 4 (very high)."""
    known = limits.potential
    found = np.array([known.get(use, known["other"]) for use in buildings.uses], np.int64)
    for row in range(len(buildings)):
        if buildings.uses[row] in ("residential", "mixed") and _no_cellar(buildings, row):
            found[row] = known["without-cellar"]
        elif _cared_for(buildings.functions[row], limits):
            found[row] = len(CLASSES) - 1
    return found


def sensitive(buildings: Buildings, limits: Limits = LIMITS) -> B8:
    """Buildings that need care: schools, kindergartens, hospitals, homes, fire stations and the like."""
    pairs = zip(buildings.uses, buildings.functions, strict=True)
    return np.array([use in limits.sensitive_uses or _cared_for(code, limits) for use, code in pairs], bool)


def _cared_for(function: str, limits: Limits) -> bool:
    code = _ALKIS.fullmatch(function.strip())
    return code is not None and int(code[1]) in limits.sensitive_functions


def _no_cellar(buildings: Buildings, row: int) -> bool:
    attributes = buildings.attributes[row]
    return any(attributes.get(key, "").strip() == "0" for key in CELLARS)
