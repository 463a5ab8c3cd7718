"""Roofs: which of them can carry green.

Classes by slope and area: A up to 5°, B up to 15°, C up to 30° (needs shear protection), D up to 45° (special
construction), E steeper or smaller than 10 m². Sources: Landkreis Hildesheim, RVR Gründachkataster Ruhr, Bremen (read);
the limits between the classes are ours. The structure is never inferred.
"""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from planningtable.city.site import SurfaceKind, Surfaces

SLOPE_LIMITS = (5.0, 15.0, 30.0, 45.0)
"""Steepest slope of classes A, B, C and D [°]."""

SMALLEST_ROOF = 10.0
"""A roof plane below this area is not worth greening [m²]."""

DEDUCTION = 0.20
"""Share of a roof lost to edges and installations; 0.15 to 0.25 are usual [-]."""

# Surfaces of a building count as one roof plane if their normals differ by about 2° and their planes by about 0.1 m.
_NORMAL_STEP = 0.035
_OFFSET_STEP = 0.1


class RoofClass(IntEnum):
    """Suitability for a green roof."""

    A = 0
    B = 1
    C = 2
    D = 3
    E = 4


NOT_A_ROOF = 255


def roof_suitability(surfaces: Surfaces) -> npt.NDArray[np.uint8]:
    """`RoofClass` of each surface, shape (S,); 255 where the surface is no roof."""
    is_roof = surfaces.kind == SurfaceKind.ROOF
    classes = np.searchsorted(SLOPE_LIMITS, surfaces.slope - 1e-6, side="right").astype(np.uint8)
    classes[plane_area(surfaces) < SMALLEST_ROOF] = RoofClass.E
    classes[~is_roof] = NOT_A_ROOF
    return classes


def plane_area(surfaces: Surfaces) -> npt.NDArray[np.float64]:
    """Area of the roof plane that each roof surface is part of, shape (S,) [m²]; 0 for other surfaces.

    Writers cut roofs into pieces; coplanar pieces of a building count together.
    """
    area = np.zeros(len(surfaces))
    roof = np.flatnonzero(surfaces.kind == SurfaceKind.ROOF)
    if len(roof) == 0:
        return area
    normal = surfaces.normal[roof] * np.where(surfaces.normal[roof, 2:] < 0, -1.0, 1.0)
    offset = (normal * _point_on(surfaces, roof)).sum(axis=1)
    key = np.column_stack(
        [surfaces.building[roof], np.round(normal / _NORMAL_STEP), np.round(offset / _OFFSET_STEP)]
    ).astype(np.int64)
    _, group = np.unique(key, axis=0, return_inverse=True)
    group = group.reshape(-1)
    area[roof] = np.bincount(group, surfaces.area[roof])[group]
    return area


def _point_on(surfaces: Surfaces, roof: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """A point of each roof surface, relative to a point of its building's roof, shape (R, 3) [m].

    Near the origin of the site the noise of a normal would move the plane of a far building.
    """
    first = np.zeros(len(surfaces), np.int64)
    first[surfaces.ring_surface[::-1]] = surfaces.ring_offsets[:-1][::-1]
    points = surfaces.ring_points[first[roof]]
    _, start, building = np.unique(surfaces.building[roof], return_index=True, return_inverse=True)
    return np.asarray(points - points[start][building.reshape(-1)], np.float64)
