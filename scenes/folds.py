"""Where surfaces meet: the lines that a white model is drawn with."""

import numpy as np
import numpy.typing as npt

from planningtable.city.site import Surfaces
from scenes.meshes import Array

FOLD = np.cos(np.radians(12.0))
"""Surfaces that meet at a smaller angle than this show no edge."""


def segments(surfaces: Surfaces) -> tuple[Array, Array, Array]:
    """Start, end and surface of every side of every ring."""
    counts = np.diff(surfaces.ring_offsets)
    following = np.arange(len(surfaces.ring_points)) + 1
    last = surfaces.ring_offsets[1:] - 1
    following[last[counts > 0]] = surfaces.ring_offsets[:-1][counts > 0]
    return surfaces.ring_points, surfaces.ring_points[following], np.repeat(surfaces.ring_surface, counts)


def folded(start: Array, end: Array, normal: Array) -> Array:
    """One row for each line that is the side of one surface only, or of surfaces that face different ways."""
    ends = np.stack([np.round(start * 50), np.round(end * 50)], axis=1).astype(np.int64)
    swap = _later(ends[:, 0], ends[:, 1])
    ends[swap] = ends[swap][:, ::-1]
    _, first, group = np.unique(ends.reshape(-1, 6), axis=0, return_index=True, return_inverse=True)
    group = group.reshape(-1)
    alike = np.abs((normal * normal[first][group]).sum(axis=1))
    least = np.ones(len(first))
    np.minimum.at(least, group, alike)
    alone = np.bincount(group, minlength=len(first)) == 1
    return np.asarray(first[alone | (least < FOLD)])


def _later(a: Array, b: Array) -> npt.NDArray[np.bool_]:
    """Whether a point comes after another in the order of x, y, z."""
    x, y, z = (np.sign(a[:, i] - b[:, i]) for i in range(3))
    return np.asarray(np.where(x != 0, x, np.where(y != 0, y, z)) > 0)
