"""Where a document lies: its CRS, as named, held against its coordinates."""

import numpy as np

from planningtable.app.intake.values import Aim, Place
from planningtable.city.crs.places import FARTHEST, Sighting, places
from planningtable.city.grid import Array
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.formats import Heading

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


def place_of(sighting: Sighting, aim: Aim) -> Place:
    """The CRS that was chosen or that the document names, and the way into the site's; or why there is none."""
    before = () if aim.first is None else (aim.first,)
    found = places((*before, sighting), aim.chosen or None, aim.target or None)[-1]
    reference = found.reference
    name = sighting.reference_names[0] if sighting.reference_names else ""
    way, problem = found.placement, found.problem
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
