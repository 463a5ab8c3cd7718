import threading
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from helpers.workshops import idea, played, point, small_site, tree

from planningtable.app.session import Change, Session
from planningtable.domain.commands import AddVariant, CastVote, Command, EnterPhase
from planningtable.domain.events import ActUndone, GoalsFixed, MeasurePlaced, VariantAdded
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import Opinion, Phase
from planningtable.store.workshop_file import WorkshopFile


@pytest.fixture
def session() -> Session:
    session = Session.in_memory(small_site(), "Test")
    session.execute(AddVariant("v1", "One"), "facilitator")
    return session


def test_a_command_is_one_act_and_one_change(session: Session) -> None:
    heard: list[Change] = []
    session.subscribe(heard.append)
    events = session.execute(AddVariant("v2", "Two", "v1"), "seat-1")
    session.execute(tree("m1"), "seat-2")
    assert [type(e) for e in events] == [VariantAdded]
    assert [(c.seat, [type(e) for e in c.events]) for c in heard] == [
        ("seat-1", [VariantAdded]),
        ("seat-2", [MeasurePlaced]),
    ]
    assert heard[0].after is heard[1].before
    assert heard[1].after is session.state


def test_every_entry_knows_seat_phase_time_variant(session: Session) -> None:
    first = session.history.log[0]
    assert [type(e) for e in first.events] == [GoalsFixed, VariantAdded]
    session.execute(EnterPhase(Phase.VARIANTS), "facilitator")
    session.execute(tree("m1"), "seat-3")
    act = session.history.log[-1]
    assert (act.seat, act.phase, act.variant, act.label) == ("seat-3", Phase.VARIANTS, "v1", "command.place-measure")
    assert datetime.now(UTC) - datetime.fromisoformat(act.at) < timedelta(minutes=1)
    session.undo("seat-3")
    assert session.history.log[-1].variant == "v1"
    assert session.history.log[-1].events == (ActUndone(act.number),)


def test_times_are_utc_in_the_form_of_geopackage() -> None:
    clock = datetime(2026, 7, 1, 19, 30, 0, 123456, timezone(timedelta(hours=2)))
    session = Session(WorkshopFile.in_memory(small_site(), "Test"), clock=lambda: clock)
    session.execute(idea("c1"))
    assert session.state.contributions[0].at == "2026-07-01T17:30:00.123Z"


def test_nobody_hears_of_what_was_refused(session: Session) -> None:
    heard: list[Change] = []
    stop = session.subscribe(heard.append)
    count = session.event_count
    for command in (tree("m1", variant="nix"), tree("m1", x=1e6), CastVote("nix", Opinion.AGREE)):
        with pytest.raises(PlanningError):
            session.execute(command, "seat-1")
    assert session.execute(EnterPhase(Phase.BASIS)) == ()
    assert heard == []
    assert session.event_count == count
    stop()
    stop()
    session.execute(tree("m1"))
    assert heard == []


def test_undo_says_what_it_would_take_back(session: Session) -> None:
    assert session.can_undo("seat-1") is None
    session.execute(tree("m1"), "seat-1")
    assert session.can_undo("seat-1") == Text("command.place-measure")
    assert session.can_redo("seat-1") is None
    session.undo("seat-1")
    assert session.can_undo("seat-1") is None
    assert session.can_redo("seat-1") == Text("command.place-measure")
    session.redo("seat-1")
    assert session.can_undo("facilitator") is None, "a seat has built on the variant"


def test_what_a_variant_needs_is_found_by_a_building_of_the_site(session: Session) -> None:
    roof: Command = tree("m1")
    for building, fine in (("b0", True), ("b99", False)):
        roof = type(tree("m"))("v1", f"r-{building}", "green-roof", point(25, 25), building)
        if fine:
            session.execute(roof, "seat-1")
        else:
            with pytest.raises(PlanningError) as caught:
                session.execute(roof, "seat-1")
            assert caught.value.text.id == "error.workshop.no-building"


def test_many_threads_act_and_compute_at_once(tmp_path: Path) -> None:
    """Acts come in one order that all agree on, while results are kept and read from other threads."""
    with Session.create(tmp_path / "w.gpkg", small_site(), "Busy") as session:
        session.execute(AddVariant("v1", "One"), "facilitator")
        heard: list[Change] = []
        session.subscribe(heard.append)
        trouble: list[BaseException] = []
        start = threading.Barrier(6)

        def act(seat: str) -> None:
            try:
                start.wait()
                for n in range(15):
                    session.execute(tree(f"{seat}-{n}"), seat)
                session.undo(seat)
            except BaseException as error:
                trouble.append(error)
                raise

        def compute(name: str) -> None:
            try:
                start.wait()
                for n in range(30):
                    session.keep(f"{name}-{n}", name.encode() * 20_000)
                    assert session.cached(f"{name}-{n}") == name.encode() * 20_000
            except BaseException as error:
                trouble.append(error)
                raise

        threads = [threading.Thread(target=act, args=(f"seat-{n}",)) for n in range(1, 5)]
        threads += [threading.Thread(target=compute, args=(name,)) for name in ("rain", "heat")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert trouble == []
        assert len(heard) == 4 * 16
        assert all(a.after is b.before for a, b in pairwise(heard))
        variant = session.state.variant("v1")
        assert variant is not None
        assert len(variant.measures) == 4 * 14
        state = session.state
    with Session.open(tmp_path / "w.gpkg") as again:
        assert again.state == state


def test_a_second_session_in_the_same_program_reads_only(tmp_path: Path) -> None:
    with played(tmp_path / "w.gpkg") as first, Session.open(tmp_path / "w.gpkg") as second:
        assert not first.read_only
        assert second.read_only
        assert second.state == first.state


def test_closing_twice_is_harmless(tmp_path: Path) -> None:
    session = played(tmp_path / "w.gpkg")
    session.close()
    session.close()


def test_a_workshop_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(PlanningError) as caught:
        Session.create(tmp_path / "w.gpkg", small_site(), "  ")
    assert caught.value.text.id == "error.workshop.text-empty"
    assert list(tmp_path.iterdir()) == []
