"""What a drawn scene is told of the board."""

from dataclasses import replace

import pytest
import shapely
from helpers.access import ring_access

from planningtable.domain.commands import AddVariant, PlaceMeasure
from planningtable.domain.values import Measure
from planningtable.layers.reading import Spot
from ui.viewmodels.scene import SceneModel


class Stage:
    """Remembers what it was told to show."""

    def __init__(self) -> None:
        self.measures: tuple[Measure, ...] = ()
        self.ways: list[tuple[str, ...]] = []

    def show_site(self, site) -> None: ...
    def show_layer(self, result, frame=-1, look=None) -> None: ...
    def show_ways(self, buildings) -> None:
        self.ways.append(buildings)

    def show_measures(self, measures) -> None:
        self.measures = measures


@pytest.fixture
def stage(world):
    world.workers.run()
    stage = Stage()
    world.scene = SceneModel(world.board, stage)
    return stage


def test_a_tapped_area_is_outlined_as_large_as_it_is(world, stage):
    east, north = world.board.site.extent.centre
    world.session.execute(AddVariant("a", "Grün"), "seat-1")
    world.session.execute(PlaceMeasure("a", "m1", "meadow", f"POINT ({east} {north})", None, ()), "seat-1")
    world.board.show_variant("a")
    world.workers.run()
    (meadow,) = stage.measures
    area = shapely.from_wkt(meadow.geometry)
    assert area.area == pytest.approx(10.0 * 20.0)
    assert area.centroid.coords[0] == pytest.approx((east, north))
    # What people placed stays the point that they tapped.
    assert world.board.variant.measures[0].geometry.startswith("POINT")


def test_the_way_around_to_a_touched_building_comes_and_goes_with_the_reading(world, stage):
    site = world.board.site
    world.board.show_layer("puddles")
    world.workers.run()
    world.board.worked.result = replace(world.board.worked.result, access=ring_access(site))
    house, other = site.buildings.ids[1], site.buildings.ids[0]
    east, north = site.buildings.footprints[1].centroid.coords[0]
    one, two = (world.table.seat(f"seat-{number}").reading_model for number in (1, 2))
    one.ask(Spot(east, north, building=house), 10.0, 10.0)
    assert "120 m länger" in one.access
    assert stage.ways == [(house,)]
    two.ask(Spot(east, north, building=house), 10.0, 10.0)
    one.ask(Spot(east, north, building=other), 10.0, 10.0)
    assert (one.open, one.access) == (True, "")
    assert stage.ways == [(house,)]
    two.dismiss()
    assert stage.ways == [(house,), ()]
    one.ask(Spot(east, north, building=house), 10.0, 10.0)
    world.board.show_layer("")
    assert stage.ways[-1] == ()
    assert not one.open


def test_the_legend_says_what_the_signs_mean(world, stage):
    world.board.show_layer("puddles")
    world.workers.run()
    world.board.worked.result = replace(world.board.worked.result, access=ring_access(world.board.site, cut_off=True))
    world.board.refresh()
    legend = world.table.seat("seat-1").layers.legend
    assert [(patch.sign, patch.label) for patch in legend][-2:] == [
        ("shut", "auch die Feuerwehr kommt nicht durch"),
        ("cut-off", "Haus, das die Feuerwehr nicht erreicht"),
    ]
