"""Files that are not ours, or not whole, or not to be written: one sentence, and nothing changed."""

import os
import sqlite3
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import closing
from pathlib import Path

import pytest
from helpers.workshops import played, tree

from planningtable.app.session import Session
from planningtable.domain.text import PlanningError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "w.gpkg"
    played(path).close()
    return path


def refusal(path: Path) -> str:
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(PlanningError) as caught:
        Session.open(path)
    assert (path.read_bytes() if path.is_file() else None) == before, "a refused file stays as it is"
    assert not path.with_name(path.name + ".lock").exists()
    return caught.value.text.id.removeprefix("error.store.")


def _text(path: Path) -> None:
    path.write_text("<?xml version='1.0'?><CityModel/>" * 20)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _sqlite(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE notes (t)")


def _other_geopackage(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        for trigger in ("no_update", "no_delete", "in_order"):
            conn.execute(f"DROP TRIGGER pt_events_{trigger}")
        conn.execute("DROP TABLE pt_events")


@pytest.mark.parametrize("make", [_text, _empty, _folder, _sqlite, _other_geopackage])
def test_a_foreign_file(path: Path, make: Callable[[Path], None]) -> None:
    make(path)
    assert refusal(path) == "not-a-workshop"


def test_a_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nix.gpkg") == "missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("share", [0.1, 0.5, 0.99])
def test_a_file_that_was_cut_short(path: Path, share: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert refusal(path) == "damaged"


def test_a_file_with_broken_pages(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    for page in range(2, len(whole) // 4096):
        whole[page * 4096 : page * 4096 + 64] = os.urandom(64)
    path.write_bytes(whole)
    assert refusal(path) == "damaged"


def test_a_file_whose_log_makes_no_sense(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(
            "INSERT INTO pt_events (act, at, seat, phase, label, type, payload) "
            "VALUES (99, '2026-01-01T00:00:00.000Z', 'seat-1', 'basis', 'x', 'ActUndone', '{\"act\": 77}')"
        )
    assert refusal(path) == "damaged"


def test_a_file_that_has_lost_its_name_and_crs(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("DELETE FROM pt_meta")
    assert refusal(path) == "damaged"


def test_a_file_of_a_newer_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('planningtable','99','')"
        )
    assert refusal(path) == "newer"


def test_a_header_that_promises_too_much(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[28:32] = struct.pack(">I", 10**6)
    path.write_bytes(whole)
    assert refusal(path) == "damaged"


def test_open_to_read_only_shows_and_refuses(path: Path) -> None:
    before = path.read_bytes()
    with Session.open(path, read_only=True) as session:
        assert session.read_only
        assert len(session.state.contributions) == 3
        assert session.can_undo("seat-1") is None
        with pytest.raises(PlanningError) as caught:
            session.execute(tree("m9"))
        assert caught.value.text.id == "error.store.opened-to-read"
        session.keep("key", b"value")
        assert session.cached("key") is None
    assert path.read_bytes() == before


NOBODY = 65534
AS_NOBODY = """
import os, sys
from planningtable.app.session import Session
from planningtable.domain.commands import AddVariant
from planningtable.domain.text import PlanningError
if os.getuid() == 0:
    os.setuid(%d)
try:
    with Session.open(sys.argv[1]) as session:
        print("read-only" if session.read_only else "writable", len(session.state.contributions))
        session.execute(AddVariant("new", "New"))
except PlanningError as error:
    print(error.text.id)
"""


@pytest.fixture
def public() -> Generator[Path]:
    """A folder that another user may look into, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX access rights")
@pytest.mark.parametrize(
    ("file_mode", "said"),
    [(0o444, ["read-only 3", "error.store.read-only"]), (0o000, ["error.store.no-access"])],
)
def test_a_file_without_the_rights(public: Path, file_mode: int, said: list[str]) -> None:
    path = public / "w.gpkg"
    played(path).close()
    path.chmod(file_mode)
    public.chmod(0o555)
    try:
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY % NOBODY, path], capture_output=True, text=True, check=False
        )
    finally:
        public.chmod(0o755)
        path.chmod(0o644)
    assert done.stdout.splitlines() == said, done.stderr
