"""How wet the ground is before the rain: what that does to the parameters of infiltration.

Curve numbers: conversion between the antecedent moisture conditions I, II and III of the SCS method after Hawkins,
Hjelmfelt, Zevenbergen (1985), J. Irrig. Drain. Eng. 111, doi 10.1061/(ASCE)0733-9437(1985)111:4(330). Horton: the rate
that is left after some time of wetness. Green-Ampt: the share of the pores that is still free. Times and shares are
guide values.
"""

import numpy as np

from plugins.heavy_rain.arrays import F64

STATES = ("dry", "normal", "wet")
WET_HOURS = {"dry": 0.0, "normal": 0.25, "wet": 1.0}
"""Time that the ground has been wet before [h]; guide value."""
FREE_PORES = {"dry": 1.0, "normal": 0.6, "wet": 0.2}
"""Share of the given moisture deficit that is left [-]; guide value."""


def curve_number(number: F64, state: str) -> F64:
    """Curve number of a moisture condition from that of the normal one."""
    if state == "dry":
        return np.asarray(number / (2.281 - 0.01281 * number))
    if state == "wet":
        return np.asarray(number / (0.427 + 0.00573 * number))
    return number


def horton_start(initial: F64, final: F64, decay: F64, state: str) -> F64:
    """Initial rate f_0 [mm/h] after the ground has been wet; rates in mm/h, decay in 1/h."""
    return np.asarray(final + (initial - final) * np.exp(-decay * WET_HOURS[state]))


def deficit(given: F64, state: str) -> F64:
    """Moisture deficit Δθ that is left [-]."""
    return np.asarray(given * FREE_PORES[state])
