"""Killed at any moment, or out of disk: whatever was confirmed is there, and nothing by halves."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import helpers
import pytest
from helpers.workshops import idea, played

from planningtable.app.session import Session
from planningtable.domain.history import History
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import Workshop

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and file size limits are POSIX")
TESTS = Path(helpers.__file__).parents[1]


def acting(path: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "helpers.acting", str(path), *arguments]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS.parent), str(TESTS)))}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def ids(session: Session) -> set[str]:
    state = session.state
    return {c.id for c in state.contributions} | {m.id for v in state.variants for m in v.measures}


def check_whole(session: Session) -> None:
    start = Workshop(session.state.name, session.state.crs)
    assert History.replay(start, session.history.log).state == session.state
    numbers = [a.number for a in session.history.log]
    assert numbers == list(range(1, len(numbers) + 1))


def test_killed_at_any_moment_nothing_confirmed_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "w.gpkg"
    played(path).close()
    chance = random.Random(7)
    confirmed: set[str] = set()
    for round in range(6):
        process = acting(path, f"r{round}")
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        # The reader stops after a number of lines drawn by lot; the writer is then anywhere in its next act.
        for _ in range(chance.randint(1, 60)):
            confirmed.add(process.stdout.readline().strip())
        process.send_signal(signal.SIGKILL)
        confirmed |= {line.strip() for line in process.stdout if line.endswith("\n")}
        process.communicate()
        assert process.returncode == -signal.SIGKILL
        with Session.open(path) as session:
            assert confirmed <= ids(session)
            check_whole(session)
    assert len(confirmed) > 20
    assert [p.name for p in tmp_path.iterdir()] == ["w.gpkg"]


def test_a_full_disk_is_said_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "w.gpkg"
    played(path).close()
    process = acting(path, "full", str(64 * 1024))
    out, err = process.communicate(timeout=60)
    ready, *lines, refused, closed = out.splitlines()
    assert ready == "ready", err
    assert refused.split()[1] in ("error.store.full", "error.store.disk")
    assert closed == "closed"
    assert len(lines) > 3
    with Session.open(path) as session:
        assert set(lines) <= ids(session)
        assert f"full-{len(lines)}" not in ids(session), "what was refused did not happen"
        check_whole(session)
        session.undo("seat-1")


def test_a_full_database_leaves_the_state_as_it_was(tmp_path: Path) -> None:
    with played(tmp_path / "w.gpkg") as session:
        db = session._file._db
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
        changes: list[object] = []
        session.subscribe(changes.append)
        before = session.state
        refused = ""
        for number in range(1000):
            before = session.state
            try:
                session.execute(idea(f"n{number}", "x" * 2000), "seat-1")
            except PlanningError as error:
                refused = error.text.id
                break
        assert refused == "error.store.full"
        assert session.state is before
        assert len(changes) == sum(c.id.startswith("n") for c in before.contributions)
        db.execute("PRAGMA max_page_count = 100000")
        session.execute(idea("later"), "seat-1")
        assert session.state.contribution("later") is not None


def test_two_processes_one_writes_and_the_other_reads(tmp_path: Path) -> None:
    path = tmp_path / "w.gpkg"
    played(path).close()
    process = acting(path, "one")
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        first = process.stdout.readline().strip()
        with Session.open(path) as session:
            assert session.why_read_only == Text.of("error.store.in-use", file="w.gpkg")
            assert first in ids(session)
    finally:
        process.kill()
        process.communicate()
    with Session.open(path) as session:
        assert not session.read_only, "the lock ends with the process"
