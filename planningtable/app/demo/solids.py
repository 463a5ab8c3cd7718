"""Closed, outward oriented LoD2 solids from a footprint and a roof profile. Local metres, z above the datum."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shapely.geometry import Polygon

from planningtable.city.site import SurfaceKind

Spot = tuple[float, float]
Corner = tuple[float, float, float]
Facet = tuple[SurfaceKind, tuple[Corner, ...]]
Profile = tuple[tuple[float, float], ...]
Station = tuple[Spot, Spot]


@dataclass(frozen=True, slots=True)
class Flat:
    """A level roof over any outline, counter-clockwise; height of the eaves above the ground [m]."""

    outline: tuple[Spot, ...]
    height: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A roof profile drawn along a house: two stations for a house, three for a corner.

    Attributes:
        stations: pairs of front and back point; fronts run counter-clockwise around the block.
        profile: share of the depth from the front [0..1] and height above the ground [m].
    """

    stations: tuple[Station, ...]
    profile: Profile


@dataclass(frozen=True, slots=True)
class Hip:
    """Four slopes with a ridge along the longer side a-b of the outline a, b, c, d."""

    outline: tuple[Spot, Spot, Spot, Spot]
    eaves: float
    ridge: float


@dataclass(frozen=True, slots=True)
class Tent:
    """Slopes from every edge to a point above the middle."""

    outline: tuple[Spot, ...]
    eaves: float
    top: float


Solid = Flat | Strip | Hip | Tent


def between(p: Spot, q: Spot, share: float) -> Spot:
    return p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share


def outline_of(solid: Solid) -> tuple[Spot, ...]:
    """Outline of the ground, counter-clockwise."""
    match solid:
        case Strip(stations=stations):
            return (*(front for front, _ in stations), *(back for _, back in reversed(stations)))
        case Flat(outline=outline) | Hip(outline=outline) | Tent(outline=outline):
            return outline


def footprint_of(solid: Solid) -> Polygon:
    return Polygon(outline_of(solid))


def height_of(solid: Solid) -> float:
    """Height of the highest point above the ground [m]."""
    match solid:
        case Strip(profile=profile):
            return max(height for _, height in profile)
        case Flat(height=height):
            return height
        case Hip(ridge=top) | Tent(top=top):
            return top


def facets(solid: Solid, ground: float) -> tuple[Facet, ...]:
    """All boundary surfaces of the closed solid, each seen counter-clockwise from outside; mm precision."""
    match solid:
        case Flat(outline=outline, height=height):
            above = _level(outline, height)
            raw = [*_walls(outline, height), (SurfaceKind.ROOF, above)]
        case Strip():
            raw = _strip(solid)
        case Hip():
            raw = _hip(solid)
        case Tent(outline=outline, eaves=eaves, top=top):
            raw = [*_walls(outline, eaves), *_slopes(outline, eaves, top)]
    base = tuple(reversed(_level(outline_of(solid), 0.0)))
    return tuple(
        (kind, tuple((round(x, 3), round(y, 3), round(z + ground, 3)) for x, y, z in ring))
        for kind, ring in [(SurfaceKind.GROUND, base), *raw]
    )


def _level(outline: Sequence[Spot], z: float) -> tuple[Corner, ...]:
    return tuple((x, y, z) for x, y in outline)


def _wall(p: Spot, q: Spot, height: float) -> Facet:
    return SurfaceKind.WALL, ((*p, 0.0), (*q, 0.0), (*q, height), (*p, height))


def _walls(outline: Sequence[Spot], height: float) -> list[Facet]:
    return [_wall(p, q, height) for p, q in zip(outline, [*outline[1:], outline[0]], strict=True)]


def _slopes(outline: Sequence[Spot], eaves: float, top: float) -> list[Facet]:
    x = sum(p[0] for p in outline) / len(outline)
    y = sum(p[1] for p in outline) / len(outline)
    following = [*outline[1:], outline[0]]
    return [
        (SurfaceKind.ROOF, ((*p, eaves), (*q, eaves), (x, y, top))) for p, q in zip(outline, following, strict=True)
    ]


def _hip(house: Hip) -> list[Facet]:
    a, b, c, d = house.outline
    left, right = between(a, d, 0.5), between(b, c, 0.5)
    length = ((right[0] - left[0]) ** 2 + (right[1] - left[1]) ** 2) ** 0.5
    depth = ((a[0] - d[0]) ** 2 + (a[1] - d[1]) ** 2) ** 0.5
    share = min(0.5 * depth / length, 0.46)
    start, end = (*between(left, right, share), house.ridge), (*between(right, left, share), house.ridge)
    low = [(*p, house.eaves) for p in house.outline]
    roof = SurfaceKind.ROOF
    return [
        *_walls(house.outline, house.eaves),
        (roof, (low[0], low[1], end, start)),
        (roof, (low[1], low[2], end)),
        (roof, (low[2], low[3], start, end)),
        (roof, (low[3], low[0], start)),
    ]


def _strip(house: Strip) -> list[Facet]:
    stations, profile = house.stations, house.profile
    found: list[Facet] = []
    for (front, back), (next_front, next_back) in pairwise(stations):
        found.append(_wall(front, next_front, profile[0][1]))
        found.append(_wall(next_back, back, profile[-1][1]))
        for (near, low), (far, high) in pairwise(profile):
            ring = (
                (*between(front, back, near), low),
                (*between(next_front, next_back, near), low),
                (*between(next_front, next_back, far), high),
                (*between(front, back, far), high),
            )
            found.append((SurfaceKind.WALL if near == far else SurfaceKind.ROOF, ring))
    (first, behind), (last, rear) = stations[0], stations[-1]
    opening = [(*between(first, behind, share), height) for share, height in profile]
    closing = [(*between(last, rear, share), height) for share, height in reversed(profile)]
    found.append((SurfaceKind.WALL, ((*behind, 0.0), (*first, 0.0), *opening)))
    found.append((SurfaceKind.WALL, ((*last, 0.0), (*rear, 0.0), *closing)))
    return found
