"""Documents → the projected CRS that they share."""

from collections.abc import Sequence

import numpy as np

from planningtable.city.checkup import Located
from planningtable.city.crs.reference import Reference, named, placement, suggestion_words, suggestions
from planningtable.city.grid import Array
from planningtable.city.readers.citygml.document import CityDocument
from planningtable.domain.text import PlanningError


def coordinates_of(document: CityDocument) -> Array:
    """The document's finite coordinates, of buildings or, without any, of the terrain, shape (n, 3)."""
    points = document.polygons.points if len(document.polygons) else document.terrain.reshape(-1, 3)
    return np.asarray(points[np.isfinite(points).all(axis=1)])


def reference_of(document: CityDocument, chosen: str | None) -> Reference:
    """The CRS that was chosen, or the one that the document names.

    Raises:
        PlanningError: it names none, an unknown one, or several.
    """
    if chosen:
        return named(chosen)
    if not document.reference_names:
        points = coordinates_of(document)
        first, second = (float(v) for v in np.median(points[:, :2], axis=0)) if len(points) else (0.0, 0.0)
        found = suggestion_words(suggestions(first, second)) if len(points) else "–"
        raise PlanningError(
            "error.city.no-crs", file=document.name, first=round(first, 2), second=round(second, 2), suggestion=found
        )
    references = [named(name) for name in document.reference_names]
    codes = {r.epsg for r in references}
    if len(codes) > 1:
        words = ", ".join(f"EPSG:{code}" for code in sorted(codes))
        raise PlanningError("error.city.mixed-crs", file=document.name, names=words)
    return references[0]


def located(documents: Sequence[CityDocument], chosen: str | None, *, strict: bool) -> tuple[Located, ...]:
    """Find the CRS of each document and its way into the first building document's.

    Args:
        documents: as read.
        chosen: CRS given by the user, for all of them.
        strict: raise what is wrong, or keep it as the document's problem.

    Raises:
        PlanningError: no CRS, an unknown one, or one that contradicts the coordinates.
    """
    target: int | None = None
    result: dict[int, Located] = {}
    # Buildings decide on the site's CRS; terrain and the rest follow.
    order = sorted(range(len(documents)), key=lambda i: not documents[i].buildings)
    for i in order:
        document = documents[i]
        points = coordinates_of(document)
        if not len(points) and strict:
            result[i] = Located(document, None, None)
            continue
        reference: Reference | None = None
        try:
            reference = reference_of(document, chosen)
            way = placement(reference, points, target) if len(points) else None
        except PlanningError as error:
            if strict:
                raise
            result[i] = Located(document, reference, None, error.text)
            continue
        target = target or (way.target if way is not None else None)
        result[i] = Located(document, reference, way)
    return tuple(result[i] for i in range(len(documents)))
