"""Universal Thermal Climate Index: the regression polynomial of Bröde et al. (2012), doi 10.1007/s00484-011-0454-1."""

import tomllib
from importlib import resources

import numpy as np
import numpy.typing as npt

from plugins.heat.radiation import Air

F64 = npt.NDArray[np.float64]

CALM, STRONG = 0.5, 17.0
"""Range of wind at 10 m that the polynomial was made for [m/s]."""
COLDER, HOTTER = -30.0, 70.0
"""Range of T_mrt - T_a that the polynomial was made for [K]."""


def saturation(temperature: float) -> float:
    """Saturation vapour pressure over water [hPa], Hardy (1998) as used by the UTCI's own program."""
    t = temperature + 273.15
    g = (-2836.5744, -6028.076559, 19.54263612, -0.02737830188, 1.6261698e-5, 7.0229056e-10, -1.8680009e-13)
    total = 2.7150305 * np.log(t) + sum(c * t ** (i - 2) for i, c in enumerate(g))
    return float(np.exp(total) * 0.01)


def utci(air: Air, radiant: F64) -> F64:
    """UTCI [°C] from the air and T_mrt [°C], shape as `radiant`; NaN where T_mrt is outside the polynomial's range."""
    text = (resources.files("plugins.heat") / "utci.toml").read_text("utf-8")
    wind = min(max(air.wind, CALM), STRONG)
    vapour = saturation(air.temperature) * air.humidity / 100.0 / 10.0
    powers = np.zeros(7)
    for i, j, k, m, coefficient in tomllib.loads(text)["terms"]:
        powers[k] += coefficient * air.temperature**i * wind**j * vapour**m
    excess = radiant - air.temperature
    value = np.polynomial.polynomial.polyval(excess, powers)
    return np.asarray(np.where((excess >= COLDER) & (excess <= HOTTER), value, np.nan))
