"""Terrain meshes: few triangles on a plane, many where it bends, never off by more than promised."""

import numpy as np
import pytest
from helpers.sites import block_site
from scipy.interpolate import LinearNDInterpolator

from scenes.relief import FINEST, bends, relief, sampled, split


def test_a_plane_is_two_triangles() -> None:
    x, y = np.meshgrid(np.arange(65), np.arange(65))
    chosen, triangles = relief((0.5 * x - 0.25 * y).astype(np.float32))
    assert sorted(chosen) == [0, 64, 64 * 65, 65 * 65 - 1]
    assert triangles.shape == (2, 3)


def _ditch() -> np.ndarray:
    x, y = np.meshgrid(np.arange(129), np.arange(129))
    return (10 - 3 * np.exp(-(((x - 0.4 * y - 40) / 4.0) ** 2))).astype(np.float32)


def test_the_mesh_stays_within_the_tolerance() -> None:
    heights = _ditch()
    chosen, triangles = relief(heights)
    assert len(triangles) < 0.6 * 2 * 128 * 128
    row, column = chosen // 129, chosen % 129
    corners = np.stack([column, row, heights[row, column]], axis=1)[triangles]
    worst = 0.0
    for a, b, c in corners:
        xs, ys = np.meshgrid(
            np.arange(min(a[0], b[0], c[0]), max(a[0], b[0], c[0]) + 1),
            np.arange(min(a[1], b[1], c[1]), max(a[1], b[1], c[1]) + 1),
        )
        flat = LinearNDInterpolator(np.stack([a, b, c])[:, :2], np.stack([a, b, c])[:, 2])(xs, ys)
        off = np.abs(flat - heights[ys.astype(int), xs.astype(int)])
        worst = max(worst, float(np.nanmax(off)))
    # Halving bounds the error at the middles of long sides, which is close to, not exactly, the largest error.
    assert worst < 2.5 * FINEST


def test_the_mesh_covers_the_square_once_and_without_cracks() -> None:
    heights = _ditch()
    points = split(bends(heights), FINEST)
    row, column = points // 129, points % 129
    ax, ay = column[:, 1] - column[:, 0], row[:, 1] - row[:, 0]
    bx, by = column[:, 2] - column[:, 0], row[:, 2] - row[:, 0]
    turns = ax * by - ay * bx
    assert (np.sign(turns) == np.sign(turns[0])).all()
    assert np.abs(turns).sum() / 2 == 128 * 128
    sides = np.sort(np.concatenate([points[:, [0, 1]], points[:, [1, 2]], points[:, [2, 0]]]), axis=1)
    found, count = np.unique(sides, axis=0, return_counts=True)
    rim = count == 1
    a, b = found[rim, 0], found[rim, 1]
    on_rim = ((a // 129 == b // 129) & np.isin(a // 129, (0, 128))) | (
        (a % 129 == b % 129) & np.isin(a % 129, (0, 128))
    )
    assert on_rim.all()
    assert count.max() == 2


def test_points_reach_from_corner_to_corner() -> None:
    site = block_site()
    heights = sampled(site.terrain, site.extent)
    assert heights.shape == (129, 129)
    assert heights[0, 0] == pytest.approx(20.0, abs=0.01)
    assert heights[0, -1] == pytest.approx(18.8, abs=0.01)
