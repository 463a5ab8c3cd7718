"""What a layer adds to the renderer: kept while the camera moves, gone with the layer."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.results import depth_result
from helpers.sites import SOUTH, WEST, block_site
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkRenderingCore import vtkRenderer

from planningtable.layers.layer import Flow, Frame
from planningtable.layers.look import Look
from scenes.drape import drape
from scenes.layers.props import LayerProps
from scenes.site_arrays import prepare_site

MIDDLE = (WEST + 105.0, SOUTH + 105.0)


@pytest.fixture(scope="module")
def arrays():
    return prepare_site(block_site())


def actors(renderer: vtkRenderer) -> list:
    return [renderer.GetActors().GetItemAsObject(i) for i in range(renderer.GetActors().GetNumberOfItems())]


def test_water_lines_and_arrows_are_built_once_and_taken_away(arrays) -> None:
    pond = depth_result(arrays.site, MIDDLE, 12.0)
    flow = Flow(np.array([MIDDLE]), np.array([[1.0, 0.0]]))
    result = replace(pond, water=True, frames=(Frame(60.0, pond.grids["depth"], flow),))
    made = drape(arrays.site, arrays.ground, result, 0, Look(contours=True))
    renderer = vtkRenderer()
    props = LayerProps(renderer)
    props.show(made)
    before = actors(renderer)
    assert len(before) == 3
    changed = [actor.GetMapper().GetInput().GetMTime() for actor in before]
    nearer = vtkMatrix4x4()
    nearer.SetElement(2, 3, 0.5)
    props.aim(nearer, 2.0)
    props.show(made)
    assert actors(renderer) == before
    assert [actor.GetMapper().GetInput().GetMTime() for actor in before] == changed
    assert all(actor.GetUserMatrix() is nearer for actor in before)
    props.show(drape(arrays.site, arrays.ground, result, 0))
    assert len(actors(renderer)) == 2
    props.show(None)
    assert actors(renderer) == []
