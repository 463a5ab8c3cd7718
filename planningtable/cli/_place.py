"""The options that say where: ``--at E,N`` or ``--geometry WKT``."""

import argparse
import math

from planningtable.domain.text import PlanningError


def add_place(parser: argparse.ArgumentParser) -> None:
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--at", metavar="E,N")
    where.add_argument("--geometry", metavar="WKT")


def wkt_of(args: argparse.Namespace) -> str | None:
    """The WKT that the options name; None where neither is given.

    Raises:
        PlanningError: ``--at`` is not two finite numbers.
    """
    if args.at is None:
        return None if args.geometry is None else str(args.geometry)
    try:
        east, north = (float(part) for part in str(args.at).split(","))
    except ValueError:
        raise PlanningError("error.placing.at", at=args.at) from None
    if not (math.isfinite(east) and math.isfinite(north)):
        raise PlanningError("error.placing.at", at=args.at)
    return f"POINT ({east!r} {north!r})"
