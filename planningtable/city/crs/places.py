"""Several documents → the projected CRS that they share, and each one's way into it."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyproj

from planningtable.city.crs.area import geodetic
from planningtable.city.crs.reference import (
    Placement,
    Reference,
    named,
    placement,
    suggestion_words,
    suggestions,
)
from planningtable.city.crs.vertical import difference
from planningtable.city.grid import Array
from planningtable.domain.text import PlanningError, Text

# Towns are smaller; what lies further away has another CRS than it says [km].
FAR = 50.0
EARTH = 6371.0
# No coordinate of a place on Earth is larger in any CRS [m or degrees].
FARTHEST = 1e8
# A document with more names of CRSs than this is broken; each of them would have to be looked up.
MOST_NAMES = 8


@dataclass(frozen=True, slots=True, eq=False)
class Sighting:
    """What a document shows of where it is.

    Attributes:
        name: of the document.
        reference_names: CRS names that stand in it, that for the whole document first.
        points: some of its coordinates as they stand there, shape (n, 2) or (n, 3).
        has_buildings: whether it has buildings; the first document with them decides on the site's CRS.
    """

    name: str
    reference_names: tuple[str, ...]
    points: Array = field(default_factory=lambda: np.zeros((0, 3)))
    has_buildings: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where a document is.

    Attributes:
        reference: None where no CRS is known that could be its.
        placement: None where there is no reference, no coordinates, or they contradict it.
        problem: why it cannot be placed; None for a document without coordinates.
        notes: what the user should know.
        far_off: distance to the others where it is suspicious, else 0 [km].
    """

    reference: Reference | None = None
    placement: Placement | None = None
    problem: Text | None = None
    notes: tuple[Text, ...] = ()
    far_off: float = 0.0


def places(sightings: Sequence[Sighting], chosen: str | None = None, target: int | None = None) -> tuple[Place, ...]:
    """Find the CRS of each document and its way into the site's.

    Args:
        sightings: what the documents show.
        chosen: CRS given by the user. It goes before those that the documents name, except where their coordinates
            fit their own and not the chosen one.
        target: EPSG code of the site where that is settled already.

    Returns:
        One place a document, in the given order.

    Raises:
        PlanningError: the chosen CRS is unknown.
    """
    forced = named(chosen) if chosen else None
    result: dict[int, Place] = {}
    near: tuple[float, float] | None = None
    ways: dict[tuple[int, str], tuple[float, float]] = {}
    middles: dict[int, tuple[float, float]] = {}
    # Buildings decide on the site's CRS; terrain and the rest follow.
    order = sorted(range(len(sightings)), key=lambda i: not sightings[i].has_buildings)
    for i in order:
        place = _place(sightings[i], forced, target, near)
        way = place.placement
        if way is not None:
            target = target or way.target
            middles[i] = _middle_of_local(sightings[i], way) if way.local else way.at
            if not way.local:
                near = near or way.at
                # One transformation for all documents of a CRS, so that their edges meet.
                at = ways.setdefault((way.source, way.definition), way.at)
                near_enough = _kilometres(at, way.at) <= FAR
                place = replace(place, placement=replace(way, at=at)) if near_enough else place
        result[i] = place
    return _compared(sightings, [result[i] for i in range(len(sightings))], order, middles)


def _finite(points: Array) -> Array:
    values = np.asarray(points, np.float64)
    return np.asarray(values[(np.abs(values) <= FARTHEST).all(axis=1)])


def _place(sighting: Sighting, forced: Reference | None, target: int | None, near: tuple[float, float] | None) -> Place:
    points = _finite(sighting.points)
    notes: list[Text] = []
    problem: Text | None = None
    reference: Reference | None = None
    for candidate in _candidates(sighting, forced, points, notes):
        if isinstance(candidate, Text):
            problem = problem or candidate
            continue
        reference = reference or candidate
        if not len(points):
            return Place(candidate, None, None, tuple(notes))
        try:
            way = placement(candidate, points, target, near)
        except PlanningError as error:
            problem = problem or error.text
            continue
        notes += _choice_note(sighting, forced, candidate)
        return Place(candidate, way, None, (*notes, *way.notes))
    return Place(reference, None, problem if len(points) else None, tuple(notes))


def _candidates(
    sighting: Sighting, forced: Reference | None, points: Array, notes: list[Text]
) -> Iterator[Reference | Text]:
    """The chosen CRS, then the document's own; a text says why there is none."""
    if forced is not None:
        yield forced
    if not sighting.reference_names:
        if forced is None and len(points):
            yield _no_name(sighting.name, points)
        return
    known: dict[tuple[int, str], Reference] = {}
    unknown: list[tuple[str, Text]] = []
    names = tuple(dict.fromkeys(sighting.reference_names))
    if len(names) > MOST_NAMES:
        yield Text.of("error.city.mixed-crs", file=sighting.name, names=", ".join(n[:30] for n in names[:5]) + " …")
        return
    for name in names:
        try:
            reference = named(name)
        except PlanningError as error:
            unknown.append((name, error.text))
            continue
        first = known.setdefault((reference.epsg, reference.definition), reference)
        notes += _vertical_note(first, reference)
    if len(known) > 1:
        words = ", ".join(reference.label for reference in known.values())
        yield Text.of("error.city.mixed-crs", file=sighting.name, names=words)
        return
    if not known:
        yield unknown[0][1] if not len(points) else _suggesting(unknown[0], points)
        return
    for name, _ in unknown:
        notes.append(Text.of("crs.note.also-named", name=name, crs=next(iter(known.values())).label))
    yield from known.values()


def _vertical_note(first: Reference, other: Reference) -> list[Text]:
    told = difference(other.vertical, first.vertical)
    return [told] if told is not None else []


def _middle(points: Array) -> tuple[float, float]:
    first, second = (round(float(v), 2) for v in np.median(points[:, :2], axis=0))
    return first, second


def _no_name(file: str, points: Array) -> Text:
    first, second = _middle(points)
    found = suggestions(first, second)
    if not found:
        return Text.of("error.crs.none", file=file, first=first, second=second)
    words = suggestion_words(found[:4], first, second)
    return Text.of("error.city.no-crs", file=file, first=first, second=second, suggestion=words)


def _suggesting(unknown: tuple[str, Text], points: Array) -> Text:
    """The problem of an unknown name, with what its coordinates would fit, if anything."""
    name, text = unknown
    first, second = _middle(points)
    found = suggestions(first, second)
    if not found or text.id == "error.crs.local":
        return text
    words = suggestion_words(found[:4], first, second)
    return Text.of("error.crs.unknown", name=name[:80], first=first, second=second, suggestion=words)


def _choice_note(sighting: Sighting, forced: Reference | None, taken: Reference) -> list[Text]:
    """What to say where the chosen CRS and that of the document differ."""
    if forced is None or not sighting.reference_names:
        return []
    if taken is not forced:
        return [Text.of("crs.note.own", file=sighting.name, crs=taken.label, chosen=forced.label)]
    try:
        own = named(sighting.reference_names[0])
    except PlanningError:
        own = None
    if own is not None and own.label == forced.label:
        return []
    name = sighting.reference_names[0][:80]
    return [Text.of("crs.note.chosen", file=sighting.name, name=name, chosen=forced.label)]


def _compared(
    sightings: Sequence[Sighting],
    found: Sequence[Place],
    order: Sequence[int],
    middles: Mapping[int, tuple[float, float]],
) -> tuple[Place, ...]:
    """Add what only the comparison of documents shows: other vertical datums, and places far away."""
    centre = _centre(list(middles.values()))
    leading = next((p.reference.vertical for i in order if (p := found[i]).reference and p.reference.vertical), "")
    result = []
    for i, place in enumerate(found):
        notes = list(place.notes)
        if place.reference is not None and place.placement is not None:
            told = difference(place.reference.vertical, leading)
            notes += [told] if told is not None and told not in notes else []
        distance = _kilometres(middles[i], centre) if i in middles and centre is not None else 0.0
        far = distance if distance > FAR else 0.0
        if far:
            notes.append(Text.of("crs.note.far-off", file=sightings[i].name, km=round(far)))
        result.append(replace(place, notes=tuple(notes), far_off=far))
    return tuple(result)


def _middle_of_local(sighting: Sighting, way: Placement) -> tuple[float, float]:
    """Where metres near zero would lie if they were meant [°]."""
    lon, lat = geodetic(pyproj.CRS.from_user_input(way.crs), *_middle(_finite(sighting.points)))
    return (lon, lat) if math.isfinite(lon) and math.isfinite(lat) else (0.0, 0.0)


def _centre(middles: list[tuple[float, float]]) -> tuple[float, float] | None:
    """Where most documents are; with two that disagree, the one that decides on the site's CRS is right."""
    if not middles:
        return None
    if len(middles) < 3:
        return middles[0]
    lon, lat = np.median(np.array(middles), axis=0)
    return min(middles, key=lambda m: math.dist(m, (float(lon), float(lat))))


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Distance on the sphere [km]."""
    lon, lat, lon_2, lat_2 = (math.radians(v) for v in (*one, *other))
    half = math.sin((lat_2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat_2) * math.sin((lon_2 - lon) / 2) ** 2
    return 2 * EARTH * math.asin(min(math.sqrt(half), 1.0))
