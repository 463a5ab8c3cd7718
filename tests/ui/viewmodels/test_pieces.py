"""Pieces on the table: learnt by putting them down, and what they do."""

import math
from pathlib import Path

import pytest
import shapely
from helpers.sites import SOUTH, WEST
from helpers.table import World
from PySide6.QtGui import QWindow

from planningtable.app.tokens import Role, Use, read_uses, write_uses
from planningtable.domain.commands import AddVariant
from planningtable.domain.values import Category
from planningtable.tuio.values import Token
from ui.touch.pieces import GRACE, REST
from ui.viewmodels.pieces import PiecesModel

USES = {
    1: Use(Role.LAYER, "puddles"),
    2: Use(Role.TIME),
    3: Use(Role.LENS),
    4: Use(Role.VOICE),
    5: Use(Role.MEASURE, "tree"),
    6: Use(Role.MEASURE, "nothing-we-know"),
}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Pieces:
    """Hands with pieces."""

    def __init__(self, world: World, file: Path) -> None:
        self.world = world
        self.clock = Clock()
        self.model = PiecesModel(world.board, world.table, file, clock=self.clock)
        self.window = QWindow()
        self.window.resize(1000, 500)
        self.picked = "ground"
        self.model.watch(self.window, self._pick, lambda x, _y: "seat-1" if x < 500 else "seat-4")
        self.lying: dict[int, Token] = {}

    def _pick(self, x: float, y: float) -> dict[str, object]:
        return {"kind": self.picked, "id": "", "east": WEST + x / 10, "north": SOUTH + y / 10, "up": 0.0, "surface": -1}

    def put(self, mark: int, x: float = 0.3, y: float = 0.5, degrees: float = 0.0) -> None:
        self.lying[mark] = Token(mark, x, y, math.radians(degrees % 360))
        self.clock.now += 0.05
        self.model.hear(self.lying)

    def turn(self, mark: int, degrees: int) -> None:
        before = self.lying[mark]
        for now in range(0, degrees + (10 if degrees > 0 else -10), 10 if degrees > 0 else -10):
            self.put(mark, before.x, before.y, now)

    def rest(self) -> None:
        self.clock.now += REST + 0.1
        self.model.hear(self.lying)

    def lift(self, mark: int) -> None:
        del self.lying[mark]
        self.model.hear(self.lying)
        self.clock.now += GRACE + 0.1
        self.model.hear(self.lying)

    @property
    def rows(self) -> list[tuple[str, str]]:
        return [(row.title, row.value) for row in self.model.rows]


@pytest.fixture
def pieces(world: World, tmp_path: Path) -> Pieces:
    file = tmp_path / "quartier.tokens.toml"
    write_uses(file, USES)
    return Pieces(world, file)


def place_of(geometry: str) -> tuple[float, float]:
    """From the corner of the site [m]."""
    point = shapely.from_wkt(geometry)
    return point.x - WEST, point.y - SOUTH


def begin_variant(world: World) -> None:
    world.session.execute(AddVariant("a", "A"), "seat-1")
    world.board.show_variant("a")
    world.workers.run()


def test_a_new_piece_asks_and_is_known_from_then_on(world: World, tmp_path: Path) -> None:
    file = tmp_path / "quartier.tokens.toml"
    pieces = Pieces(world, file)
    pieces.put(77)
    assert pieces.rows == [("Neue Figur", "")]
    assert pieces.model.property("asking") == 1
    labels = [choice.label for choice in pieces.model.choices]
    assert labels[:4] == ["Uhrzeit", "Lupe", "Meinung", "Pfützen"]
    assert len(labels) == 4 + len(world.board.host.measure_kinds)
    pieces.model.learn(1, "layer", "puddles")
    assert pieces.model.property("asking") == 0
    assert world.board.shown.layer == "puddles"
    assert read_uses(file) == {77: Use(Role.LAYER, "puddles")}
    again = Pieces(world, file)
    again.put(77)
    assert again.rows == [("Pfützen", "selten")]


def test_a_piece_may_be_given_another_meaning(pieces: Pieces) -> None:
    pieces.put(1)
    pieces.model.forget(1)
    assert pieces.world.board.shown.layer == ""
    assert pieces.model.property("asking") == 1
    pieces.model.learn(1, "time", "")
    assert pieces.rows[0][0] == "Uhrzeit"


def test_what_this_workshop_does_not_know_asks_again(pieces: Pieces) -> None:
    pieces.put(6)
    assert pieces.model.property("asking") == 1


def test_a_layer_lies_there_while_its_piece_does_and_turns_through_its_scenarios(pieces: Pieces) -> None:
    board = pieces.world.board
    pieces.put(1)
    assert (board.shown.layer, board.shown.scenario) == ("puddles", "rare")
    pieces.turn(1, 50)
    assert (board.shown.scenario, pieces.rows) == ("extreme", [("Pfützen", "extrem")])
    pieces.turn(1, 90)
    assert board.shown.scenario == "rare"
    pieces.lift(1)
    assert board.shown.layer == ""
    assert pieces.rows == []


def test_a_mark_that_is_covered_for_a_moment_takes_nothing_away(pieces: Pieces) -> None:
    pieces.put(1)
    pieces.model.hear({})
    pieces.clock.now += GRACE / 2
    pieces.put(1)
    assert pieces.world.board.shown.layer == "puddles"
    assert len(pieces.rows) == 1


def test_the_hour_goes_round_with_its_piece_and_the_light_goes_with_it(pieces: Pieces) -> None:
    board = pieces.world.board
    pieces.put(2)
    assert board.moment is not None
    assert (board.moment.hour, board.moment.minute) == (12, 0)
    pieces.turn(2, 90)
    assert board.moment.hour == 18
    assert pieces.rows == [("Uhrzeit", "18:00")]
    pieces.turn(2, -90)
    assert board.moment.hour == 6
    pieces.lift(2)
    assert board.moment is None


def test_a_lens_goes_with_its_piece_and_turns_through_the_variants(pieces: Pieces) -> None:
    begin_variant(pieces.world)
    comparing, moved = pieces.world.board.comparing, []
    pieces.model.lensMoved.connect(lambda lens, x, y: moved.append((lens, x, y)))
    pieces.put(3, 0.3, 0.5)
    (lens,) = comparing.lenses
    assert (lens.seat, lens.shows.variant) == ("seat-1", "base")
    pieces.put(3, 0.4, 0.5)
    assert moved[-1] == (lens.id, pytest.approx(400.0), pytest.approx(250.0))
    pieces.turn(3, 50)
    assert comparing.lenses[0].shows.variant == "a"
    assert pieces.rows == [("Lupe", "A")]
    pieces.lift(3)
    assert comparing.lenses == ()


def test_a_voice_opens_a_remark_where_it_stands_and_turns_its_kind(pieces: Pieces) -> None:
    seat = pieces.world.table.seat("seat-4")
    pieces.put(4, 0.6, 0.5)
    assert "comment" in seat.property("open")
    for sign in "Laut":
        seat.keyboard.press(sign)
    pieces.turn(4, 80)
    seat.comment.send()
    (said,) = pieces.world.session.state.contributions
    assert (said.seat, said.category, said.text) == ("seat-4", Category.CONCERN, "Laut")
    assert place_of(said.place.geometry) == (60.0, 25.0)


def test_a_measure_is_placed_pushed_and_turned_each_as_one_act_and_stays(pieces: Pieces) -> None:
    begin_variant(pieces.world)
    session = pieces.world.session
    before = session.history.next_number
    pieces.put(5, 0.3, 0.5)
    (placed,) = session.state.variant("a").measures
    assert (placed.kind, place_of(placed.geometry)) == ("tree", (30.0, 25.0))
    for step in range(1, 6):
        pieces.put(5, 0.3 + 0.02 * step, 0.5)
    pieces.turn(5, 60)
    assert session.history.next_number == before + 1
    pieces.rest()
    (changed,) = session.state.variant("a").measures
    assert place_of(changed.geometry) == (40.0, 25.0)
    assert changed.parameters != placed.parameters
    assert session.history.next_number == before + 2
    pieces.rest()
    assert session.history.next_number == before + 2
    pieces.lift(5)
    assert session.state.variant("a").measures == (changed,)
    session.undo("seat-1")
    assert session.state.variant("a").measures == (placed,)


def test_a_measure_in_the_base_is_refused_with_a_word_and_beside_the_site_too(pieces: Pieces) -> None:
    seat = pieces.world.table.seat("seat-1")
    pieces.put(5)
    assert "Bestand" in seat.message
    assert pieces.rows[0][1] == ""
    pieces.lift(5)
    begin_variant(pieces.world)
    pieces.picked = "ground-beyond"
    pieces.put(5)
    assert "Planungsgebiet" in seat.message
    assert pieces.world.session.state.variant("a").measures == ()


def test_a_table_does_not_rest_while_somebody_turns_a_piece(pieces: Pieces) -> None:
    stirred = []
    pieces.model.stirred.connect(lambda: stirred.append(pieces.clock.now))
    pieces.put(2)
    assert len(stirred) == 1
    pieces.rest()
    pieces.put(2)
    assert len(stirred) == 1
    pieces.turn(2, 30)
    assert len(stirred) > 2


def test_a_file_that_cannot_be_read_is_said_and_hurts_nothing(world: World, tmp_path: Path) -> None:
    file = tmp_path / "quartier.tokens.toml"
    file.write_text("token = 3", "utf-8")
    pieces = Pieces(world, file)
    pieces.put(1)
    assert "quartier.tokens.toml" in world.table.seat("seat-1").message
    assert pieces.model.property("asking") == 1
