"""What people type and draw, checked before it becomes a fact."""

import math
import re
from datetime import UTC, datetime

import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.domain.text import PlanningError
from planningtable.domain.values import Parameter

TEXT_LIMIT = 2000
TITLE_LIMIT = 80
GEOMETRY_LIMIT = 100_000
_GEOMETRIES = ("Point", "LineString", "Polygon")
_ID = re.compile(r"[^\s/\\\"'<>,;]{1,64}")


def checked_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """A text without white space around it.

    Raises:
        PlanningError: nothing is left of it, it is longer than ``limit`` characters, or it has control characters.
    """
    text = text.strip()
    if not text:
        raise PlanningError("error.workshop.text-empty")
    if len(text) > limit:
        raise PlanningError("error.workshop.text-long", length=len(text), limit=limit)
    if any(ord(c) < 32 and c not in "\n\t" for c in text) or any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise PlanningError("error.workshop.text-characters")
    return text


def checked_id(id: str) -> str:
    """An id that is safe in files, tables and on the command line.

    Raises:
        PlanningError: it is empty, too long, or has white space, quotes, slashes, commas or semicolons.
    """
    if not (_ID.fullmatch(id) and id.isprintable()):
        raise PlanningError("error.workshop.id", id=id)
    return id


def checked_geometry(wkt: str, extent: tuple[float, float, float, float] | None = None) -> BaseGeometry:
    """The geometry that a WKT describes [m].

    Args:
        wkt: Point, LineString or Polygon in the workshop's CRS, axis order east, north.
        extent: west, south, east, north of the site; None where any place will do.

    Raises:
        PlanningError: it is no such geometry, is empty or crosses itself, or less than half of it lies in the site.
    """
    if len(wkt) > GEOMETRY_LIMIT:
        raise PlanningError("error.workshop.geometry-long", length=len(wkt), limit=GEOMETRY_LIMIT)
    try:
        geometry = shapely.from_wkt(wkt)
    except shapely.errors.ShapelyError:
        raise PlanningError("error.workshop.geometry-wkt", geometry=_short(wkt)) from None
    if geometry.geom_type not in _GEOMETRIES:
        raise PlanningError("error.workshop.geometry-type", type=geometry.geom_type)
    if geometry.is_empty or not all(math.isfinite(c) for c in geometry.bounds):
        raise PlanningError("error.workshop.geometry-empty", geometry=_short(wkt))
    if not geometry.is_valid:
        raise PlanningError("error.workshop.geometry-invalid", geometry=_short(wkt))
    if extent is not None and not _mostly_inside(geometry, shapely.box(*extent)):
        west, south, east, north = (round(c) for c in extent)
        raise PlanningError("error.workshop.outside", west=west, south=south, east=east, north=north)
    return geometry


def checked_parameters(parameters: tuple[tuple[str, Parameter], ...]) -> tuple[tuple[str, Parameter], ...]:
    """Parameters sorted by name.

    Raises:
        PlanningError: a name occurs twice, a number is not finite, or a word is long or not printable.
    """
    names = [name for name, _ in parameters]
    if len(set(names)) != len(names):
        raise PlanningError("error.workshop.parameter-twice", name=next(n for n in names if names.count(n) > 1))
    for name, value in parameters:
        if isinstance(value, float) and not math.isfinite(value):
            raise PlanningError("error.workshop.parameter-number", name=name)
        if isinstance(value, str) and not (value.isprintable() and len(value) <= TITLE_LIMIT):
            raise PlanningError("error.workshop.parameter-text", name=name, limit=TITLE_LIMIT)
    return tuple(sorted(parameters, key=lambda p: p[0]))


def checked_time(at: str) -> str:
    """A UTC time in ISO 8601 with milliseconds, e.g. ``2026-05-04T18:30:00.000Z``.

    Raises:
        PlanningError: it is not readable, or has no time zone.
    """
    try:
        time = datetime.fromisoformat(at)
    except ValueError:
        raise PlanningError("error.workshop.time", at=at) from None
    if time.tzinfo is None:
        raise PlanningError("error.workshop.time", at=at)
    return time.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _mostly_inside(geometry: BaseGeometry, site: BaseGeometry) -> bool:
    """Whether at least half of an area or a line lies in the site; a measure may reach a little over its edge."""
    if geometry.geom_type == "Point":
        return bool(geometry.intersects(site))
    inside = geometry.intersection(site)
    if geometry.geom_type == "Polygon":
        return bool(inside.area >= geometry.area / 2)
    return bool(inside.length >= geometry.length / 2)


def _short(wkt: str) -> str:
    return wkt if len(wkt) <= 60 else wkt[:57] + "…"
