"""A touch of a view does what a touch of the map does, or says why not."""

import pytest
from shapely import box

from planningtable.domain.commands import Contribute, PlaceMeasure
from planningtable.domain.values import Category, Place
from ui.compare.comparing import Views, Wish


@pytest.fixture
def viewed(rainy):
    rainy.world.board.comparing.show_views(Views((Wish(variant="a"), Wish(layer="puddles", scenario="extreme"))))
    rainy.run()
    yield rainy
    for seat in rainy.world.table.seats:
        seat.hand.take("", None)


def touch(viewed, view="view-2", kind="ground", id="", seat="seat-1"):
    east, north = viewed.world.board.site.extent.centre
    hit = {"kind": kind, "id": id, "east": east, "north": north, "up": 0.0, "surface": -1}
    viewed.stage.touched(view, hit, 40.0, 30.0, seat)
    return viewed.world.table.seat(seat)


def test_it_reads_the_value_of_the_view_and_not_of_the_map(viewed):
    seat = touch(viewed)
    there = seat.reading.value
    assert seat.reading.open
    assert (seat.reading.view, seat.reading.x, seat.reading.y) == ("view-2", 40.0, 30.0)
    viewed.world.table.read(
        dict(zip(("kind", "id", "east", "north"), ("ground", "", *viewed.world.board.site.extent.centre), strict=True)),
        5.0,
        6.0,
        "seat-1",
    )
    assert seat.reading.view == ""
    assert float(seat.reading.value.split()[0]) == pytest.approx(2 * float(there.split()[0]), abs=1.0)


def test_what_was_read_follows_the_view_and_ends_with_it(viewed):
    seat = touch(viewed)
    highest = seat.reading.value
    viewed.stage.split.views[0].times.slide(0.5)
    assert seat.reading.value != highest
    viewed.world.board.comparing.show_views(None)
    viewed.run()
    assert not seat.reading.open


def test_a_pin_opens_what_was_said(viewed):
    east, north = viewed.world.board.site.extent.centre
    place = Place(f"POINT ({east} {north})", "place", None)
    viewed.world.session.execute(Contribute("c1", Category.IDEA, "Mehr Bäume", "de", place, "base"), "seat-2")
    viewed.run()
    seat = touch(viewed, kind="pin", id="c1", seat="seat-3")
    assert "contribution" in seat.open


def test_a_measure_is_placed_where_the_view_shows_what_is_planned_and_otherwise_it_says_why_not(viewed):
    seat = viewed.world.table.seat("seat-1")
    met = []
    seat.hand.take("measure", met.append)
    touch(viewed, "view-3")
    assert len(met) == 1
    touch(viewed, "view-2")
    assert len(met) == 1
    assert "Variante A" in seat.message
    assert "Bestand" in seat.message
    assert seat.hand.tool is not None


def test_a_remark_can_be_placed_in_any_view(viewed):
    seat = viewed.world.table.seat("seat-1")
    met = []
    seat.hand.take("comment", met.append)
    touch(viewed, "view-2")
    assert len(met) == 1
    assert seat.message == ""


def test_ruler_and_way_belong_to_the_first_view_and_say_so(viewed):
    seat = viewed.world.table.seat("seat-1")
    seat.measuring.begin()
    touch(viewed, "view-2")
    assert seat.message == "Gemessen wird in der ersten Ansicht."
    assert seat.measuring.count == 0
    seat.hand.take("", None)
    seat.hand.say(None)
    viewed.stage.dragged("seat-1")
    assert seat.message == ""
    seat.cameras.draw()
    viewed.stage.dragged("seat-1")
    assert seat.message == "Der Weg wird in der ersten Ansicht gezeichnet."
    seat.cameras.draw()


def test_a_measure_of_another_variant_says_whose_it_is(viewed):
    extent = viewed.world.board.site.extent
    place = box(*(number for number in (extent.west + 1, extent.south + 1, extent.east - 1, extent.north - 1))).wkt
    viewed.world.session.execute(PlaceMeasure("a", "m1", "permeable-paving", place, None, ()), "seat-2")
    viewed.run()
    seat = touch(viewed, "view-2")
    assert "gehört zu „Variante A“" in seat.message
    assert "measures" not in seat.open
    viewed.world.board.show_variant("a")
    viewed.run()
    seat.hand.say(None)
    seat = touch(viewed, "view-2")
    assert "measures" in seat.open
