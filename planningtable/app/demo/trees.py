"""The trees of the demo district: rows along streets, the park, banks, gardens and courts."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import shapely
from shapely import STRtree
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from planningtable.app.demo import plan
from planningtable.app.demo.houses import House
from planningtable.app.demo.plots import face_of

SEED = 1912

LIME, MAPLE, OAK, WILLOW, ALDER, BIRCH, PLANE, CHESTNUT, APPLE, CHERRY, PEAR, HORNBEAM = (
    "Winterlinde (Tilia cordata)",
    "Spitzahorn (Acer platanoides)",
    "Stieleiche (Quercus robur)",
    "Silberweide (Salix alba)",
    "Schwarzerle (Alnus glutinosa)",
    "Hängebirke (Betula pendula)",
    "Platane (Platanus × hispanica)",
    "Rosskastanie (Aesculus hippocastanum)",
    "Apfel (Malus domestica)",
    "Vogelkirsche (Prunus avium)",
    "Birne (Pyrus communis)",
    "Hainbuche (Carpinus betulus)",
)


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree of the register; local metres."""

    species: str
    x: float
    y: float
    height: float
    crown: float
    planted: int


def plant(houses: tuple[House, ...]) -> tuple[Tree, ...]:
    """All trees, clear of houses, carriageways, railway and water."""
    dice = Random(SEED)
    outlines = [house.outline for house in houses]
    index = STRtree(outlines)
    lanes = shapely.union_all([street.line.buffer(street.width / 2 + 0.6) for street in plan.STREETS])
    barred = shapely.union_all([lanes, plan.RAILWAY.buffer(8), plan.STREAM.buffer(3.2)])
    shapely.prepare(barred)
    trees: list[Tree] = []
    for tree, gap in _wishes(dice):
        spot = Point(tree.x, tree.y)
        clear = max(1.8, tree.crown * 0.42)
        inside = 1 < tree.x < plan.WIDTH - 1 and 1 < tree.y < plan.HEIGHT - 1
        if not inside or barred.contains(spot) or len(index.query(spot, "dwithin", clear)):
            continue
        if all((tree.x - other.x) ** 2 + (tree.y - other.y) ** 2 > gap * gap for other in trees):
            trees.append(tree)
    return tuple(trees)


def _wishes(dice: Random) -> Iterator[tuple[Tree, float]]:
    """Wanted trees with the least distance to others [m]."""
    lines = {street.name: street.line for street in plan.STREETS}
    yield from _row(dice, lines["Lindenallee"], (5.6, -5.6), 11.0, LIME, (11, 14))
    yield from _row(dice, lines["Lange Straße"], (6.3,), 17.0, PLANE, (8, 11))
    yield from _row(dice, lines["Bergstraße"], (4.8,), 15.0, MAPLE, (7, 10))
    yield from _row(dice, lines["Wiesenstraße"], (-5.0,), 15.0, HORNBEAM, (7, 10))
    yield from _row(dice, lines["Mühlenweg"], (-4.6,), 16.0, BIRCH, (9, 13))
    yield from _row(dice, lines["Gewerbestraße"], (5.2,), 20.0, MAPLE, (6, 8))
    yield from _row(dice, LineString(plan.SQUARE.buffer(-4).exterior.coords), (0.0,), 11.0, CHESTNUT, (10, 13))
    yield from _row(dice, plan.STREAM, (6.0, -6.5), 17.0, WILLOW, (11, 16))
    yield from _row(dice, plan.STREAM, (5.0, -5.0), 23.0, ALDER, (10, 15))
    yield from _scattered(dice, plan.PARK, 46, (OAK, LIME, BIRCH, CHESTNUT, MAPLE), (9, 19), 8.0)
    yield from _scattered(dice, plan.SCHOOL_YARD, 14, (MAPLE, LIME), (8, 12), 9.0)
    yield from _scattered(dice, plan.KINDERGARTEN_GARDEN, 6, (APPLE, CHERRY), (4, 7), 7.0)
    yield from _scattered(
        dice, Polygon([(16, 8), (356, 8), (356, 50), (16, 52)]), 46, (BIRCH, MAPLE, OAK), (8, 15), 8.0
    )
    for block in plan.BLOCKS:
        face = face_of(block)
        if block.pattern is plan.Pattern.PERIMETER:
            yield from _scattered(dice, face.buffer(-16), 9, (LIME, MAPLE, CHERRY), (7, 13), 7.0)
        else:
            many = int(face.area / 420)
            yield from _scattered(dice, face.buffer(-3), many, (APPLE, CHERRY, PEAR, BIRCH, OAK), (4, 11), 6.0)


def _row(
    dice: Random, line: LineString, offsets: tuple[float, ...], spacing: float, species: str, tall: tuple[int, int]
) -> Iterator[tuple[Tree, float]]:
    for offset in offsets:
        beside = line.offset_curve(offset) if offset else line
        for step in range(1, int(beside.length / spacing)):
            spot = beside.interpolate(step * spacing)
            if dice.random() < 0.92:
                yield _tree(dice, species, spot, tall), 5.0


def _scattered(
    dice: Random, area: BaseGeometry, wanted: int, species: tuple[str, ...], tall: tuple[int, int], gap: float
) -> Iterator[tuple[Tree, float]]:
    if area.is_empty:
        return
    west, south, east, north = area.bounds
    for _ in range(wanted * 3):
        spot = Point(dice.uniform(west, east), dice.uniform(south, north))
        kind = species[dice.randrange(len(species))]
        tree = _tree(dice, kind, spot, tall)
        if wanted > 0 and area.contains(spot):
            wanted -= 1
            yield tree, gap


def _tree(dice: Random, species: str, spot: Point, tall: tuple[int, int]) -> Tree:
    height = dice.uniform(*tall)
    crown = height * (0.62 if species in {APPLE, CHERRY, PEAR, PLANE, CHESTNUT} else 0.52) * dice.uniform(0.85, 1.1)
    planted = round(2024 - height * dice.uniform(3.4, 5.2))
    return Tree(species, round(spot.x, 2), round(spot.y, 2), round(height, 1), round(crown, 1), planted)
