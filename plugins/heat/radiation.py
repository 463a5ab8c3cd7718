"""Mean radiant temperature of a standing person from six directions: SOLWEIG, simplified.

Lindberg, Holmer & Thorsson (2008), doi 10.1007/s00484-008-0162-7; ground temperatures by cover after Lindberg, Onomura
& Grimmond (2016), doi 10.1007/s00484-016-1135-x; sky emissivity after Prata (1996). Simplified: isotropic sky, one
share of sunlit walls around each place instead of walls by direction, ground as the mean of a near and a far square.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.ndimage

from plugins.heat.sky import Sky, Sunlight
from plugins.heat.sun import Sun

F64 = npt.NDArray[np.float64]

SIGMA = 5.670374419e-8
KELVIN = 273.15
WALL_ALBEDO, WALL_EMISSIVITY = 0.20, 0.90
WALL_SLOPE, WALL_START, WALL_PEAK = 0.37, -3.41, 15.0
"""Walls heat as paving does (SOLWEIG parameter file)."""
SKIN_SHORT, SKIN_LONG = 0.70, 0.97
"""Absorption of shortwave and emissivity of a clothed person [-]."""
UP, SIDE, CYLINDER = 0.06, 0.22, 0.28
"""Shares of a standing person: up and down each, each side, the cylinder's direct sun."""
NEAR, FAR = 4.0, 40.0
"""Edges of the squares of ground that a person sees, half of the view each [m]."""


@dataclass(frozen=True, slots=True)
class Air:
    """The air: temperature [°C], relative humidity [%], wind at 10 m [m/s], water temperature [°C]."""

    temperature: float
    humidity: float
    wind: float
    water: float

    @property
    def vapour(self) -> float:
        """Vapour pressure [hPa]."""
        t = self.temperature
        return float(6.107 * 10.0 ** (7.5 * t / (237.3 + t)) * self.humidity / 100.0)


@dataclass(frozen=True, slots=True, eq=False)
class Cover:
    """Ground, shape (rows, columns).

    Attributes:
        albedo: [-].
        emissivity: [-].
        heating: temperature above the air in full sun at this hour [K].
        open: False under buildings.
    """

    albedo: F64
    emissivity: F64
    heating: F64
    open: npt.NDArray[np.bool_]


def sky_emissivity(air: Air) -> float:
    """Clear sky, Prata (1996) [-]."""
    xi = 46.5 * air.vapour / (air.temperature + KELVIN)
    return float(1.0 - (1.0 + xi) * np.exp(-np.sqrt(1.2 + 3.0 * xi)))


def heating(slope: F64 | float, start: F64 | float, peak: F64 | float, sun: Sun) -> F64:
    """How much warmer than the air a sunlit surface is [K], from k [K/°], T_start [K] and the warmest hour [h]."""
    amplitude = np.maximum(np.asarray(slope) * sun.highest + start, 0.0)
    phase = (sun.hour - sun.sunrise) / (np.asarray(peak) - sun.sunrise)
    return np.asarray(np.maximum(amplitude * np.sin(np.pi / 2.0 * np.clip(phase, 0.0, 2.0)), 0.0), np.float64)


def seen(values: F64, open_ground: npt.NDArray[np.bool_], cell: float) -> F64:
    """What a person sees of the ground: half the near square, half the far one; buildings are left out."""
    total = np.zeros_like(values)
    weight = open_ground.astype(np.float64)
    for edge in (NEAR, FAR):
        size = max(round(edge / cell), 1) | 1
        part = scipy.ndimage.uniform_filter(weight, size, mode="nearest")
        mean = scipy.ndimage.uniform_filter(np.where(open_ground, values, 0.0), size, mode="nearest")
        total += 0.5 * np.divide(mean, part, out=values.copy(), where=part > 1e-9)
    return total


def mean_radiant(air: Air, sun: Sun, cover: Cover, sky: Sky, light: Sunlight, cell: float) -> F64:
    """T_mrt [°C], shape (rows, columns); NaN under buildings."""
    lit, view, bare = light.leafy.astype(np.float64), sky.leafy.astype(np.float64), sky.bare.astype(np.float64)
    altitude = np.radians(max(sun.altitude, 0.0))
    walls = 1.0 - bare
    leaves = bare - view
    sunny_walls = seen(light.bare.astype(np.float64), cover.open, cell)
    # Short waves.
    bounced = WALL_ALBEDO * walls * (sun.total * sunny_walls + sun.diffuse * (1.0 - sunny_walls))
    diffuse = sun.diffuse * view + bounced
    down = sun.direct * lit * np.sin(altitude) + diffuse
    up = seen(cover.albedo * down, cover.open, cell)
    sides = 4.0 * 0.5 * (diffuse + up)
    beam = sun.direct * lit * np.cos(altitude)
    short = SKIN_SHORT * (beam * CYLINDER + (down + up) * UP + sides * SIDE)
    # Long waves.
    kelvin = air.temperature + KELVIN
    black = SIGMA * kelvin**4
    sky_down = sky_emissivity(air) * black
    warm = kelvin + 0.5 * sunny_walls * heating(WALL_SLOPE, WALL_START, WALL_PEAK, sun)
    wall = WALL_EMISSIVITY * SIGMA * warm**4 + (1.0 - WALL_EMISSIVITY) * sky_down
    long_down = view * sky_down + walls * wall + leaves * black
    ground = cover.emissivity * SIGMA * (kelvin + _ground(air, cover, lit)) ** 4
    long_up = seen(ground + (1.0 - cover.emissivity) * long_down, cover.open, cell)
    long = SKIN_LONG * ((long_down + long_up) * UP + 4.0 * 0.5 * (long_down + long_up) * SIDE)
    radiant = ((short + long) / (SKIN_LONG * SIGMA)) ** 0.25 - KELVIN
    return np.asarray(np.where(cover.open, radiant, np.nan))


def _ground(air: Air, cover: Cover, lit: F64) -> F64:
    """Ground above air temperature [K]; open water, marked by an infinite heating, has its own temperature."""
    water = ~np.isfinite(cover.heating)
    return np.asarray(np.where(water, air.water - air.temperature, np.where(water, 0.0, cover.heating) * lit))
