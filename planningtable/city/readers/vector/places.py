"""Where the coordinates of a vector file lie: as it says, checked against the site; what is assumed is said."""

from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

from planningtable.city.crs.area import geodetic, suggestion_words, suggestions
from planningtable.city.crs.names import named
from planningtable.city.crs.places import FARTHEST
from planningtable.city.crs.reference import Placement, placement
from planningtable.city.grid import Array, Extent
from planningtable.domain.text import PlanningError, Text

# A town's files lie in and around the town [m].
NEAR = 100_000.0
DEGREES = "EPSG:4326"


@dataclass(frozen=True, slots=True)
class Place:
    """The way from a file into the site's CRS.

    Attributes:
        source: CRS of the file.
        target: CRS of the site.
        swapped: whether the first coordinate of the file is the northing or latitude against its own definition.
        notes: what was assumed.
    """

    source: str
    target: str
    swapped: bool
    notes: tuple[Text, ...] = ()

    def moved(self, shapes: Array) -> Array:
        """Shapes in the site's CRS, flat."""
        return _moved(shapely.force_2d(shapes), self.source, self.target, self.swapped)


def crs_of(name: str) -> pyproj.CRS:
    """A CRS by any name that files have.

    Raises:
        PlanningError: the name is unknown.
    """
    return named(name).crs


def _moved(shapes: Array, source: str, target: str, swapped: bool) -> Array:
    reference, goal = named(source), named(target)
    same = reference.crs.equals(goal.crs, ignore_axis_order=True)
    if same and not swapped:
        return shapes
    middle = _middle(shapes) or (0.0, 0.0)
    # The transformation between datums is chosen by where the data are; geometries have east or longitude first.
    at = geodetic(reference.crs, *(middle[::-1] if swapped else middle))
    way = Placement(reference.epsg, goal.epsg, swapped=False, definition=reference.definition, at=at)

    def move(points: Array) -> Array:
        points = points[:, ::-1] if swapped else points
        return points if same else way.project(points)

    return np.asarray(shapely.transform(shapes, move))


def _accuracy(middle: tuple[float, float], name: str, site: str) -> tuple[Text, ...]:
    """What is to be said of a transformation between datums."""
    reference = named(name)
    pair = middle[::-1] if reference.crs.is_geographic and not reference.lon_first else middle
    try:
        notes = placement(reference, np.array([pair]), named(site).epsg).notes
    except PlanningError:
        return ()
    return tuple(note for note in notes if "accuracy" in note.id)


def place_of(shapes: Array, stated: tuple[str, bool], site: str, area: Extent | None, file: str) -> Place:
    """How a file's coordinates get to the site.

    Args:
        shapes: some of the geometries, as they stand in the file.
        stated: the CRS's name, and whether the file itself states it (rather than its format by default).
        site: CRS of the site.
        area: where the site lies; None where only the CRS is known.
        file: to be named.

    Raises:
        PlanningError: the coordinates cannot be in the CRS, or nothing is stated and nothing fits.
    """
    name, sure = stated
    middle = _middle(shapes)
    if middle is None or (name and _close(middle, name, site, area, swapped=False)):
        return Place(name or site, site, False, _accuracy(middle, name, site) if middle and name else ())
    if name and _close(middle, name, site, area, swapped=True):
        return Place(name, site, True, (Text.of("vector.note.swapped", file=file, crs=_label(name)),))
    if name and (sure or _in_degrees(middle)):
        _refuse_impossible(middle, name)
        return Place(name, site, False)
    for guess in (site, DEGREES):
        for swapped in (False, True):
            if _close(middle, guess, site, area, swapped=swapped):
                note = Text.of("vector.note.crs-assumed", file=file, crs=_label(guess))
                more = (Text.of("vector.note.swapped", file=file, crs=_label(guess)),) if swapped else ()
                return Place(guess, site, swapped, (note, *more))
    first, second = middle
    words = suggestion_words(suggestions(first, second)[:4], first, second)
    raise PlanningError(
        "error.vector.no-crs", file=file, first=round(first, 2), second=round(second, 2), suggestion=words
    )


def _label(name: str) -> str:
    return name if len(name) < 40 else crs_of(name).name


def _middle(shapes: Array) -> tuple[float, float] | None:
    bounds = shapely.bounds(shapes)
    centres = bounds[:, :2] / 2 + bounds[:, 2:] / 2
    centres = centres[(np.abs(centres) <= FARTHEST).all(axis=1)]
    return (float(np.median(centres[:, 0])), float(np.median(centres[:, 1]))) if len(centres) else None


def _in_degrees(middle: tuple[float, float]) -> bool:
    return abs(middle[0]) <= 180 and abs(middle[1]) <= 90


def _close(middle: tuple[float, float], name: str, site: str, area: Extent | None, *, swapped: bool) -> bool:
    """Whether a point, taken as of a CRS, lies near the site; without an area, where the CRSs apply."""
    source = crs_of(name)
    pair = middle[::-1] if swapped else middle
    if source.is_geographic and not _in_degrees(pair):
        return False
    if area is None:
        return _applies(source, pair) and not (swapped and _applies(source, middle))
    point = _moved(np.array([shapely.Point(middle)], object), name, site, swapped)[0]
    return bool(np.isfinite([point.x, point.y]).all()) and area.grown(NEAR).contains(point.x, point.y)


def _applies(crs: pyproj.CRS, pair: tuple[float, float]) -> bool:
    lon, lat = geodetic(crs, *pair)
    use = crs.area_of_use
    if not np.isfinite([lon, lat]).all():
        return False
    return use is None or (use.west - 3 <= lon <= use.east + 3 and use.south - 1 <= lat <= use.north + 1)


def _refuse_impossible(middle: tuple[float, float], name: str) -> None:
    crs = crs_of(name)
    if _applies(crs, middle) and (_in_degrees(middle) or not crs.is_geographic):
        return
    first, second = middle
    raise PlanningError(
        "error.city.wrong-crs",
        crs=_label(name),
        name=crs.name,
        first=round(first, 2),
        second=round(second, 2),
        suggestion=suggestion_words(suggestions(first, second)[:4], first, second),
    )
