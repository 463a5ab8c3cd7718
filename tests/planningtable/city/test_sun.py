"""The sun stands where published tables and the Solar Position Algorithm of NREL say."""

from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pvlib
import pytest
from helpers.sites import block_site

from planningtable.city.grid import Extent
from planningtable.city.sun import J2000, place_of, sun_angles, sun_position
from planningtable.domain.text import PlanningError
from plugins.heat.sun import sun_at


def test_the_worked_example_of_the_solar_position_algorithm() -> None:
    """Reda & Andreas, NREL/TP-560-34302 (2004, revised 2008), table A5.1: zenith 50.11162°, azimuth 194.34024°."""
    when = datetime(2003, 10, 17, 12, 30, 30, tzinfo=timezone(timedelta(hours=-7)))
    sun = sun_position(39.742476, -105.1786, when)
    assert 90.0 - sun.elevation == pytest.approx(50.11162, abs=0.01)
    assert sun.azimuth == pytest.approx(194.34024, abs=0.01)


def test_the_worked_example_of_meeus() -> None:
    """Astronomical Algorithms, example 25.a: 1992-10-13, 0h TD, declination -7.78507°; seen from the pole it is the
    elevation, 0.0024° lower by parallax."""
    sun = sun_position(90.0, 0.0, datetime(1992, 10, 13, tzinfo=UTC) - timedelta(seconds=59))
    assert sun.elevation == pytest.approx(-7.78507 - 0.0024, abs=0.0005)


def test_solstices_and_equinoxes_of_2026() -> None:
    """US Naval Observatory, Earth's Seasons 2026 (UTC): 20 March 14:46, 21 June 08:24, 23 September 00:05, 21 December
    20:50; declination 0, greatest, 0, least, as the pole sees it below the horizon of the other pole."""
    march = sun_position(90.0, 0.0, datetime(2026, 3, 20, 14, 46, tzinfo=UTC))
    assert march.elevation == pytest.approx(0.48, abs=0.03)  # what refraction makes of 0
    june = sun_position(-90.0, 0.0, datetime(2026, 6, 21, 8, 24, tzinfo=UTC))
    december = sun_position(90.0, 0.0, datetime(2026, 12, 21, 20, 50, tzinfo=UTC))
    assert june.elevation == pytest.approx(-23.436, abs=0.006)
    assert december.elevation == pytest.approx(-23.436, abs=0.006)


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(53.55, 10.0), (39.742476, -105.1786), (0.0, 0.0), (-33.9, 151.2), (69.6, 19.0)]
)
def test_within_two_hundredths_of_a_degree_over_a_century(latitude: float, longitude: float) -> None:
    seconds = np.random.default_rng(4).integers(-631_152_000, 2_556_057_600, 2000)  # 1950 to 2050
    times = pd.DatetimeIndex(pd.to_datetime(seconds, unit="s", utc=True))
    wanted = pvlib.solarposition.get_solarposition(times, latitude, longitude, pressure=101000, temperature=10)
    days = (seconds - J2000.timestamp()) / 86400.0
    azimuth, elevation = sun_angles(latitude, longitude, days)
    assert np.abs(elevation - wanted["apparent_elevation"].to_numpy()).max() < 0.02
    turned = (azimuth - wanted["azimuth"].to_numpy() + 180.0) % 360.0 - 180.0
    # Near the zenith a small shift turns the azimuth far.
    assert np.abs(turned * np.cos(np.radians(elevation))).max() < 0.02


def test_heat_and_view_have_the_same_sun() -> None:
    when = datetime(2026, 6, 21, 17, tzinfo=timezone(timedelta(hours=1)))
    heat, view = sun_at(53.55, 10.0, when), sun_position(53.55, 10.0, when)
    assert (heat.azimuth, heat.altitude) == (view.azimuth, view.elevation)
    assert heat.highest > heat.altitude
    night = sun_at(53.55, 10.0, when.replace(hour=1))
    assert night.total == 0.0


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(TypeError):
        sun_position(53.0, 10.0, datetime(2026, 6, 21, 12))


def test_where_a_site_lies() -> None:
    site = block_site()
    latitude, longitude = place_of(site.crs, site.extent)
    assert latitude == pytest.approx(53.551, abs=0.01)
    assert longitude == pytest.approx(9.98, abs=0.02)


@pytest.mark.parametrize("crs", ["", "nowhere", 'LOCAL_CS["table",UNIT["metre",1]]'])
def test_a_site_without_a_place_is_said(crs: str) -> None:
    with pytest.raises(PlanningError) as problem:
        place_of(crs, Extent(0.0, 0.0, 1.0, 1.0))
    assert problem.value.text.id == "error.sun.place"
