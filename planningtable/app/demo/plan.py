"""The town plan of the fictitious quarter "Auental", drawn by hand in local metres (east, north from the corner).

Streets are centre lines; the faces between their corridors are the blocks, named by a point inside them.
"""

from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry import LineString, Point, Polygon

Spot = tuple[float, float]

WEST, SOUTH = 571_200.0, 5_709_400.0
WIDTH, HEIGHT = 640.0, 520.0
CRS_CODE = 25832
CRS_NAME = "urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH"
TOWN = "Auental"
POSTCODE = "37999"
TOWN_KEY = "03999001"


@dataclass(frozen=True, slots=True)
class Street:
    """A street: name, class, widths of carriageway and corridor between the plots [m], centre line."""

    name: str
    kind: str
    width: float
    corridor: float
    points: tuple[Spot, ...]

    @property
    def line(self) -> LineString:
        return LineString(self.points)


class Pattern(StrEnum):
    """How a block is built up."""

    PERIMETER = "perimeter"
    ROWS = "rows"
    VILLAS = "villas"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Block:
    """A face between streets, found by a point inside it."""

    seed: Spot
    pattern: Pattern
    storeys: tuple[int, int] = (2, 2)
    skip: tuple[str, ...] = ()


STREETS: tuple[Street, ...] = (
    Street(
        "Lange Straße",
        "main",
        7.0,
        17.0,
        ((-20, 280), (84, 278), (160, 287), (254, 301), (341, 297), (452, 272), (514, 258), (600, 240), (660, 236)),
    ),
    Street(
        "Lindenallee",
        "main",
        6.5,
        20.0,
        ((316, 540), (330, 409), (341, 297), (351, 181), (363, 105), (371, 55), (380, -20)),
    ),
    Street("Kirchstraße", "residential", 5.5, 13.0, ((124, 540), (139, 421), (160, 287))),
    Street("Brückenstraße", "residential", 5.5, 13.0, ((160, 287), (167, 197), (174, 124), (184, 61), (196, -20))),
    Street("Gartenstraße", "residential", 5.5, 13.0, ((438, 540), (447, 399), (452, 272))),
    Street("Mühlgasse", "residential", 5.0, 11.0, ((452, 272), (463, 158))),
    Street("Gerbergasse", "residential", 4.5, 9.5, ((254, 301), (258, 193))),
    Street("Pfarrgasse", "residential", 4.5, 9.5, ((254, 301), (240, 414))),
    Street("Am Kirchplatz", "residential", 4.5, 10.0, ((246.3, 361.2), (336, 356.7))),
    Street(
        "Bergstraße",
        "residential",
        5.5,
        13.0,
        ((-20, 431), (60, 424), (139, 421), (240, 414), (330, 409), (447, 399), (521, 397)),
    ),
    Street("Am Obstgarten", "residential", 4.5, 8.5, ((237, 506), (233, 470), (221, 458), (190, 456))),
    Street("Höhenweg", "residential", 5.0, 10.0, ((-20, 513), (128, 507), (320, 501), (441, 493), (527, 490))),
    Street("Am Bahndamm", "residential", 5.0, 11.0, ((529, 540), (521, 397), (514, 258), (519, 149))),
    Street(
        "Mühlenweg",
        "residential",
        5.5,
        12.0,
        ((-20, 207), (60, 203), (167, 197), (258, 193), (351, 181), (463, 158), (519, 149)),
    ),
    Street(
        "Wiesenstraße",
        "residential",
        5.5,
        13.0,
        ((-20, 70), (78, 62), (184, 61), (280, 60), (371, 55), (480, 40), (570, 24), (660, 14)),
    ),
    Street("Gewerbestraße", "residential", 6.5, 13.0, ((602, 540), (596, 400), (600, 240), (606, 120), (616, 18))),
)

PATHS: tuple[Street, ...] = (
    Street(
        "Uferweg",
        "path",
        2.5,
        2.5,
        ((-20, 150), (60, 146), (120, 143), (172, 146), (230, 148), (300, 136), (357, 130), (430, 111), (516, 104)),
    ),
    Street("Schulweg", "path", 2.5, 2.5, ((12, 281), (10, 360), (14, 428))),
    Street("Wiesenpfad", "path", 2.0, 2.0, ((40, 66), (60, 98), (130, 96), (178, 99), (262, 88), (300, 92), (366, 82))),
)

BLOCKS: tuple[Block, ...] = (
    Block((80, 240), Pattern.PERIMETER, (3, 4)),
    Block((210, 245), Pattern.PERIMETER, (3, 4)),
    Block((300, 245), Pattern.PERIMETER, (3, 5)),
    Block((400, 230), Pattern.PERIMETER, (3, 5)),
    Block((487, 210), Pattern.PERIMETER, (3, 4)),
    Block((200, 350), Pattern.PERIMETER, (3, 4)),
    Block((290, 385), Pattern.PERIMETER, (3, 4)),
    Block((395, 345), Pattern.PERIMETER, (4, 5)),
    Block((480, 330), Pattern.ROWS, (2, 2)),
    Block((60, 465), Pattern.VILLAS, (1, 2)),
    Block((260, 460), Pattern.VILLAS, (1, 2)),
    Block((385, 450), Pattern.VILLAS, (1, 2)),
    Block((485, 445), Pattern.ROWS, (2, 2)),
    Block((80, 160), Pattern.VILLAS, (2, 2), ("Brückenstraße", "Wiesenstraße")),
    Block((430, 20), Pattern.ROWS, (2, 2), ("Lindenallee",)),
)

STREAM_WEST: tuple[Spot, ...] = ((-20, 128), (40, 121), (95, 112), (140, 114), (180, 121), (225, 122), (275, 108))
STREAM_EAST: tuple[Spot, ...] = (
    (320, 103),
    (366, 109),
    (415, 99),
    (465, 86),
    (515, 88),
    (560, 96),
    (600, 88),
    (660, 70),
)
STREAM = LineString([*STREAM_WEST, *STREAM_EAST])
RAILWAY = LineString([(578, 540), (566, 420), (559, 330), (557, 250), (562, 160), (572, 70), (586, -20)])
UNDERPASS = Point(557.5, 248.6)

SQUARE = Polygon([(258, 309.5), (331, 306), (326.5, 352.5), (254, 355.5)])
SCHOOL_YARD = Polygon([(30, 300), (128, 304), (120, 370), (26, 366)])
PLAYING_FIELD = Polygon([(30, 374), (112, 378), (106, 412), (32, 416)])
PARK = Polygon([(174, 188), (250, 185), (344, 173), (356, 118), (322, 110), (276, 115), (226, 129), (178, 128)])
KINDERGARTEN_GARDEN = Polygon([(372, 166), (440, 152), (433, 124), (372, 136)])
YARDS: tuple[Polygon, ...] = (
    Polygon([(609, 252), (640, 249), (640, 508), (612, 508), (604, 400)]),
    Polygon([(610, 228), (640, 226), (640, 110), (616, 112)]),
)
PARKING: tuple[Polygon, ...] = (
    Polygon([(24, 22), (31, 22), (31, 52), (24, 53)]),
    Polygon([(108, 18), (115, 18), (115, 52), (108, 52)]),
    Polygon([(216, 20), (223, 20), (223, 51), (216, 51)]),
    Polygon([(298, 20), (305, 20), (305, 49), (298, 49)]),
)
