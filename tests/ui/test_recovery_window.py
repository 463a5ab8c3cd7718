"""The map comes back after its window was hidden, gave its resources back or was squeezed to nothing; dense screens.

That a view outlives its OpenGL context is tested in ``tests/scenes/test_hosts.py``: Qt's loop with one thread loses
none unless the driver does.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from helpers.sites import block_site

from planningtable.app.session import Session

pytestmark = [pytest.mark.gui, pytest.mark.slow]

SAME = 0.5
"""Mean difference of pictures of the same [0..255]."""


def _told(folder: Path, display: str, **environment: str) -> dict[str, Any]:
    file = folder / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    around = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_STATE_HOME": str(folder), **environment}
    around.pop("WAYLAND_DISPLAY", None)
    around["PYTHONPATH"] = os.pathsep.join((str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")))
    command = [sys.executable, "-m", "helpers.recovering", str(file)]
    done = subprocess.run(command, env=around, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_the_map_comes_back_whatever_happens_to_its_window(tmp_path: Path, display: str) -> None:
    told = _told(tmp_path, display)
    assert told["contrast"] > 10.0
    assert {name: off for name, off in told["off"].items() if off > SAME} == {}


def test_on_a_dense_screen_each_pixel_is_drawn(tmp_path: Path, display: str) -> None:
    told = _told(tmp_path, display, QT_SCALE_FACTOR="1.5")
    width, height, wide, high = told["pixels"]
    assert told["ratio"] == pytest.approx(1.5)
    assert (width, height) == (pytest.approx(1.5 * wide, abs=1), pytest.approx(1.5 * high, abs=1))
    assert {name: off for name, off in told["off"].items() if off > SAME} == {}
