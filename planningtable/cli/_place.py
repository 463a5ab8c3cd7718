"""The options that say where: ``--at E,N`` or ``--geometry WKT``, and ``--area W,S,E,N``."""

import argparse
import math

from planningtable.city.grid import Extent
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


def area_of(text: str | None) -> Extent | None:
    """West, south, east and north in the site's CRS [m]; None where none is given.

    Raises:
        PlanningError: it is not four finite numbers in this order.
    """
    if text is None:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise PlanningError("error.new.area", area=text) from error
    if not (west < east and south < north and all(map(math.isfinite, (west, south, east, north)))):
        raise PlanningError("error.new.area", area=text)
    return Extent(west, south, east, north)
