"""What ``planningtable new`` does and says once its arguments are known to make sense."""

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np

from planningtable.app.importer import Imported, ImportRequest, make_workshop
from planningtable.app.intake.values import Spot
from planningtable.city.crs.reference import degrees
from planningtable.city.grid import Extent
from planningtable.city.site import Site
from planningtable.cli._place import area_of
from planningtable.cli.check import say_checkup
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError, Text


def made(args: argparse.Namespace, shell: Shell, start: float) -> None:
    """Make the workshop and tell of it.

    Args:
        args: of ``new``.
        shell: for progress and the answer.
        start: when the command began, of `time.perf_counter` [s].
    """
    path: Path = args.file
    request = ImportRequest(
        city=tuple(args.city),
        terrain=tuple(args.terrain),
        land_cover=args.land_cover,
        trees=args.trees,
        streets=args.streets,
        crs=args.crs,
        name=args.name,
        language=shell.words.language,
        area=area_of(args.area),
        terrain_offset=args.terrain_offset,
        spots=tuple(_spot(text) for text in args.place),
    )
    imported = make_workshop(path, request, shell.job(), replace=args.force, update=args.update)
    seconds = time.perf_counter() - start
    shell.result(
        _result(path, imported, shell, seconds), lambda: _say(path, imported, shell, seconds, updated=args.update)
    )


def _spot(text: str) -> tuple[str, Spot]:
    """File name and place of a design."""
    name, _, numbers = text.rpartition("=")
    try:
        east, north, height, *turn = (float(v) for v in numbers.split(","))
    except ValueError as error:
        raise PlanningError("error.new.place", place=text) from error
    if not name or len(turn) > 1:
        raise PlanningError("error.new.place", place=text)
    return Path(name).name, Spot(east, north, height, *turn)


def _result(path: Path, imported: Imported, shell: Shell, seconds: float) -> dict[str, Any]:
    site = imported.site
    return {
        **imported.checkup.as_mapping(shell.words),
        "workshop": str(path),
        "name": imported.name,
        "crs": site.crs,
        "vertical": site.vertical,
        "extent": _corners(site.extent),
        "extent_wgs84": _corners(degrees(site.crs, site.extent)),
        "terrain": terrain_of(site),
        "buildings": len(site.buildings),
        "trees": len(site.trees),
        "streets": len(site.streets),
        "seconds": round(seconds, 3),
    }


def _corners(extent: Extent) -> list[float]:
    return [extent.west, extent.south, extent.east, extent.north]


def terrain_of(site: Site) -> dict[str, Any]:
    """What is to be known of the terrain: size, cell [m], heights [m], whether it was made."""
    terrain = site.terrain
    source = next((s.name for s in site.sources if s.what == "terrain"), "")
    return {
        "rows": terrain.rows,
        "columns": terrain.columns,
        "cell": terrain.cell,
        "lowest": float(np.min(terrain.values)),
        "highest": float(np.max(terrain.values)),
        "made": site.terrain_made,
        "source": source,
    }


def _say(path: Path, imported: Imported, shell: Shell, seconds: float, *, updated: bool) -> None:
    say_checkup(imported.checkup, shell)
    done = Text.of(
        "cli.new.updated" if updated else "cli.new.done",
        file=str(path),
        buildings=len(imported.site.buildings),
        crs=imported.site.crs,
        seconds=round(seconds, 1),
    )
    shell.say(done)
