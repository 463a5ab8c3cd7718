"""Rain on roofs: what they hold, what cisterns keep, what the sewers take; the rest runs off beside the walls."""

from dataclasses import dataclass

import numpy as np
import scipy.ndimage
import shapely

from planningtable.api import LandCover, Site, SurfaceKind, surface_values
from plugins.heavy_rain.arrays import F64, I64
from plugins.heavy_rain.forcing import MM_PER_HOUR, Feed, Series

FREE_PORES = 0.2
"""Water that the substrate of a green roof can still take when the rain starts [m³/m³]; guide value."""


@dataclass(frozen=True, slots=True, eq=False)
class Facades:
    """Cells beside the walls.

    Attributes:
        building: row of the building, shape (n,).
        rows: of the cell, shape (n,).
        columns: of the cell, shape (n,).
    """

    building: I64
    rows: I64
    columns: I64

    def feed(self, buildings: int) -> Feed:
        """Each building's runoff in equal parts on its cells."""
        count = np.bincount(self.building, minlength=buildings)
        return Feed(self.rows, self.columns, self.building, 1.0 / count[self.building])

    def highest(self, depth: F64, buildings: int) -> F64:
        """Highest depth beside each building [m], shape (buildings,)."""
        highest = np.zeros(buildings)
        np.maximum.at(highest, self.building, depth[self.rows, self.columns])
        return highest


def facades(label: I64, centres: tuple[I64, I64]) -> Facades:
    """The free cells next to each building; the nearest one for a building that has none.

    Args:
        label: building row + 1, 0 where the cell is free, shape (rows, columns).
        centres: row and column of each building's centre.
    """
    rows, columns = label.shape
    cell = np.arange(rows * columns).reshape(label.shape)
    pairs = []
    for here, there in (
        (np.s_[:, :-1], np.s_[:, 1:]),
        (np.s_[:, 1:], np.s_[:, :-1]),
        (np.s_[:-1], np.s_[1:]),
        (np.s_[1:], np.s_[:-1]),
    ):
        touch = (label[here] == 0) & (label[there] > 0)
        pairs.append(np.stack([label[there][touch] - 1, cell[here][touch]], axis=1))
    met = np.unique(np.concatenate(pairs), axis=0)
    lonely = np.setdiff1d(np.arange(len(centres[0])), met[:, 0])
    if len(lonely) and (label == 0).any():
        nearest = scipy.ndimage.distance_transform_edt(label > 0, return_distances=False, return_indices=True)
        at = centres[0][lonely], centres[1][lonely]
        met = np.concatenate([met, np.stack([lonely, cell[nearest[0][at], nearest[1][at]]], axis=1)])
    return Facades(met[:, 0], met[:, 1] // columns, met[:, 1] % columns)


class Roofs:
    """Runoff of every building [m³/s]; remembers what has been held so far."""

    def __init__(self, site: Site, rain: Series, sewer_mm_per_hour: float) -> None:
        self._rain = rain
        self.area = shapely.area(site.buildings.footprints) if len(site.buildings) else np.zeros(0)
        self._green, coefficient, pores = _green(site, self.area)
        self._off = np.divide(coefficient, self._green, out=np.ones_like(coefficient), where=self._green > 0.0)
        self._pores = pores
        self._wetting = (self.area - self._green) * surface_values()[LandCover.BUILDING].initial_loss * 1e-3
        self._cistern = site.buildings.cistern.astype(float)
        self._sewer = sewer_mm_per_hour * MM_PER_HOUR * self.area
        self.gone = {"rain": 0.0, "held": 0.0, "cistern": 0.0, "drained": 0.0}

    def discharge(self, start: float, end: float) -> F64:
        """Mean runoff to the ground over an interval [m³/s], shape (buildings,)."""
        seconds = end - start
        rain = self._rain.mean(start, end) * MM_PER_HOUR * seconds
        green, plain = rain * self._green, rain * (self.area - self._green)
        held = np.minimum((1.0 - self._off) * green, self._pores)
        self._pores = self._pores - held
        wetting = np.minimum(plain, self._wetting)
        self._wetting = self._wetting - wetting
        water = green + plain - held - wetting
        kept = np.minimum(water, self._cistern)
        self._cistern = self._cistern - kept
        drained = np.minimum(water - kept, self._sewer * seconds)
        self.gone["rain"] += float(rain * self.area.sum())
        self.gone["held"] += float((held + wetting).sum())
        self.gone["cistern"] += float(kept.sum())
        self.gone["drained"] += float(drained.sum())
        return np.asarray((water - kept - drained) / seconds)

    def nowhere(self, fed: float) -> float:
        """Water of roofs with no ground beside them [m³]; it counts as run off. `fed` is what came to the ground."""
        off = self.gone["rain"] - self.gone["held"] - self.gone["cistern"] - self.gone["drained"]
        return max(round(off - fed, 6), 0.0)


def _green(site: Site, area: F64) -> tuple[F64, F64, F64]:
    """Green area [m²], the same times its runoff coefficient C_s, and free pore volume [m³], of each building.

    C_s of green roofs as in DIN 1986-100:2016-12, table 9, read in secondary sources: up to 10 cm 0.5, from 10 cm 0.4,
    both 0.7 where steeper than 5°; from 15 cm 0.3; from 30 cm 0.2.
    """
    surfaces = site.surfaces
    rows = np.nonzero((surfaces.kind == SurfaceKind.ROOF) & (surfaces.green > 0.0))[0]
    depth, slope = surfaces.green[rows], surfaces.slope[rows]
    plan = surfaces.area[rows] * np.cos(np.radians(slope))
    extensive = np.where(slope > 5.0, 0.7, np.where(depth < 10.0, 0.5, 0.4))
    peak = np.where(depth >= 30.0, 0.2, np.where(depth >= 15.0, 0.3, extensive))
    building, count = surfaces.building[rows], len(area)
    green = np.bincount(building, plan, count).astype(np.float64)
    # A roof is never greener than the house is large: overhangs fall outside the footprint.
    fits = np.minimum(1.0, np.divide(area, green, out=np.ones(count), where=green > 0.0))
    coefficient = np.bincount(building, plan * peak, count).astype(np.float64)
    pores = np.bincount(building, plan * depth * 0.01 * FREE_PORES, count).astype(np.float64)
    return green * fits, coefficient * fits, pores * fits
