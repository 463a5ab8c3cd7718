"""Patterns of building: perimeter blocks, rows and villas along the frontages of a block."""

import math
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random

from shapely.geometry import Polygon, box

from planningtable.app.demo import roofs
from planningtable.app.demo.houses import House
from planningtable.app.demo.plan import HEIGHT, RAILWAY, STREAM, WIDTH, Block, Pattern, Spot
from planningtable.app.demo.plots import Frontage, face_of, frontages, mitred, ring_of
from planningtable.app.demo.solids import Flat, Hip, Profile, Solid, Station, Strip, Tent, footprint_of

DEPTH = 11.5
STOREY = 3.05
PLINTH = 0.9
DWELLING, MIXED, OFFICE, GARAGE = "31001_1010", "31001_1100", "31001_2020", "31001_2463"
WORKSHOP = "31001_2120"


@dataclass(slots=True)
class Builder:
    """Sets houses one after the other and never on top of another. Lives only while a district is made."""

    dice: Random
    houses: list[House] = field(default_factory=list)
    taken: list[Polygon] = field(default_factory=list)

    def free(self, outline: Polygon, distance: float) -> bool:
        return all(other.distance(outline) >= distance for other in self.taken)

    @staticmethod
    def _buildable(outline: Polygon) -> bool:
        """Away from the railway and the stream, and inside the district."""
        inside = box(2, 2, WIDTH - 2, HEIGHT - 2).contains(outline)
        return inside and outline.distance(RAILWAY) > 17 and outline.distance(STREAM) > 9

    def add(self, house: House) -> None:
        self.houses.append(house)
        self.taken.append(house.outline)

    def try_add(self, house: House, distance: float) -> bool:
        if not self._buildable(house.outline) or not self.free(house.outline, distance):
            return False
        self.add(house)
        return True

    def build(self, block: Block) -> None:
        ring = ring_of(face_of(block))
        edges = frontages(ring)
        match block.pattern:
            case Pattern.PERIMETER:
                self._perimeter(block, ring, edges)
            case Pattern.ROWS:
                self._rows(block, edges)
            case Pattern.VILLAS:
                self._villas(block, ring, edges)
            case Pattern.OPEN:
                pass

    # ---- perimeter blocks

    def _perimeter(self, block: Block, ring: tuple[Spot, ...], edges: tuple[Frontage | None, ...]) -> None:
        inner = mitred(ring, DEPTH)
        legs = [self._leg(edges, i) for i in range(len(ring))]
        for i, edge in enumerate(edges):
            if edge is None or edge.length < 8:
                continue
            if edge.corner_before and legs[i]:
                before = edges[i - 1]
                if before is not None and before.length > 14:
                    self._corner(block, before, edge, (ring[i], inner[i]), legs[i])
            after = (i + 1) % len(ring)
            bends = (inner[i] if edges[i - 1] else None, inner[after] if edges[after] else None)
            self._side(block, edge, (legs[i], legs[after]), bends)

    @staticmethod
    def _leg(edges: tuple[Frontage | None, ...], i: int) -> float:
        """Length of a corner house along both streets [m]; 0 where there is no corner."""
        edge, before = edges[i], edges[i - 1]
        if edge is None or before is None or not edge.corner_before:
            return 0.0
        inside = math.pi - abs(
            math.atan2(
                before.along[0] * edge.along[1] - before.along[1] * edge.along[0],
                before.along[0] * edge.along[0] + before.along[1] * edge.along[1],
            )
        )
        return DEPTH / math.tan(inside / 2) + 4.5

    def _corner(self, block: Block, before: Frontage, edge: Frontage, corner: tuple[Spot, Spot], leg: float) -> None:
        stations: tuple[Station, ...] = (
            (before.at(before.length - leg, 0), before.at(before.length - leg, DEPTH)),
            corner,
            (edge.at(leg, 0), edge.at(leg, DEPTH)),
        )
        storeys = block.storeys[1]
        eaves = storeys * STOREY + PLINTH + self.dice.choice((0.0, 0.3, 0.6))
        profile, roof = self._town_roof(eaves, flat=0.15)
        built = 1880 + self.dice.randrange(45)
        self.add(House((Strip(stations, profile),), MIXED, (roof,), storeys, built, "", edge.street))

    def _side(
        self, block: Block, edge: Frontage, legs: tuple[float, float], bends: tuple[Spot | None, Spot | None]
    ) -> None:
        """Houses wall to wall between the two corners; a bend is shared by mitred walls."""
        start, end = legs[0], edge.length - legs[1]
        span = end - start
        if span < 7:
            return
        count = max(1, round(span / self.dice.uniform(18.5, 23.0)))
        cuts = [
            start + span * (i + (self.dice.uniform(-0.12, 0.12) if 0 < i < count else 0)) / count
            for i in range(count + 1)
        ]
        gateway = self.dice.randrange(1, count - 1) if count >= 4 and self.dice.random() < 0.6 else -1
        for i, (low, high) in enumerate(pairwise(cuts)):
            if i == gateway:
                high -= 4.2
            first: Station = (edge.at(low, 0), edge.at(low, DEPTH))
            last: Station = (edge.at(high, 0), edge.at(high, DEPTH))
            if i == 0 and legs[0] == 0 and bends[0]:
                first = (edge.start, bends[0])
            if i == count - 1 and legs[1] == 0 and bends[1]:
                last = (edge.end, bends[1])
            self._town_house(block, (first, last), edge.street)

    def _town_house(self, block: Block, stations: tuple[Station, ...], street: str) -> None:
        storeys = self.dice.randint(*block.storeys)
        modern = self.dice.random() < 0.22
        eaves = storeys * STOREY + PLINTH + self.dice.choice((0.0, 0.2, 0.4, 0.7))
        profile, roof = self._town_roof(eaves, flat=0.75 if modern else 0.0)
        built = 1955 + self.dice.randrange(55) if modern else 1875 + self.dice.randrange(60)
        busy = street in {"Lange Straße", "Lindenallee", "Am Kirchplatz"}
        function = self.dice.choice((MIXED, MIXED, OFFICE, DWELLING)) if busy else DWELLING
        self.add(House((Strip(stations, profile),), function, (roof,), storeys, built, "", street))

    def _town_roof(self, eaves: float, flat: float) -> tuple[Profile, str]:
        throw = self.dice.random()
        if throw < flat:
            return roofs.level(eaves + 0.4), roofs.FLAT
        if self.dice.random() < 0.3:
            return roofs.mansard(eaves), roofs.MANSARD
        return roofs.gable(eaves, DEPTH / 2 * self.dice.choice((0.72, 0.84, 0.95))), roofs.GABLE

    # ---- rows

    def _rows(self, block: Block, edges: tuple[Frontage | None, ...]) -> None:
        for edge in edges:
            if edge is None or edge.street in block.skip or edge.length < 40:
                continue
            place, setback, depth = 9.0, 4.5, 9.5
            while place + 20 < edge.length - 9:
                houses = min(self.dice.randint(5, 8), int((edge.length - 9 - place) / 6.4))
                roof = self.dice.choice((roofs.GABLE, roofs.GABLE, roofs.PENT))
                eaves = 2 * STOREY + 0.4
                built = self.dice.choice((1928, 1962, 1974, 1998, 2009))
                for i in range(houses):
                    low, back = place + i * 6.4, 0.8 * (i % 2) if roof == roofs.PENT else 0.0
                    stations = tuple(
                        (edge.at(at, setback + back), edge.at(at, setback + back + depth)) for at in (low, low + 6.4)
                    )
                    profile = roofs.gable(eaves, 3.6) if roof == roofs.GABLE else roofs.pent(eaves - 0.6, 2.4)
                    house = House((Strip(stations, profile),), DWELLING, (roof,), 2, built, "", edge.street)
                    self._try_row_house(house)
                place += houses * 6.4 + self.dice.uniform(5.0, 8.0)

    def _try_row_house(self, house: House) -> None:
        """Neighbours touch along a wall; anything that overlaps is left out."""
        outline = house.outline
        if self._buildable(outline) and all(other.intersection(outline).area < 0.01 for other in self.taken):
            self.add(house)

    # ---- villas

    def _villas(self, block: Block, ring: tuple[Spot, ...], edges: tuple[Frontage | None, ...]) -> None:
        plot = Polygon(ring)
        for edge in edges:
            if edge is None or edge.street in block.skip or edge.length < 24:
                continue
            place = 5.0
            while True:
                width, depth = self.dice.uniform(10, 13.5), self.dice.uniform(9, 11)
                if place + width > edge.length - 4:
                    break
                setback = self.dice.uniform(4.5, 6.5)
                house = self._villa(block, edge, (place, width), (setback, depth))
                if plot.contains(house.outline) and self.try_add(house, 4.5):
                    self._garage(edge, place + width + 0.8, setback + 2.5, plot)
                place += width + self.dice.uniform(9.0, 13.5)

    def _villa(self, block: Block, edge: Frontage, across: tuple[float, float], inwards: tuple[float, float]) -> House:
        (low, width), (setback, depth) = across, inwards
        high, back = low + width, setback + depth
        outline = (edge.at(low, setback), edge.at(high, setback), edge.at(high, back), edge.at(low, back))
        storeys = self.dice.randint(*block.storeys)
        eaves = storeys * STOREY + 0.6
        solid: Solid
        match self.dice.randrange(6):
            case 0 | 1:
                solid, roof = Hip(outline, eaves, eaves + depth * 0.42), roofs.HIP
            case 2:
                solid, roof = Tent(outline, eaves, eaves + 3.6), roofs.TENT
            case 3:
                solid, roof = Flat(outline, eaves + 0.5), roofs.FLAT
            case 4:
                sides = ((outline[1], outline[2]), (outline[0], outline[3]))
                stations = tuple((front, back_) for front, back_ in reversed(sides))
                solid, roof = Strip(stations, roofs.gable(eaves, depth * 0.46)), roofs.GABLE
            case _:  # the gable faces the street
                stations = ((outline[1], outline[0]), (outline[2], outline[3]))
                solid, roof = Strip(stations, roofs.gable(eaves, width * 0.46)), roofs.GABLE
        built = 1905 + self.dice.randrange(105)
        return House((solid,), DWELLING, (roof,), storeys, built, "", edge.street)

    def _garage(self, edge: Frontage, low: float, setback: float, plot: Polygon) -> None:
        if self.dice.random() > 0.3:
            return
        high, back = low + 3.2, setback + 6.2
        outline = (edge.at(low, setback), edge.at(high, setback), edge.at(high, back), edge.at(low, back))
        house = House((Flat(outline, 2.7),), GARAGE, (roofs.FLAT,), 1, 1985)
        if plot.contains(footprint_of(house.solids[0])):
            self.try_add(house, 0.6)
