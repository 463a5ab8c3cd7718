"""Thousands of broken files through the check-up and the import: a sentence each, never more.

A hundred in each run of the tests. The long job is ``PLANNINGTABLE_FUZZ=20000 python -m pytest tests/fuzz``;
``PLANNINGTABLE_FUZZ_SEED`` sets another beginning. What was found is kept in ``finds``, reduced, and read each time.
"""

import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType

import pytest
from fuzz.doors import as_city, as_plan, beside, check
from fuzz.mutations import mutated
from fuzz.seeds import chosen
from helpers.citygml import block, city

COUNT = int(os.environ.get("PLANNINGTABLE_FUZZ", "120"))
FIRST = int(os.environ.get("PLANNINGTABLE_FUZZ_SEED", "1"))
# No file of these sizes may take longer [s], once there is machine code of the kernels that it needs.
PATIENCE = 10
COMPILING = 120
FINDS = sorted((Path(__file__).parent / "finds").glob("*"))
WRITING = ("open", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "socket.connect", "subprocess.Popen")
# Compiled kernels.
CACHES = (".nbi", ".nbc", "__pycache__", "/numba_", "/dev/null")


class _HangError(Exception):
    """A file took too long."""


class _Clock:
    """Notes when patience is over, and raises when there is no end.

    It raises late: numba does not survive an exception in the middle of compiling.
    """

    def __init__(self) -> None:
        self.late = False

    def ring(self, signum: int, frame: FrameType | None) -> None:
        if self.late:
            raise _HangError
        self.late = True


@contextmanager
def bounded() -> Iterator[_Clock]:
    clock = _Clock()
    before = signal.signal(signal.SIGALRM, clock.ring)
    signal.setitimer(signal.ITIMER_REAL, PATIENCE, COMPILING)
    try:
        yield clock
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Watch:
    """Notes what is written, removed, run and connected to."""

    def __init__(self) -> None:
        self.on = False
        self.seen: set[str] = set()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on or event not in WRITING:
            return
        if event == "open":
            _, mode, flags = arguments
            writes = (isinstance(mode, str) and any(c in mode for c in "wax+")) or (
                isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            )
            if not writes:
                return
        place = arguments[-1] if event in ("os.remove", "os.rmdir") else None
        folder = f"{Path(f'/proc/self/fd/{place}').readlink()}/" if isinstance(place, int) and place >= 0 else ""
        self.seen.add(f"{event} {folder}{arguments[0]}")

    def outside(self, *places: Path) -> list[str]:
        """What was touched elsewhere."""
        allowed = (*map(str, places), *CACHES)
        return sorted(seen for seen in self.seen if not any(place in seen for place in allowed))


@pytest.fixture(scope="session")
def watch() -> Watch:
    return Watch()


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("good") / "town.gml"
    path.write_text(city(block("a"), block("b", x=30)))
    return path


def doors(kind: str, number: int, good: Path) -> list[Callable[[Path], None]]:
    """The check-up, and in turn the import in a role that the kind can have."""
    turn = number // 29
    if kind == "xplan":
        return [check, as_plan]
    if kind in ("asc", "points"):
        return [check, partial(beside, good, ("terrain", "land_cover")[turn % 4 == 3])]
    if kind in ("csv", "vector", "cut", "packed") and turn % 3:
        roles = (
            ("trees", "streets", "land_cover", "terrain") if kind == "packed" else ("trees", "streets", "land_cover")
        )
        return [check, partial(beside, good, roles[turn % len(roles)])]
    return [check, as_city] if turn % 3 == 0 else [check]


def _where(error: BaseException) -> str:
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "planningtable" in f.filename]
    return " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in frames[::-1][:3])


def _tried(path: Path, through: list[Callable[[Path], None]]) -> None:
    """A file through some doors; one that takes too long gets another chance when the kernels are compiled."""
    for _ in range(2):
        with bounded() as clock:
            for door in through:
                door(path)
        if not clock.late:
            return
    raise _HangError


def failures(numbers: range, folder: Path, good: Path, shared: Path | None, watch: Watch) -> Iterator[str]:
    """Each find, with the number that makes it again."""
    for number in numbers:
        seed = chosen(shared, number)
        path = folder / f"mutated{seed.ending}"
        path.write_bytes(mutated(seed.data, number, whole=seed.kind == "cut") or b"\n")
        watch.on = True
        try:
            _tried(path, doors(seed.kind, number, good))
        except Exception as error:  # noqa: BLE001 - every one of them is a find
            yield f"{number} ({seed.ending}): {type(error).__name__}: {str(error)[:200]} @ {_where(error)}"
        finally:
            watch.on = False


def test_mutated_files_end_in_a_sentence(
    tmp_path: Path, good: Path, watch: Watch, shared_data_or_none: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    watch.seen.clear()
    numbers = range(FIRST, FIRST + COUNT)
    found = list(failures(numbers, tmp_path, good, shared_data_or_none, watch))
    assert not found, "\n".join(found)
    assert sorted(p.name for p in good.parent.iterdir()) == [good.name]
    assert watch.outside(tmp_path) == []
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize("find", FINDS, ids=lambda f: f.name)
def test_what_was_found_stays_mended(find: Path, good: Path) -> None:
    doors = [check, as_city, as_plan]
    roles = ("terrain", "trees", "streets", "land_cover")
    _tried(find, [*doors, *(partial(beside, good, role) for role in roles)])
