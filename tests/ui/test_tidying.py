"""When garbage is looked for. What is garbage is Python's business."""

import gc
import weakref

import pytest

import ui.tidying
from ui.tidying import DUE, LATEST, LOADING, Tidying


class Circle:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def moving() -> list[bool]:
    return [False]


@pytest.fixture
def tidying(qapp, moving):
    before = gc.get_threshold()
    made = Tidying(lambda: moving[0])
    made.start()
    yield made
    made.close()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0


def _due() -> weakref.ref:
    """Something that only a search among all objects finds, and so many younger searches that it is due."""
    gone = weakref.ref(circle := Circle())
    gc.collect(1)
    del circle
    for _ in range(DUE):
        gc.collect(1)
    assert gone() is not None
    return gone


def test_garbage_is_found_while_nobody_moves_the_map(tidying, moving) -> None:
    moving[0] = True
    gone = _due()
    tidying.look()
    assert gone() is not None
    moving[0] = False
    tidying.look()
    assert gone() is None


def test_what_is_not_due_is_left_alone(tidying) -> None:
    gc.collect()
    gone = weakref.ref(circle := Circle())
    gc.collect(1)
    del circle
    tidying.look()
    assert gone() is not None


def test_somebody_who_never_lets_go_is_interrupted_at_last(tidying, moving, monkeypatch) -> None:
    moving[0] = True
    gone = _due()
    tidying.look()
    now = ui.tidying.time.monotonic()
    monkeypatch.setattr(ui.tidying.time, "monotonic", lambda: now + LATEST + 1.0)
    tidying.look()
    assert gone() is None


def test_python_itself_no_longer_chooses_the_moment(tidying) -> None:
    assert gc.get_threshold()[2] > 100 * DUE


def test_what_is_loaded_is_searched_no_more_and_what_comes_later_is(tidying) -> None:
    counts = []
    for _ in range(LOADING + 2):
        _due()
        kept = Circle()
        tidying.look()
        counts.append(gc.get_freeze_count())
    assert counts[0] > 0
    assert counts[LOADING] == counts[LOADING - 1]
    del kept
    gone = _due()
    tidying.look()
    assert gone() is None
