"""The council pack from the desk: written by a program of its own, followed, cancelled, refused in a sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from helpers.sites import block_site
from helpers.workshops import idea
from PySide6.QtTest import QSignalSpy

from planningtable.app.session import Session
from planningtable.domain.text import PlanningError
from ui.pack_process import PackProcess

LONG = 60_000
"""A slow machine takes so long to start a program [ms]."""


@pytest.fixture
def workshop(tmp_path: Path) -> Path:
    file = tmp_path / "werkstatt.gpkg"
    with Session.create(file, block_site(), "Probe") as session:
        session.execute(idea("idea-1", "Mehr Bäume"), "desk")
    return file


@pytest.fixture
def process(qapp) -> Iterator[PackProcess]:
    del qapp
    made = PackProcess()
    yield made
    made.cancel()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_pack_is_written_while_the_workshop_is_open(process, workshop, tmp_path):
    done, progress = QSignalSpy(process.done), QSignalSpy(process.progressed)
    with Session.open(workshop) as session:
        process.start(workshop, tmp_path / "mappe", ("csv", "gpkg"), "de")
        session.execute(idea("idea-2", "Zu spät für diese Mappe"), "desk")
        assert done.count() or done.wait(LONG)
    (files,) = done.at(0)
    assert names(tmp_path / "mappe") == sorted(path.name for path in files)
    assert "SHA256SUMS.txt" in names(tmp_path / "mappe")
    (table,) = (tmp_path / "mappe").glob("*.csv")
    assert "Mehr Bäume" in table.read_text("utf-8-sig")
    assert "Zu spät" not in table.read_text("utf-8-sig")
    fractions = [progress.at(n)[0] for n in range(progress.count())]
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0


def test_of_a_pack_that_is_cancelled_nothing_is_left(process, workshop, tmp_path):
    process.start(workshop, tmp_path / "mappe", ("pdf",), "en")
    assert names(tmp_path / "mappe")
    process.cancel()
    assert names(tmp_path / "mappe") == []


def test_what_the_program_says_of_a_failure_is_passed_on(process, workshop, tmp_path):
    failed = QSignalSpy(process.failed)
    process.start(workshop, tmp_path / "mappe", ("papyrus",), "de")
    assert failed.count() or failed.wait(LONG)
    assert "Das Format „papyrus“ gibt es nicht." in failed.at(0)[0]
    assert names(tmp_path / "mappe") == []


def test_a_folder_that_cannot_be_made_is_refused(process, workshop, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(PlanningError) as refused:
        process.start(workshop, tmp_path / "file" / "mappe", ("csv",), "de")
    assert refused.value.text.id == "error.report.folder"
