"""Crowns of one tree that is one wide and two tall, in two levels; all forms of a level have the same triangles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from scenes.meshes import Array
from scenes.vegetation.forms import Form

_ICOSAHEDRON = (
    *((0, 11, 5), (0, 5, 1), (0, 1, 7), (0, 7, 10), (0, 10, 11), (1, 5, 9), (5, 11, 4), (11, 10, 2), (10, 7, 6)),
    *((7, 1, 8), (3, 9, 4), (3, 4, 2), (3, 2, 6), (3, 6, 8), (3, 8, 9), (4, 9, 5), (2, 4, 11), (6, 2, 10)),
    *((8, 6, 7), (9, 8, 1)),
)

# Parts of a crown: offset of the middle, radius and half height, in crown radii and half crown heights.
_BALLS = {
    Form.ROUND: ((0.0, 0.0, 0.08, 0.86, 0.88), (0.34, 0.20, -0.22, 0.62, 0.66), (-0.30, -0.26, -0.26, 0.60, 0.66)),
    Form.OVAL: ((0.0, 0.0, 0.26, 0.74, 0.74), (0.22, 0.10, -0.22, 0.76, 0.74), (-0.20, -0.14, -0.26, 0.74, 0.70)),
    Form.CONE: ((0.0, 0.0, -0.48, 1.0, 0.52), (0.0, 0.0, 0.02, 0.74, 0.52), (0.0, 0.0, 0.50, 0.48, 0.50)),
    Form.COLUMN: ((0.0, 0.0, 0.30, 0.78, 0.70), (0.08, 0.04, -0.10, 0.92, 0.72), (-0.08, -0.06, -0.40, 0.84, 0.60)),
    Form.SHRUB: ((0.05, 0.0, 0.05, 0.78, 0.92), (0.42, 0.24, -0.30, 0.56, 0.68), (-0.40, -0.22, -0.26, 0.58, 0.70)),
}
_WHOLE = dict.fromkeys(Form, ((0.0, 0.0, 0.0, 0.96, 1.0),))


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """Crowns of all forms.

    Attributes:
        points: shape (forms, p, 3), across from -1 to 1 and up from -1 to 1.
        normals: shape (forms, p, 3).
        triangles: rows of the points, shape (t, 3).
    """

    points: Array
    normals: Array
    triangles: npt.NDArray[np.int32]


@cache
def fine() -> Shape:
    """Three soft parts a crown, 240 triangles."""
    return _shape(_BALLS, *_ball(1))


@cache
def coarse() -> Shape:
    """One part a crown, 20 triangles."""
    return _shape(_WHOLE, *_ball(0))


def _shape(parts: Mapping[Form, Sequence[Sequence[float]]], ball: Array, faces: Array) -> Shape:
    count = len(parts[Form.ROUND])
    made = [_crown(parts[form], ball, cone=form is Form.CONE) for form in Form]
    triangles = np.concatenate([faces + i * len(ball) for i in range(count)])
    return Shape(np.stack([p for p, _ in made]), np.stack([n for _, n in made]), triangles.astype(np.int32))


def _crown(parts: Sequence[Sequence[float]], ball: Array, *, cone: bool) -> tuple[Array, Array]:
    unit, normal = _cone(ball) if cone else (ball, ball)
    points = [np.array(part[:3]) + unit * (part[3], part[3], part[4]) for part in parts]
    return np.concatenate(points), np.tile(normal, (len(parts), 1))


def _cone(ball: Array) -> tuple[Array, Array]:
    """The points of a ball pulled into a cone that hangs down a little at its rim."""
    level = np.hypot(ball[:, 0], ball[:, 1])
    outward = ball[:, :2] / np.maximum(level, 1e-9)[:, None]
    outward[level < 1e-6] = 0.0
    up = ball[:, 2]
    radius = np.where(up < -0.2, np.where(level < 1e-6, 0.0, 0.98), (1.0 - up) / 1.2)
    points = np.column_stack([outward * radius[:, None], np.where(level < 1e-6, up, np.maximum(up, -0.8))])
    normal = np.column_stack([outward * 0.86, np.full(len(ball), 0.5)])
    normal[up < -0.6] = (0.0, 0.0, -1.0)
    return points, normal / np.linalg.norm(normal, axis=1)[:, None]


def _ball(times: int) -> tuple[Array, Array]:
    """An icosahedron with its triangles divided: points on the unit ball and triangles."""
    g = (1 + 5**0.5) / 2
    value = {"-": -1.0, "+": 1.0, "0": 0.0, "g": g, "h": -g}
    corners = ("-g0", "+g0", "-h0", "+h0", "0-g", "0+g", "0-h", "0+h", "g0-", "g0+", "h0-", "h0+")
    points = np.array([[value[sign] for sign in corner] for corner in corners]) / np.hypot(1, g)
    faces = np.array(_ICOSAHEDRON)
    for _ in range(times):
        points, faces = _divided(points, faces)
    return points, faces


def _divided(points: Array, faces: Array) -> tuple[Array, Array]:
    sides = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    pairs, which = np.unique(sides, axis=0, return_inverse=True)
    middle = points[pairs].mean(axis=1)
    middle /= np.linalg.norm(middle, axis=1)[:, None]
    ab, bc, ca = which.reshape(3, -1) + len(points)
    a, b, c = faces.T
    corners = [[a, ab, ca], [b, bc, ab], [c, ca, bc], [ab, bc, ca]]
    return np.concatenate([points, middle]), np.concatenate([np.stack(t, axis=1) for t in corners])
