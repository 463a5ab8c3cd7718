"""The terrain of a case: in metres, or refused; and what looks as if it were none."""

import numpy as np
import rasterio
import rasterio.crs

from planningtable.api import Case, Grid, PlanningError, Text
from plugins.heavy_rain.arrays import F64

METRES = ("", "m", "metre", "metres", "meter", "meters")
STEEP = 1.0
"""Slope above which a town's ground is rare [-]: one in one."""
MOST_STEEP = 0.25
"""Share of steep ground above which heights are taken as doubtful [-]."""
SPIKE = 5.0
"""A single cell that lies so much above or below all its neighbours is mostly an error of measurement [m]."""


def terrain_of(case: Case) -> tuple[Grid, tuple[Text, ...]]:
    """The terrain, and sentences on what is doubtful about it.

    Raises:
        PlanningError: it holds no values, or places or heights are not in metres.
    """
    terrain, path = case.grid("terrain"), case.path("terrain")
    if not np.isfinite(terrain.values).any():
        raise PlanningError("error.simulate.empty", file=path.name)
    unit = _unit_of_places(case.crs)
    if unit not in METRES:
        raise PlanningError("error.heavy-rain.places", file=path.name, unit=unit)
    with rasterio.open(path) as source:
        unit = (source.units[0] or "").strip()
    if unit.lower() not in METRES:
        raise PlanningError("error.heavy-rain.heights", file=path.name, unit=unit)
    return terrain, _doubts(np.asarray(terrain.values, np.float64), terrain.cell)


def _unit_of_places(crs: str) -> str:
    """Of eastings and northings; empty for local metres."""
    if not crs:
        return ""
    found = rasterio.crs.CRS.from_string(crs)
    return "°" if found.is_geographic else str(found.linear_units).lower()


def _doubts(bed: F64, cell: float) -> tuple[Text, ...]:
    notes = []
    drops = np.concatenate([np.abs(np.diff(bed, axis=axis)).ravel() for axis in (0, 1)])
    drops = drops[np.isfinite(drops)]
    steep = float((drops > STEEP * cell).mean()) if drops.size else 0.0
    if steep > MOST_STEEP:
        notes.append(Text.of("heavy-rain.limit.steep", share=round(100.0 * steep)))
    spikes = int(_spikes(bed).sum())
    if spikes:
        notes.append(Text.of("heavy-rain.limit.spikes", cells=spikes, metres=round(SPIKE)))
    return tuple(notes)


def _spikes(bed: F64) -> np.ndarray:
    """Cells that lie far above or far below each of their known neighbours, shape (rows, columns)."""
    framed = np.pad(bed, 1, constant_values=np.nan)
    rows, columns = bed.shape
    highest, lowest = np.full(bed.shape, -np.inf), np.full(bed.shape, np.inf)
    for i in range(3):
        for j in range(3):
            if (i, j) != (1, 1):
                beside = framed[i : i + rows, j : j + columns]
                highest, lowest = np.fmax(highest, beside), np.fmin(lowest, beside)
    alone = ~np.isfinite(highest)
    return np.asarray(~alone & ((bed > highest + SPIKE) | (bed < lowest - SPIKE)))
