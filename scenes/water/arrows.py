"""Where the water flows: flat arrows on its surface, the longer and stronger the faster it is."""

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Grid
from planningtable.city.site import Site
from planningtable.layers.layer import Flow
from planningtable.layers.legend import Legend, class_rows
from scenes.meshes import Array, Mesh, rgb

ALONG = 56
"""As many arrows of full length would lie along the longer side."""

SLOWEST = 0.1
"""Speed from which an arrow is drawn [m/s]."""

FASTEST = 2.0
"""Speed from which it is as long and strong as it gets [m/s]; the legend names it."""

SHORTEST, FAINTEST = 0.35, 0.5
"""Length and opacity of the slowest, as shares of the fastest [-]."""

LIFT = 0.06
"""Of arrows above the water [m]."""

OUTLINE = np.array([[-0.5, 0.05], [-0.5, -0.05], [0.12, -0.05], [0.12, 0.05], [0.5, 0.0], [0.1, -0.19], [0.1, 0.19]])
"""An arrow of length 1 to the right: shaft and head."""

FACES = np.array([[0, 1, 2], [0, 2, 3], [4, 6, 5]])

INK, PAPER = "#12324f", "#ffffff"
LIGHT = 0.42
"""Brightness of a class from which arrows on it are dark [0..1]."""


def arrows(site: Site, flow: Flow, depths: Grid, legend: Legend) -> Mesh | None:
    """Arrows where a class of the legend is drawn and water moves; colours with opacity, shape (n, 4).

    Args:
        site: whose terrain the water stands on.
        flow: velocities at places.
        depths: of the water at the same time [m].
        legend: of the depths.
    """
    at, velocity = np.asarray(flow.at, np.float64), np.asarray(flow.velocity, np.float64)
    row, column = depths.index(at[:, 0], at[:, 1])
    depth = depths.values[row, column]
    rows = class_rows(depth, legend)
    speed = np.hypot(velocity[:, 0], velocity[:, 1])
    inside = np.array([site.extent.contains(east, north) for east, north in at], bool)
    chosen = (rows >= 0) & (speed >= SLOWEST) & inside
    if not chosen.any():
        return None
    extent = site.extent
    share = np.clip(speed[chosen] / FASTEST, 0.0, 1.0)
    length = max(extent.width, extent.height) / ALONG * (SHORTEST + (1.0 - SHORTEST) * share)
    points = _placed(at[chosen], velocity[chosen] / speed[chosen, None], length)
    ground = site.terrain.sample(points[..., 0], points[..., 1])
    height = ground + depth[chosen, None] + LIFT
    relative = points - np.array(site.origin)
    vertices = np.concatenate([relative, height[..., None]], axis=2).reshape(-1, 3)
    count = int(chosen.sum())
    triangles = (FACES[None] + len(OUTLINE) * np.arange(count)[:, None, None]).reshape(-1, 3)
    opacity = 255 * (FAINTEST + (1.0 - FAINTEST) * share)
    colours = np.concatenate([_contrast(legend)[rows[chosen]], opacity[:, None]], axis=1)
    return Mesh(
        vertices.astype(np.float32),
        triangles.astype(np.int32),
        np.repeat(np.round(colours), len(OUTLINE), axis=0).astype(np.uint8),
    )


def _placed(at: Array, along: Array, length: Array) -> npt.NDArray[np.float64]:
    """Corners of the arrows, middles at their places, shape (n, 7, 2) [m]."""
    across = np.stack([-along[:, 1], along[:, 0]], axis=1)
    # A short arrow is not as slim as a long one: its head stays a head.
    width = np.maximum(length, 0.6 * length.max())
    return np.asarray(
        at[:, None]
        + OUTLINE[None, :, :1] * along[:, None] * length[:, None, None]
        + OUTLINE[None, :, 1:] * across[:, None] * width[:, None, None],
        np.float64,
    )


def _contrast(legend: Legend) -> Array:
    """Dark on light classes, white on dark ones, shape (classes, 3)."""
    colours = np.array([rgb(a_class.colour) for a_class in legend.classes]) / 255
    bright = colours @ np.array([0.2126, 0.7152, 0.0722])
    return np.where((bright >= LIGHT)[:, None], rgb(INK), rgb(PAPER))
