"""Signs on closed streets and buildings that are cut off, and ways around."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers.access import AROUND, ring_access
from helpers.results import depth_result
from helpers.sites import SOUTH, WEST, block_site
from vtkmodules.vtkRenderingCore import vtkRenderer

from planningtable.layers.layer import Frame
from scenes.drape import drape, with_ways
from scenes.layers.access import ABOVE_ROOF, LIFT, RED, WAY, closed_mesh, dashes, stretches, unit_of, way_mesh, way_to
from scenes.layers.props import LayerProps
from scenes.layers.sign_pictures import sign_picture
from scenes.meshes import rgb
from scenes.site_arrays import prepare_site


@pytest.fixture(scope="module")
def arrays():
    return prepare_site(block_site())


def inked(mesh, ink: str) -> np.ndarray:
    """Points of a colour in the site's CRS, with their height, shape (n, 3) [m]."""
    return mesh.points[(mesh.colours == rgb(ink)).all(axis=1)].astype(float)


def test_dashes_begin_and_end_with_a_closed_stretch() -> None:
    line = shapely.LineString([(0, 0), (100, 0)])
    strokes = dashes(line, 1.0)
    assert len(strokes) == 7
    assert strokes[0].coords[0] == (0.0, 0.0)
    assert strokes[-1].coords[-1] == pytest.approx((100.0, 0.0))
    (only,) = dashes(shapely.LineString([(0, 0), (2, 0)]), 1.0)
    assert only.length == pytest.approx(2.0)


def test_links_that_meet_are_one_stretch(arrays) -> None:
    access = replace(ring_access(arrays.site), closed=np.array([[1, 2], [2, 3]]), shut=np.array([False, False]))
    (line,) = stretches(access, shut=False)
    assert line.length == pytest.approx(50.0 + 60.0)
    assert stretches(access, shut=True) == []


def test_dashes_lie_along_the_closed_street_on_the_water(arrays) -> None:
    site = arrays.site
    pond = depth_result(site, (WEST + 75.0, SOUTH + 5.0), 200.0).grids["depth"]
    wet, dry = (closed_mesh(site, ring_access(site, shut=False), depths) for depths in (pond, None))
    assert wet is not None
    assert dry is not None
    red = inked(dry, RED)
    corner = np.array(site.origin) - (WEST, SOUTH)
    assert (red[:, 0] + corner[0]).min() == pytest.approx(50.0, abs=0.01)
    assert (red[:, 0] + corner[0]).max() == pytest.approx(100.0, abs=0.01)
    assert np.ptp(red[:, 1]) == pytest.approx(4.0 * unit_of(site))
    ground = site.terrain.sample(*(red[:, :2] + np.array(site.origin)).T)
    assert red[:, 2] == pytest.approx(ground + LIFT, abs=1e-3)
    assert (wet.points[:, 2] > dry.points[:, 2] + 0.3).all()


def test_where_fire_engines_stop_there_are_crosses(arrays) -> None:
    crossed, plain = (closed_mesh(arrays.site, ring_access(arrays.site, shut=shut)) for shut in (True, False))
    assert crossed is not None
    assert plain is not None
    assert len(crossed.triangles) > len(plain.triangles)
    assert np.ptp(inked(crossed, RED)[:, 1]) > np.ptp(inked(plain, RED)[:, 1])


def test_a_building_that_is_cut_off_carries_a_disc_on_its_roof(arrays) -> None:
    site = arrays.site
    usual, cut = (closed_mesh(site, ring_access(site, cut_off=cut_off)) for cut_off in (False, True))
    assert usual is not None
    assert cut is not None
    disc = cut.points[len(usual.points) :].astype(float)
    assert disc[:, 2] == pytest.approx(site.buildings.ground[1] + site.buildings.height[1] + ABOVE_ROOF)
    middle = disc[:, :2].mean(axis=0) + np.array(site.origin)
    assert site.buildings.footprints[1].buffer(1.0).contains(shapely.Point(middle))


def test_a_way_leads_to_the_wall_of_the_house(arrays) -> None:
    site, access = arrays.site, ring_access(arrays.site)
    line, house = way_to(site, access, 1), site.buildings.footprints[1]
    assert line.length == pytest.approx(AROUND + house.distance(shapely.Point(access.way(1)[-1])))
    assert house.distance(shapely.Point(line.coords[-1])) == pytest.approx(0.0, abs=1e-6)
    mesh = way_mesh(site, access, (site.buildings.ids[1],))
    assert mesh is not None
    assert len(inked(mesh, WAY))
    assert way_mesh(site, access, (site.buildings.ids[0], "another")) is None


def test_signs_lie_with_the_layer_and_ways_come_and_go(arrays) -> None:
    site = arrays.site
    pond = depth_result(site, (WEST + 75.0, SOUTH + 5.0), 20.0)
    result = replace(pond, access=ring_access(site), water=True, frames=(Frame(60.0, pond.grids["depth"]),))
    made = drape(site, arrays.ground, result)
    assert made is not None
    renderer = vtkRenderer()
    props = LayerProps(renderer)
    props.show(made)
    there = renderer.GetActors().GetNumberOfItems()
    assert with_ways(made, site, ()) is made
    led = with_ways(made, site, (site.buildings.ids[1],))
    assert led is not None
    # Nothing is painted anew.
    assert led.picture is made.picture
    props.show(led)
    assert renderer.GetActors().GetNumberOfItems() == there + 1
    again = with_ways(led, site, ())
    assert again is not None
    assert again.ways is None
    later = drape(site, arrays.ground, result, before=made)
    assert later is not None
    assert later.signs is made.signs
    at_a_time = drape(site, arrays.ground, result, 0)
    assert at_a_time is not None
    assert at_a_time.signs is None
    assert with_ways(None, site, ("x",)) is None


@pytest.mark.parametrize("sign", ["closed", "shut", "cut-off"])
def test_signs_in_the_margin_tell_apart_without_colour(sign: str) -> None:
    grey = {
        name: np.asarray(sign_picture(name, (52, 24)).convert("L"), float) for name in ("closed", "shut", "cut-off")
    }
    others = [grey[name] for name in grey if name != sign]
    assert all(np.abs(grey[sign] - other).mean() > 8.0 for other in others)
