"""Sun, radiation and UTCI: published values, directions of change, plausible ranges."""

from dataclasses import replace

import numpy as np
import pytest

from planningtable.api import LandCover, surface_values
from plugins.heat.radiation import Air, Cover, heating, mean_radiant, sky_emissivity
from plugins.heat.sky import Sky, Sunlight
from plugins.heat.sun import local_time, sun_at
from plugins.heat.utci import utci

DAY = Air(30.0, 40.0, 1.5, 20.0)
HAMBURG = sun_at(53.55, 10.0, local_time(6, 21, 14.0, 1.0))


def place(cover=LandCover.ASPHALT, *, lit=1.0, view=1.0, bare=None, sun=HAMBURG, albedo=None):
    """T_mrt in the middle of a large even place [°C]."""
    values = surface_values()[cover]
    shape = (61, 61)
    warmth = heating(values.heating_slope, values.heating_start, values.heating_peak, sun)
    if cover is LandCover.WATER:
        warmth = np.array(np.inf)
    ground = Cover(
        np.full(shape, values.albedo if albedo is None else albedo),
        np.full(shape, values.emissivity),
        np.full(shape, float(warmth)),
        np.ones(shape, bool),
    )
    full = np.ones(shape, np.float32)
    sky = Sky(full * np.float32(view if bare is None else bare), full * np.float32(view))
    return mean_radiant(DAY, sun, ground, sky, Sunlight(full, full * np.float32(lit)), 2.0)[30, 30]


@pytest.mark.parametrize(
    ("latitude", "longitude", "highest"), [(50.32, 11.92, 63.0), (52.52, 13.4, 60.9), (53.55, 10.0, 59.9)]
)
def test_highest_sun_at_midsummer(latitude, longitude, highest):
    assert sun_at(latitude, longitude, local_time(6, 21, 12.0, 1.0)).highest == pytest.approx(highest, abs=0.3)


def test_sun_of_the_solar_position_algorithm():
    """Reda & Andreas (2004), table A5.1: zenith 50.11162°, azimuth 194.34024° (without the station's height)."""
    from datetime import datetime, timedelta, timezone

    when = datetime(2003, 10, 17, 12, 30, 30, tzinfo=timezone(timedelta(hours=-7)))
    sun = sun_at(39.742476, -105.1786, when)
    assert sun.altitude == pytest.approx(90.0 - 50.11162, abs=0.02)
    assert sun.azimuth == pytest.approx(194.34024, abs=0.02)


def test_clear_sky_of_a_summer_noon():
    sun = sun_at(50.32, 11.92, local_time(6, 21, 12.2, 1.0))
    assert sun.total == pytest.approx(895.0, rel=0.06)
    assert sun.direct == pytest.approx(873.0, rel=0.06)
    assert sun.diffuse == pytest.approx(118.0, rel=0.12)


def test_sky_emissivity_is_that_of_a_clear_day():
    assert 0.82 < sky_emissivity(DAY) < 0.90


def test_sun_and_shade_lie_in_the_known_ranges():
    assert 55.0 <= place() <= 70.0
    assert 32.0 <= place(lit=0.0, view=0.5, bare=0.5) <= 45.0
    assert 10.0 <= place() - place(lit=0.0, view=0.5, bare=0.5) <= 32.0


def test_grass_is_cooler_than_asphalt_and_water_cooler_than_grass():
    grass = place(LandCover.LAWN)
    assert 3.0 <= place() - grass <= 15.0
    assert place(LandCover.WATER) < grass


def test_brighter_paving_reflects_more_onto_people():
    brighter = place(LandCover.PAVING, albedo=0.4) - place(LandCover.PAVING, albedo=0.2)
    # The cooler surface of bright paving, which takes back some of it, is not in the model.
    assert 1.0 <= brighter <= 8.0


def test_ground_heats_until_its_warmest_hour():
    values = surface_values()[LandCover.ASPHALT]

    def warmth(hour):
        sun = replace(HAMBURG, hour=hour)
        return float(heating(values.heating_slope, values.heating_start, values.heating_peak, sun))

    assert warmth(3.0) == 0.0
    assert warmth(9.0) < warmth(12.0) < warmth(15.0) == pytest.approx(0.58 * HAMBURG.highest - 9.78)
    assert warmth(18.0) < warmth(15.0)


UTCI_ROWS = [
    (25, 25, 1, 50, 24.6),
    (30, 30, 1, 40, 29.5),
    (30, 60, 1, 40, 37.3),
    (35, 65, 0.5, 30, 42.1),
    (20, 45, 3, 50, 23.7),
    (33, 38, 1.5, 35, 33.7),
]


@pytest.mark.parametrize(("temperature", "radiant", "wind", "humidity", "expected"), UTCI_ROWS)
def test_utci_of_known_rows(temperature, radiant, wind, humidity, expected):
    value = utci(Air(temperature, humidity, wind, 20.0), np.array([float(radiant)]))[0]
    assert value == pytest.approx(expected, abs=0.1)


# Computed once with pythermalcomfort 4.8.1: T_a, T_mrt, wind, humidity, UTCI.
PRECISE = [
    (30, 5, 1.5, 40, 22.722),
    (30, 35, 1.5, 40, 30.566),
    (30, 62, 1.5, 40, 37.433),
    (30, 95, 1.5, 40, 45.744),
    (22, 70, 5, 65, 29.515),
    (36, 50, 0.5, 20, 38.306),
    (10, 30, 2, 80, 15.126),
]


@pytest.mark.parametrize(("temperature", "radiant", "wind", "humidity", "expected"), PRECISE)
def test_utci_as_the_reference_package_has_it(temperature, radiant, wind, humidity, expected):
    value = utci(Air(temperature, humidity, wind, 20.0), np.array([float(radiant)]))[0]
    assert value == pytest.approx(expected, abs=0.002)


def test_utci_says_nothing_outside_its_range():
    assert np.isnan(utci(DAY, np.array([101.0]))).all()
