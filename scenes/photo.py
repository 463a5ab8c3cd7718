"""Aerial photos draped over the model: on the ground, on what lies on it, and on the roofs that stand there today."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from planningtable.city.grid import Extent
from planningtable.city.photo import Photo, unpacked_picture
from scenes.masses import is_roof, roof_colours
from scenes.meshes import Bytes
from scenes.site_arrays import SiteArrays

LARGEST_PHOTO = 2560
"""Longest side of the picture that is drawn [px]."""


@dataclass(frozen=True, slots=True, eq=False)
class PhotoOverlay:
    """Photos on a site, ready to be drawn.

    Attributes:
        ground: sRGB over the site's extent, shape (rows, columns, 3), row 0 north.
        roofs: sRGB over the extent of the light on roofs, likewise.
        roof_colours: of each vertex of the roofs, to be multiplied by ``roofs``, shape (n, 3).
    """

    ground: Bytes
    roofs: Bytes
    roof_colours: Bytes


def photo_overlay(arrays: SiteArrays, photos: Sequence[Photo], soft: Bytes) -> PhotoOverlay | None:
    """What photos look like on a site; safe in any thread.

    Args:
        arrays: of the site.
        photos: a later one lies over an earlier one.
        soft: grey light on roofs where there is no photo, over their light's grid, shape (rows, columns, 3).

    Returns:
        None where there is no photo.
    """
    if not photos:
        return None
    pictures = [_Placed(p.extent, unpacked_picture(p.picture)) for p in photos]
    site = arrays.site
    ground = _painted(arrays.ground.picture, site.extent, pictures)
    roofs = _painted(soft, arrays.light.roofs.extent, pictures)
    own = (arrays.planned[site.surfaces.building] | (site.surfaces.green > 0)) & is_roof(site.surfaces)
    _keep(roofs, soft, arrays, own)
    colours = roof_colours(site, arrays.planned, None)
    colours[~own] = 255
    return PhotoOverlay(ground, roofs, colours[arrays.masses.roof_surface])


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    extent: Extent
    colours: Bytes


def _painted(base: Bytes, extent: Extent, pictures: Sequence[_Placed]) -> Bytes:
    """Pictures over an area; the base shows where there is none."""
    side = min(LARGEST_PHOTO, round(max(_finest(p, extent) for p in pictures)))
    longest = max(extent.width, extent.height)
    size = (max(round(side * extent.width / longest), 2), max(round(side * extent.height / longest), 2))
    canvas = Image.fromarray(base).resize(size, Image.Resampling.BILINEAR)
    for placed in pictures:
        seen = _cut(placed, extent, size)
        canvas.paste(seen.convert("RGB"), (0, 0), seen.getchannel("A"))
    return np.asarray(canvas, np.uint8).copy()


def _finest(placed: _Placed, extent: Extent) -> float:
    """Pixels that an area has along its longer side at a picture's own resolution."""
    return float(max(extent.width, extent.height) * placed.colours.shape[1] / placed.extent.width)


def _cut(placed: _Placed, extent: Extent, size: tuple[int, int]) -> Image.Image:
    """What of a picture lies in an area, transparent beside it."""
    rows, columns = placed.colours.shape[:2]
    across, down = columns / placed.extent.width, rows / placed.extent.height
    left, top = (extent.west - placed.extent.west) * across, (placed.extent.north - extent.north) * down
    right, bottom = left + extent.width * across, top + extent.height * down
    image = Image.fromarray(placed.colours)
    matrix = ((right - left) / size[0], 0.0, left, 0.0, (bottom - top) / size[1], top)
    return image.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)


def _keep(roofs: Bytes, soft: Bytes, arrays: SiteArrays, own: npt.NDArray[np.bool_]) -> None:
    """Leave the photo off roofs that it does not show: those that a measure adds or greens."""
    surfaces, site, extent = arrays.site.surfaces, arrays.site, arrays.light.roofs.extent
    chosen = surfaces.triangles[own[surfaces.triangle_surface]]
    if not len(chosen):
        return
    rows, columns = roofs.shape[:2]
    x = (surfaces.vertices[:, 0] + site.origin[0] - extent.west) / extent.width * columns
    y = (extent.north - surfaces.vertices[:, 1] - site.origin[1]) / extent.height * rows
    mask = Image.new("L", (columns, rows))
    draw = ImageDraw.Draw(mask)
    for corners in np.stack([x, y], axis=1)[chosen]:
        draw.polygon([(float(a), float(b)) for a, b in corners], fill=255, outline=255)
    there = np.asarray(mask) > 0
    base = np.asarray(Image.fromarray(soft).resize((columns, rows), Image.Resampling.BILINEAR), np.uint8)
    roofs[there] = base[there]
