"""Addresses in CityJSON, whatever their keys are called, come to what the same address in CityGML comes to."""

from typing import Any

import pytest
from lxml import etree

from planningtable.city.readers.citygml.words import address
from planningtable.city.readers.cityjson.addresses import add_addresses, addresses_in, location_vertex

XAL = (
    "<a><Locality><LocalityName>Aue</LocalityName><Thoroughfare><ThoroughfareNumber>7a</ThoroughfareNumber>"
    "<ThoroughfareName>Mühlweg</ThoroughfareName></Thoroughfare><PostalCode><PostalCodeNumber>08280</PostalCodeNumber>"
    "</PostalCode></Locality></a>"
)


def read(value: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    add_addresses(found, value, {})
    return found


@pytest.mark.parametrize(
    "value",
    [
        {"ThoroughfareName": "Mühlweg", "ThoroughfareNumber": "7a", "Postcode": "08280", "Locality": "Aue"},
        {"thoroughfareName": "Mühlweg", "thoroughfareNumber": "7a", "PostalCode": "08280", "town": "Aue"},
        {"street": "Mühlweg", "houseNumber": "7a", "postal_code": "08280", "city": "Aue"},
        {"Straße": "Mühlweg", "Hausnummer": "7a", "PLZ": "08280", "Ort": "Aue"},
        {"xal:Street": "Mühlweg", "house-number": "7a", "zip": "08280", "municipality": "Aue"},
        [[{"street": "Mühlweg 7a", "Postal Code": "08280", "town": {"name": "Aue"}}]],
        {
            "Locality": {
                "LocalityName": "Aue",
                "Thoroughfare": {"ThoroughfareNumber": "7a", "ThoroughfareName": "Mühlweg"},
                "PostalCode": {"PostalCodeNumber": "08280"},
            }
        },
        {
            "Locality": [{"NameElement": "Aue"}],
            "Thoroughfare": [{"NameElement": "Mühlweg", "Number": ["7a"]}],
            "PostCode": {"Number": "08280"},
        },
    ],
)
def test_keys_of_every_kind_come_to_the_same_as_in_citygml(value: Any) -> None:
    same: dict[str, str] = {}
    address(etree.fromstring(XAL), same)
    assert same == {"address": "Mühlweg 7a", "town": "08280 Aue"}
    assert read(value) == same


def test_a_number_of_the_post_code_is_no_house_number() -> None:
    assert read({"street": "Am Markt", "PostalCode": {"Number": 99084}}) == {"address": "Am Markt", "town": "99084"}


def test_nothing_is_lost() -> None:
    value = {"street": "A", "Thoroughfare": "B", "CountryName": "D", "more": {"floor": 3}, "HouseNumber": [1, 2]}
    assert read(value) == {
        "address": "A 1, 2",
        "address.Thoroughfare": "B",
        "address.CountryName": "D",
        "address.more.floor": "3",
    }


def test_several_addresses_are_numbered_and_placed() -> None:
    two = [{"street": "A", "location": {"boundaries": [4]}}, "no address", [{"street": "B"}]]
    found: dict[str, str] = {}
    assert [location_vertex(one) for one in addresses_in(two)] == [4, -1]
    add_addresses(found, two, {4: (1.0, 2.0, 3.5)})
    assert found == {"address": "A", "address.location": "1 2 3.5", "address.2": "B"}


def test_nesting_without_end_ends() -> None:
    deep: Any = {"street": "A"}
    for _ in range(500):
        deep = {"Locality": [deep]}
    assert set(read(deep).values()) == {"…"}
    for _ in range(500):
        deep = [deep]
    assert addresses_in(deep) == []
