"""``planningtable compute``: one layer of one variant as GeoTIFFs, tables and numbers."""

import argparse
import math
from pathlib import Path
from typing import Any

from planningtable.app.layer_files import listings_of, provenance_of, totals_of, write_layer, write_result
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.city.grid import Extent
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError
from planningtable.domain.values import BASE
from planningtable.report.numbers import decimals_of, quantity, span

HELP = "cli.compute.help"
FINEST = 0.25
"""Smallest cell that may be asked for [m]: finer than any terrain model that towns have."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.gpkg")
    parser.add_argument("--layer", required=True, metavar="L")
    parser.add_argument("--variant", default=BASE, metavar="V")
    parser.add_argument("--scenario", metavar="S")
    parser.add_argument("--resolution", type=float, metavar="M")
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="DIR")


def run(args: argparse.Namespace, shell: Shell) -> int:
    result = _compute(args, shell)

    def show() -> None:
        shell.say("cli.compute.done", layer=result["layer"], scenario=result["scenario"], seconds=result["seconds"])
        for key, value in result["totals"].items():
            decimals = decimals_of(value)
            said = quantity(value, decimals, result["units"][key], shell.words.language)
            low, high = result["ranges"].get(key, (value, value))
            if low != high:
                said += f" ({span(low, high, decimals, shell.words.language)})"
            shell.say("cli.compute.total", name=result["names"][key], value=said)
        for file in result["files"]:
            shell.say("cli.compute.file", file=file)

    shell.result(result, show)
    return 0


def _check_resolution(cell: float | None, area: Extent) -> None:
    most = min(area.east - area.west, area.north - area.south) / 10
    if cell is not None and not FINEST <= cell <= max(most, FINEST):
        raise PlanningError("error.compute.resolution", resolution=cell, most=math.floor(most * 10) / 10)


def _compute(args: argparse.Namespace, shell: Shell) -> dict[str, Any]:
    with Session.open(args.file) as session:
        _check_resolution(args.resolution, session.site.extent)
        results = Results(session, PluginHost.discover())
        made = results.layer(args.variant, args.layer, args.scenario, resolution=args.resolution, job=shell.job())
        site = results.site(args.variant)
    ids = {"buildings": site.buildings.ids, "surfaces": site.surfaces.ids, "trees": site.trees.ids}
    files = write_layer(made, args.out, site.crs, shell.words, ids)
    result: dict[str, Any] = {
        "layer": made.layer,
        "variant": args.variant,
        "scenario": made.scenario,
        "resolution": made.resolution,
        "quality": made.quality.value,
        "crs": site.crs,
        **totals_of(made.totals, shell.words),
        "listings": listings_of(made.listings, shell.words),
        "provenance": provenance_of(made.provenance, shell.words),
        "seconds": made.seconds,
        "files": [str(f) for f in (*files, args.out / "result.json")],
    }
    write_result(args.out / "result.json", result)
    return result
