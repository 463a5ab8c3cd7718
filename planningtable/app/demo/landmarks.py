"""What stands alone: church, school, kindergarten, slabs, halls, courtyard houses, the mill and the town hall."""

import math
from collections.abc import Iterator

from planningtable.app.demo import roofs
from planningtable.app.demo.building_up import DWELLING, GARAGE, OFFICE, STOREY, WORKSHOP
from planningtable.app.demo.houses import House
from planningtable.app.demo.plan import Spot
from planningtable.app.demo.solids import Flat, Hip, Profile, Strip, Tent

CHURCH, SCHOOL, GYM, KINDERGARTEN = "31001_3041", "31001_3021", "31001_3211", "31001_3065"
TRADE, STORE, MARKET, FIRE = "31001_2100", "31001_2143", "31001_2054", "31001_3072"

Box = tuple[Spot, Spot, Spot, Spot]


def rectangle(at: Spot, size: Spot, degrees: float) -> Box:
    """Corners counter-clockwise; ``at`` is the south-western one before turning by degrees."""
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = ((0.0, 0.0), (size[0], 0.0), size, (0.0, size[1]))
    placed = tuple((at[0] + x * c - y * s, at[1] + x * s + y * c) for x, y in corners)
    return placed[0], placed[1], placed[2], placed[3]


def strip(corners: Box, profile: Profile) -> Strip:
    """A roof whose ridge runs along the first side."""
    a, b, c, d = corners
    return Strip(((a, d), (b, c)), profile)


def landmarks() -> Iterator[House]:
    yield _church()
    yield from _school()
    yield from _slabs()
    yield from _halls()
    yield from _others()


def _church() -> House:
    """St. Marien: tower in the west, nave, lower choir in the east."""
    turned = -2.0
    corner = (275.0, 322.0)
    tower = rectangle(corner, (8.0, 8.0), turned)
    c, s = math.cos(math.radians(turned)), math.sin(math.radians(turned))

    def placed(x: float, y: float) -> Spot:
        return corner[0] + x * c - y * s, corner[1] + x * s + y * c

    nave = (placed(8, -3), placed(31, -3), placed(31, 11), placed(8, 11))
    choir = (placed(31, 0), placed(36, 0), placed(39.5, 2.5), placed(39.5, 5.5), placed(36, 8), placed(31, 8))
    return House(
        (Tent(tower, 27.0, 45.0), strip(nave, roofs.gable(10.5, 8.5)), Tent(choir, 8.5, 13.0)),
        CHURCH,
        (roofs.TOWER, roofs.GABLE, roofs.TENT),
        1,
        1741,
        "Kirche St. Marien",
        "Am Kirchplatz",
    )


def _school() -> Iterator[House]:
    """Main wing along the street, two wings into the yard, a gym beside it."""
    turned = 3.5
    main = rectangle((38.0, 296.5), (62.0, 13.0), turned)
    c, s = math.cos(math.radians(turned)), math.sin(math.radians(turned))

    def wing(x: float) -> Box:
        return rectangle((38.0 + x * c - 13.0 * s, 296.5 + x * s + 13.0 * c), (13.0, 24.0), turned)

    eaves = 3 * 3.5 + 0.8
    yield House(
        (Hip(main, eaves, eaves + 5.0), Flat(wing(0.0), 7.8), Flat(wing(49.0), 7.8)),
        SCHOOL,
        (roofs.HIP, roofs.FLAT, roofs.FLAT),
        3,
        1912,
        "Grundschule Auental",
        "Lange Straße",
    )
    yield House(
        (strip(rectangle((113.0, 312.0), (18.0, 36.0), -7.0), roofs.arch(7.0, 2.2)),),
        GYM,
        (roofs.ARCH,),
        1,
        1978,
        "Turnhalle",
        "Kirchstraße",
    )


def _slabs() -> Iterator[House]:
    """Slabs of the nineteen-sixties, ends towards the street, green between them."""
    for x, storeys in ((36.0, 4), (60.0, 4), (84.0, 4), (122.0, 4), (147.0, 4)):
        corners = rectangle((x + 11.0, 11.0), (38.0, 11.0), 90.0 + (x - 90) * 0.01)
        yield _slab(corners, storeys)
    for x, storeys in ((228.0, 5), (252.0, 5), (276.0, 5), (312.0, 8), (338.0, 5)):
        corners = rectangle((x + 11.5, 9.5), (36.0 if storeys < 8 else 26.0, 11.5), 91.5)
        yield _slab(corners, storeys)


def _slab(corners: Box, storeys: int) -> House:
    eaves = storeys * 2.85 + 1.1
    if storeys == 4:
        return House(
            (strip(corners, roofs.gable(eaves, 2.9)),), DWELLING, (roofs.GABLE,), storeys, 1961, "", "Wiesenstraße"
        )
    return House((Flat(corners, eaves + 0.4),), DWELLING, (roofs.FLAT,), storeys, 1968, "", "Wiesenstraße")


def _halls() -> Iterator[House]:
    yard = "Gewerbestraße"
    yield House(
        (strip(rectangle((613.0, 440.0), (22.0, 52.0), 1.5), roofs.shed(6.5, 2.6, 5)),),
        TRADE,
        (roofs.SHED,),
        1,
        1958,
        "Tischlerei und Möbelwerk",
        yard,
    )
    yield House(
        (Flat(rectangle((611.0, 372.0), (23.0, 50.0), 1.5), 8.5),),
        STORE,
        (roofs.FLAT,),
        1,
        1996,
        "Lagerhalle Nord",
        yard,
    )
    yield House(
        (strip(rectangle((635.0, 322.0), (36.0, 22.0), 90.0), roofs.gable(6.2, 2.0)),),
        TRADE,
        (roofs.GABLE,),
        1,
        1983,
        "Kfz-Werkstatt",
        yard,
    )
    yield House(
        (Flat(rectangle((612.0, 262.0), (24.0, 34.0), 0.0), 6.4),), MARKET, (roofs.FLAT,), 1, 2006, "Nahversorger", yard
    )
    yield House(
        (strip(rectangle((616.0, 178.0), (20.0, 38.0), -2.5), roofs.pent(6.4, 1.9)),),
        FIRE,
        (roofs.PENT,),
        2,
        2014,
        "Feuerwache",
        yard,
    )
    yield House(
        (Flat(rectangle((618.0, 120.0), (18.0, 40.0), -2.5), 7.2),),
        STORE,
        (roofs.FLAT,),
        1,
        1989,
        "Lagerhalle Süd",
        yard,
    )


def courtyard_houses() -> Iterator[House]:
    """Workshops and garages in the courtyards."""
    for at, size, degrees in (
        ((60.0, 236.0), (24.0, 9.0), 2.0),
        ((200.0, 240.0), (9.5, 22.0), 0.0),
        ((296.0, 250.0), (22.0, 9.0), -3.0),
        ((404.0, 222.0), (9.0, 20.0), -6.0),
        ((190.0, 356.0), (10.0, 24.0), 7.0),
        ((386.0, 352.0), (24.0, 10.0), -5.0),
    ):
        corners = rectangle(at, size, degrees)
        if size[0] > size[1]:
            yield House((strip(corners, roofs.pent(3.6, 1.6)),), WORKSHOP, (roofs.PENT,), 1, 1921)
        else:
            yield House((strip(corners, roofs.level(2 * STOREY + 0.5)),), WORKSHOP, (roofs.FLAT,), 2, 1937)
    for at, size, degrees in (
        ((104.0, 232.0), (18.0, 5.8), 5.0),
        ((395.0, 300.0), (21.0, 5.8), -12.0),
        ((205.0, 318.0), (18.0, 5.8), 7.0),
    ):
        yield House((Flat(rectangle(at, size, degrees), 2.6),), GARAGE, (roofs.FLAT,), 1, 1972)


def _others() -> Iterator[House]:
    yield House(
        (
            Flat(rectangle((384.0, 141.0), (30.0, 13.0), -9.0), 4.2),
            Flat(rectangle((380.4, 129.3), (12.0, 12.2), -9.0), 3.6),
        ),
        KINDERGARTEN,
        (roofs.FLAT, roofs.FLAT),
        1,
        2017,
        "Kindertagesstätte Auenkinder",
        "Mühlenweg",
    )
    mill = rectangle((447.0, 118.0), (20.0, 12.0), -11.0)
    yield House((strip(mill, roofs.gable(8.2, 5.6)),), OFFICE, (roofs.GABLE,), 3, 1794, "Alte Mühle", "Mühlenweg")
    hall = rectangle((481.0, 112.0), (24.0, 11.0), -3.0)
    yield House((Hip(hall, 4.4, 8.6),), "31001_3034", (roofs.HIP,), 1, 1886, "Heimatmuseum", "Mühlenweg")
