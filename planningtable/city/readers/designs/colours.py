"""Colours of triangles: of the material, of the corners, or of the image at the middle of the triangle."""

from typing import Any

import numpy as np
import numpy.typing as npt

from planningtable.city.readers.designs.design import no_colour

# More pixels than this are not unpacked for a colour.
MOST_PIXELS = 8192 * 8192


def colours_of(mesh: Any, images: dict[int, npt.NDArray[np.uint8] | None]) -> npt.NDArray[np.int16]:
    """Red, green, blue 0..255 of each triangle, -1 where none is given, shape (T, 3).

    Args:
        mesh: a `trimesh.Trimesh`.
        images: pixels of the images unpacked so far, by identity.
    """
    count = len(mesh.faces)
    visual = mesh.visual
    if getattr(visual, "kind", None) in ("vertex", "face"):
        return np.asarray(visual.face_colors)[:, :3].astype(np.int16)
    material = getattr(visual, "material", None)
    if material is None:
        return no_colour(count)
    plain = np.asarray(material.main_color, np.int16)[:3]
    image = getattr(material, "baseColorTexture", None) or getattr(material, "image", None)
    uv = getattr(visual, "uv", None)
    if image is None or uv is None or len(uv) != len(mesh.vertices):
        return np.tile(plain, (count, 1))
    factor = getattr(material, "baseColorFactor", None)
    tint = np.ones(3) if factor is None else plain / 255
    sampled = _sampled(image, np.asarray(uv)[mesh.faces].mean(axis=1), images)
    return np.tile(plain, (count, 1)) if sampled is None else np.rint(sampled * tint).astype(np.int16)


def _sampled(
    image: Any, uv: npt.NDArray[np.float64], images: dict[int, npt.NDArray[np.uint8] | None]
) -> npt.NDArray[np.uint8] | None:
    """Pixels of an image at texture coordinates, which begin at its lower left."""
    key = id(image)
    if key not in images:
        width, height = image.size
        images[key] = np.asarray(image.convert("RGB")) if 0 < width * height <= MOST_PIXELS else None
    pixels = images[key]
    if pixels is None or not np.isfinite(uv).all():
        return None
    height, width = pixels.shape[:2]
    column = np.minimum(((uv[:, 0] % 1.0) * width).astype(np.int64), width - 1)
    row = np.minimum(((1.0 - uv[:, 1] % 1.0) * height).astype(np.int64), height - 1)
    found: npt.NDArray[np.uint8] = pixels[row, column]
    return found
