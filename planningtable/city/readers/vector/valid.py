"""Polygons that may be used: parts of collections, made valid where they cross themselves."""

import numpy as np
import shapely

from planningtable.city.geometry.mending import MOST_PAIRS, near_pairs
from planningtable.city.grid import Array


def polygons(shapes: Array) -> tuple[Array, Array, int]:
    """All polygons in shapes, valid; the hull of those whose edges cross without end.

    Args:
        shapes: shapely geometries of any type, object array of length n.

    Returns:
        The polygons; the row of ``shapes`` that each comes from; how many rows had to be made valid.
    """
    bad = ~shapely.is_valid(shapes) & ~shapely.is_missing(shapes)
    whole = np.array(shapes, object)
    with np.errstate(all="ignore"):  # coordinates as large as numbers can be
        for row in np.flatnonzero(bad).tolist():
            if near_pairs(whole[row]) > MOST_PAIRS:
                whole[row] = shapely.convex_hull(whole[row])
        whole[bad] = shapely.make_valid(whole[bad], method="structure", keep_collapsed=False)
    first, rows = shapely.get_parts(whole, return_index=True)
    parts, index = shapely.get_parts(first, return_index=True)
    owner = rows[index]
    keep = (shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)
    return np.asarray(parts[keep], object), np.asarray(owner[keep], np.int64), int(bad.sum())
