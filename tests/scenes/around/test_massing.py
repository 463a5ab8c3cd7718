"""Block models of a city as meshes."""

import numpy as np
import pytest
from helpers.sites import block_site

from planningtable.city.blocks import Blocks, blocks_of
from planningtable.city.grid import Array
from scenes.around.massing import FOOT_DEPTH, far_mesh, massing
from scenes.meshes import Mesh


def blocks() -> Blocks:
    site = block_site()
    return blocks_of(site.buildings, site.origin)


def volume(mesh: Mesh) -> float:
    corners = mesh.points.astype(float)[mesh.triangles]
    return float(np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])).sum() / 6)


def normals(mesh: Mesh) -> Array:
    corners = mesh.points.astype(float)[mesh.triangles]
    return np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])


def test_roofs_have_the_area_of_the_footprints_and_look_up() -> None:
    site, some = block_site(), blocks()
    mesh = massing([some], frozenset(), site.origin)
    upward = normals(mesh)[:, 2] > 1e-3
    area = float(np.linalg.norm(normals(mesh)[upward], axis=1).sum() / 2)
    assert area == pytest.approx(sum(p.area for p in site.buildings.footprints), rel=0.01)
    assert not (normals(mesh)[:, 2] < -1e-3).any()


def test_walls_look_outward_and_reach_below_the_ground() -> None:
    site, some = block_site(), blocks()
    mesh = massing([some], frozenset(), site.origin)
    wall = np.abs(normals(mesh)[:, 2]) < 1e-3
    assert mesh.points[:, 2].min() == pytest.approx(float(site.buildings.ground.min()) - FOOT_DEPTH, abs=0.01)
    # The signed volume of walls and roofs, seen from a point on the floor, is that of the blocks.
    lowered = Mesh(mesh.points - np.array([0, 0, mesh.points[:, 2].min()], np.float32), mesh.triangles, mesh.colours)
    assert wall.sum() >= 8
    assert volume(lowered) > 0


def test_what_the_site_draws_is_left_out() -> None:
    site, some = block_site(), blocks()
    everything = massing([some], frozenset(), site.origin)
    first = site.buildings.ids[0]
    assert len(massing([some], {first}, site.origin).triangles) < len(everything.triangles)
    assert len(massing([some], frozenset(site.buildings.ids), site.origin).triangles) == 0


def test_a_square_knows_its_tiles() -> None:
    some = blocks()
    far = far_mesh([((0, 0), [some]), ((0, 1), [some]), ((1, 1), [])], frozenset(), some.origin)
    half = len(far.mesh.triangles) // 2
    assert far.tiles == (((0, 0), 0, half), ((0, 1), half, 2 * half), ((1, 1), 2 * half, 2 * half))
    assert far.without(frozenset()) is far.mesh.triangles
    assert np.array_equal(far.without({(0, 0)}), far.mesh.triangles[half:])
    assert len(far.without({(0, 0), (0, 1), (1, 1)})) == 0
