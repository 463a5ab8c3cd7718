"""What tests of the window ask for: a screen, the one that is there or a virtual one; a table without a window."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator

import pytest
from helpers.table import World, made_up_world

# One thread, as in the window: with a render thread Qt waits for Python items that wait for Python.
os.environ["QSG_RENDER_LOOP"] = "basic"


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """The name of an X display of 1920 × 1080."""
    program = shutil.which("Xvfb")
    if program is None:
        if "DISPLAY" not in os.environ:
            pytest.skip("there is no screen, and Xvfb is not installed")
        yield os.environ["DISPLAY"]
        return
    reader, writer = os.pipe()
    with subprocess.Popen(
        [program, "-displayfd", str(writer), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(writer)
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        try:
            yield f":{number}"
        finally:
            process.terminate()


@pytest.fixture
def udp_port() -> int:
    """A port that nobody uses."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])


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
