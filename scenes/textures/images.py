"""Image files → pictures that are small enough to be drawn; what is no image, or too large a one, is none."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from PIL import Image

from scenes.meshes import Bytes

MOST_PIXELS = 64_000_000
"""Images of more pixels are not opened: unpacked, they would fill the memory."""

_FORMATS = ("PNG", "JPEG")
_CUT = 128
"""Pixels that are less opaque than this are holes."""

# Pillow raises these, beside ValueError, on damaged files.
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, MemoryError, Image.DecompressionBombError)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of an image file tells.

    Attributes:
        size: width and height [px].
        clear: whether it may have holes.
    """

    size: tuple[int, int]
    clear: bool


def head_of(data: bytes) -> Head | None:
    """What the head of an image file tells; None where it is not drawn."""
    with _opened(data) as image:
        return None if image is None else Head(image.size, _clear(image))


def picture_of(data: bytes, size: tuple[int, int]) -> Bytes | None:
    """An image file's picture.

    Args:
        data: PNG or JPEG.
        size: width and height that it is reduced to [px].

    Returns:
        sRGB, shape (rows, columns, 3), row 0 on top; with a fourth band, 0 or 255, where it has holes. None where it
        is damaged or larger than `MOST_PIXELS`.
    """
    with _opened(data) as image:
        if image is None:
            return None
        try:
            # JPEG is unpacked at an eighth, a quarter or half of its size where that is enough.
            image.draft("RGB", size)
            clear = _clear(image)
            read = image.convert("RGBA" if clear else "RGB")
            small = read if read.size == size else read.resize(size, Image.Resampling.BOX)
        except _DAMAGED:
            return None
        found = np.array(small, np.uint8)
    return _cut_out(found) if clear else found


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image | None]:
    if not data:
        yield None
        return
    with warnings.catch_warnings():
        # Pillow warns of large images and of odd ones; the first are measured here, the second are drawn as they are.
        warnings.simplefilter("ignore")
        try:
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
        except _DAMAGED:
            yield None
            return
        with image:
            width, height = image.size
            yield image if 0 < width * height <= MOST_PIXELS else None


def _clear(image: Image.Image) -> bool:
    return "A" in image.getbands() or "transparency" in image.info


def _cut_out(picture: Bytes) -> Bytes:
    """A picture with holes, or without its fourth band where it has none to speak of."""
    holes = picture[:, :, 3] < _CUT
    if not holes.any():
        return np.ascontiguousarray(picture[:, :, :3])
    # Holes take the mean colour of the rest, so that no dark seam runs round them when the picture is reduced.
    seen = picture[~holes]
    picture[holes, :3] = seen[:, :3].mean(axis=0) if len(seen) else 255
    picture[:, :, 3] = np.where(holes, 0, 255)
    return picture
