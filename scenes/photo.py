"""Aerial photos draped over the model: on the ground, on what lies on it, and on the roofs that stand there today."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from planningtable.city.grid import Extent
from planningtable.city.photo import Photo, unpacked_picture
from planningtable.domain.text import PlanningError
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
        sheets: the photos cut to the ground and to the roofs, which the next variant of the site takes over.
    """

    ground: Bytes
    roofs: Bytes
    roof_colours: Bytes
    sheets: "Sheets"


def photo_overlay(
    arrays: SiteArrays, photos: Sequence[Photo], soft: Bytes, before: PhotoOverlay | None = None
) -> PhotoOverlay | None:
    """What photos look like on a site; safe in any thread.

    Args:
        arrays: of the site.
        photos: a later one lies over an earlier one.
        soft: grey light on roofs where there is no photo, over their light's grid, shape (rows, columns, 3).
        before: overlay of another variant; of the very same photos over the same areas, their cuts are taken over.

    Returns:
        None where there is no photo.
    """
    if not photos:
        return None
    site = arrays.site
    areas = (site.extent, arrays.light.roofs.extent)
    fits = before is not None and before.sheets.photos is photos and before.sheets.areas == areas
    sheets = before.sheets if before is not None and fits else _cut_out(photos, areas)
    ground = _painted(arrays.ground.picture, sheets.ground)
    roofs = _painted(soft, sheets.roofs).copy()
    own = (arrays.planned[site.surfaces.building] | (site.surfaces.green > 0)) & is_roof(site.surfaces)
    _keep(roofs, soft, arrays, own)
    colours = roof_colours(site, arrays.planned, None)
    colours[~own] = 255
    return PhotoOverlay(ground, roofs, colours[arrays.masses.roof_surface], sheets)


@dataclass(frozen=True, slots=True, eq=False)
class Sheets:
    """Photos laid over each other, cut to the areas that are drawn: what takes seconds to make.

    Attributes:
        photos: that they were cut from.
        areas: extents of ground and roofs, in the site's CRS.
        ground: sRGB and opacity over the first of them, shape (rows, columns, 4).
        roofs: likewise over the second.
    """

    photos: Sequence[Photo]
    areas: tuple[Extent, Extent]
    ground: Bytes
    roofs: Bytes


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    extent: Extent
    colours: Bytes


def _cut_out(photos: Sequence[Photo], areas: tuple[Extent, Extent]) -> Sheets:
    try:
        pictures = [_Placed(p.extent, unpacked_picture(p.picture)) for p in photos]
    except ValueError as error:
        raise PlanningError("error.photo.damaged") from error
    return Sheets(photos, areas, _laid(areas[0], pictures), _laid(areas[1], pictures))


def _laid(extent: Extent, pictures: Sequence[_Placed]) -> Bytes:
    """Pictures over an area, one over the other, transparent where there is none."""
    side = min(LARGEST_PHOTO, round(max(_finest(p, extent) for p in pictures)))
    longest = max(extent.width, extent.height)
    size = (max(round(side * extent.width / longest), 2), max(round(side * extent.height / longest), 2))
    sheet = Image.new("RGBA", size)
    for placed in pictures:
        sheet.alpha_composite(_cut(placed, extent, size))
    return np.asarray(sheet, np.uint8)


def _painted(base: Bytes, sheet: Bytes) -> Bytes:
    """A sheet over a base, which shows where the sheet is transparent."""
    if (sheet[:, :, 3] == 255).all():
        return np.ascontiguousarray(sheet[:, :, :3])
    rows, columns = sheet.shape[:2]
    canvas = Image.fromarray(base).resize((columns, rows), Image.Resampling.BILINEAR)
    seen = Image.fromarray(sheet)
    canvas.paste(seen.convert("RGB"), (0, 0), seen.getchannel("A"))
    return np.asarray(canvas, np.uint8)


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
