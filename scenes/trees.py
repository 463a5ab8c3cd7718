"""Trees as a model maker makes them: a thin trunk and a crown of two or three soft balls."""

import numpy as np

from planningtable.city.site import Site, Trees
from scenes.light import SUN_AZIMUTH
from scenes.meshes import Array, Mesh, as_bytes, merged

CROWN = np.array([163.0, 194.0, 138.0])
PLANNED_CROWN = np.array([124.0, 196.0, 96.0])
TRUNK = np.array([158.0, 142.0, 122.0])

MANY = 2500
"""Above this number a crown is one simple ball."""

# Balls of a crown: offset and radius in crown radii and crown heights from its middle.
_BALLS = (
    np.array([[0.0, 0.0, 0.08, 0.86], [0.34, 0.20, -0.22, 0.62], [-0.30, -0.26, -0.26, 0.60]]),
    np.array([[0.04, -0.06, 0.14, 0.80], [-0.36, 0.24, -0.16, 0.62], [0.30, 0.16, -0.30, 0.58]]),
)

_ICOSAHEDRON = (
    *((0, 11, 5), (0, 5, 1), (0, 1, 7), (0, 7, 10), (0, 10, 11), (1, 5, 9), (5, 11, 4), (11, 10, 2), (10, 7, 6)),
    *((7, 1, 8), (3, 9, 4), (3, 4, 2), (3, 2, 6), (3, 6, 8), (3, 8, 9), (4, 9, 5), (2, 4, 11), (6, 2, 10)),
    *((8, 6, 7), (9, 8, 1)),
)


def trees(site: Site) -> Mesh:
    """One mesh of all trees, with the light in its colours."""
    many = len(site.trees) > MANY
    stand = site.terrain.sample(site.trees.east, site.trees.north)
    feet = np.stack([site.trees.east - site.origin[0], site.trees.north - site.origin[1], stand], axis=1)
    if len(site.trees) == 0:
        return merged([])
    parts = [_crowns(site.trees, feet, variant, many) for variant in range(2)]
    return merged([*(p for p in parts if p is not None), _trunks(site.trees, feet)])


def _spread(count: int, salt: int) -> Array:
    """Numbers 0 to 1 that look random and are the same at every start, shape (count,)."""
    return np.asarray((np.arange(count) * 0.6180339887 + salt * 0.7548776662) % 1.0)


def _crowns(trees: Trees, feet: Array, variant: int, many: bool) -> Mesh | None:
    rows = np.arange(len(trees)) % 2 == variant
    if not rows.any():
        return None
    balls = np.array([[0.0, 0.0, 0.0, 1.0]]) if many else _BALLS[variant]
    ball, faces = _ball(1)
    radius = np.maximum(trees.crown[rows], 1.5) / 2
    tall = np.maximum(trees.height[rows], 2.0)
    clear = np.minimum(0.28 * tall, 3.0)
    half = np.maximum((tall - clear) / 2, 0.6)
    angle = 2 * np.pi * _spread(len(trees), 1)[rows]
    points, normals = _placed(balls, ball, (radius, half, angle))
    points[:, :, 2] += (feet[rows, 2] + clear + half)[:, None]
    points[:, :, :2] += feet[rows, None, :2]
    colours = _crown_colours(normals, trees.planned[rows], _spread(len(trees), 2)[rows])
    count = ball.shape[0] * len(balls)
    triangles = np.concatenate([faces + i * len(ball) for i in range(len(balls))])
    all_triangles = (triangles[None] + (np.arange(rows.sum()) * count)[:, None, None]).reshape(-1, 3)
    return Mesh(
        points.reshape(-1, 3).astype(np.float32), all_triangles.astype(np.int32), as_bytes(colours.reshape(-1, 3))
    )


def _placed(balls: Array, ball: Array, shape: tuple[Array, Array, Array]) -> tuple[Array, Array]:
    """Points and normals of the crowns round their middles, shape (T, balls x points, 3)."""
    radius, half, angle = shape
    local = (balls[:, None, :3] + ball[None] * balls[:, None, 3:]).reshape(-1, 3)
    normals = np.tile(ball, (len(balls), 1))
    turn = np.stack([np.cos(angle), -np.sin(angle), np.sin(angle), np.cos(angle)], axis=1).reshape(-1, 2, 2)
    points = np.empty((len(radius), len(local), 3))
    points[:, :, :2] = np.einsum("tij,pj->tpi", turn, local[:, :2]) * radius[:, None, None]
    points[:, :, 2] = local[None, :, 2] * half[:, None]
    turned = np.empty_like(points)
    turned[:, :, :2] = np.einsum("tij,pj->tpi", turn, normals[:, :2])
    turned[:, :, 2] = normals[None, :, 2]
    return points, turned


def _crown_colours(normals: Array, planned: Array, tint: Array) -> Array:
    sun = np.radians(SUN_AZIMUTH)
    light = 0.88 + 0.13 * normals[:, :, 2] + 0.07 * (normals[:, :, 0] * np.sin(sun) + normals[:, :, 1] * np.cos(sun))
    tone = np.where(planned[:, None], PLANNED_CROWN, CROWN * (0.95 + 0.10 * tint)[:, None])
    return np.asarray(tone[:, None, :] * light[:, :, None])


def _trunks(trees: Trees, feet: Array) -> Mesh:
    """Four-sided posts."""
    count = len(trees)
    thick = np.clip(trees.height * 0.022, 0.12, 0.4)
    square = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0], [0.0, -1.0]])
    points = np.zeros((count, 8, 3))
    points[:, :4, :2] = feet[:, None, :2] + square[None] * thick[:, None, None]
    points[:, 4:, :2] = points[:, :4, :2]
    points[:, :4, 2] = feet[:, None, 2] - 0.5
    points[:, 4:, 2] = (feet[:, 2] + np.minimum(0.28 * trees.height, 3.0) + 0.3 * trees.crown)[:, None]
    i = np.arange(4)
    j = (i + 1) % 4
    faces = np.concatenate([np.stack([i, j, j + 4], axis=1), np.stack([i, j + 4, i + 4], axis=1)])
    triangles = (faces[None] + (np.arange(count) * 8)[:, None, None]).reshape(-1, 3)
    shade = np.tile(np.where(np.arange(8) % 4 < 2, 0.82, 0.95), count)
    return Mesh(points.reshape(-1, 3).astype(np.float32), triangles.astype(np.int32), as_bytes(TRUNK * shade[:, None]))


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
