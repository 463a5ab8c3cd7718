import pyproj
import pytest

from planningtable.city.crs.names import ADV_HORIZONTAL, PLAIN_NAMES, named
from planningtable.domain.text import PlanningError


@pytest.mark.parametrize(
    ("name", "code", "vertical"),
    [
        ("EPSG:25833", 25833, ""),
        ("25833", 25833, ""),
        (" epsg:25832\n", 25832, ""),
        ("EPSG::25832", 25832, ""),
        ("urn:ogc:def:crs:EPSG::28992", 28992, ""),
        ("urn:ogc:def:crs:EPSG:6.9:31467", 31467, ""),
        ("urn:x-ogc:def:crs:EPSG:25832", 25832, ""),
        ("urn:ogc:def:crs,crs:EPSG:31467", 31467, ""),
        ("urn:ogc:def:crs,crs:EPSG::25832,crs:EPSG::5783", 25832, "DHHN92 height (EPSG:5783)"),
        ("urn:ogc:def:crs,crs:EPSG:6.12:3068,crs:EPSG:6.12:5783", 3068, "DHHN92 height (EPSG:5783)"),
        ("EPSG:25832+7837", 25832, "DHHN2016 height (EPSG:7837)"),
        ("EPSG:25832+EPSG:7837", 25832, "DHHN2016 height (EPSG:7837)"),
        ("EPSG:7415", 28992, "NAP height"),
        ("urn:ogc:def:crs:EPSG::7415", 28992, "NAP height"),
        ("http://www.opengis.net/def/crs/EPSG/0/6697", 6668, "JGD2011 (vertical) height"),
        ("https://www.opengis.net/def/crs/EPSG/0/25832", 25832, ""),
        (
            "http://www.opengis.net/def/crs-compound?1=http://www.opengis.net/def/crs/EPSG/0/25832"
            "&2=http://www.opengis.net/def/crs/EPSG/0/7837",
            25832,
            "DHHN2016 height (EPSG:7837)",
        ),
        ("http://www.opengis.net/gml/srs/epsg.xml#31468", 31468, ""),
        ("EPSG:4979", 4326, "ellipsoidal height (WGS 84)"),
        ("urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH", 25832, "DE_DHHN2016_NH"),
        ("urn:adv:crs:ETRS89_UTM33*DE_DHHN92_NH", 25833, "DE_DHHN92_NH"),
        ("urn:adv:crs:ETRS89_UTM31", 25831, ""),
        ("ETRS89_UTM32*DE_DHHN92_NH", 25832, "DE_DHHN92_NH"),
        ("urn:adv:crs:ETRS89_zUTM32", 4647, ""),
        ("urn:adv:crs:ETRS89_Lat-Lon", 4258, ""),
        ("urn:adv:crs:DE_DHDN_3GK4*DE_DHN92_NH", 31468, "DE_DHN92_NH"),
        ("urn:adv:crs:DE_DHDN_3GK2", 31466, ""),
        ("urn:adv:crs:DE_DHDN_3GK2_NW101", 31466, ""),
        ("urn:adv:crs:DE_DHDN_3GK2_RP180*DE_DHHN85_NOH", 31466, "DE_DHHN85_NOH"),
        ("urn:adv:crs:DE_DHDN_3GK3_HE120", 31467, ""),
        ("urn:adv:crs:DE_DHDN_3GK4_BY120", 31468, ""),
        ("urn:adv:crs:DE_DHDN_3GK5*DE_DHHN12_NOH", 31469, "DE_DHHN12_NOH"),
        ("urn:adv:crs:DE_42-83_3GK4", 2398, ""),
        ("urn:adv:crs:DE_PD-83_3GK4", 3397, ""),
        ("urn:adv:crs:DE_RD-83_3GK5", 3399, ""),
        ("CH1903", 21781, ""),
        ("CH1903 / LV03", 21781, ""),
        ("CH1903+ / LV95", 2056, ""),
        ("ETRS89 / UTM zone 32N", 25832, ""),
        ("ETRS89 / UTM zone 32N + DHHN2016 height", 25832, "DHHN2016 height"),
        ("ETRS_1989_UTM_Zone_33N", 25833, ""),
        ("ETRS89_UTM32N", 25832, ""),
        ("DHDN / 3-degree Gauss-Kruger zone 3", 31467, ""),
        ("Amersfoort / RD New", 28992, ""),
        ("Soldner Berlin", 3068, ""),
        ("WGS 84", 4326, ""),
        ("+proj=utm +zone=32 +ellps=GRS80 +units=m +no_defs", 25832, ""),
    ],
)
def test_names(name: str, code: int, vertical: str) -> None:
    found = named(name)
    assert (found.epsg, found.vertical) == (code, vertical)
    assert found.name == name


@pytest.mark.parametrize("code", [25832, 31467, 2056, 7415])
def test_definitions_lead_back_to_their_code(code: int) -> None:
    crs = pyproj.CRS.from_epsg(code)
    horizontal = 28992 if code == 7415 else code
    for text in (crs.to_wkt(), crs.to_wkt("WKT1_GDAL"), crs.to_json()):
        assert named(text).epsg == horizontal


def test_a_definition_without_code_keeps_its_text() -> None:
    found = named("+proj=tmerc +lat_0=48.1 +lon_0=11.5 +k=1 +x_0=1000 +y_0=2000 +ellps=GRS80 +units=m")
    assert found.epsg == 0
    assert found.crs.is_projected


def test_the_tables_hold_what_they_say() -> None:
    for name, code in ADV_HORIZONTAL.items():
        crs = pyproj.CRS.from_epsg(code)
        assert crs.is_geographic == name.endswith("LAT-LON"), name
        zone = name.rpartition("GK")[2]
        if zone.isdigit():
            assert f"zone {zone}" in crs.name, name
        for system, datum in {"DHDN": "DHDN", "ETRS89": "ETRS89", "42-83": "1942(83)", "RD-83": "RD/83"}.items():
            assert system not in name or datum in crs.name, name
    assert all(pyproj.CRS.from_epsg(code).is_projected for code in PLAIN_NAMES.values())


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "EPSG:99999",
        "EPSG:5773",
        "EPSG:4936",
        "EPSG:123456789",
        "urn:adv:crs:MOON_UTM1",
        "urn:adv:crs:DE_DHDN_3GK7",
        "urn:adv:crs:",
        "UTM",
        "Berlin",
        "x" * 200_000,
        "PROJCS[",
        "{",
        '{"a": 1}',
        "+proj=",
        "+proj=tmerc +nadgrids=/etc/passwd",
        "+proj=longlat +geoidgrids=@null",
        "file:/etc/passwd",
        "ETRS89\0",
    ],
)
def test_an_unknown_name_is_never_guessed(name: str) -> None:
    with pytest.raises(PlanningError) as caught:
        named(name)
    assert caught.value.text.id == "error.city.unknown-crs"
    assert len(str(dict(caught.value.text.arguments)["name"])) <= 80


@pytest.mark.parametrize("name", ["#local-CRS-1", "local", "Local engineering CRS", 'LOCAL_CS["site",UNIT["metre",1]]'])
def test_a_local_crs_is_told_as_such(name: str) -> None:
    with pytest.raises(PlanningError) as caught:
        named(name)
    assert caught.value.text.id == "error.crs.local"
