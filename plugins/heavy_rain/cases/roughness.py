"""Manning's n of a case, and where it is taken otherwise than it was given."""

import numpy as np

from planningtable.api import Case, Grid, PlanningError, Text
from plugins.heavy_rain.arrays import F64

USUAL = 0.03
"""Where nothing is said [s/m^(1/3)]."""
LEAST, MOST = 1e-3, 10.0
"""What is computed with [s/m^(1/3)]: below, friction no longer slows anything that a grid shows."""


def roughness_of(case: Case, terrain: Grid) -> tuple[F64, tuple[Text, ...]]:
    """Manning's n of each cell, shape of the terrain [s/m^(1/3)], and sentences on cells that were given otherwise.

    Raises:
        PlanningError: it is negative or above 10 somewhere.
    """
    given = np.asarray(case.grid_or_number("manning", terrain, USUAL), np.float64)
    known = np.isfinite(terrain.values)
    told = given[known & np.isfinite(given)]
    if told.size and not (told.min() >= 0.0 and told.max() <= MOST):
        wrong = float(told.min()) if told.min() < 0.0 else float(told.max())
        raise PlanningError("error.simulate.range", key="manning", value=wrong, least=0.0, most=MOST)
    notes = []
    smooth, missing = int((told < LEAST).sum()), int((known & ~np.isfinite(given)).sum())
    if smooth:
        notes.append(Text.of("heavy-rain.limit.smooth", cells=smooth, least=LEAST))
    if missing:
        notes.append(Text.of("heavy-rain.limit.rough-missing", cells=missing, usual=USUAL))
    return np.clip(np.where(np.isfinite(given), given, USUAL), LEAST, MOST), tuple(notes)
