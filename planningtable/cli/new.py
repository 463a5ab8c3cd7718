"""``planningtable new FILE.gpkg --city FILE…``: a workshop from the town's own files."""

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
from planningtable.cli.check import say_checkup
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError, Text

HELP = "cli.new.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.gpkg")
    parser.add_argument("--city", nargs="+", action="extend", required=True, type=Path, metavar="FILE")
    parser.add_argument("--terrain", nargs="+", action="extend", default=[], type=Path, metavar="FILE")
    parser.add_argument("--land-cover", type=Path, metavar="FILE")
    parser.add_argument("--trees", type=Path, metavar="FILE")
    parser.add_argument("--streets", type=Path, metavar="FILE")
    parser.add_argument("--crs", metavar="EPSG")
    parser.add_argument("--place", action="append", default=[], metavar="FILE=E,N,H[,DEGREES]")
    parser.add_argument("--terrain-offset", type=float, default=0.0, metavar="M")
    parser.add_argument("--area", metavar="W,S,E,N")
    parser.add_argument("--name", default="", metavar="TEXT")
    parser.add_argument("--force", action="store_true")
    parser.add_argument("--update", action="store_true")


def run(args: argparse.Namespace, shell: Shell) -> int:
    start = time.perf_counter()
    path: Path = args.file
    if path.suffix.lower() != ".gpkg":
        raise PlanningError("error.new.ending", file=str(path))
    if args.update and not path.exists():
        raise PlanningError("error.new.nothing-to-update", file=str(path))
    if path.exists() and not (args.force or args.update):
        raise PlanningError("error.new.exists", file=str(path))
    if not path.absolute().parent.is_dir():
        raise PlanningError("error.new.folder", folder=str(path.absolute().parent))
    request = ImportRequest(
        city=tuple(args.city),
        terrain=tuple(args.terrain),
        land_cover=args.land_cover,
        trees=args.trees,
        streets=args.streets,
        crs=args.crs,
        name=args.name,
        language=shell.words.language,
        area=_area(args.area),
        terrain_offset=args.terrain_offset,
        spots=tuple(_spot(text) for text in args.place),
    )
    imported = make_workshop(path, request, shell.job(), replace=args.force, update=args.update)
    seconds = time.perf_counter() - start
    shell.result(_result(path, imported, shell, seconds), lambda: _say(path, imported, shell, seconds))
    return 0


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


def _area(text: str | None) -> Extent | None:
    """West, south, east, north in the site's CRS [m]."""
    if text is None:
        return None
    try:
        west, south, east, north = (float(v) for v in text.split(","))
    except ValueError as error:
        raise PlanningError("error.new.area", area=text) from error
    if not (west < east and south < north):
        raise PlanningError("error.new.area", area=text)
    return Extent(west, south, east, north)


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


def _say(path: Path, imported: Imported, shell: Shell, seconds: float) -> None:
    say_checkup(imported.checkup, shell)
    done = Text.of(
        "cli.new.done",
        file=str(path),
        buildings=len(imported.site.buildings),
        crs=imported.site.crs,
        seconds=f"{seconds:.1f}",
    )
    shell.say(done)
