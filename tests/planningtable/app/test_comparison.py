"""Variants side by side."""

import math
from collections.abc import Iterator
from types import MappingProxyType

import pytest
import shapely
from helpers.sites import SOUTH, WEST, block_site

from planningtable.app.comparison import Comparison, compare
from planningtable.app.plugin_places import package_place
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.city.job import Job
from planningtable.domain.commands import AddVariant, PlaceMeasure, SetGoal
from planningtable.domain.text import CancelledError, PlanningError
from planningtable.domain.values import Goal
from planningtable.indicators.indicator import Dimension

PACKAGES = ("plugins.measures", "plugins.green_roof", "plugins.indicators")


@pytest.fixture(scope="module")
def host() -> PluginHost:
    """The plugins without the layers that take a while; what needs them has no value."""
    host = PluginHost.discover([place for package in PACKAGES for place in package_place(package)])
    assert not host.problems
    return host


@pytest.fixture
def session() -> Iterator[Session]:
    with Session.in_memory(block_site()) as session:
        yield session


def at(x: float, y: float) -> str:
    return f"POINT ({WEST + x} {SOUTH + y})"


def area(west: float, south: float, east: float, north: float) -> str:
    return shapely.box(WEST + west, SOUTH + south, WEST + east, SOUTH + north).wkt


def planned(session: Session) -> None:
    session.execute(AddVariant("green", "Grüner Block"))
    session.execute(AddVariant("dense", "Dichter Block"))
    session.execute(PlaceMeasure("green", "g1", "green-roof", at(25, 25), "b0"))
    session.execute(PlaceMeasure("green", "g2", "unsealing", area(0, 45, 120, 52)))
    session.execute(PlaceMeasure("green", "g3", "tree", at(105, 50)))
    session.execute(PlaceMeasure("green", "g4", "swale", area(100, 5, 110, 15)))
    session.execute(PlaceMeasure("dense", "d1", "new-building", area(98, 60, 118, 110), None, (("storeys", 6),)))


def compared(session: Session, host: PluginHost, variants: tuple[str, ...] = (), job: Job | None = None) -> Comparison:
    return compare(session, Results(session, host), host, variants, job or Job())


def value(found: Comparison, indicator: str, variant: str) -> float:
    row = found.row(indicator)
    assert row is not None
    return row.values[variant].value


def test_the_base_is_always_there(session: Session, host: PluginHost) -> None:
    found = compared(session, host)
    assert found.variants == ("base",)
    planned(session)
    assert compared(session, host, ("dense",)).variants == ("base", "dense")
    assert compared(session, host).variants == ("base", "green", "dense")


def test_values_follow_the_measures(session: Session, host: PluginHost) -> None:
    planned(session)
    found = compared(session, host)
    assert value(found, "sealed-share", "green") < value(found, "sealed-share", "base")
    assert value(found, "sealed-share", "dense") > value(found, "sealed-share", "base")
    assert value(found, "biotope-area-factor", "green") > value(found, "biotope-area-factor", "base")
    assert value(found, "green-roof-share", "green") > value(found, "green-roof-share", "base") == 0
    assert value(found, "retention", "green") > value(found, "retention", "base") == 0
    assert value(found, "tree-change", "green") == 1
    assert value(found, "dwellings", "dense") > value(found, "dwellings", "green")
    assert value(found, "capital-cost", "base") == 0
    low_cost = 450 * 0.8 * 40 + 120 * 7 * 35 + 1500 + 100 * 30
    row = found.row("capital-cost")
    assert row is not None
    assert row.values["green"].low == pytest.approx(low_cost)
    dimensions = found.dimensions["green"]
    assert set(dimensions) == set(Dimension)
    assert dimensions[Dimension.CYCLES] > found.dimensions["base"][Dimension.CYCLES]


def test_layers_that_are_missing_are_named_and_do_not_count(session: Session, host: PluginHost) -> None:
    found = compared(session, host)
    assert set(found.missing) == {"heat:afternoon", "heavy-rain:exceptional"}
    row = found.row("flooded-area")
    assert row is not None
    assert math.isnan(row.values["base"].value)
    assert row.weight == 0


def test_without_goals_everything_with_a_direction_weighs_the_same(session: Session, host: PluginHost) -> None:
    planned(session)
    found = compared(session, host)
    assert not found.by_goals
    weights = {row.info.id: row.weight for row in found.rows}
    assert weights["floor-area-ratio"] == 0
    assert weights["cost-per-retention"] == 0  # the base has none
    assert weights["sealed-share"] == pytest.approx(weights["dwellings"])
    assert sum(weights.values()) == pytest.approx(1)


def test_the_radar_takes_the_same_indicators_for_all(session: Session, host: PluginHost) -> None:
    planned(session)
    found = compared(session, host)
    mix = found.row("use-mix")
    assert mix is not None
    # Of innovation only the mix of uses has a value in the base; the cost of retention must not pull the others down.
    for variant, dimensions in found.dimensions.items():
        assert dimensions[Dimension.INNOVATION] == mix.utilities[variant]


def test_goals_decide_the_order(session: Session, host: PluginHost) -> None:
    session.execute(SetGoal(Goal("dwellings", 60.0, 9.0)))
    session.execute(SetGoal(Goal("sealed-share", 15.0, 1.0)))
    planned(session)
    found = compared(session, host)
    assert found.by_goals
    assert found.ranking[0].variant == "dense"
    assert [r.place for r in found.ranking] == sorted(r.place for r in found.ranking)
    assert found.stability.leader == "dense"
    assert found.stability.first["dense"] > 0.8
    assert found.stability.stable
    assert found.stability.agree
    row = found.row("dwellings")
    assert row is not None
    assert (row.goal, row.weight) == (Goal("dwellings", 60.0, 9.0), 0.9)


def test_a_lead_within_the_noise_is_not_stable(session: Session, host: PluginHost) -> None:
    session.execute(SetGoal(Goal("sealed-share", 0.0, 1.0)))
    session.execute(AddVariant("little", "Ein wenig"))
    one_square = area(0, 45, 2, 47)
    session.execute(PlaceMeasure("little", "m1", "unsealing", one_square))
    found = compared(session, host)
    assert found.ranking[0].variant == "little"
    assert found.stability.first["little"] == 1.0
    assert 0 < found.stability.lead < 0.01
    assert not found.stability.stable


def test_measures_that_could_not_be_carried_out_are_listed_and_cost_nothing(session: Session, host: PluginHost) -> None:
    session.execute(AddVariant("odd", "Versuch"))
    session.execute(PlaceMeasure("odd", "m1", "remove-building", at(25, 25), "b0"))
    cost = value(compared(session, host), "capital-cost", "odd")
    session.execute(PlaceMeasure("odd", "m2", "cistern", at(25, 25), "b0"))
    found = compared(session, host)
    assert [s.measure for s in found.skipped["odd"]] == ["m2"]
    assert value(found, "capital-cost", "odd") == cost > 0


def test_comparing_changes_nothing_and_is_repeatable(session: Session, host: PluginHost) -> None:
    planned(session)
    before, digest = session.state, session.site.digest
    one, other = compared(session, host), compared(session, host)
    assert session.state is before
    assert session.site.digest == digest
    assert one.ranking == other.ranking
    assert one.stability.first == other.stability.first


def test_another_variant_does_not_turn_the_order(session: Session, host: PluginHost) -> None:
    planned(session)
    two = [r.variant for r in compared(session, host, ("green",)).ranking]
    three = [r.variant for r in compared(session, host).ranking if r.variant != "dense"]
    assert two == three


def test_unknown_variant(session: Session, host: PluginHost) -> None:
    with pytest.raises(PlanningError, match="no-variant"):
        compared(session, host, ("nobody",))


def test_it_can_be_cancelled(session: Session, host: PluginHost) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        compared(session, host, (), job)


def test_without_indicators_there_is_no_order(session: Session, host: PluginHost) -> None:
    bare = PluginHost(host.layers, MappingProxyType({}), host.measure_kinds, (), ())
    found = compared(session, bare)
    assert found.ranking == ()
    assert found.stability.leader is None
