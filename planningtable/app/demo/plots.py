"""Blocks between the streets, and the lines along which houses are set."""

import math
from dataclasses import dataclass

from shapely import set_precision
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.polygon import orient
from shapely.ops import polygonize, unary_union

from planningtable.app.demo.plan import HEIGHT, STREETS, WIDTH, Block, Spot, Street

EDGE = 7.0
SHARP = math.radians(28)


@dataclass(frozen=True, slots=True)
class Frontage:
    """An edge of a block along a street.

    Attributes:
        start: first point, with the block on the left.
        end: last point.
        street: name of the street.
        corner_before: whether a sharp corner with another frontage lies at the start.
        corner_after: the same at the end.
    """

    start: Spot
    end: Spot
    street: str
    corner_before: bool
    corner_after: bool

    @property
    def length(self) -> float:
        return math.dist(self.start, self.end)

    @property
    def along(self) -> Spot:
        return (self.end[0] - self.start[0]) / self.length, (self.end[1] - self.start[1]) / self.length

    def at(self, distance: float, inwards: float) -> Spot:
        """The point at a distance along the frontage and into the block [m]."""
        dx, dy = self.along
        return self.start[0] + dx * distance - dy * inwards, self.start[1] + dy * distance + dx * inwards


def face_of(block: Block) -> Polygon:
    """The plot area of a block: the face between the streets less their corridors, counter-clockwise."""
    frame = box(EDGE, EDGE, WIDTH - EDGE, HEIGHT - EDGE)
    lines = unary_union([frame.exterior, *(street.line for street in STREETS)])
    seed = Point(block.seed)
    face = next(shape for shape in polygonize(lines) if shape.contains(seed)).intersection(frame)
    corridors = unary_union(
        [street.line.buffer(street.corridor / 2, cap_style="flat", join_style="mitre") for street in STREETS]
    )
    open_land = face.difference(corridors)
    parts = getattr(open_land, "geoms", [open_land])
    largest = max(parts, key=lambda part: part.area)
    return orient(set_precision(largest.simplify(0.6), 0.001))


def turn(before: Spot, at: Spot, after: Spot) -> float:
    """Change of direction at a corner, positive to the left [rad]."""
    first = math.atan2(at[1] - before[1], at[0] - before[0])
    second = math.atan2(after[1] - at[1], after[0] - at[0])
    return (second - first + math.pi) % (2 * math.pi) - math.pi


def mitred(ring: tuple[Spot, ...], depth: float) -> tuple[Spot, ...]:
    """The ring moved inwards by a depth [m], corner for corner."""
    moved = []
    for i, (x, y) in enumerate(ring):
        before, after = ring[i - 1], ring[(i + 1) % len(ring)]
        first, second = _direction(before, (x, y)), _direction((x, y), after)
        normal = (-first[1] - second[1], first[0] + second[0])
        cosine = 1 + first[0] * second[0] + first[1] * second[1]
        moved.append((x + normal[0] / cosine * depth, y + normal[1] / cosine * depth))
    return tuple(moved)


def _direction(p: Spot, q: Spot) -> Spot:
    length = math.dist(p, q)
    return (q[0] - p[0]) / length, (q[1] - p[1]) / length


def ring_of(face: Polygon) -> tuple[Spot, ...]:
    return tuple((float(x), float(y)) for x, y in list(face.exterior.coords)[:-1])


def street_beside(p: Spot, q: Spot) -> Street | None:
    """The street along whose corridor an edge runs."""
    middle = Point((p[0] + q[0]) / 2, (p[1] + q[1]) / 2)
    for street in STREETS:
        line: LineString = street.line
        if abs(line.distance(middle) - street.corridor / 2) < 1.2:
            return street
    return None


def frontages(ring: tuple[Spot, ...]) -> tuple[Frontage | None, ...]:
    """One an edge of the ring (corner i to i + 1); None where no street runs."""
    count = len(ring)
    streets = [street_beside(ring[i], ring[(i + 1) % count]) for i in range(count)]
    found: list[Frontage | None] = []
    for i, street in enumerate(streets):
        if street is None:
            found.append(None)
            continue
        corners = []
        for corner, neighbour in ((i, i - 1), ((i + 1) % count, (i + 1) % count)):
            bend = turn(ring[corner - 1], ring[corner], ring[(corner + 1) % count])
            corners.append(abs(bend) > SHARP and streets[neighbour] is not None)
        found.append(Frontage(ring[i], ring[(i + 1) % count], street.name, corners[0], corners[1]))
    return tuple(found)
