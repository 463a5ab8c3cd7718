"""Where a document lies: its CRS, as named, held against its coordinates."""

import math
from dataclasses import replace

import numpy as np

from planningtable.app.intake.values import Aim, Place, Spot
from planningtable.city.crs.places import FARTHEST, Sighting, places
from planningtable.city.crs.reference import Placement, named, placement
from planningtable.city.grid import Array
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.designs.design import Place as DesignPlace
from planningtable.city.readers.formats import Heading
from planningtable.domain.text import PlanningError, Text

# Coordinates looked at; the median of so many is as good as that of all.
MOST = 5000


def sample_of(batch: CityBatch) -> Array:
    """Some coordinates that could be on Earth of a batch, in the document's CRS, shape (n, 3)."""
    places = [batch.polygons.points, batch.terrain.reshape(-1, 3), batch.terrain_points]
    if batch.instances is not None:
        places.append(batch.instances.anchor)
    if batch.lines is not None:
        places.append(batch.lines.points)
    points = next((p for p in places if len(p)), np.zeros((0, 3)))
    points = points[:: max(len(points) // MOST, 1)]
    return np.asarray(points[(np.abs(points) <= FARTHEST).all(axis=1)])


def sighting_of(heading: Heading, batch: CityBatch) -> Sighting:
    """What a document's first chunk shows of where it is."""
    names = tuple(dict.fromkeys(n for n in (*heading.reference_names, *batch.reference_names) if n))
    return Sighting(heading.name, names, sample_of(batch), "Building" in batch.objects.types)


def place_of(heading: Heading, batch: CityBatch, aim: Aim) -> Place:
    """The CRS that was chosen or that the document names, and the way into the site's; or why there is none."""
    if isinstance(heading.context, DesignPlace) and heading.context.local:
        return _of_design(heading, heading.context, aim)
    return _of_sighting(sighting_of(heading, batch), aim)


def _of_design(heading: Heading, design: DesignPlace, aim: Aim) -> Place:
    """Metres of a design's own are put where the user says; a design never decides on the site's CRS."""
    spot = dict(aim.spots).get(heading.name)
    if spot is not None and aim.target:
        return Place(f"EPSG:{aim.target}", way=Placement(aim.target, aim.target, swapped=False), spot=spot)
    if design.latitude is None or design.longitude is None:
        return Place(problem=Text.of("city.problem.design", file=heading.name))
    latitude, longitude = round(design.latitude, 5), round(design.longitude, 5)
    stated = Text.of("city.problem.design-stated", file=heading.name, latitude=latitude, longitude=longitude)
    return Place(problem=stated)


def settled(batch: CityBatch, spot: Spot) -> CityBatch:
    """A design turned about its origin and put where it belongs."""
    angle = math.radians(spot.turn)
    turn = np.array([[math.cos(angle), -math.sin(angle), 0.0], [math.sin(angle), math.cos(angle), 0.0], [0, 0, 1.0]])
    points = batch.polygons.points @ turn.T + np.array([spot.east, spot.north, spot.height])
    return replace(batch, polygons=replace(batch.polygons, points=points))


def _of_sighting(sighting: Sighting, aim: Aim) -> Place:
    before = () if aim.first is None else (aim.first,)
    found = places((*before, sighting), aim.chosen or None, aim.target or None)[-1]
    reference = found.reference
    name = sighting.reference_names[0] if sighting.reference_names else ""
    way, problem = found.placement, found.problem
    if way is not None and aim.first is None and any(note.id == "crs.note.own" for note in found.notes):
        # Of several documents one may name its own; the one that decides must not be elsewhere than the user says.
        way, problem = None, _contradiction(sighting, aim.chosen)
    if found.far_off and found.notes:
        # It would make a site of hundreds of kilometres; what it holds is counted all the same.
        way, problem = None, found.notes[-1]
    return Place(
        reference.label if reference is not None else "",
        name,
        reference.vertical if reference is not None else "",
        way,
        problem,
        found.notes if way is not None or not found.far_off else found.notes[:-1],
    )


def _contradiction(sighting: Sighting, chosen: str) -> Text | None:
    """Why the coordinates cannot be in the CRS that the user chose."""
    try:
        placement(named(chosen), sighting.points)
    except PlanningError as error:
        return error.text
    return None
