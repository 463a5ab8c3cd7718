"""Putting options in an order: weighted sum, and two other methods as a cross-check.

Sources: Hwang & Yoon 1981 (TOPSIS), Brans & Vincke 1985 (PROMETHEE).
"""

from enum import StrEnum

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]


def normalised(weights: npt.ArrayLike) -> Matrix:
    """Weights that sum to 1, shape (n,); equal ones where all are 0.

    Raises:
        ValueError: a weight is negative or not a number.
    """
    given = np.asarray(weights, np.float64)
    if not (given >= 0).all():
        raise ValueError("weights must be 0 or more")
    total = given.sum()
    return given / total if total > 0 else np.full(given.shape, 1.0 / max(len(given), 1))


def weighted_sum(utilities: npt.ArrayLike, weights: npt.ArrayLike) -> Matrix:
    """Weighted mean utility of each option, shape (m,) [0..1].

    Args:
        utilities: shape (m, n), options in rows [0..1].
        weights: shape (n,), 0 or more; normalised here.

    >>> weighted_sum([[1.0, 0.0], [0.5, 0.5]], [3, 1]).tolist()
    [0.75, 0.5]
    """
    return np.asarray(np.asarray(utilities, np.float64) @ normalised(weights), np.float64)


class Scaling(StrEnum):
    """How TOPSIS makes criteria of different units comparable."""

    VECTOR = "vector"
    RANGE = "range"


def topsis(
    matrix: npt.ArrayLike, weights: npt.ArrayLike, more: npt.ArrayLike, scaling: Scaling = Scaling.VECTOR
) -> Matrix:
    """Closeness to the best and distance from the worst of all options, shape (m,) [0..1].

    Args:
        matrix: shape (m, n), options in rows, any units.
        weights: shape (n,), 0 or more; normalised here.
        more: shape (n,), whether more is better.
        scaling: by the length of each column, or by its range.
    """
    values = np.where(np.asarray(more, bool), 1.0, -1.0) * np.asarray(matrix, np.float64)
    length = np.sqrt((values**2).sum(axis=0)) if scaling is Scaling.VECTOR else np.ptp(values, axis=0)
    weighted = np.divide(values, length, out=np.zeros_like(values), where=length > 0) * normalised(weights)
    to_best = np.sqrt(((weighted - weighted.max(axis=0)) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - weighted.min(axis=0)) ** 2).sum(axis=1))
    both = to_best + to_worst
    # Options that are all the same are as near to the best as to the worst.
    return np.asarray(np.divide(to_worst, both, out=np.full(len(values), 0.5), where=both > 0), np.float64)


def closeness(utilities: npt.ArrayLike, weights: npt.ArrayLike) -> Matrix:
    """TOPSIS with fixed ends: distance from utility 0 over that and the distance to utility 1, shape (m,) [0..1].

    Unlike `topsis` it does not depend on what else is compared, and does not blow up small differences.

    Args:
        utilities: shape (m, n), options in rows [0..1].
        weights: shape (n,), 0 or more; normalised here.

    >>> closeness([[0.0, 0.0], [1.0, 1.0], [0.5, 0.5]], [1, 1]).tolist()
    [0.0, 1.0, 0.5]
    """
    values, share = np.asarray(utilities, np.float64), normalised(weights)
    to_best = np.sqrt((((1.0 - values) * share) ** 2).sum(axis=1))
    to_worst = np.sqrt(((values * share) ** 2).sum(axis=1))
    return np.asarray(to_worst / (to_best + to_worst), np.float64)


def promethee(matrix: npt.ArrayLike, weights: npt.ArrayLike, more: npt.ArrayLike) -> Matrix:
    """Net flow of PROMETHEE II with the usual preference (any difference counts fully), shape (m,) [-1..1].

    Args:
        matrix: shape (m, n), options in rows, any units.
        weights: shape (n,), 0 or more; normalised here.
        more: shape (n,), whether more is better.
    """
    values = np.where(np.asarray(more, bool), 1.0, -1.0) * np.asarray(matrix, np.float64)
    count = len(values)
    preferred = (values[:, None, :] > values[None, :, :]) @ normalised(weights)
    return np.asarray((preferred.sum(axis=1) - preferred.sum(axis=0)) / max(count - 1, 1), np.float64)


def places(scores: npt.ArrayLike) -> npt.NDArray[np.int64]:
    """Places from 1 on, shape (m,); equal scores share the better place.

    >>> places([0.2, 0.9, 0.9]).tolist()
    [3, 1, 1]
    """
    given = np.round(np.asarray(scores, np.float64), 9)
    return np.asarray((given[None, :] > given[:, None]).sum(axis=1) + 1, np.int64)
