"""Polygons in the plane whose rings cross themselves → areas, in bounded time."""

import numpy as np
import shapely

from planningtable.city.grid import Array

# GEOS' older method tells holes from areas by the lines alone, but takes minutes for some hundred lines that all cross.
FEW = 32
# So many pairs of edges may lie near each other; a ring of ten times as many has no shape that could be mended.
MOST_PAIRS = 200_000
# Edges by which the number of pairs is estimated.
_SAMPLE = 200


def mended(polygons: Array) -> Array:
    """Valid areas of polygons; where edges cross without end, the hull instead.

    Args:
        polygons: object array of shapely polygons.
    """
    result = np.empty(len(polygons), object)
    # What is valid only has its rings turned.
    few = (shapely.get_num_coordinates(polygons) <= FEW) | shapely.is_valid(polygons)
    result[few] = shapely.make_valid(polygons[few])
    for row in np.flatnonzero(~few).tolist():
        polygon = polygons[row]
        if near_pairs(polygon) > MOST_PAIRS:
            result[row] = shapely.convex_hull(polygon)
        else:
            result[row] = shapely.make_valid(polygon, method="structure", keep_collapsed=False)
    return result


def near_pairs(shape: shapely.Geometry) -> float:
    """About how many pairs of edges of one or several polygons have boxes that overlap; at most that for few edges."""
    points, ring = shapely.get_coordinates(shapely.get_rings(shapely.get_parts(shape)), return_index=True)
    first = np.flatnonzero(ring[1:] == ring[:-1])
    if len(first) ** 2 <= MOST_PAIRS:
        return float(len(first) ** 2)
    low, high = np.minimum(points[first], points[first + 1]), np.maximum(points[first], points[first + 1])
    chosen = np.unique(np.linspace(0, len(first) - 1, _SAMPLE).astype(np.int64))
    found = sum(int(((low <= high[i]) & (high >= low[i])).all(axis=1).sum()) for i in chosen.tolist())
    return found * len(first) / len(chosen)
