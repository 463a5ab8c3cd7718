import pickle

import numpy as np
import pyproj
import pytest

from planningtable.city.crs.reference import Placement, degrees, named, placement, suggestion_words, suggestions
from planningtable.city.grid import Extent
from planningtable.domain.text import PlanningError


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
    assert suggestions(float("nan"), 1.0) == ()


def test_suggestions_say_where_the_coordinates_would_lie() -> None:
    # Karlsruhe lies at 49.0° N, 8.4° E; in Gauss-Krüger zone 3 alone these coordinates do.
    assert suggestion_words(suggestions(3451432.0, 5429335.0), 3451432.0, 5429335.0) == "EPSG:31467 (49°00′N 8°20′E)"


def test_suggestions_recognise_northing_first_and_degrees() -> None:
    assert suggestions(5429335.0, 3451432.0)[0] == 31467
    assert suggestions(52.5, 13.4) == suggestions(13.4, 52.5) == (4258,)


def test_eastings_with_the_number_of_the_zone() -> None:
    way = placement(named("urn:adv:crs:ETRS89_UTM32*DE_DHHN92_NH"), _at(32458868.0, 5438343.0))
    assert (way.source, way.target) == (4647, 25832)
    assert way.project(_at(32458868.0, 5438343.0))[0] == pytest.approx([458868.0, 5438343.0, 10.0], abs=1e-6)
    assert [n.id for n in way.notes] == ["crs.note.zone"]
    back = placement(named("EPSG:4647"), _at(458868.0, 5438343.0))
    assert (back.source, back.target, [n.id for n in back.notes]) == (25832, 25832, ["crs.note.no-zone"])
    assert placement(named("EPSG:5650"), _at(33390586.0, 5819350.0)).target == 25833


def test_the_axis_order_is_told_where_it_is_not_that_of_the_definition() -> None:
    straight = placement(named("EPSG:31467"), _at(3451432.0, 5429335.0))
    assert [n.id for n in straight.notes] == ["crs.note.axes-east"]
    assert placement(named("EPSG:31467"), _at(5429335.0, 3451432.0)).notes == ()
    turned = placement(named("EPSG:25832"), _at(5438343.0, 458868.0))
    assert [n.id for n in turned.notes] == ["crs.note.axes-north"]


def test_longitude_first_where_the_name_says_so() -> None:
    # Both orders would be possible: Somalia or Turkey.
    assert placement(named("urn:ogc:def:crs:OGC:1.3:CRS84"), _at(40.0, 8.0)).at == (40.0, 8.0)
    assert placement(named("EPSG:4326"), _at(40.0, 8.0)).at == (8.0, 40.0)


def test_a_site_nearby_decides_between_two_possible_orders() -> None:
    graz = _at(15.44, 47.07)
    assert placement(named("EPSG:4326"), graz).at == (47.07, 15.44)
    assert placement(named("EPSG:4326"), graz, near=(15.4, 47.1)).at == (15.44, 47.07)


@pytest.mark.parametrize("name", ["EPSG:25832", "EPSG:3068", "EPSG:7415"])
def test_metres_beside_zero_are_kept_and_told(name: str) -> None:
    house = np.array([[0.0, 0, 0], [12, 0, 0], [12, 8, 9], [0, 8, 9]])
    way = placement(named(name), house)
    assert way.local
    assert way.source == way.target
    assert [n.id for n in way.notes] == ["crs.note.local"]
    assert way.project(house).tolist() == house.tolist()


def test_metres_beside_zero_have_no_way_into_another_crs() -> None:
    with pytest.raises(PlanningError):
        placement(named("EPSG:25832"), np.array([[0.0, 0, 0], [12, 8, 9]]), target=25833)


def test_degrees_are_not_taken_for_metres_beside_zero() -> None:
    town = np.array([[52.50, 13.40, 30.0], [52.52, 13.44, 90.0]])
    with pytest.raises(PlanningError) as caught:
        placement(named("EPSG:25832"), town)
    assert "EPSG:4258" in dict(caught.value.text.arguments)["suggestion"]


def _by_helmert(east: float, north: float) -> tuple[float, float]:
    """DHDN, Gauss-Krüger zone 3 → ETRS89, UTM zone 32, by the seven parameters for all of West Germany (EPSG 1776)."""
    shift, turn, scale = np.array([598.1, 73.7, 418.2]), np.radians(np.array([0.202, 0.045, -2.455]) / 3600), 6.7e-6
    lon, lat = pyproj.Transformer.from_crs(31467, 4314, always_xy=True).transform(east, north)
    bessel = pyproj.Transformer.from_pipeline("+proj=pipeline +step +proj=cart +ellps=bessel")
    grs80 = pyproj.Transformer.from_pipeline("+proj=pipeline +step +inv +proj=cart +ellps=GRS80")
    x = np.array(bessel.transform(np.radians(lon), np.radians(lat), 0.0, radians=True))
    rx, ry, rz = turn
    moved = shift + (1 + scale) * np.array([[1, -rz, ry], [rz, 1, -rx], [-ry, rx, 1]]) @ x
    lon, lat, _ = grs80.transform(*moved, radians=True)
    step = pyproj.Transformer.from_crs(4258, 25832, always_xy=True)
    return step.transform(np.degrees(lon), np.degrees(lat))


def test_between_datums_the_best_way_without_grids_is_taken_and_its_accuracy_told() -> None:
    way = placement(named("EPSG:31467"), _at(3451432.0, 5429335.0), target=25832)
    moved = way.project(_at(3451432.0, 5429335.0))[0]
    assert moved[:2] == pytest.approx(_by_helmert(3451432.0, 5429335.0), abs=3.0)
    assert 0 < way.accuracy <= 3.0
    assert dict(next(n for n in way.notes if n.id == "crs.note.accuracy").arguments)["accuracy"] == way.accuracy


def test_a_placement_can_be_sent_to_another_process_and_is_fast() -> None:
    way = placement(named("EPSG:25833"), _at(390586.0, 5819350.0), target=25832)
    again: Placement = pickle.loads(pickle.dumps(way))
    points = np.tile(_at(390586.0, 5819350.0), (1_000_000, 1))
    moved = again.project(points)
    assert moved.shape == (1_000_000, 3)
    assert np.ptp(moved[:, 0]) == 0
    assert moved[0].tolist() == way.project(points[:1])[0].tolist()
    assert points[0, 0] == 390586.0


def test_what_has_no_place_becomes_nan_and_nothing_else() -> None:
    way = placement(named("EPSG:4326"), _at(52.5, 13.4))
    moved = way.project(np.array([[52.5, 13.4, 1.0], [np.nan, 13.4, 2.0], [1e9, 1e9, 3.0]]))
    assert np.isfinite(moved[0]).all()
    assert np.isnan(moved[1:, :2]).all()
    assert moved[:, 2].tolist() == [1.0, 2.0, 3.0]


def test_heights_in_feet_become_metres() -> None:
    reference = named("EPSG:26918+6360")
    way = placement(reference, np.array([[583960.0, 4507523.0, 100.0]]))
    assert way.project(np.array([[583960.0, 4507523.0, 100.0]]))[0, 2] == pytest.approx(30.48006, abs=1e-5)


def test_coordinates_that_are_no_numbers_have_no_place() -> None:
    with pytest.raises(PlanningError):
        placement(named("EPSG:25832"), np.full((3, 3), np.nan))


def test_degrees_of_many_files_of_one_crs_ask_proj_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    original = pyproj.Transformer.from_crs

    def from_crs(source: str, *arguments: object, **options: object) -> pyproj.Transformer:
        asked.append(source)
        return original(source, *arguments, **options)

    monkeypatch.setattr(pyproj.Transformer, "from_crs", staticmethod(from_crs))
    extents = [degrees("EPSG:31466", Extent(2552000.0 + i, 5706000.0, 2553000.0 + i, 5707000.0)) for i in range(20)]
    assert len(asked) <= 1  # none where an earlier test asked
    assert all(6 < e.west < e.east < 7.5 and 51 < e.south < e.north < 52 for e in extents)
    assert len({e.west for e in extents}) == 20
