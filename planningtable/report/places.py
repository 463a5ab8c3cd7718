"""Places in the workshop's CRS and in WGS 84."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from planningtable.city.grid import Array
from planningtable.report.whereabouts import spot_of


@dataclass(frozen=True, slots=True)
class Located:
    """A point in both systems.

    Attributes:
        east: easting in the workshop's CRS [m].
        north: northing [m].
        longitude: WGS 84 [°].
        latitude: WGS 84 [°].
    """

    east: float
    north: float
    longitude: float
    latitude: float


class Converter:
    """From a projected CRS (east, north) to WGS 84 (longitude, latitude)."""

    def __init__(self, crs: str) -> None:
        self._transformer = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)

    def located(self, wkt: str) -> Located | None:
        """The point that stands for a geometry; None where the text is no geometry or lies off the earth."""
        spot = spot_of(wkt)
        if spot is None:
            return None
        longitude, latitude = self._transformer.transform(*spot)
        return Located(*spot, longitude, latitude) if np.isfinite([longitude, latitude]).all() else None

    def geometry(self, wkt: str) -> dict[str, Any] | None:
        """RFC 7946: longitude before latitude, outer rings counter-clockwise, 7 decimals (1 cm)."""
        try:
            shape: BaseGeometry = shapely.from_wkt(wkt)
        except shapely.errors.GEOSException:
            return None
        if shape is None or shape.is_empty:
            return None
        flat = shapely.transform(shapely.force_2d(shape), self._degrees)
        if not np.isfinite(shapely.get_coordinates(flat)).all():
            return None
        mapping: dict[str, Any] = shapely.geometry.mapping(shapely.orient_polygons(flat, exterior_cw=False))
        return mapping

    def _degrees(self, points: Array) -> Array:
        longitude, latitude = self._transformer.transform(points[:, 0], points[:, 1])
        return np.round(np.column_stack([longitude, latitude]), 7)
