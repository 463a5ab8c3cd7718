"""One tree that stands for all: 1 m high with a crown 1 m wide, scaled to each."""

from collections.abc import Mapping

import numpy as np

from planningtable.city.grid import Array
from planningtable.city.site import Site
from planningtable.city.writers.properties import PLANNED

SIDES = 8
# Height and radius of the crown's rings as shares of the tree's height and the crown's diameter.
_CROWN = ((0.25, 0.2), (0.5, 0.5), (0.8, 0.36), (1.0, 0.1))
_TRUNK = ((0.0, 0.05), (0.25, 0.05))
TREE_LOD = 2
CROWN_COLOUR = (120, 158, 98)
TRUNK_COLOUR = (128, 106, 86)


def crown() -> tuple[Array, list[list[int]]]:
    """The crown: vertices, shape (V, 3) [1], and closed faces, counter-clockwise seen from outside."""
    return _turned(_CROWN)


def trunk() -> tuple[Array, list[list[int]]]:
    """The trunk, likewise."""
    return _turned(_TRUNK)


def _turned(profile: tuple[tuple[float, float], ...]) -> tuple[Array, list[list[int]]]:
    angle = np.arange(SIDES) * 2 * np.pi / SIDES
    rings = [np.column_stack([r * np.cos(angle), r * np.sin(angle), np.full(SIDES, z)]) for z, r in profile]
    faces = [list(range(SIDES))[::-1], [(len(profile) - 1) * SIDES + i for i in range(SIDES)]]
    for low in range(0, (len(profile) - 1) * SIDES, SIDES):
        for i in range(SIDES):
            j = (i + 1) % SIDES
            faces.append([low + i, low + j, low + SIDES + j, low + SIDES + i])
    return np.concatenate(rings), faces


def tree_places(site: Site) -> Array:
    """Foot of each tree on the terrain, shape (T, 3), easting, northing, height [m]."""
    trees = site.trees
    if not len(trees):
        return np.zeros((0, 3))
    return np.column_stack([trees.east, trees.north, site.terrain.sample(trees.east, trees.north)])


def tree_properties(site: Site, row: int) -> Mapping[str, str]:
    """Properties of a tree by the names of the standard."""
    trees = site.trees
    found = {
        "species": trees.species[row],
        "height": f"{trees.height[row]:.2f}" if trees.height[row] > 0 else "",
        "crownDiameter": f"{trees.crown[row]:.2f}" if trees.crown[row] > 0 else "",
        PLANNED: "1" if trees.planned[row] else "",
    }
    return {name: value for name, value in found.items() if value}


def tree_scale(site: Site, row: int) -> tuple[float, float]:
    """Width of the crown and height that the shape is scaled to [m]; something that can be seen where unknown."""
    trees = site.trees
    height = float(trees.height[row])
    wide = float(trees.crown[row])
    return (wide if wide > 0 else 4.0), (height if height > 0 else 8.0)
