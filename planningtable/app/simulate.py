"""A layer on bare files: reads the case, lets the layer compute it, writes what it gives back."""

import time
import tomllib
from pathlib import Path
from typing import Any

from planningtable.app.layer_files import (
    made_folder,
    provenance_of,
    totals_of,
    write_grid,
    write_result,
    write_table,
)
from planningtable.app.plugins import PluginHost
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Words
from planningtable.layers.case import Case, CaseLayer


def simulate(path: Path, folder: Path, host: PluginHost, words: Words, job: Job) -> dict[str, Any]:
    """Compute a case file and write its grids, tables and ``result.json``.

    Args:
        path: the case, TOML.
        folder: where to write; made if it is not there.
        host: where the layers are.
        words: for descriptions.
        job: told of the progress.

    Returns:
        What ``result.json`` holds, with ``files``.

    Raises:
        PlanningError: the case cannot be read, or says something that is not known.
    """
    started = time.perf_counter()
    case = read_case(path)
    layer = find_layer(case, host)
    made = layer.simulate(case, job)
    made_folder(folder)
    files = [write_grid(folder / f"{k}.tif", g.grid, made.crs, g.unit, words(g.name)) for k, g in made.grids.items()]
    # These tables go to other programs: plain commas, no mark at the start.
    files += [write_table(folder / f"{k}.csv", t.header, t.rows, delimiter=",") for k, t in made.tables.items()]
    result = {
        "layer": str(case.raw("layer")),
        "case": str(path),
        "resolution": made.resolution,
        "crs": made.crs,
        **totals_of(made.totals, words),
        "balance": dict(made.balance),
        "gauges": next((str(folder / f"{k}.csv") for k in ("gauges", "points") if k in made.tables), None),
        "provenance": provenance_of(made.provenance, words),
        "seconds": time.perf_counter() - started,
        "files": [str(f) for f in (*files, folder / "result.json")],
    }
    write_result(folder / "result.json", result)
    return result


def read_case(path: Path) -> Case:
    """A case file.

    Raises:
        PlanningError: it is not there or no TOML.
    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise PlanningError("error.simulate.unreadable", file=str(path), reason=error.strerror or "") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlanningError("error.simulate.no-toml", file=str(path), reason=str(error)) from None
    return Case(table, path.resolve().parent)


def find_layer(case: Case, host: PluginHost) -> CaseLayer:
    """The layer that the case names.

    Raises:
        PlanningError: there is none, or it cannot compute bare files.
    """
    able = {key: layer for key, layer in host.layers.items() if isinstance(layer, CaseLayer)}
    found = able.get(str(case.raw("layer")))
    if found is None:
        raise PlanningError("error.simulate.no-layer", layer=str(case.raw("layer")), known=", ".join(sorted(able)))
    return found
