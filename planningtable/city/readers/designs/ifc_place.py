"""From the coordinates of an IFC model to those of the CRS it names."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from planningtable.city.grid import Array

# Northings beyond this are not in metres.
_FARTHEST = 1.2e7


@dataclass(frozen=True, slots=True, eq=False)
class Conversion:
    """A Helmert transformation to the map.

    Attributes:
        reference: name of the CRS.
        matrix: rotation and scale, shape (3, 3).
        origin: east, north, height [m].
        rescaled: whether the scale that the file states cannot be and was taken as 1.
    """

    reference: str
    matrix: Array
    origin: Array
    rescaled: bool = False

    def of(self, points: Array) -> Array:
        """Coordinates on the map, shape (N, 3)."""
        placed: Array = points @ self.matrix.T + self.origin
        return placed


def conversion_of(model: Any, unit: float) -> Conversion | None:
    """The conversion that a model states; None for none.

    Args:
        model: an `ifcopenshell.file`.
        unit: length of the model's unit [m].
    """
    from ifcopenshell.util import geolocation

    found = geolocation.get_helmert_transformation_parameters(model)
    name, map_unit = _reference(model)
    if found is None or not name:
        return None
    metres = map_unit or (unit if abs(found.n) > _FARTHEST else 1.0)
    scale = float(found.scale or 1.0)
    if map_unit and abs(scale * map_unit / unit - 1) < 0.1:
        scale = scale * map_unit / unit
    elif not map_unit and abs(scale / unit - 1) < 0.1:
        scale = scale / unit
    sane = abs(scale - 1) < 0.1
    length = float(np.hypot(found.xaa or 0.0, found.xao or 0.0))
    cosine, sine = (found.xaa / length, found.xao / length) if length else (1.0, 0.0)
    factor = scale if sane else 1.0
    matrix = np.array([[cosine * factor, -sine * factor, 0.0], [sine * factor, cosine * factor, 0.0], [0.0, 0.0, 1.0]])
    return Conversion(name, matrix, np.array([found.e, found.n, found.h], np.float64) * metres, not sane)


def _reference(model: Any) -> tuple[str, float]:
    """Name of the projected CRS, and the length of its unit [m], 0 where it states none."""
    if model.schema != "IFC2X3":
        for crs in model.by_type("IfcProjectedCRS"):
            return (crs.Name or "").strip(), _length(crs.MapUnit)
        return "", 0.0
    from ifcopenshell.util import element

    for holder in (*model.by_type("IfcProject"), *model.by_type("IfcSite")):
        sets = element.get_psets(holder)
        found = next((sets[k] for k in ("ePSet_ProjectedCRS", "EPset_ProjectedCRS") if k in sets), None)
        if found and found.get("Name"):
            return str(found["Name"]).strip(), 0.0
    return "", 0.0


def _length(unit: Any) -> float:
    if unit is None:
        return 0.0
    import ifcopenshell.util.unit

    units: Any = ifcopenshell.util.unit
    if unit.is_a("IfcSIUnit"):
        return float(units.get_prefix_multiplier(unit.Prefix))
    if unit.is_a("IfcConversionBasedUnit"):
        return float(unit.ConversionFactor.ValueComponent.wrappedValue)
    return 0.0
