"""Landlab on the same ground, in an interpreter of its own: it is no part of this program."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import numpy as np

PYTHON = "PLANNINGTABLE_BENCH_LANDLAB"
"""Environment variable that names a Python interpreter with landlab."""

SCRIPT = """
import json, sys, time
import numpy as np
from landlab import RasterModelGrid
from landlab.components import OverlandFlow

given = np.load(sys.argv[1])
bed, cell, seconds = given["bed"], float(given["cell"]), float(given["seconds"])
grid = RasterModelGrid(bed.shape, xy_spacing=cell)
grid.add_field("topographic__elevation", np.where(given["blocked"], 1e3, bed).ravel()[::1].astype(float), at="node")
grid.add_field("surface_water__depth", np.where(given["blocked"], 0.0, given["depth"]).ravel().astype(float), at="node")
grid.set_closed_boundaries_at_grid_edges(True, True, True, True)
flow = OverlandFlow(grid, mannings_n=0.03, rainfall_intensity=float(given["rain"]), steep_slopes=True)
flow.overland_flow(dt=0.1)
started, time_now, steps = time.perf_counter(), 0.0, 0
while time_now < seconds:
    dt = min(flow.calc_time_step(), seconds - time_now)
    flow.overland_flow(dt=dt)
    time_now += dt
    steps += 1
print(json.dumps({"seconds": time.perf_counter() - started, "steps": steps}))
"""


def landlab(bed: np.ndarray, blocked: np.ndarray, cell: float, depth: float, seconds: float) -> dict[str, float] | None:
    """Wall time [s] and steps of landlab's OverlandFlow; None where there is no landlab.

    Args:
        bed: ground [m].
        blocked: buildings.
        cell: edge length of a cell [m].
        depth: of the water at the start, everywhere [m].
        seconds: simulated, with 100 mm/h of rain.
    """
    python = os.environ.get(PYTHON)
    if not python:
        return None
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.npz"
        rain = 100.0 / 3.6e6
        np.savez(given, bed=bed, blocked=blocked, cell=cell, depth=depth, seconds=seconds, rain=rain)
        done = subprocess.run([python, "-c", SCRIPT, str(given)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "landlab failed")
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found
