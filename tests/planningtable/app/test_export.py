"""The council pack of a real session: files, hashes, minutes, and one sentence where the disk says no."""

import hashlib
import sqlite3
import struct
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pyogrio
import pytest
from helpers.sites import SOUTH, WEST, block_site

from planningtable.app.export import PackRequest, export_pack
from planningtable.app.feedback_csv import read_contributions
from planningtable.app.minutes import goal_history, minutes
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.app.snapshots import SnapshotRequest
from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.domain.commands import (
    AddComment,
    AddVariant,
    CastVote,
    Contribute,
    FixGoals,
    PlaceMeasure,
    SetGoal,
)
from planningtable.domain.text import CancelledError, PlanningError, Words
from planningtable.domain.values import Category, Goal, Opinion, Place

ALL = ("pdf", "csv", "xlsx", "geojson", "gpkg")
MADE = datetime(2026, 5, 9, 16, 0, tzinfo=UTC)


@dataclass
class Painter:
    """Draws a grey dot, and remembers for what."""

    asked: list[SnapshotRequest] = field(default_factory=list)
    broken: bool = False

    def render(self, request: SnapshotRequest) -> bytes:
        if self.broken:
            raise PlanningError("error.snapshots.none")
        self.asked.append(request)

        def chunk(kind: bytes, data: bytes) -> bytes:
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
        body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00\x80")) + chunk(b"IEND", b"")
        return b"\x89PNG\r\n\x1a\n" + body

    def close(self) -> None:
        self.asked.clear()


@pytest.fixture(scope="module")
def host() -> PluginHost:
    return PluginHost.discover()


@pytest.fixture(scope="module")
def german() -> Words:
    return load_words("de")


@pytest.fixture
def session(tmp_path: Path):
    with Session.create(tmp_path / "tisch.gpkg", block_site(), "Ein Tisch") as session:
        indicator = "sealed-share"
        session.execute(SetGoal(Goal(indicator, 30.0)), "seat-1")
        session.execute(FixGoals(), "facilitator")
        session.execute(AddVariant("a", "Grüner"), "seat-1")
        session.execute(PlaceMeasure("a", "m-1", "tree", f"POINT ({WEST + 45} {SOUTH + 55})"), "seat-2")
        place = Place(f"POINT ({WEST + 45} {SOUTH + 48})")
        session.execute(Contribute("c-1", Category.IDEA, "=Bänke; bitte „viele“", "de", place, "a"), "seat-3")
        session.execute(CastVote("c-1", Opinion.AGREE), "seat-4")
        session.execute(AddComment("c-1", "k-1", "Mit Lehne."), "seat-1")
        session.execute(Contribute("c-2", Category.CONCERN, "Zurückgezogen", "de", place, "a"), "seat-3")
        session.undo("seat-3")
        yield session


def packed(
    session: Session, host: PluginHost, out: Path, words: Words, formats: tuple[str, ...] = ALL, painter=None
) -> dict[str, Path]:
    request = PackRequest(words, formats, painter, MADE, resolution=1000.0)
    files = export_pack(session, Results(session, host), host, out, request, Job())
    for file in files:
        assert hashlib.sha256(file.path.read_bytes()).hexdigest() == file.sha256
    return {file.path.name: file.path for file in files}


def test_the_whole_pack(session: Session, host: PluginHost, german: Words, tmp_path: Path) -> None:
    out = tmp_path / "rat"
    painter = Painter()
    files = packed(session, host, out, german, painter=painter)
    assert set(files) == {
        "Ratspaket.pdf",
        "beitraege.csv",
        "Ratspaket.xlsx",
        "beitraege.geojson",
        "massnahmen.geojson",
        "werkstatt.gpkg",
        "SHA256SUMS.txt",
    }
    assert {path.name for path in out.iterdir()} == set(files)
    assert files["Ratspaket.pdf"].read_bytes().startswith(b"%PDF")
    # A layer that asks for a place has nothing to show without one.
    shown = [layer for layer in host.layers.values() if not layer.describe().place]
    assert len(painter.asked) == 2 * (1 + len(shown))
    assert len(shown) < len(host.layers)
    sums = files["SHA256SUMS.txt"].read_text("utf-8").splitlines()
    assert len(sums) == 6
    for line in sums:
        digest, name = line.split("  ")
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == digest
    assert len(pyogrio.read_dataframe(files["beitraege.geojson"])) == 1
    book = openpyxl.load_workbook(files["Ratspaket.xlsx"])
    assert book["Kennzahlen"].max_row == 1 + 2 * len(host.indicators)


def test_contributions_come_back(session: Session, host: PluginHost, german: Words, tmp_path: Path) -> None:
    files = packed(session, host, tmp_path / "rat", german, ("csv",))
    assert read_contributions(files["beitraege.csv"], str) == session.state.contributions


def test_the_copy_is_a_closed_workshop_while_the_table_goes_on(
    session: Session, host: PluginHost, german: Words, tmp_path: Path
) -> None:
    files = packed(session, host, tmp_path / "rat", german, ("gpkg",))
    copy = files["werkstatt.gpkg"]
    assert not list(copy.parent.glob("*-wal"))
    with sqlite3.connect(copy) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    with Session.open(copy) as again:
        assert again.state == session.state
    session.execute(AddVariant("b", "Später"), "seat-1")
    assert session.state.variant("b") is not None


def test_the_copy_never_lands_on_the_open_workshop(host: PluginHost, german: Words, tmp_path: Path) -> None:
    with Session.create(tmp_path / "werkstatt.gpkg", block_site(), "Hier") as session:
        files = packed(session, host, tmp_path, german, ("gpkg",))
        assert "werkstatt-2.gpkg" in files
        session.execute(AddVariant("b", "Weiter"), "seat-1")


def test_in_memory_there_is_no_file_to_copy(host: PluginHost, german: Words, tmp_path: Path) -> None:
    with Session.in_memory(block_site()) as session:
        assert set(packed(session, host, tmp_path, german, ("gpkg", "csv"))) == {"beitraege.csv", "SHA256SUMS.txt"}


def test_nothing_happened_yet(host: PluginHost, german: Words, tmp_path: Path) -> None:
    with Session.create(tmp_path / "leer.gpkg", block_site(), "Leer") as session:
        assert len(packed(session, host, tmp_path / "rat", german)) == 7


def test_pictures_that_cannot_be_drawn_are_a_remark(
    session: Session, host: PluginHost, german: Words, tmp_path: Path
) -> None:
    files = packed(session, host, tmp_path / "rat", german, ("pdf",), Painter(broken=True))
    assert files["Ratspaket.pdf"].stat().st_size > 10_000


def test_minutes_tell_what_was_taken_back(session: Session, host: PluginHost, german: Words) -> None:
    lines = minutes(session.history, host, german, UTC)
    assert [line.undone for line in lines].count(True) == 1
    taken = next(line for line in lines if line.undone)
    assert (taken.seat, taken.label, taken.about) == ("seat-3", "command.contribute", "„Zurückgezogen“")
    about = [line.about for line in lines]
    assert "„Grüner“" in about
    assert "Baum in „Grüner“" in about
    assert "Beitrag 1: Zustimmung" in about
    assert about[-1] == "Beitrag schreiben: „Zurückgezogen“"
    history = goal_history(session.history, UTC)
    assert len(history.fixed) == 1
    assert history.first_variant is not None
    assert history.fixed[0] <= history.first_variant


def test_a_folder_that_takes_nothing_is_one_sentence(
    session: Session, host: PluginHost, german: Words, tmp_path: Path
) -> None:
    (tmp_path / "datei").write_text("", "utf-8")
    with pytest.raises(PlanningError) as caught:
        packed(session, host, tmp_path / "datei" / "rat", german, ("csv",))
    assert caught.value.text.id == "error.report.folder"


def test_a_full_disk_leaves_no_half_file(
    session: Session, host: PluginHost, german: Words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "rat"
    out.mkdir()
    (out / "beitraege.csv").write_bytes(b"alt")

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PlanningError) as caught:
        packed(session, host, out, german, ("csv",))
    assert caught.value.text.id == "error.report.folder"
    assert [path.name for path in out.iterdir()] == ["beitraege.csv"]
    assert (out / "beitraege.csv").read_bytes() == b"alt"


@pytest.mark.parametrize(("formats", "id"), [(("docx",), "format"), ((), "no-format")])
def test_unknown_formats(
    session: Session, host: PluginHost, german: Words, tmp_path: Path, formats: tuple[str, ...], id: str
) -> None:
    with pytest.raises(PlanningError) as caught:
        packed(session, host, tmp_path / "rat", german, formats)
    assert caught.value.text.id == f"error.report.{id}"
    assert not (tmp_path / "rat").exists()


def test_cancelled(session: Session, host: PluginHost, german: Words, tmp_path: Path) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        export_pack(session, Results(session, host), host, tmp_path / "rat", PackRequest(german, ALL), job)
    assert list((tmp_path / "rat").iterdir()) == []
