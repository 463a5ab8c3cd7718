import numpy as np
import pytest

from planningtable.city.crs.reference import degrees, named, placement, suggestions
from planningtable.city.grid import Extent
from planningtable.domain.text import PlanningError


@pytest.mark.parametrize(
    ("name", "code", "vertical"),
    [
        ("EPSG:25833", 25833, ""),
        ("25833", 25833, ""),
        ("epsg:25832", 25832, ""),
        ("urn:ogc:def:crs:EPSG::28992", 28992, ""),
        ("urn:ogc:def:crs:EPSG:6.9:31467", 31467, ""),
        ("urn:ogc:def:crs,crs:EPSG:31467", 31467, ""),
        ("urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::5783", 25832, "DHHN92 height (EPSG:5783)"),
        ("urn:ogc:def:crs,crs:EPSG:6.12:3068,crs:EPSG:6.12:5783", 3068, "DHHN92 height (EPSG:5783)"),
        ("EPSG:25832+7837", 25832, "DHHN2016 height (EPSG:7837)"),
        ("EPSG:7415", 28992, "NAP height"),
        ("http://www.opengis.net/def/crs/EPSG/0/6697", 6668, "JGD2011 (vertical) height"),
        ("http://www.opengis.net/gml/srs/epsg.xml#31468", 31468, ""),
        ("urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH", 25832, "DE_DHHN2016_NH"),
        ("urn:adv:crs:ETRS89_UTM33*DE_DHHN92_NH", 25833, "DE_DHHN92_NH"),
        ("urn:adv:crs:DE_DHDN_3GK4*DE_DHN92_NH", 31468, "DE_DHN92_NH"),
        ("urn:adv:crs:DE_DHDN_3GK2", 31466, ""),
        ("urn:adv:crs:DE_DHDN_3GK5*DE_DHHN12_NOH", 31469, "DE_DHHN12_NOH"),
    ],
)
def test_names(name: str, code: int, vertical: str) -> None:
    found = named(name)
    assert (found.epsg, found.vertical) == (code, vertical)


@pytest.mark.parametrize("name", ["CH1903", "#local-CRS-1", "", "EPSG:99999", "EPSG:5773", "urn:adv:crs:MOON_UTM1"])
def test_an_unknown_name_is_never_guessed(name: str) -> None:
    with pytest.raises(PlanningError) as caught:
        named(name)
    assert caught.value.text.id == "error.city.unknown-crs"


def _at(first: float, second: float) -> np.ndarray:
    return np.array([[first, second, 10.0]])


def test_projected_coordinates_stay_as_they_are() -> None:
    way = placement(named("EPSG:31468"), _at(4424786.0, 5482658.0))
    assert (way.crs, way.axis_order) == ("EPSG:31468", "east, north")
    assert way.project(_at(4424786.0, 5482658.0)).tolist() == [[4424786.0, 5482658.0, 10.0]]


def test_projected_coordinates_in_the_order_of_the_definition_are_recognised() -> None:
    way = placement(named("EPSG:31468"), _at(5482658.0, 4424786.0))
    assert way.axis_order == "north, east"
    assert way.project(_at(5482658.0, 4424786.0))[0, :2].tolist() == [4424786.0, 5482658.0]


def test_geographic_coordinates_go_to_the_utm_zone() -> None:
    way = placement(named("http://www.opengis.net/def/crs/EPSG/0/6697"), _at(35.26, 139.739))
    assert (way.crs, way.axis_order) == ("EPSG:6691", "north, east")
    moved = way.project(_at(35.26, 139.739))[0]
    # Zone 54, central meridian 141° E: west of 500 km by cos(35.26°) x 1.261° x 111.3 km.
    assert moved[0] == pytest.approx(500_000 - 114_700, abs=400)
    assert moved[2] == 10.0
    back = degrees(way.crs, Extent(moved[0], moved[1], moved[0], moved[1]))
    assert (back.west, back.south) == pytest.approx((139.739, 35.26), abs=1e-6)


def test_metres_that_are_no_metres_on_the_ground_go_to_the_utm_zone() -> None:
    berlin = placement(named("EPSG:3857"), np.array([[1491636.0, 6894699.0, 0.0]]))
    assert berlin.target == 32633
    assert berlin.project(np.array([[1491636.0, 6894699.0, 0.0]]))[0, :2] == pytest.approx([391779, 5820072], abs=2000)


def test_feet_become_metres() -> None:
    way = placement(named("EPSG:2263"), _at(985_000.0, 200_000.0))
    assert way.crs == "EPSG:26918"


@pytest.mark.parametrize(
    ("name", "first", "second", "hint"),
    [
        ("EPSG:31468", 390586.0, 5819350.0, "EPSG:25833"),
        ("EPSG:25832", 3451262.0, 5429191.0, "EPSG:31467"),
        ("EPSG:28992", 458868.0, 5438343.0, "EPSG:25832"),
        ("EPSG:4326", 458868.0, 5438343.0, "EPSG:25832"),
    ],
)
def test_coordinates_outside_the_area_of_the_crs_are_refused(name: str, first: float, second: float, hint: str) -> None:
    with pytest.raises(PlanningError) as caught:
        placement(named(name), _at(first, second))
    assert caught.value.text.id == "error.city.wrong-crs"
    assert hint in dict(caught.value.text.arguments)["suggestion"]


def test_suggestions_are_only_those_that_fit() -> None:
    assert suggestions(3451432.0, 5429335.0) == (31467,)
    assert 28992 in suggestions(78248.0, 457604.0)
    assert suggestions(0.0, 0.0) == ()
