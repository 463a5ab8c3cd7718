import pytest

from planningtable.city.crs.vertical import datum_of, difference


@pytest.mark.parametrize(
    ("name", "datum"),
    [
        ("DE_DHHN2016_NH", "DHHN2016"),
        ("DHHN2016 height (EPSG:7837)", "DHHN2016"),
        ("DE_DHHN92_NH", "DHHN92"),
        ("DE_DHN92_NH", "DHHN92"),
        ("DHHN92 height (EPSG:5783)", "DHHN92"),
        ("DE_DHHN12_NOH", "DHHN12"),
        ("DE_DHHN85_NOH", "DHHN85"),
        ("NAP height", "NAP"),
        ("ellipsoidal height (WGS 84)", "ellipsoidal"),
        ("", ""),
        ("JGD2011 (vertical) height", "JGD2011 (vertical) height"),
    ],
)
def test_datums(name: str, datum: str) -> None:
    assert datum_of(name) == datum


@pytest.mark.parametrize(
    ("one", "other", "id"),
    [
        ("DE_DHHN2016_NH", "DHHN2016 height (EPSG:7837)", None),
        ("", "DE_DHHN92_NH", None),
        ("DE_DHHN92_NH", "", None),
        ("DE_DHHN92_NH", "DE_DHHN2016_NH", "crs.vertical.differs"),
        ("ellipsoidal height (ETRS89)", "DE_DHHN2016_NH", "crs.vertical.ellipsoidal"),
        ("NAP height", "JGD2011 (vertical) height", "crs.vertical.unknown"),
    ],
)
def test_difference(one: str, other: str, id: str | None) -> None:
    found = difference(one, other)
    assert (found.id if found is not None else None) == id
