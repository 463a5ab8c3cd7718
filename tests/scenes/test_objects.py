"""Roads, water, bridges and the like: what is laid on the ground, what stands, in which colours, and what is found."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import SOUTH, WEST, block_site, with_objects

from planningtable.city.site import SurfaceKind
from scenes.camera import Size, overview, to_screen
from scenes.marks import tinted_object
from scenes.objects import (
    ASPHALT,
    BRIDGE,
    FURNITURE,
    GREEN,
    LIFTS,
    PAVING,
    STEP,
    WATER,
    body_light,
    flat_colours,
    lies_flat,
    object_masses,
    surface_colours,
)
from scenes.picking import pick
from scenes.site_arrays import prepare_site
from scenes.slicing import sliced

SIZE = Size(900, 900)


@pytest.fixture(scope="module")
def site():
    return with_objects(block_site())


@pytest.fixture(scope="module")
def arrays(site):
    return prepare_site(site)


def _owner(site, surface):
    return site.objects.surfaces.building[surface]


def test_level_things_near_the_ground_are_laid_on_it_and_bodies_stand(site, arrays) -> None:
    flat = set(_owner(site, arrays.objects.flat_surface).tolist())
    body = set(_owner(site, arrays.objects.body_surface).tolist())
    assert (flat, body) == ({0, 1, 2}, {3, 4, 5})


def test_what_lies_on_the_ground_follows_it_a_little_above(site, arrays) -> None:
    points = arrays.objects.flats.points.astype(float)
    owner = np.repeat(_owner(site, arrays.objects.flat_surface), 3)
    above = points[:, 2] - site.terrain.sample(points[:, 0] + WEST, points[:, 1] + SOUTH)
    for row, kind in ((0, "Road"), (1, "Square"), (2, "WaterBody")):
        assert above[owner == row] == pytest.approx(LIFTS[kind], abs=0.02), kind
    assert LIFTS["LandUse"] < LIFTS["WaterBody"] < LIFTS["Road"]


def test_large_faces_are_cut_as_finely_as_the_ground_bends_and_keep_their_area(site, arrays) -> None:
    corners = arrays.objects.flats.points[arrays.objects.flats.triangles].astype(float)
    sides = np.linalg.norm((np.roll(corners, -1, axis=1) - corners)[:, :, :2], axis=2)
    assert sides.max() <= STEP + 1e-3
    a, b = (corners[:, i, :2] - corners[:, 0, :2] for i in (1, 2))
    cross = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    # 7 m x 120 m of road, 20 m x 4 m of square, 16 m x 21 m of pond
    assert np.abs(cross).sum() / 2 == pytest.approx(7 * 120 + 20 * 4 + 16 * 21, rel=1e-5)


def test_neighbours_stay_joined_when_they_are_cut() -> None:
    corners = np.array([[[0, 0, 0], [50, 0, 0], [0, 31, 0]], [[50, 0, 0], [50, 31, 0], [0, 31, 0]]], float)
    made, owner = sliced(corners, np.array([3, 7]), 4.0)

    def rim(which: int) -> set[tuple[float, float]]:
        points = made[owner == which].reshape(-1, 3)
        on = np.abs(points[:, 0] / 50 + points[:, 1] / 31 - 1) < 1e-9
        return {(round(x, 6), round(y, 6)) for x, y, _ in points[on]}

    assert rim(3) == rim(7)
    assert len(rim(3)) > 10


def test_a_road_in_the_air_is_not_pressed_to_the_ground(site) -> None:
    surfaces = site.objects.surfaces
    vertices = surfaces.vertices.copy()
    road = np.unique(surfaces.triangles[surfaces.building[surfaces.triangle_surface] == 0])
    vertices[road, 2] += 6.0
    lifted = replace(site, objects=replace(site.objects, surfaces=replace(surfaces, vertices=vertices)))
    assert not lies_flat(lifted)[0]
    assert lies_flat(site)[0]


def test_colours_are_muted_by_class_and_those_of_the_file_only_when_asked_for(site) -> None:
    surfaces = site.objects.surfaces
    first = [int(np.flatnonzero(surfaces.building == row)[0]) for row in range(6)]
    colours = surface_colours(site.objects)
    assert [tuple(colours[s]) for s in first] == [ASPHALT, PAVING, WATER, GREEN, BRIDGE, FURNITURE]
    given = surfaces.colour.copy()
    given[first[0]] = (200, 10, 10)
    painted = replace(site.objects, surfaces=replace(surfaces, colour=given))
    assert tuple(surface_colours(painted)[first[0]]) == ASPHALT
    assert tuple(surface_colours(painted, file_colours=True)[first[0]]) == (200, 10, 10)
    assert tuple(surface_colours(painted, file_colours=True)[first[4]]) == BRIDGE


def test_a_layer_paints_what_lies_on_the_ground(site, arrays) -> None:
    assert (flat_colours(site, arrays.objects, draped=True) == 255).all()
    assert (flat_colours(site, arrays.objects, draped=False) == arrays.objects.flats.colours).all()


def test_beds_of_waters_interiors_and_undersides_are_not_drawn(site, arrays) -> None:
    surfaces = site.objects.surfaces
    pond = int(np.flatnonzero(surfaces.building == 2)[0])
    for kind, drawn in ((SurfaceKind.INTERIOR, False), (SurfaceKind.WATER, True)):
        kinds = surfaces.kind.copy()
        kinds[pond] = kind
        changed = replace(site, objects=replace(site.objects, surfaces=replace(surfaces, kind=kinds)))
        assert (pond in object_masses(changed, arrays.ground).flat_surface) is drawn
    below = (surfaces.kind == SurfaceKind.GROUND) & (surfaces.normal[:, 2] < 0)
    assert below.any()
    assert not below[arrays.objects.body_surface].any()


def test_tops_are_lighter_than_walls_and_walls_lighter_than_undersides() -> None:
    top, wall, under = body_light(np.array([[0.0, 0, 1], [1, 0, 0], [0, 0, -1]]))
    assert top == 1.0
    assert top > wall > under > 0.6


def test_a_bridge_has_the_edges_of_a_box(arrays) -> None:
    # two bodies, each a box of twelve edges of which the four at the foot are shared with an underside that is hidden
    assert len(arrays.objects.edges.points) == 2 * 12 * 2


def test_a_finger_finds_the_object_its_class_and_its_attributes(site, arrays) -> None:
    camera = overview(site.extent, 20.0, SIZE)

    def at(east: float, north: float):
        pixel, _ = to_screen(camera, SIZE, np.array([[WEST + east, SOUTH + north, 20.0]]))
        place = (float(pixel[0, 0]), float(pixel[0, 1]))
        return pick(site, arrays.index, camera, SIZE, place, arrays.object_index)

    for row, place in (
        (0, (54.5, 30)),
        (1, (105, 42)),
        (2, (108, 105)),
        (3, (20, 102)),
        (4, (50, 73)),
        (5, (76, 42.5)),
    ):
        found = at(*place)
        assert found is not None
        assert (found.kind, found.row, found.id) == ("object", row, f"object-{row}")
        assert found.type == site.objects.types[row]
        assert site.objects.attributes[found.row]["function"] == found.type.lower()
        assert _owner(site, found.surface) == row
    house = at(35, 27)
    assert house is not None
    assert (house.kind, house.type) == ("building", "")


def test_without_objects_nothing_is_drawn_or_found() -> None:
    plain = prepare_site(block_site())
    assert len(plain.objects.flats.points) == len(plain.objects.bodies.points) == len(plain.objects.edges.points) == 0
    assert len(plain.object_index.corners) == 0


def test_objects_are_made_once_while_only_buildings_change(site, arrays) -> None:
    green = site.surfaces.green.copy()
    green[0] = 10
    changed = prepare_site(replace(site, surfaces=replace(site.surfaces, green=green), digest="x"), arrays)
    assert changed.objects is arrays.objects
    assert changed.object_index is arrays.object_index


def test_a_chosen_object_is_tinted_as_it_is_drawn(site, arrays) -> None:
    road, bench = tinted_object(arrays, 0, "#0072b2"), tinted_object(arrays, 5, "#0072b2")
    # five sides and no underside, two triangles each
    assert len(bench.triangles) == 10
    cut = _owner(site, arrays.objects.flat_surface) == 0
    assert len(road.triangles) == cut.sum()
    assert (road.colours[:, 2].astype(int) > road.colours[:, 0].astype(int) + 40).all()


def test_what_hangs_over_the_edge_is_cut_and_what_lies_beside_stays(site, arrays) -> None:
    small = replace(site, extent=replace(site.extent, east=WEST + 98.0, north=SOUTH + 90.0))
    flats = object_masses(small, arrays.ground)
    owner = np.repeat(_owner(site, flats.flat_surface), 3)
    road, square = flats.flats.points[owner == 0], flats.flats.points[owner == 1]
    assert road[:, 1].max() == pytest.approx(90.0)
    assert (square[:, 0].min(), square[:, 0].max()) == (pytest.approx(95.0), pytest.approx(98.0))
    # the pond lies beside the model as a whole
    assert flats.flats.points[owner == 2][:, 0].max() == pytest.approx(116.0)


def test_foliage_has_no_edges(site, arrays) -> None:
    hedge = site.objects.surfaces.ring_points[
        np.repeat(_owner(site, site.objects.surfaces.ring_surface) == 3, np.diff(site.objects.surfaces.ring_offsets))
    ]
    low, high = hedge.min(axis=0) - 0.1, hedge.max(axis=0) + 0.1
    points = arrays.objects.edges.points
    assert len(points)
    assert not ((points > low) & (points < high)).all(axis=1).any()
