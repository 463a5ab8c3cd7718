"""Block models from footprints."""

from collections.abc import Iterator

import numpy as np
import shapely
from shapely.geometry.polygon import orient

from planningtable.city.geometry.mesh import Ring
from planningtable.city.site import SurfaceKind


def _open(coordinates: Ring, height: float) -> Ring:
    flat = np.asarray(coordinates, np.float64)[:-1, :2]
    return np.column_stack([flat, np.full(len(flat), height)])


def prism(
    footprint: shapely.Polygon | shapely.MultiPolygon, ground: float, height: float
) -> Iterator[tuple[SurfaceKind, list[Ring]]]:
    """Ground, roof and walls of a footprint raised to a flat roof, each with its normal outward.

    Args:
        footprint: in the CRS, metres; holes become courtyards.
        ground: height of the ground [m above the datum].
        height: height of the roof above the ground [m].

    Yields:
        The kind and the rings of each surface, outer ring first, as `SurfaceCollector.add` takes them.
    """
    for polygon in shapely.get_parts(footprint):
        turned = orient(polygon)  # outer ring counter-clockwise, holes clockwise
        rings = [np.asarray(r.coords) for r in (turned.exterior, *turned.interiors)]
        top = ground + height
        yield SurfaceKind.GROUND, [_open(ring, ground)[::-1] for ring in rings]
        yield SurfaceKind.ROOF, [_open(ring, top) for ring in rings]
        for ring in rings:
            low, high = _open(ring, ground), _open(ring, top)
            for i in range(len(low)):
                j = (i + 1) % len(low)
                yield SurfaceKind.WALL, [np.array([low[i], low[j], high[j], high[i]])]
