"""The value under a finger, and why there is none."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.results import DEPTH, depth_result
from helpers.sites import SOUTH, WEST, block_site

from planningtable.domain.text import Text
from planningtable.layers.layer import Column, Frame, LayerResult, Quality
from planningtable.layers.legend import Legend, LegendClass
from planningtable.layers.reading import Spot, read

MIDDLE = (WEST + 105.0, SOUTH + 105.0)


@pytest.fixture(scope="module")
def site():
    return block_site()


@pytest.fixture(scope="module")
def pond(site) -> LayerResult:
    return depth_result(site, MIDDLE, 12.0)


def missing(site, result: LayerResult, spot: Spot) -> str:
    found = read(site, result, spot)
    assert found is not None
    assert (found.value, found.label, found.colour) == (None, None, "")
    assert found.missing is not None
    return found.missing.id


def test_a_value_has_unit_class_and_colour(site, pond) -> None:
    found = read(site, pond, Spot(MIDDLE[0] + 3.0, MIDDLE[1]))
    assert found is not None
    assert found.value == pytest.approx(60.0, abs=1.0)  # a cone of 80 cm, a quarter of the way out
    assert (found.unit, found.colour, found.missing) == ("cm", "#1b5aa8", None)
    assert found.label == DEPTH.classes[2].label
    assert not found.preview


def test_below_the_classes_there_is_a_value_but_no_colour(site, pond) -> None:
    found = read(site, pond, Spot(MIDDLE[0] + 11.7, MIDDLE[1]))
    assert found is not None
    assert 0.0 < (found.value or 0.0) < 5.0
    assert (found.label, found.colour) == (Text("reading.below"), "")


def test_a_time_is_read_instead_of_the_main_grid(site, pond) -> None:
    half = pond.grids["depth"].with_values(pond.grids["depth"].values / 2)
    found = read(site, replace(pond, frames=(Frame(60.0, half),)), Spot(MIDDLE[0] + 3.0, MIDDLE[1]), 0)
    assert found is not None
    assert found.value == pytest.approx(30.0, abs=1.0)
    assert found.title == Text.of("layer-time.title", title=Text("heavy-rain.frame"), minutes=1)


def test_a_preview_says_so(site, pond) -> None:
    found = read(site, replace(pond, quality=Quality.PREVIEW), Spot(*MIDDLE))
    assert found is not None
    assert found.preview


def test_why_there_is_no_value(site, pond) -> None:
    house = site.buildings.ids[0]
    hole = pond.grids["depth"].values.copy()
    hole[:, :20] = np.nan
    holed = replace(pond, grids={"depth": pond.grids["depth"].with_values(hole)})
    assert missing(site, pond, Spot(*MIDDLE, beyond=True)) == "reading.missing.beyond"
    assert missing(site, pond, Spot(WEST - 900.0, SOUTH)) == "reading.missing.outside"
    assert missing(site, pond, Spot(*MIDDLE, building=house, surface=0)) == "reading.missing.building"
    west = pond.grids["depth"].extent.west
    assert missing(site, holed, Spot(west + 1.0, MIDDLE[1])) == "reading.missing.gap"


def test_a_house_in_a_layer_of_the_ground_tells_what_stands_at_its_walls(site, pond) -> None:
    depths = np.linspace(0.2, 0.9, len(site.buildings))
    beside = replace(
        pond,
        columns={"wall": Column("buildings", depths, "m", Text("at the wall"))},
        legends={**pond.legends, "wall": DEPTH},
    )
    found = read(site, beside, Spot(*MIDDLE, building=site.buildings.ids[-1], surface=0))
    assert found is not None
    assert (found.title, found.value) == (Text("at the wall"), pytest.approx(90.0))


def test_roofs_are_named_and_walls_and_ground_say_why_not(site, pond) -> None:
    kinds = Legend(
        Text("kinds"),
        "",
        1.0,
        tuple(LegendClass(float(i), i + 1.0, "#0000ff", Text(f"kind {i}")) for i in range(2)),
        "",
    )
    values = np.full(len(site.surfaces), np.nan)
    values[3] = 1.0
    roofs = replace(
        pond,
        main="roofs",
        grids={},
        columns={"roofs": Column("surfaces", values, "", Text("r"))},
        legends={"roofs": kinds},
    )
    house = site.buildings.ids[int(site.surfaces.building[3])]
    found = read(site, roofs, Spot(*MIDDLE, building=house, surface=3))
    assert found is not None
    assert (found.value, found.label, found.colour) == (None, Text("kind 1"), "#0000ff")
    assert missing(site, roofs, Spot(*MIDDLE, building=house, surface=4)) == "reading.missing.surface"
    assert missing(site, roofs, Spot(*MIDDLE)) == "reading.missing.only-surfaces"
    # Rows of another variant do not reach as far as the surface that was touched.
    assert missing(site, roofs, Spot(*MIDDLE, building=house, surface=len(values))) == "reading.missing.gap"


def test_a_result_without_a_legend_says_nothing(site, pond) -> None:
    assert read(site, replace(pond, legends={}), Spot(*MIDDLE)) is None
