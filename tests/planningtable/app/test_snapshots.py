"""Who draws pictures is found through the entry point; nobody is one clear sentence."""

from importlib import metadata

import pytest

from planningtable.app import snapshots
from planningtable.app.words import load_words
from planningtable.domain.text import PlanningError


def _offer(monkeypatch: pytest.MonkeyPatch, *values: str) -> None:
    found = tuple(metadata.EntryPoint("vtk", value, snapshots.GROUP) for value in values)
    monkeypatch.setattr(metadata, "entry_points", lambda group: found if group == snapshots.GROUP else ())


def test_nobody_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    _offer(monkeypatch)
    with pytest.raises(PlanningError) as caught:
        snapshots.snapshot_source()
    assert caught.value.text.id == "error.snapshots.none"


def test_the_drawing_part_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    _offer(monkeypatch, "no_such_drawing_room:Renderer")
    with pytest.raises(PlanningError) as caught:
        snapshots.snapshot_source()
    sentence = load_words("de")(caught.value.text)
    assert "no_such_drawing_room" in sentence


def test_the_installed_one_is_found() -> None:
    source = snapshots.snapshot_source()
    assert callable(source.render)
    source.close()
