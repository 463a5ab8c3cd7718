"""Where the corners of triangles lie in the images of their surfaces."""

import numpy as np
import numpy.typing as npt

from planningtable.city.site import Surfaces
from scenes.meshes import Array, Rows


def corner_places(surfaces: Surfaces, triangles: Rows) -> npt.NDArray[np.float64]:
    """Texture coordinates of the corners of some triangles, shape (t, 3, 2); NaN where there are none.

    Whole repeats of an image are taken off each surface, so that an image that is not repeated lies within 0 to 1.

    Args:
        surfaces: with their texture coordinates, origin at the lower left of the image.
        triangles: rows of ``surfaces.triangles``.
    """
    if not len(surfaces.ring_uv) or not len(triangles):
        return np.full((len(triangles), 3, 2), np.nan)
    surface = surfaces.triangle_surface[triangles]
    corners = surfaces.triangles[triangles]
    if surfaces.vertices is surfaces.ring_points:
        found = surfaces.ring_uv[corners].astype(float)
    else:
        found = _by_point(surfaces, corners, surface)
    found[np.isnan(found).any(axis=(1, 2))] = np.nan
    return _without_repeats(found, surface)


def _by_point(surfaces: Surfaces, corners: Array, surface: Array) -> npt.NDArray[np.float64]:
    """By the point of the surface's rings that lies at the corner: meshes may have vertices of their own."""
    ring = np.repeat(surfaces.ring_surface, np.diff(surfaces.ring_offsets))
    chosen = np.flatnonzero(np.isin(ring, surface) & np.isfinite(surfaces.ring_uv).all(axis=1))
    known = _keys(surfaces.ring_points[chosen], ring[chosen])
    asked = _keys(surfaces.vertices[corners.reshape(-1)], np.repeat(surface, 3))
    _, number = np.unique(np.concatenate([known, asked]), axis=0, return_inverse=True)
    number = number.ravel()
    at = np.full(int(number.max()) + 1 if len(number) else 0, -1, np.int64)
    at[number[: len(known)]] = chosen
    row = at[number[len(known) :]]
    found = np.where(row[:, None] >= 0, surfaces.ring_uv[row], np.nan)
    return np.asarray(found.reshape(-1, 3, 2), float)


def _keys(points: Array, surface: Array) -> npt.NDArray[np.int64]:
    """Surface and place in millimetres, shape (n, 4)."""
    return np.column_stack([surface, np.rint(points * 1000)]).astype(np.int64)


def _without_repeats(places: npt.NDArray[np.float64], surface: Array) -> npt.NDArray[np.float64]:
    known = np.isfinite(places[:, 0, 0])
    if not known.any():
        return places
    _, number = np.unique(surface, return_inverse=True)
    number = number.ravel()
    low = np.full((int(number.max()) + 1, 2), np.inf)
    np.minimum.at(low, number[known], places[known].min(axis=1))
    # A little below 0 is meant as 0.
    whole = np.floor(low + 0.01)
    return np.asarray(places - np.where(np.isfinite(whole), whole, 0.0)[number][:, None, :])


def repeated(places: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Which triangles need their image more than once, shape (t,)."""
    reach = np.nan_to_num(places, nan=0.0)
    return np.asarray((reach < -0.02).any(axis=(1, 2)) | (reach > 1.02).any(axis=(1, 2)))
