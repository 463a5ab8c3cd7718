"""The server of the worker processes starts early where workers will be wanted, and only there."""

from pathlib import Path

import pytest

from planningtable.app.intake import server


def _started(monkeypatch: pytest.MonkeyPatch, paths: list[Path]) -> int:
    calls: list[None] = []
    monkeypatch.setattr(server, "context", lambda: calls.append(None))
    server.expect(paths)
    return len(calls)


def _file(path: Path, size: int) -> Path:
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as stream:
        stream.truncate(size)
    return path


def test_a_small_file_does_not_start_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _started(monkeypatch, [_file(tmp_path / "a.gml", server.ALONE - 1)]) == 0


def test_a_large_file_starts_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _started(monkeypatch, [_file(tmp_path / f"{n}.gml", server.ALONE) for n in range(3)]) == 1


def test_a_folder_counts_with_all_that_is_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(4):
        _file(tmp_path / "tiles" / f"{n}.gml", server.ALONE // 4)
    assert _started(monkeypatch, [tmp_path]) == 1


def test_packed_text_counts_as_what_it_will_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _started(monkeypatch, [_file(tmp_path / "a.gml.gz", server.ALONE // server.PACKED)]) == 1


def test_what_is_not_there_is_told_when_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _started(monkeypatch, [tmp_path / "none.gml"]) == 0
