"""Block models: volumes and areas of prisms are known exactly."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers.sites import block_site

from planningtable.city.blocks import BlockMesh, block_mesh, blocks_of
from planningtable.city.columns import taken
from planningtable.city.site import Buildings


def volume(mesh: BlockMesh, ground: float) -> float:
    """Under the roofs, by the divergence theorem; the floors at one height are missing and add a known part."""
    a, b, c = np.moveaxis(mesh.vertices[mesh.triangles].astype(float) - [0, 0, ground], 1, 0)
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def one(footprint: shapely.Geometry, height: float) -> Buildings:
    buildings = taken(block_site().buildings, np.array([0]))
    shapes = np.empty(1, object)
    shapes[0] = footprint
    return replace(buildings, footprints=shapes, height=np.array([height]), ground=np.array([20.0]))


YARD = shapely.box(0, 0, 40, 40).difference(shapely.box(10, 10, 30, 30))
TWO = shapely.MultiPolygon([shapely.box(0, 0, 10, 10), shapely.box(20, 0, 30, 20)])


@pytest.mark.parametrize("shape", [shapely.box(0, 0, 20, 10), YARD, TWO], ids=["box", "courtyard", "two parts"])
def test_walls_and_roofs_close_with_the_floor(shape: shapely.Geometry) -> None:
    origin = (565000.0, 5934000.0)
    blocks = blocks_of(one(shapely.affinity.translate(shape, *origin), 9.0), origin)
    mesh = block_mesh(blocks, (origin[0] - 7.0, origin[1] + 3.0))
    assert volume(mesh, 20.0) == pytest.approx(shape.area * 9.0, rel=1e-5)
    roof = mesh.vertices[mesh.triangles][:, :, 2].min(axis=1) > 28.9
    corners = mesh.vertices[mesh.triangles[roof]].astype(float)
    up = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])[:, 2]
    assert (up > 0).all()
    assert up.sum() / 2 == pytest.approx(shape.area, rel=1e-4)
    assert set(mesh.block.tolist()) == set(range(len(blocks.building)))


def test_small_bends_are_left_out_but_no_building() -> None:
    tiny = shapely.box(0, 0, 0.4, 0.3)
    blocks = blocks_of(one(tiny, 3.0), (0.0, 0.0))
    assert len(blocks.building) == 1
    assert len(blocks.points) >= 3


def test_no_buildings_have_no_blocks() -> None:
    nobody = taken(block_site().buildings, np.zeros(0, np.int64))
    mesh = block_mesh(blocks_of(nobody, (0.0, 0.0)), (0.0, 0.0))
    assert len(mesh.vertices) == len(mesh.triangles) == 0
