"""Names that the data have, and where they belong."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers.sites import SOUTH, WEST, block_site

from planningtable.city.site import Site, Streets
from scenes.labels.lettering import lettering
from scenes.labels.names import MOST, SPACING, Kind, is_readable, names_of


def line(*places: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString([(WEST + x, SOUTH + y) for x, y in places])


def nameless(size: float = 120.0) -> Site:
    site = block_site(size=size)
    return replace(site, buildings=replace(site.buildings, names=("",) * len(site.buildings)))


def streets(*rows: tuple[str, str, shapely.LineString]) -> Streets:
    names, classes, lines = zip(*rows, strict=True)
    held = np.empty(len(rows), object)
    held[:] = lines
    return Streets(tuple(map(str, range(len(rows)))), names, classes, held, np.full(len(rows), 6.0))


def test_pieces_of_a_street_are_one_and_a_long_one_is_named_more_than_once() -> None:
    site = replace(
        nameless(700.0),
        streets=streets(
            ("Lange Straße", "main", line((0, 10), (300, 10))),
            ("Lange Straße", "main", line((300, 10), (600, 10))),
            ("Weg", "path", line((0, 40), (80, 40))),
            ("", "residential", line((0, 90), (80, 90))),
        ),
    )
    found = names_of(site)
    long = [name for name in found if name.text == "Lange Straße"]
    assert len(long) == round(600 / SPACING)
    assert all(name.reach == 600.0 for name in long)
    assert long[0].rank == max(name.rank for name in long)
    # The one in the middle before those at the ends.
    assert abs(long[0].east - WEST - 300) < abs(long[-1].east - WEST - 300)
    (way,) = [name for name in found if name.text == "Weg"]
    assert (way.east, way.north) == pytest.approx((WEST + 40, SOUTH + 40))
    assert way.rank < min(name.rank for name in long)


def test_buildings_have_names_of_their_own_and_addresses_are_none() -> None:
    site = block_site()
    count = len(site.buildings)
    names = ("Rathaus", *("Hauptstraße 1",) * (count - 1))
    site = replace(site, buildings=replace(site.buildings, names=names, addresses=("Markt 1", *names[1:])))
    (name,) = [name for name in names_of(site) if name.kind is Kind.BUILDING]
    assert name.text == "Rathaus"
    assert site.buildings.footprints[0].contains(shapely.Point(name.east, name.north))


@pytest.mark.parametrize(
    ("text", "readable"),
    [
        ("Kirche St. Marien", True),
        ("Straße 12", True),
        ("Улица Мира", True),
        ("DEBY_LOD2_4959457", False),
        ("{9E85-11}", False),
        ("12", False),
        ("GUID1Hi4Hz2Kl3Op4Qr5St6Uv7", False),
        ("", False),
    ],
)
def test_keys_of_records_are_no_names(text: str, readable: bool) -> None:
    assert is_readable(text) is readable


def test_there_are_no_more_than_anybody_reads_and_a_site_without_names_has_none() -> None:
    rows = [(f"Straße {'abc'[i % 3]} {i}", "main", line((0, i / 9), (90, i / 9))) for i in range(MOST + 50)]
    assert len(names_of(replace(nameless(), streets=streets(*rows)))) == MOST
    assert not names_of(nameless())


def test_names_are_written_dark_on_a_light_rim_and_once() -> None:
    site = replace(nameless(700.0), streets=streets(("Äußere Straße", "main", line((0, 10), (600, 10)))))
    found = names_of(site)
    assert len(found) == 4
    for scale in (1.0, 2.0):
        written = lettering(found, scale)
        assert len(np.unique(written.places, axis=0)) == 1
        wide, high = written.sizes[0]
        assert 15 * scale < high < 30 * scale
        assert 60 * scale < wide < 160 * scale
        rows, columns = written.picture.shape[:2]
        left, low, right, top = written.places[0]
        own = written.picture[
            round((1 - top) * rows) : round((1 - low) * rows), round(left * columns) : round(right * columns)
        ]
        solid = own[own[..., 3] > 250][:, :3].astype(int)
        assert (solid.max(axis=1) < 100).sum() > 40 * scale
        assert (solid.min(axis=1) > 240).sum() > 40 * scale
        x, y = (written.ink[0] + written.ink[2]) / 2 * columns, (1 - (written.ink[1] + written.ink[3]) / 2) * rows
        assert written.picture[int(y), int(x), 3] == 255
