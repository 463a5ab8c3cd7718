"""A plan of the site as SVG with numbered pins."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from shapely.geometry.base import BaseGeometry

from planningtable.city.grid import Extent
from planningtable.city.site import Site
from planningtable.domain.text import Words
from planningtable.report.blocks import Figure
from planningtable.report.charts import FONT

WIDTH = 1000.0
PIN = 17.0
TALLEST = 0.72


@dataclass(frozen=True, slots=True)
class Pin:
    """A numbered place: easting, northing [m], colour ``#rrggbb``."""

    number: int
    east: float
    north: float
    colour: str


@dataclass(frozen=True, slots=True)
class _Frame:
    extent: Extent
    scale: float

    def at(self, east: float, north: float) -> tuple[float, float]:
        return (east - self.extent.west) * self.scale, (self.extent.north - north) * self.scale

    def path(self, shape: BaseGeometry) -> str:
        parts = []
        for polygon in getattr(shape, "geoms", [shape]):
            for ring in (polygon.exterior, *polygon.interiors):
                points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (self.at(*c[:2]) for c in ring.coords))
                parts.append(f"M{points}Z")
        return "".join(parts)


def city_map(site: Site, pins: Sequence[Pin], north_label: str = "N") -> bytes:
    """Footprints, streets, a scale bar and the pins; pins on top of each other are drawn apart with a line."""
    extent = _shown(site, pins)
    frame = _Frame(extent, WIDTH / extent.width)
    height = extent.height * frame.scale
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.0f}" '
        f'width="{WIDTH:.0f}" height="{height:.0f}">',
        f'<rect width="{WIDTH:.0f}" height="{height:.0f}" fill="#e9eeea"/>',
        *_streets(site, frame),
        *(
            f'<path d="{frame.path(shape)}" fill="#b7c1c5" stroke="#8f9ca2" stroke-width="0.8" fill-rule="evenodd"/>'
            for shape in site.buildings.footprints
            if shape is not None and not shape.is_empty and "Polygon" in shape.geom_type
        ),
        *_names(site, frame),
        *_pins(pins, frame),
        *_scale_bar(frame, height),
        f'<text x="{WIDTH - 24:.0f}" y="58" font-family="{FONT}" font-size="18" fill="#3c474d" '
        f'text-anchor="middle">{north_label}</text>',
        f'<path d="M{WIDTH - 24:.0f},14 l8,24 l-8,-6 l-8,6 z" fill="#3c474d"/>',
        f'<rect x="0.5" y="0.5" width="{WIDTH - 1:.0f}" height="{height - 1:.0f}" fill="none" stroke="#c3cace"/>',
        "</svg>",
    ]
    return "".join(parts).encode()


def plan_figure(site: Site, pins: Sequence[Pin], said: tuple[str, str], words: Words) -> Figure:
    """The plan with its alternative text and caption, no taller than half a page."""
    extent = _shown(site, pins)
    width = min(1.0, TALLEST * extent.width / extent.height)
    return Figure(city_map(site, pins, words("report.map.north")), "svg", said[0], said[1], round(width, 3))


def _shown(site: Site, pins: Sequence[Pin]) -> Extent:
    extent = site.extent
    for pin in pins:
        extent = extent.joined(Extent(pin.east - 5, pin.north - 5, pin.east + 5, pin.north + 5))
    # A strip of a site still needs room for the scale bar and the arrow.
    missing = extent.width * 0.3 - extent.height
    return extent if missing <= 0 else Extent(extent.west, extent.south - missing, extent.east, extent.north)


def _streets(site: Site, frame: _Frame) -> Iterator[str]:
    for line, width in zip(site.streets.lines, site.streets.width, strict=True):
        for part in getattr(line, "geoms", [line]):
            points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (frame.at(*c[:2]) for c in part.coords))
            wide = max(float(width), 1.5) * frame.scale
            yield (
                f'<polyline points="{points}" fill="none" stroke="#ffffff" stroke-width="{wide:.1f}" '
                'stroke-linecap="round" stroke-linejoin="round"/>'
            )


def _names(site: Site, frame: _Frame) -> Iterator[str]:
    """The name along the longest straight of each street that is long enough."""
    for name, kind, line in zip(site.streets.names, site.streets.classes, site.streets.lines, strict=True):
        if not name or kind == "path" or line.geom_type != "LineString":
            continue
        coords = [frame.at(*c[:2]) for c in line.coords]
        start, end = max(pairwise(coords), key=lambda pair: math.dist(*pair))
        if math.dist(start, end) < len(name) * 9.0:
            continue
        if start[0] > end[0]:
            start, end = end, start
        angle = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
        x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
        escaped = name.replace("&", "&amp;").replace("<", "&lt;")
        yield (
            f'<text transform="translate({x:.1f},{y:.1f}) rotate({angle:.1f})" y="5" font-family="{FONT}" '
            f'font-size="15" fill="#4a565b" text-anchor="middle">{escaped}</text>'
        )


def _pins(pins: Sequence[Pin], frame: _Frame) -> Iterator[str]:
    homes = [frame.at(pin.east, pin.north) for pin in pins]
    places = _apart(homes, 2 * PIN + 2)
    for (x, y), (px, py) in zip(homes, places, strict=True):
        if math.dist((x, y), (px, py)) > 2:
            yield f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{px:.1f}" y2="{py:.1f}" stroke="#3c474d" stroke-width="1.2"/>'
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="#3c474d"/>'
    for pin, (x, y) in zip(pins, places, strict=True):
        yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{PIN}" fill="{pin.colour}" stroke="#ffffff" stroke-width="2"/>'
        yield (
            f'<text x="{x:.1f}" y="{y + 6.5:.1f}" font-family="{FONT}" font-size="18" font-weight="700" '
            f'fill="#ffffff" text-anchor="middle">{pin.number}</text>'
        )


def _apart(homes: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """Push places apart until none is nearer than the gap; the same every time."""
    places = [(x, y + 0.01 * i) for i, (x, y) in enumerate(homes)]
    for _ in range(80):
        moved = False
        for i in range(len(places)):
            for j in range(i):
                (ax, ay), (bx, by) = places[j], places[i]
                distance = math.dist((ax, ay), (bx, by))
                if distance >= gap:
                    continue
                angle = math.atan2(by - ay, bx - ax) if distance > 0.5 else 2.4 * (i + j)
                push = (gap - distance) / 2 + 0.1
                places[j] = ax - math.cos(angle) * push, ay - math.sin(angle) * push
                places[i] = bx + math.cos(angle) * push, by + math.sin(angle) * push
                moved = True
        if not moved:
            break
    return places


def _scale_bar(frame: _Frame, height: float) -> Iterator[str]:
    target = frame.extent.width / 5
    power = 10 ** math.floor(math.log10(target))
    metres = max(step * power for step in (1, 2, 5) if step * power <= target)
    length, y = metres * frame.scale, height - 22
    yield f'<rect x="18" y="{y - 26:.0f}" width="{length + 24:.0f}" height="40" rx="5" fill="#fff" opacity="0.85"/>'
    yield f'<path d="M30,{y - 6:.0f} v6 h{length:.1f} v-6" fill="none" stroke="#3c474d" stroke-width="1.6"/>'
    yield (
        f'<text x="{30 + length / 2:.0f}" y="{y - 8:.0f}" font-family="{FONT}" font-size="13" fill="#3c474d" '
        f'text-anchor="middle">{metres:.0f} m</text>'
    )
