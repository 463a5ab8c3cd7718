"""A hatch: stripes that stand for missing values, on the ground and in legends."""

import numpy as np
import numpy.typing as npt

COLOUR = "#6f767b"
"""A grey that is no class of any legend."""

ACROSS = 180
"""So many stripes lie along the longer side of a picture."""

SHARE = 0.28
"""Of a stripe in its distance to the next [-]."""


def stripes(shape: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Which pixels of a picture are part of a stripe, rising to the right, shape (rows, columns)."""
    period = max(round(max(shape) / ACROSS), 4)
    along = np.add.outer(np.arange(shape[0]), np.arange(shape[1])) % period
    return np.asarray(along < max(round(SHARE * period), 1))
