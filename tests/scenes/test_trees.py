"""Trees stand where the register says, as tall and wide as it says."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import block_site

from scenes.trees import MANY, trees


def test_trees_stand_on_the_ground_with_their_size() -> None:
    site = block_site(trees=((40, 50),), boxes=((90, 90, 95, 95, 5.0),))
    mesh = trees(site)
    stand = 20.0 - 0.01 * 40
    assert mesh.points[:, 2].min() == pytest.approx(stand - 0.5, abs=0.02)
    assert mesh.points[:, 2].max() == pytest.approx(stand + 10.0, abs=0.9)
    assert np.abs(mesh.points[:, :2].mean(axis=0) - [40, 50]).max() < 1.0
    assert np.ptp(mesh.points[:, 0]) == pytest.approx(6.0, abs=1.5)
    assert mesh.triangles.max() == len(mesh.points) - 1


def test_planned_trees_are_fresher() -> None:
    site = block_site(trees=((40, 50),))
    planned = replace(site, trees=replace(site.trees, planned=np.array([True])))
    old, new = trees(site).colours.astype(int), trees(planned).colours.astype(int)

    def freshness(colours: np.ndarray) -> float:
        return float((colours[:, 1] - colours[:, [0, 2]].mean(axis=1)).mean())

    assert freshness(new) > freshness(old) + 10


def test_no_trees_and_a_forest() -> None:
    assert len(trees(block_site(trees=())).points) == 0
    few = trees(block_site(trees=[(40.0, 50.0)] * 10))
    many = trees(block_site(trees=[(40.0, 50.0)] * (MANY + 10)))
    assert len(many.triangles) / (MANY + 10) < 0.5 * len(few.triangles) / 10
