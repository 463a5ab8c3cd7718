"""The district of the benchmark has the trees that it says."""

import numpy as np
from helpers.sites import block_site

from benchmarks.trees import WOOD, wooded


def test_a_third_of_the_trees_stands_in_one_wood() -> None:
    site = block_site()
    trees = wooded(site, 900).trees
    extent = site.extent
    assert len(trees) == 900
    assert len(set(zip(trees.east.tolist(), trees.north.tolist(), strict=True))) == 900
    assert ((trees.east > extent.west) & (trees.east < extent.east)).all()
    middle = extent.centre
    half = WOOD / 2 * extent.width
    inside = (np.abs(trees.east - middle[0]) <= half) & (np.abs(trees.north - middle[1]) <= half)
    assert 300 <= inside.sum() < 400
    assert len(wooded(site, 0).trees) == 0
