"""Cell sizes of a layer: a quick one to look at, and the final one."""

import math

STEPS = (2.0, 2.5, 3.0, 4.0, 5.0, 8.0, 10.0, 16.0, 20.0, 32.0, 40.0, 50.0, 100.0)
"""Cell sizes to choose from [m]."""


def tiers(area: float, full_cells: int, quick_cells: int) -> tuple[float, ...]:
    """Cell sizes from quick to final, so that each keeps to its number of cells [m].

    Args:
        area: of the site [m²].
        full_cells: cells that may be computed for the final result.
        quick_cells: cells that are computed in a second or two; at least twice as coarse as the final ones.

    Returns:
        One or two sizes; only the final one where the quick one would be no coarser.
    """
    full = _step(max(math.sqrt(area / full_cells), STEPS[0]))
    quick = _step(max(math.sqrt(area / quick_cells), 2.0 * full))
    return (quick, full) if quick > full else (full,)


def _step(least: float) -> float:
    return next((s for s in STEPS if s >= least - 1e-9), STEPS[-1])
