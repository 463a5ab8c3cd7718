"""What a drawn scene is told of the board."""

import pytest
import shapely

from planningtable.domain.commands import AddVariant, PlaceMeasure
from planningtable.domain.values import Measure
from ui.viewmodels.scene import SceneModel


class Stage:
    """Remembers what it was told to show."""

    def __init__(self) -> None:
        self.measures: tuple[Measure, ...] = ()

    def show_site(self, site) -> None: ...
    def show_layer(self, result, frame=-1, look=None) -> None: ...
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
