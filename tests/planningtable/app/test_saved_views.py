"""Saved views stay with the workshop file, and are no acts."""

from pathlib import Path

import pytest
from helpers.sites import block_site

from planningtable.app.saved_views import KEY, MOST, SavedView, SavedViews
from planningtable.app.session import Session
from planningtable.domain.text import PlanningError
from planningtable.store.workshop_file import WorkshopFile


class Notes:
    def __init__(self, text: str) -> None:
        self.meta = {KEY: text}

    def keep_note(self, key: str, value: str) -> None:
        self.meta[key] = value


def test_views_are_there_again_when_the_file_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "süd.gpkg"
    with Session.create(file, block_site(), "Probe") as session:
        before = session.event_count
        session.views.keep("Höhe", "camera 1")
        session.views.keep("Markt", "camera 2")
        session.views.keep("Höhe", "camera 3")
        assert session.event_count == before
    with Session.open(file) as session:
        assert session.views.all() == (SavedView("Markt", "camera 2"), SavedView("Höhe", "camera 3"))
        session.views.remove("Markt")
    with Session.open(file, read_only=True) as session:
        assert [view.name for view in session.views.all()] == ["Höhe"]
        with pytest.raises(PlanningError):
            session.views.remove("Höhe")


@pytest.mark.parametrize("damaged", ["", "{", "{}", "7", '["x", {"name": 1, "camera": "c"}, {"camera": "c"}]'])
def test_damaged_views_are_left_out(damaged: str) -> None:
    views = SavedViews(Notes(damaged))
    assert views.all() == ()
    views.keep("Markt", "c")
    assert views.all() == (SavedView("Markt", "c"),)


def test_names_and_numbers_have_bounds() -> None:
    views = SavedViews(Notes("[]"))
    for wrong in ("", "   ", "x" * 200):
        with pytest.raises(PlanningError):
            views.keep(wrong, "c")
    for number in range(MOST):
        views.keep(f"Ansicht {number}", "c")
    with pytest.raises(PlanningError) as caught:
        views.keep("zu viel", "c")
    assert caught.value.text.id == "error.views.many"


def test_a_site_that_is_updated_keeps_its_views(tmp_path: Path) -> None:
    file = tmp_path / "süd.gpkg"
    with Session.create(file, block_site(), "Probe") as session:
        session.views.keep("Markt", "camera")
    WorkshopFile.create(file, block_site(), "Neu", replace=True, keep_acts=True).close()
    with Session.open(file) as session:
        assert session.state.name == "Probe"
        assert session.views.all() == (SavedView("Markt", "camera"),)
