"""Where the sun stands and how strong it is under a clear sky."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pvlib

LINKE = 3.5
"""Linke turbidity of a clear summer day in a town [-]; guide value."""


@dataclass(frozen=True, slots=True)
class Sun:
    """Position and strength.

    Attributes:
        azimuth: clockwise from north [°].
        altitude: above the horizon, with refraction [°].
        highest: greatest altitude of the day [°].
        sunrise: local time [h].
        hour: local time [h].
        total: global radiation on the horizontal [W/m²].
        direct: direct radiation at right angles to the beam [W/m²].
        diffuse: diffuse radiation on the horizontal [W/m²].
    """

    azimuth: float
    altitude: float
    highest: float
    sunrise: float
    hour: float
    total: float
    direct: float
    diffuse: float


def sun_at(latitude: float, longitude: float, when: datetime) -> Sun:
    """The sun under a clear sky (Ineichen & Perez 2002, through pvlib).

    Args:
        latitude: [° north].
        longitude: [° east].
        when: local standard time with its UTC offset.
    """
    day = when.replace(hour=0, minute=0, second=0, microsecond=0)
    times = pd.DatetimeIndex([day + timedelta(minutes=5 * i) for i in range(288)] + [when])
    position = pvlib.solarposition.get_solarposition(times, latitude, longitude)
    altitude = position["apparent_elevation"].to_numpy()
    mass = pvlib.atmosphere.get_absolute_airmass(
        pvlib.atmosphere.get_relative_airmass(position["apparent_zenith"].iloc[[-1]])
    )
    clear = pvlib.clearsky.ineichen(position["apparent_zenith"].iloc[[-1]], mass, LINKE)
    up = np.nonzero(altitude[:-1] > 0.0)[0]
    return Sun(
        float(position["azimuth"].iloc[-1]),
        float(altitude[-1]),
        float(altitude[:-1].max()),
        float(up[0]) / 12.0 if len(up) else 6.0,
        when.hour + when.minute / 60.0,
        *(float(clear[key].fillna(0.0).iloc[0]) for key in ("ghi", "dni", "dhi")),
    )


def local_time(month: int, day: int, hour: float, utc_offset: float, year: int = 2026) -> datetime:
    """A time of day [h] in a zone [h east of UTC]."""
    zone = timezone(timedelta(hours=utc_offset))
    return datetime(year, month, day, tzinfo=zone) + timedelta(hours=hour)
