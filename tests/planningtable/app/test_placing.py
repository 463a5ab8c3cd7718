import pytest
import shapely
from helpers.sites import block_site
from helpers.workshops import point

from planningtable.app.ids import free_id, id_from_title
from planningtable.app.placing import Pointing, building_at, kind_named, placement
from planningtable.app.plugins import PluginHost
from planningtable.app.session import Session
from planningtable.domain.commands import AddVariant, PlaceMeasure
from planningtable.domain.text import PlanningError
from planningtable.domain.values import Parameter

SITE = block_site()
KINDS = PluginHost.discover().measure_kinds


def placed(kind: str, pointing: Pointing, **given: Parameter) -> PlaceMeasure:
    return placement(SITE, KINDS[kind], variant="v1", measure="m", pointing=pointing, given=given)


def refusal(kind: str, pointing: Pointing, **given: Parameter) -> str:
    with pytest.raises(PlanningError) as caught:
        placed(kind, pointing, **given)
    return caught.value.text.id


def test_a_roof_is_found_by_a_point_on_it() -> None:
    assert placed("green-roof", Pointing(point(25, 25))).target == "b0"
    assert building_at(SITE, shapely.from_wkt(point(5, 5))) is None
    assert refusal("green-roof", Pointing(point(5, 5))) == "error.placing.no-building-there"


def test_a_building_named_gives_the_place() -> None:
    command = placed("green-roof", Pointing(None, "b1"))
    assert command.target == "b1"
    assert SITE.buildings.footprints[1].contains(shapely.from_wkt(command.geometry))


@pytest.mark.parametrize(
    ("kind", "pointing", "error"),
    [
        ("tree", Pointing(), "error.placing.needs-place"),
        ("tree", Pointing(None, "b1"), "error.placing.needs-place"),
        ("green-roof", Pointing(), "error.placing.needs-place"),
        ("green-roof", Pointing(None, "b7"), "error.placing.no-building-near"),
        ("green-roof", Pointing(None, "Rathaus"), "error.workshop.no-building"),
        ("tree", Pointing("LINESTRING (0 0, 1 1)"), "error.placing.geometry"),
        ("tree", Pointing("nonsense"), "error.workshop.geometry-wkt"),
    ],
)
def test_a_place_that_does_not_suit_the_kind(kind: str, pointing: Pointing, error: str) -> None:
    assert refusal(kind, pointing) == error


def test_parameters_come_as_words_and_become_numbers() -> None:
    assert dict(placed("swale", Pointing(point(5, 5)), depth="0.3").parameters) == {"depth": 0.3}
    assert refusal("swale", Pointing(point(5, 5)), depth="9999") == "error.measures.out-of-range"
    assert refusal("swale", Pointing(point(5, 5)), colour="red") == "error.measures.unknown-parameter"


def test_an_unknown_kind_names_what_is_near() -> None:
    with pytest.raises(PlanningError) as caught:
        kind_named(KINDS, "swails")
    assert "swale" in str(dict(caught.value.text.arguments)["near"])


def test_ids_are_counted_and_never_used_twice() -> None:
    session = Session.in_memory(SITE)
    session.execute(AddVariant(id_from_title(session.history, "Grüne Mitte, neu"), "Grüne Mitte, neu"))
    assert session.state.variants[1].id == "Grüne-Mitte-neu"
    assert id_from_title(session.history, "Grüne Mitte, neu") == "Grüne-Mitte-neu-1"
    assert id_from_title(session.history, " /;, ") == "variant"
    assert id_from_title(session.history, "base") == "base-1"
    assert free_id(session.history, "tree") == "tree-1"
    session.execute(PlaceMeasure("Grüne-Mitte-neu", "tree-1", "tree", point(5, 5)))
    session.undo("shell")
    assert free_id(session.history, "tree") == "tree-2", "redo must find its own id free"
