"""Holes of polygons: which of them are none, by the faults of ISO 19107."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely

from planningtable.city.geometry.faults import Fault
from planningtable.city.geometry.mending import mended
from planningtable.city.geometry.shapes import Shapes
from planningtable.city.grid import Array

# Polygons with more holes are only judged as a whole.
MOST_HOLES = 2_000
# How GEOS names what is wrong.
REASONS: Sequence[tuple[str, Fault]] = (
    ("Hole lies outside", Fault.INNER_RING_OUTSIDE),
    ("Holes are nested", Fault.INNER_RINGS_NESTED),
    ("Duplicate Rings", Fault.DUPLICATED_RINGS),
    ("Interior is disconnected", Fault.POLYGON_INTERIOR_DISCONNECTED),
    ("Self-intersection", Fault.INTERSECTION_RINGS),
)


@dataclass(frozen=True, slots=True, eq=False)
class HoleFaults:
    """What is wrong with holes.

    Attributes:
        polygons: rows of the polygons.
        faults: what each has.
        drop: rings that cannot be holes (outside, nested, repeated) and must be left out, shape (R,).
    """

    polygons: tuple[int, ...]
    faults: tuple[Fault, ...]
    drop: npt.NDArray[np.bool_]


def hole_faults(shapes: Shapes) -> HoleFaults:
    """Look at all polygons with holes, along the axis next to their normals."""
    drop = np.zeros(len(shapes.ring_starts) - 1, np.bool_)
    holed = np.flatnonzero(np.diff(shapes.polygon_starts) > 1)
    if not len(holed):
        return HoleFaults((), (), drop)
    polygons: list[int] = []
    faults: list[Fault] = []
    views = [_flat(shapes, p) for p in holed.tolist()]
    whole = np.array([shapely.Polygon(v[0], v[1:]) for v in views], object)
    reasons = shapely.is_valid_reason(whole)
    for polygon, rings, reason in zip(holed.tolist(), views, reasons.tolist(), strict=True):
        if reason == "Valid Geometry":
            continue
        fault = next((f for text, f in REASONS if reason.startswith(text)), None)
        first = int(shapes.polygon_starts[polygon])
        wrong, closer = _wrong(rings) if len(rings) <= MOST_HOLES else ([], None)
        drop[[first + w for w in wrong]] = True
        found = closer or fault
        if found is not None:
            polygons.append(polygon)
            faults.append(found)
    return HoleFaults(tuple(polygons), tuple(faults), drop)


def _flat(shapes: Shapes, polygon: int) -> list[Array]:
    axis = int(np.argmax(np.abs(shapes.outer[polygon])))
    return [ring[:, [(axis + 1) % 3, (axis + 2) % 3]] for ring in shapes.rings(polygon)]


def _wrong(rings: Sequence[Array]) -> tuple[list[int], Fault | None]:
    """Numbers of the rings that are no holes, and the first reason."""
    areas = mended(np.array([shapely.Polygon(ring) for ring in rings], object))
    wrong: list[int] = []
    fault: Fault | None = None
    kept: list[int] = []
    for i in range(1, len(rings)):
        why = _reason(areas[0], areas[i], [areas[k] for k in kept])
        if why is None:
            kept.append(i)
            continue
        fault = fault or why
        if why is not Fault.INTERSECTION_RINGS:
            wrong.append(i)
    return wrong, fault


def _reason(outer: shapely.Geometry, hole: shapely.Geometry, others: Sequence[shapely.Geometry]) -> Fault | None:
    if any(shapely.equals(hole, one) for one in (outer, *others)):
        return Fault.DUPLICATED_RINGS
    if not shapely.relate_pattern(outer, hole, "T********"):
        return Fault.INNER_RING_OUTSIDE
    for one in others:
        if shapely.covers(one, hole) or shapely.covers(hole, one):
            return Fault.INNER_RINGS_NESTED
    shares = (not shapely.covers(outer, hole), *(shapely.relate_pattern(one, hole, "T********") for one in others))
    return Fault.INTERSECTION_RINGS if any(shares) else None
