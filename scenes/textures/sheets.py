"""Many images in one picture, within bounds: thousands of façades are drawn in one go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scenes.meshes import Array, Bytes

GUTTER = 4
"""Each image is continued beyond its edges this far, so that coarser levels do not run into neighbours at once [px]."""

CELL = 8
"""Images begin and end at multiples of this, for the same reason [px]."""

GREY = 214
STEP = 0.84
"""All images of a sheet are reduced by this share, again and again, until they fit."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an image lies in a sheet: left, top, width and height without what it is continued by [px]."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """Images in one picture.

    Attributes:
        picture: sRGB, shape (rows, columns, 3).
        slots: by the key of the image.
    """

    picture: Bytes
    slots: Mapping[int, Slot]

    def placed(self, key: int, places: Array) -> Array:
        """Texture coordinates in an image as such in the sheet; those beyond the image end at its edge."""
        rows, columns = self.picture.shape[:2]
        slot = self.slots[key]
        inside = np.clip(places, 0.0, 1.0)
        u = (slot.left + inside[..., 0] * slot.width) / columns
        v = 1.0 - (slot.top + (1.0 - inside[..., 1]) * slot.height) / rows
        return np.stack([u, v], axis=-1)


Unpack = Callable[[int, tuple[int, int]], Bytes | None]


def sheet_of(sizes: Mapping[int, tuple[int, int]], unpack: Unpack, side: int, longest: int) -> Sheet | None:
    """A sheet of images.

    Args:
        sizes: width and height of each image by its key [px].
        unpack: gives the picture of an image at a size, shape (rows, columns, 3); None where it is damaged.
        side: edge of the sheet at most [px].
        longest: side of a single image at most [px].

    Returns:
        None where there is no image, or there are so many that none would be left of them.
    """
    keys = sorted(sizes, key=lambda key: (-sizes[key][1], -sizes[key][0], key))
    share = 1.0
    while keys and share > 0.01:
        small = [_reduced(sizes[key], share, longest) for key in keys]
        found = _shelves(small, side)
        if found is not None:
            return _filled(keys, small, found, unpack)
        share *= STEP
    return None


def _reduced(size: tuple[int, int], share: float, longest: int) -> tuple[int, int]:
    scale = share * min(1.0, longest / max(size))
    return max(round(size[0] * scale), 1), max(round(size[1] * scale), 1)


def _shelves(sizes: Sequence[tuple[int, int]], side: int) -> tuple[Array, int, int] | None:
    """Left and top of each cell, row after row, and width and height of it all; None where it does not fit."""
    cells = -(-(np.array(sizes) + 2 * GUTTER) // CELL) * CELL
    total = int((cells[:, 0] * cells[:, 1]).sum())
    wide = max(int(cells[:, 0].max()), min(side, -(-int(np.sqrt(total)) // CELL) * CELL))
    places = np.zeros((len(cells), 2), np.int64)
    left = top = 0
    shelf = 0
    for row in np.lexsort((-cells[:, 0], -cells[:, 1])).tolist():
        width, height = (int(n) for n in cells[row])
        if left + width > wide:
            left, top, shelf = 0, top + shelf, 0
        places[row] = left, top
        left, shelf = left + width, max(shelf, height)
        if wide > side or top + shelf > side:
            return None
    return places, wide, top + shelf


def _filled(
    keys: Sequence[int], sizes: Sequence[tuple[int, int]], found: tuple[Array, int, int], unpack: Unpack
) -> Sheet | None:
    places, columns, rows = found
    picture = np.full((rows, columns, 3), GREY, np.uint8)
    slots: dict[int, Slot] = {}
    for key, (width, height), (left, top) in zip(keys, sizes, places.tolist(), strict=True):
        image = unpack(key, (width, height))
        if image is None:
            continue
        padded = np.pad(image[:, :, :3], ((GUTTER, GUTTER), (GUTTER, GUTTER), (0, 0)), mode="edge")
        picture[top : top + height + 2 * GUTTER, left : left + width + 2 * GUTTER] = padded
        slots[key] = Slot(left + GUTTER, top + GUTTER, width, height)
    return Sheet(picture, slots) if slots else None
