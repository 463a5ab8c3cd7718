"""Curves by control points → lines, arcs to within a centimetre."""

import math
from itertools import pairwise

import numpy as np

from planningtable.city.grid import Array
from planningtable.city.readers.xplan.gml import Curve, Segment

# Largest distance between an arc and the line that stands for it [m].
SAGITTA = 0.01
# An arc of a hundred kilometres' radius needs no more.
MOST_POINTS = 2000


def stroke(path: tuple[Segment, ...], sagitta: float = SAGITTA) -> Array:
    """The points of a curve in metres, shape (n, 2); each control point is among them.

    Points that segments share are there once.
    """
    pieces: list[Array] = []
    for segment in path:
        points = _points(segment, sagitta)
        if pieces and len(points) and np.array_equal(pieces[-1][-1], points[0]):
            points = points[1:]
        if len(points):
            pieces.append(points)
    return np.vstack(pieces) if pieces else np.zeros((0, 2))


def widest_gap(path: tuple[Segment, ...]) -> float:
    """Largest distance between the end of a segment and the beginning of the next [m]."""
    ends = [(a.points[-1], b.points[0]) for a, b in pairwise(path) if len(a.points) and len(b.points)]
    return max((float(np.hypot(*(one - other))) for one, other in ends), default=0.0)


def _points(segment: Segment, sagitta: float) -> Array:
    if segment.curve is Curve.LINE:
        return segment.points
    if segment.curve is Curve.CIRCLE:
        return _circle(segment.points, sagitta)
    triples = [segment.points[i : i + 3] for i in range(0, len(segment.points) - 2, 2)]
    pieces = [triples[0][:1]]
    for first, middle, last in triples:
        circle = _circle_of(first, middle, last)
        pieces += [_between(circle, first, middle, sagitta), _between(circle, middle, last, sagitta)]
    return np.vstack(pieces)


# Centre and signed radius, positive for counter-clockwise; None for points on a line.
_Circle = tuple[Array, float] | None


def _circle_of(first: Array, middle: Array, last: Array) -> _Circle:
    """The circle through three points."""
    a, b = middle - first, last - first
    cross = float(a[0] * b[1] - a[1] * b[0])
    length = float(max(np.hypot(*a), np.hypot(*b), np.hypot(*(last - middle))))
    if abs(cross) <= 1e-9 * length**2:
        return None
    aa, bb = float(a @ a), float(b @ b)
    centre = np.array([b[1] * aa - a[1] * bb, a[0] * bb - b[0] * aa]) / (2 * cross)
    return first + centre, math.copysign(float(np.hypot(*centre)), cross)


def _between(circle: _Circle, start: Array, end: Array, sagitta: float) -> Array:
    """Points after the start up to the end, along the circle in its direction."""
    if circle is None:
        return end[None, :]
    centre, radius = circle
    begin = math.atan2(*(start - centre)[::-1])
    sweep = math.atan2(*(end - centre)[::-1]) - begin
    sweep %= math.copysign(2 * math.pi, radius)
    count = _steps(abs(sweep), abs(radius), sagitta)
    angles = begin + sweep * np.arange(1, count) / count
    points = centre + abs(radius) * np.column_stack([np.cos(angles), np.sin(angles)])
    return np.vstack([points, end[None, :]])


def _steps(sweep: float, radius: float, sagitta: float) -> int:
    if radius <= sagitta:
        return max(math.ceil(sweep / (math.pi / 4)), 1)
    step = 2 * math.acos(1 - sagitta / radius)
    return int(min(max(math.ceil(sweep / step), 1), MOST_POINTS))


def _circle(points: Array, sagitta: float) -> Array:
    """A whole circle through three points, closed."""
    first, middle, last = points
    circle = _circle_of(first, middle, last)
    pieces = [
        _between(circle, first, middle, sagitta),
        _between(circle, middle, last, sagitta),
        _between(circle, last, first, sagitta),
    ]
    return np.vstack([first[None, :], *pieces])
