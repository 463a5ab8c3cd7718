"""Development plans at the table: a switch that everybody shares, and hints at the seat that placed a building."""

from dataclasses import dataclass, field

from helpers.plans import quarter_plan
from helpers.sites import SOUTH, WEST

from planningtable.city.plan import Plan
from ui.viewmodels.scene import SceneModel


@dataclass
class Stage:
    """Remembers the plans that it was told to show."""

    plans: list[tuple[Plan, ...]] = field(default_factory=list)

    def show_site(self, site) -> None: ...
    def show_layer(self, result, frame=-1, look=None) -> None: ...
    def show_pins(self, pins) -> None: ...
    def show_measures(self, measures) -> None: ...
    def show_plans(self, plans) -> None:
        self.plans.append(plans)


def _with_plan(world):
    world.session.plans = (quarter_plan(),)
    return world


def _seat(world, number=1):
    return world.table.seat(f"seat-{number}")


def _touch(world, east, north):
    world.table.touched("ground", "", WEST + east, SOUTH + north, "seat-1")
    world.workers.run()


def test_without_plans_there_is_no_switch(world):
    layers = _seat(world).layers
    assert not layers.plan_possible
    layers.toggle_plan()
    assert not layers.plan_shown


def test_the_switch_is_everybodys_and_reaches_the_scene(world):
    _with_plan(world)
    stage = Stage()
    model = SceneModel(world.board, stage)
    _seat(world, 1).layers.toggle_plan()
    assert _seat(world, 2).layers.plan_shown
    assert stage.plans == [world.session.plans]
    _seat(world, 2).layers.toggle_plan()
    assert not _seat(world, 1).layers.plan_shown
    assert stage.plans == [world.session.plans, ()]
    model.deleteLater()


def test_the_card_explains_the_signs_unless_a_layer_is_shown(world):
    _with_plan(world)
    layers = _seat(world).layers
    layers.toggle_plan()
    assert layers.legend_title == "Bebauungsplan"
    labels = [layers.legend[row].label for row in range(len(layers.legend))]
    assert labels[:4] == ["Baugebiet", "Überbaubare Fläche", "Baugrenze", "Baulinie"]
    assert labels[4:] == ["Pflanzen, Erhalten", "Geltungsbereich"]
    layers.choose("puddles")
    world.workers.run()
    assert layers.legend_title != "Bebauungsplan"
    assert layers.plan_shown
    layers.choose("puddles")
    layers.toggle_plan()
    assert layers.legend_title == ""


def test_a_building_that_was_placed_gets_hints_until_the_next_kind_is_chosen(world):
    _with_plan(world)
    _seat(world).variants.begin()
    world.workers.run()
    measures = _seat(world).measures
    measures.choose("new-building")
    assert measures.plan_hints == ""
    _touch(world, 70, 25)
    lines = measures.plan_hints.splitlines()
    assert "Plan 7: 4 Vollgeschosse, zulässig sind höchstens 2." in lines
    assert len(lines) == 5
    assert lines[-1].startswith("… und ")
    assert len(world.board.variant.measures) == 1
    assert _seat(world, 2).measures.plan_hints == ""
    measures.choose("tree")
    assert measures.plan_hints == ""


def test_a_touched_building_tells_its_hints_in_the_seats_language(world):
    _with_plan(world)
    _seat(world).variants.begin()
    world.workers.run()
    measures = _seat(world).measures
    measures.choose("new-building")
    _touch(world, 70, 25)
    measures.choose("new-building")
    (placed,) = world.board.variant.measures
    other = _seat(world, 2)
    other.words.choose("en")
    other.measures.select(placed.id)
    assert "Plan 7: 4 full storeys" in other.measures.plan_hints
    other.measures.remove()
    world.workers.run()
    assert other.measures.plan_hints == ""
