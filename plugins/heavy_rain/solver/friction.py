"""Friction after Manning, without powers and with a single division, so that it vectorises."""

import numpy as np

from planningtable.api import compiled

ZERO = np.float32(0.0)
ONE = np.float32(1.0)
TWO = np.float32(2.0)
FOUR = np.float32(4.0)
THIRD = np.float32(1.0 / 3.0)
TWO_NINTHS = np.float32(2.0 / 9.0)
SEED = np.int32(1419842154)  # 4/3 of the exponent's bias, less what keeps the seed's error even over three octaves


@compiled
def inverse_cube_root(x: np.float32) -> np.float32:
    """x^(-1/3) of a positive number: seed by its bits, two corrections; relative error < 1e-6."""
    bits = np.float32(x).view(np.int32)
    y = np.int32(SEED - bits // np.int32(3)).view(np.float32)
    rest = ONE - x * y * y * y
    y = y + y * rest * (THIRD + TWO_NINTHS * rest)
    rest = ONE - x * y * y * y
    return np.float32(y + y * rest * THIRD)


@compiled
def after_friction(
    hf: np.float32, rough: np.float32, flow: np.float32, across: np.float32, film: np.float32
) -> np.float32:
    """Discharge over a face after friction, q + a |q| q = flow solved for q [m²/s].

    Args:
        hf: depth of flow over the face [m]; up to `film` nothing flows.
        rough: g Δt n².
        flow: discharge before friction [m²/s].
        across: discharge along the face [m²/s].
        film: depth below which a face is dry [m].
    """
    root = inverse_cube_root(max(hf, film))
    square = root * root
    a = rough * square * square * square * root
    norm = np.sqrt(flow * flow + across * across)
    q = TWO * flow / (ONE + np.sqrt(ONE + FOUR * a * norm))
    return q if hf > film else ZERO


@compiled
def manning_flow(depth: np.float32, rough: np.float32, root_of_slope: np.float32) -> np.float32:
    """Normal discharge h^(5/3) √S / n [m²/s]."""
    root = inverse_cube_root(depth)
    return np.float32(depth * depth * root * root_of_slope / rough)
