"""What tests of the window ask for: a screen, the one that is there or a virtual one; a table without a window."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from helpers.screen import can_be_virtual, free_udp_port, virtual_screen
from helpers.table import World, made_up_world
from helpers.table_process import TableProcess

from planningtable.app.demo.play import open_demo
from planningtable.city.job import Job

# One thread, as in the window: with a render thread Qt waits for Python items that wait for Python.
os.environ["QSG_RENDER_LOOP"] = "basic"


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The name of an X display of 1920 × 1080."""
    if can_be_virtual():
        with virtual_screen() as name:
            yield name
    elif "DISPLAY" in os.environ:
        yield os.environ["DISPLAY"]
    else:
        pytest.skip("there is no screen, and Xvfb is not installed")


@pytest.fixture
def udp_port() -> int:
    """A port that nobody uses."""
    return free_udp_port()


@pytest.fixture
def opened(tmp_path: Path, display: str, udp_port: int) -> Iterator[Callable[[Path], TableProcess]]:
    """Opens a workshop file in the real window, as a table; at the end it must have had nothing to complain of."""
    with ExitStack() as stack:
        windows: list[TableProcess] = []

        def window(file: Path) -> TableProcess:
            process = stack.enter_context(TableProcess(file, display, tmp_path, tuio=udp_port))
            process.until("settled")
            windows.append(process)
            return process

        yield window
        for process in windows:
            assert process.ask("log") == []
            assert process.close() == 0


@pytest.fixture(scope="session")
def worlds() -> list[World]:
    """All that were made.

    A window keeps its view-models until it ends. PySide mistakes a new object at the address of a dead one for the dead
    one, which only tests with one window after another would meet; so no world dies before the last test.
    """
    return []


@pytest.fixture
def world(qapp, worlds) -> World:
    """A table without a window, everything worked out."""
    made = made_up_world()
    worlds.append(made)
    made.workers.run()
    return made


@pytest.fixture
def demo_workshop(tmp_path: Path) -> Path:
    """The demo district as a workshop in which nobody has done anything yet."""
    return open_demo(tmp_path, Job(lambda _fraction, _what: None))
