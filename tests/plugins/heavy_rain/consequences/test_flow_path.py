"""FloReST: a drawn way for the water lowers it at an object, told in centimetres; marks of past floods are kept."""

from dataclasses import replace

import pytest
from helpers.sites import SOUTH, WEST, block_site

from planningtable.api import Job, LandCover, Measure
from planningtable.app.plugins import PluginHost
from planningtable.app.session import Session
from planningtable.city.measures.apply import apply
from planningtable.domain.commands import Contribute
from planningtable.domain.values import Category, Place
from planningtable.layers.reading import Spot, difference, read
from plugins.heavy_rain.layer import LAYER


def area(w, s, e, n):
    x, y = (WEST + w, WEST + e), (SOUTH + s, SOUTH + n)
    corners = ((x[0], y[0]), (x[1], y[0]), (x[1], y[1]), (x[0], y[1]), (x[0], y[0]))
    return f"POLYGON (({', '.join(f'{a:.1f} {b:.1f}' for a, b in corners)}))"


@pytest.fixture(scope="module")
def site():
    """A house before which water gathers in a hollow."""
    flat = block_site(boxes=((60, 40, 70, 80, 9.0),), slope=0.01, cover=LandCover.ASPHALT, trees=())
    ground = flat.terrain.values.copy()
    ground[30:90, 45:60] -= 0.6
    return replace(flat, terrain=flat.terrain.with_values(ground), digest="hollow")


def test_a_drawn_way_lowers_the_water_at_a_house(site):
    scenario = LAYER.describe().scenario("extreme")
    way = Measure("m", "swale", area(50, 31, 119, 37), None, (("bank", 0.0), ("depth", 0.3)))
    after = apply(site, (way,), PluginHost.discover().measure_kinds).site
    house = Spot(WEST + 65, SOUTH + 60, site.buildings.ids[0])
    readings = [read(s, LAYER.compute(s, scenario, 2.0, Job()), house) for s in (site, after)]
    told = difference(readings[1], readings[0])
    assert told is not None
    assert told.unit == "cm"
    assert told.value <= -5


def test_a_mark_of_a_past_flood_is_kept_as_an_observation(site, tmp_path):
    path = tmp_path / "w.gpkg"
    with Session.create(path, site, "Hollow") as session:
        mark = Place(f"POINT ({WEST + 58} {SOUTH + 60})")
        session.execute(Contribute("c1", Category.OBSERVATION, "Up to the knee in 2021", "en", mark), "seat-1")
    with Session.open(path) as session:
        (kept,) = session.state.contributions
        assert (kept.category, kept.place) == (Category.OBSERVATION, mark)
