"""Any mixture of acts of several seats: what is stored, what is replayed and what is shown stay one and the same."""

import shutil
import tempfile
from pathlib import Path
from typing import TypeAlias

import shapely
from helpers.sites import block_site
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from planningtable.app.session import Change, Session
from planningtable.domain.commands import (
    AddComment,
    AddVariant,
    CastVote,
    ChangeMeasure,
    Command,
    Contribute,
    EnterPhase,
    FixGoals,
    PlaceMeasure,
    RemoveMeasure,
    RemoveVariant,
    RenameVariant,
    ReopenGoals,
    SetGoal,
    WithdrawContribution,
)
from planningtable.domain.evolve import evolve
from planningtable.domain.fits import fits
from planningtable.domain.history import History
from planningtable.domain.text import PlanningError
from planningtable.domain.values import Category, Goal, Opinion, Parameter, Phase, Place, Workshop
from planningtable.store.features import CONTRIBUTIONS, MEASURES, contribution_rows, measure_rows
from planningtable.store.geopackage import geometry_of

SITE = block_site(size=100.0, cell=5.0)
EAST, NORTH = SITE.extent.west, SITE.extent.south
SEATS = st.sampled_from(["seat-1", "seat-2", "seat-3", "facilitator"])
# Few names, so that the seats get in each other's way often.
VARIANTS = st.sampled_from(["v1", "v1", "v2", "base"])
IDS = st.sampled_from(["a", "b", "c"])
POINTS = st.builds(lambda x, y: f"POINT ({EAST + x} {NORTH + y})", st.integers(1, 99), st.integers(1, 99))
PLACES = st.one_of(
    st.builds(Place, POINTS),
    st.builds(lambda g, b: Place(g, "building", b), POINTS, st.sampled_from(SITE.buildings.ids)),
    st.builds(lambda g, m: Place(g, "measure", m), POINTS, IDS),
)
GOALS = st.builds(Goal, st.sampled_from(["sealed-share", "trees"]), st.integers(0, 9).map(float))
PARAMETERS = st.sampled_from([(), (("height", 8.0),), (("height", 12.5), ("species", "Tilia"))])
Parameters: TypeAlias = tuple[tuple[str, Parameter], ...]
COMMANDS: st.SearchStrategy[Command] = st.one_of(
    st.builds(EnterPhase, st.sampled_from(Phase)),
    st.builds(SetGoal, GOALS),
    st.just(FixGoals()),
    st.just(ReopenGoals()),
    st.builds(AddVariant, VARIANTS, st.sampled_from(["One", "Two", "Three"]), VARIANTS),
    st.builds(RenameVariant, VARIANTS, st.sampled_from(["Green", "Blue"])),
    st.builds(RemoveVariant, VARIANTS),
    st.builds(PlaceMeasure, VARIANTS, IDS, st.just("tree"), POINTS, st.none(), PARAMETERS),
    st.builds(ChangeMeasure, VARIANTS, IDS, POINTS, PARAMETERS),
    st.builds(RemoveMeasure, VARIANTS, IDS),
    st.builds(Contribute, IDS, st.sampled_from(Category), st.text(max_size=20), st.just("de"), PLACES, VARIANTS),
    st.builds(WithdrawContribution, IDS),
    st.builds(AddComment, IDS, IDS, st.just("Ja")),
    st.builds(CastVote, IDS, st.sampled_from([*Opinion, None])),
)


class Table(RuleBasedStateMachine):
    """Several seats, one workshop file."""

    @initialize()
    def lay(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="table-"))
        self.path = self.folder / "table.gpkg"
        self.session = Session.create(self.path, SITE, "Table")
        self.events = 0
        self.heard: list[Change] = []
        self.session.subscribe(self.heard.append)
        self.session.execute(AddVariant("v1", "First"), "facilitator")

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            shutil.rmtree(self.folder)

    @rule(seat=SEATS, data=st.data(), id=IDS, point=POINTS, parameters=PARAMETERS)
    def place(self, seat: str, data: st.DataObject, id: str, point: str, parameters: Parameters) -> None:
        variant = data.draw(st.sampled_from([v.id for v in self.session.state.variants]))
        self.ask(seat, PlaceMeasure(variant, id, "tree", point, None, parameters))

    @precondition(lambda self: self.measures())
    @rule(seat=SEATS, data=st.data(), point=POINTS, parameters=PARAMETERS)
    def change(self, seat: str, data: st.DataObject, point: str, parameters: Parameters) -> None:
        variant, id = data.draw(st.sampled_from(self.measures()))
        self.ask(seat, ChangeMeasure(variant, id, point, parameters))

    @precondition(lambda self: self.measures())
    @rule(seat=SEATS, data=st.data())
    def remove(self, seat: str, data: st.DataObject) -> None:
        self.ask(seat, RemoveMeasure(*data.draw(st.sampled_from(self.measures()))))

    @rule(seat=SEATS, id=IDS, text=st.text(max_size=20), place=PLACES)
    def contribute(self, seat: str, id: str, text: str, place: Place) -> None:
        self.ask(seat, Contribute(id, Category.IDEA, text, "de", place, "base"))

    @precondition(lambda self: self.session.state.contributions)
    @rule(seat=SEATS, data=st.data(), opinion=st.sampled_from([*Opinion, None]))
    def vote(self, seat: str, data: st.DataObject, opinion: Opinion | None) -> None:
        contribution = data.draw(st.sampled_from(self.session.state.contributions))
        self.ask(seat, CastVote(contribution.id, opinion))

    @precondition(lambda self: self.session.state.contributions)
    @rule(seat=SEATS, data=st.data(), id=IDS, withdraw=st.booleans())
    def answer(self, seat: str, data: st.DataObject, id: str, withdraw: bool) -> None:
        contribution = data.draw(st.sampled_from(self.session.state.contributions)).id
        self.ask(seat, WithdrawContribution(contribution) if withdraw else AddComment(contribution, id, "Ja"))

    @rule(seat=SEATS, data=st.data(), id=VARIANTS, title=st.sampled_from(["One", "Two", "Three"]))
    def branch(self, seat: str, data: st.DataObject, id: str, title: str) -> None:
        parent = data.draw(st.sampled_from(self.session.state.variants)).id
        self.ask(seat, AddVariant(id, title, parent))

    def measures(self) -> list[tuple[str, str]]:
        return [(v.id, m.id) for v in self.session.state.variants for m in v.measures]

    @rule(seat=SEATS, command=COMMANDS)
    def ask(self, seat: str, command: Command) -> None:
        before, count = self.session.state, self.session.event_count
        try:
            events = self.session.execute(command, seat)
        except PlanningError:
            assert self.session.state is before
            assert self.session.event_count == count
            return
        assert self.session.event_count == count + len(events)
        assert (self.session.state != before) == bool(events), "an act changes something, and says so"

    @rule(seat=SEATS)
    def undo(self, seat: str) -> None:
        before = self.session.state
        offered = self.session.can_undo(seat)
        try:
            self.session.undo(seat)
        except PlanningError:
            assert offered is None
            assert self.session.state is before
            return
        assert offered is not None
        assert self.session.state != before
        self.session.redo(seat)
        assert self.session.state == before, "redo brings back exactly what undo took"
        self.session.undo(seat)

    @rule(seat=SEATS)
    def redo(self, seat: str) -> None:
        offered = self.session.can_redo(seat)
        try:
            self.session.redo(seat)
        except PlanningError:
            assert offered is None
            return
        assert offered is not None

    @rule()
    def save_and_load(self) -> None:
        state, history = self.session.state, self.session.history
        self.session.close()
        assert [p.name for p in self.folder.iterdir()] == ["table.gpkg"], "closed, it is one file"
        self.session = Session.open(self.path)
        self.heard.clear()
        self.session.subscribe(self.heard.append)
        assert self.session.state == state
        assert self.session.history == history

    @invariant()
    def the_log_amounts_to_the_state(self) -> None:
        if not hasattr(self, "session"):
            return
        start = Workshop("Table", SITE.crs)
        assert History.replay(start, self.session.history.log).state == self.session.state
        assert self.session.event_count >= self.events, "the log only grows"
        self.events = self.session.event_count

    @invariant()
    def every_act_that_counts_stands_on_solid_ground(self) -> None:
        if not hasattr(self, "session"):
            return
        state = Workshop("Table", SITE.crs)
        for act in self.session.history.live:
            for event in act.events:
                assert fits(state, event), f"{event} of {act.seat} says what was not so"
                state = evolve(state, event)

    @invariant()
    def subscribers_heard_it(self) -> None:
        if not hasattr(self, "session") or not self.heard:
            return
        assert self.heard[-1].after == self.session.state
        for earlier, later in zip(self.heard, self.heard[1:], strict=False):
            assert earlier.after == later.before

    @invariant()
    def the_layers_show_the_state(self) -> None:
        if not hasattr(self, "session"):
            return
        db = self.session._file._db
        state = self.session.state
        for table, rows in ((CONTRIBUTIONS, contribution_rows(state)), (MEASURES, measure_rows(state))):
            names = ", ".join(f'"{name}"' for name, _ in table.columns)
            stored = db.execute(f"SELECT geom, {names} FROM {table.name}").fetchall()
            assert {r[1]: (geometry_of(r[0]), r[1:]) for r in stored} == {
                id: (shapely.from_wkt(wkt), row) for id, (wkt, row) in rows.items()
            }

    @invariant()
    def ids_are_unique_and_the_base_is_bare(self) -> None:
        if not hasattr(self, "session"):
            return
        state = self.session.state
        ids = [m.id for v in state.variants for m in v.measures]
        assert len(set(ids)) == len(ids)
        assert state.variants[0].id == "base"
        assert state.variants[0].measures == ()
        if len(state.variants) > 1 and not any(a.label == ReopenGoals.label for a in self.session.history.live):
            assert state.goals_fixed


Table.TestCase.settings = settings(
    max_examples=30,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestTable = Table.TestCase
