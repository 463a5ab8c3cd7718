"""Parcels of the land register over the site."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array


@dataclass(frozen=True, slots=True, eq=False)
class Parcels:
    """Parcels; columns of length N.

    Attributes:
        ids: of the file or made up, unique.
        labels: as the register writes them: district, section, numerator and denominator, e.g. ``3290-11-85/2``.
        identifiers: official identifier (Flurstückskennzeichen); empty where there is none.
        area: official area [m²]; NaN where the register tells none.
        geometries: shapely Polygon or MultiPolygon in the site's CRS, valid, object array.
    """

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    identifiers: tuple[str, ...]
    area: npt.NDArray[np.float64]
    geometries: Array

    def __len__(self) -> int:
        return len(self.ids)

    @classmethod
    def empty(cls) -> "Parcels":
        return cls((), (), (), np.zeros(0), np.zeros(0, object))
