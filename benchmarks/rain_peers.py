"""Peers on the same ground, each in an interpreter of its own: they are no part of this program."""

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

PYTHON = "PLANNINGTABLE_BENCH_PEERS"
"""Environment variable that names a Python interpreter with landlab or itzi-core, or both."""

LEAST = 0.8
"""A peer has at least so much of the water that it was given; one that is given its rain in another unit has none."""

READ = """
import json, sys, time
import numpy as np

given = np.load(sys.argv[1])
bed, cell, seconds = given["bed"], float(given["cell"]), float(given["seconds"])
"""
LANDLAB = """
import landlab
from landlab import RasterModelGrid
from landlab.components import OverlandFlow

grid = RasterModelGrid(bed.shape, xy_spacing=cell)
grid.add_field("topographic__elevation", np.where(given["blocked"], 1e3, bed).ravel()[::1].astype(float), at="node")
grid.add_field("surface_water__depth", np.where(given["blocked"], 0.0, given["depth"]).ravel().astype(float), at="node")
grid.set_closed_boundaries_at_grid_edges(True, True, True, True)
flow = OverlandFlow(grid, mannings_n=0.03, rainfall_intensity=float(given["rain"]), steep_slopes=True)
flow.overland_flow(dt=0.1)
started, worked, time_now, steps = time.perf_counter(), time.process_time(), 0.0, 0
while time_now < seconds:
    dt = min(flow.calc_time_step(), seconds - time_now)
    flow.overland_flow(dt=dt)
    time_now += dt
    steps += 1
VERSION, WATER = landlab.__version__, grid.at_node["surface_water__depth"].reshape(bed.shape)
"""
ITZI = """
from datetime import datetime, timedelta
from importlib.metadata import version
from itzi_core import DomainData, SimulationBuilder, SimulationConfig, SurfaceFlowParameters, TemporalType
from itzi_core.providers.memory_input import MemoryRasterInputProvider
from itzi_core.providers.memory_output import MemoryRasterOutputProvider

rows, columns = bed.shape
start, end = datetime(2000, 1, 1), datetime(2000, 1, 1) + timedelta(seconds=seconds)
domain = DomainData(north=rows * cell, south=0.0, east=columns * cell, west=0.0, rows=rows, cols=columns, crs_wkt="")
arrays = {
    "ground_elevation": bed,
    "friction": np.full(bed.shape, 0.03),
    "water_depth": np.full(bed.shape, float(given["depth"])),
    # Where its own unit is m/s, from outside it takes mm/h.
    "rainfall_rate": np.full(bed.shape, float(given["rain"]) * 3.6e6),
}
names = {name: name for name in arrays}
# Its own check of the volume is switched off: in thin films at its default step it would stop there.
config = SimulationConfig(
    start_time=start, end_time=end, record_step=timedelta(seconds=seconds), temporal_type=TemporalType.RELATIVE,
    input_map_names=names, output_map_names={"water_depth": "water_depth"},
    surface_flow_parameters=SurfaceFlowParameters(max_error=1e9),
)
source = MemoryRasterInputProvider({
    "domain_data": domain, "simulation_start_time": start, "simulation_end_time": end,
    "static_arrays": {name: array.astype(np.float32) for name, array in arrays.items()},
})
simulation = (
    SimulationBuilder(config, given["blocked"])
    .with_input_provider(source)
    .with_raster_output_provider(MemoryRasterOutputProvider())
    .build()
)
simulation.initialize()
started, worked, steps = time.perf_counter(), time.process_time(), 0
while simulation.sim_time < end:
    simulation.update()
    steps += 1
VERSION, WATER = version("itzi-core"), simulation.raster_domain.get_array("water_depth")
"""
TELL = """
seconds, work = time.perf_counter() - started, time.process_time() - worked
mean = float(np.mean(np.asarray(WATER)[~given["blocked"]]))
print(json.dumps({"seconds": seconds, "work": work, "steps": steps, "version": VERSION, "mean": mean}))
"""
SCRIPTS: Mapping[str, str] = MappingProxyType({"landlab": LANDLAB, "itzi": ITZI})
ONE_THREAD: Mapping[str, str] = MappingProxyType({"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"})
MODULES: Mapping[str, str] = MappingProxyType({"landlab": "landlab", "itzi": "itzi_core"})


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """What all are given.

    Attributes:
        bed: ground [m].
        blocked: buildings.
        cell: edge length of a cell [m].
        depth: of the water at the start, everywhere [m].
        rain: intensity [mm/h].
        seconds: simulated.
    """

    bed: np.ndarray
    blocked: np.ndarray
    cell: float
    depth: float
    rain: float
    seconds: float


def peer(name: str, same: Same) -> dict[str, Any] | None:
    """Wall time and work of the processor [s], steps and version of a peer; None where it is not installed.

    Args:
        name: ``landlab`` for its OverlandFlow, or ``itzi`` for itzi-core.
        same: what it is given.
    """
    python = os.environ.get(PYTHON)
    if not python or subprocess.run([python, "-c", f"import {MODULES[name]}"], capture_output=True).returncode:
        return None
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.npz"
        np.savez(given, **{**asdict(same), "rain": same.rain / 3.6e6})
        command = [python, "-c", READ + SCRIPTS[name] + TELL, str(given)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **ONE_THREAD})
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"{name} failed")
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    # All are closed at the edges. More than was given is a peer's own error of volume, much less another rain.
    given_water = same.depth + same.rain / 3.6e6 * same.seconds
    if found["mean"] < LEAST * given_water:
        raise RuntimeError(f"{name}: {found['mean']:.4g} m of water instead of {given_water:.4g} m")
    return found
