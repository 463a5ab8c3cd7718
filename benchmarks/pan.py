"""Finger to picture: whether frames keep their time while a finger moves the map and layers are being computed.

The real window, full screen, in a process of its own; the finger comes as TUIO from this one. Pans while nothing is
computed take turns with pans while somebody else plants one tree after another, so that heavy rain, then heat, and all
indicators are computed the whole time. A frame's time is from one frame on the screen to the next, as the
window's own signal tells.

``PLANNINGTABLE_BENCH_CITY`` may name a workshop file (.gpkg) that is moved instead of the demo's;
``PLANNINGTABLE_BENCH_PANS`` says how often each pan is made.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from benchmarks.finger import pan
from benchmarks.pan_frames import Strip, pace
from planningtable.app.demo.play import open_demo
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text

SECONDS = 6.0
PANS = 4
LOADS = ("", "heavy-rain", "heat")
NAMES = {"": "rest", "heavy-rain": "rain", "heat": "heat"}


def run(job: Job) -> Mapping[str, float | str]:
    """Milliseconds between frames at rest and under each load, and the median under rain : at rest."""
    with tempfile.TemporaryDirectory() as folder:
        named = Path(os.environ.get("PLANNINGTABLE_BENCH_CITY", ""))
        if named.suffix == ".gpkg":
            workshop = Path(shutil.copy(named, folder))
        else:
            workshop = open_demo(Path(folder), job.part(0.0, 0.1))
        strips, busy = _strips(workshop, job.part(0.1, 1.0))
    paces = {load: pace(strips[load]) for load in LOADS}
    found: dict[str, float | str] = {}
    for load, of in paces.items():
        found.update({f"{NAMES[load]}_{key}": float(value) for key, value in asdict(of).items()})
        found[f"{NAMES[load]}_busy"] = busy[load]
    loaded = paces["heavy-rain"]
    return {
        "seconds": loaded.p99 / 1000.0,
        "per_unit": f"{loaded.median:.0f} ms/frame, {loaded.long_share:.1%} longer than 3 x",
        "limit_ratio": loaded.median / paces[""].median,
        **found,
    }


def _strips(workshop: Path, job: Job) -> tuple[dict[str, list[Strip]], dict[str, float]]:
    """Pans by load, and the share of the time in which something was computed."""
    port = _free_port()
    command = (sys.executable, "-m", "benchmarks.pan_window", str(workshop), str(port))
    pans = int(os.environ.get("PLANNINGTABLE_BENCH_PANS", PANS))
    strips: dict[str, list[Strip]] = {load: [] for load in LOADS}
    looks = {load: [0, 0] for load in LOADS}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdin is not None
        assert window.stdout is not None
        _answer(window.stdout)
        for number in range(pans * len(LOADS)):
            job.report(number / (pans * len(LOADS)), Text("scenes.drawing"))
            load = LOADS[number % len(LOADS)]
            window.stdin.write(json.dumps([load, SECONDS + 1.0]) + "\n")
            window.stdin.flush()
            _answer(window.stdout)
            moves = pan(port, SECONDS)
            seen = _answer(window.stdout)
            strips[load].append(Strip(moves, seen["fingers"], seen["frames"]))
            looks[load][0] += seen["busy"]
            looks[load][1] += seen["looks"]
        window.stdin.close()
    return strips, {load: busy / max(all, 1) for load, (busy, all) in looks.items()}


def _answer(window: IO[str]) -> Any:
    line = window.readline()
    if not line:
        raise PlanningError("error.window.no-start", reason="benchmarks.pan_window")
    return json.loads(line)


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])
