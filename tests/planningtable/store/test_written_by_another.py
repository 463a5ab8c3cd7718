"""Another program is writing to the workshop file: no long wait, one sentence, nothing lost, and it goes on."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from helpers.workshops import played, tree

from planningtable.app.session import Session
from planningtable.app.words import load_words
from planningtable.domain.text import PlanningError

PATIENCE = 0.2
SOON = 1.0
"""An answer within this is none that a window would be frozen by [s]."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "w.gpkg"
    played(path).close()
    return path


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program has begun to write, and does not end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def refused(act: Callable[[], object]) -> str:
    begun = time.monotonic()
    with pytest.raises(PlanningError) as caught:
        act()
    assert time.monotonic() - begun < SOON
    for language in ("de", "en"):
        assert "w.gpkg" in load_words(language)(caught.value.text)
    return caught.value.text.id


def test_acts_and_views_are_refused_soon_and_kept_afterwards(path: Path) -> None:
    with Session.open(path, patience=PATIENCE) as session:
        session.views.keep("Vorher", "{}")
        before = session.state
        with held(path):
            assert refused(lambda: session.execute(tree("m9"))) == "error.store.not-kept"
            assert refused(lambda: session.views.keep("Platz", "{}")) == "error.store.not-kept"
            assert session.state is before
            assert [view.name for view in session.views.all()] == ["Vorher"]
        session.execute(tree("m9"))
        session.views.keep("Platz", "{}")
    with Session.open(path) as session:
        assert "m9" in {m.id for v in session.state.variants for m in v.measures}
        assert [view.name for view in session.views.all()] == ["Vorher", "Platz"]


def test_results_are_not_waited_for(path: Path) -> None:
    with Session.open(path, patience=PATIENCE) as session:
        with held(path):
            begun = time.monotonic()
            session.keep("key", b"value")
            assert time.monotonic() - begun < SOON
            assert session.cached("key") is None
        session.keep("key", b"value")
        assert session.cached("key") == b"value"


def test_a_command_waits_for_a_short_write(path: Path) -> None:
    with Session.open(path) as session:
        other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        other.execute("BEGIN IMMEDIATE")
        end = threading.Timer(0.5, other.execute, ("COMMIT",))
        begun = time.monotonic()
        end.start()
        session.execute(tree("m9"))
        assert time.monotonic() - begun > 0.3
        end.join()
        other.close()
