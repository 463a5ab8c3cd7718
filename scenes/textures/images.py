"""Image files → pictures that are small enough to be drawn; what is no image, or too large a one, is none."""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from scenes.meshes import Bytes

MOST_PIXELS = 64_000_000
"""JPEGs of more pixels are not opened. They can be unpacked at a share of their size, see `MOST_WHOLE`."""

MOST_WHOLE = 4096 * 4096
"""So many pixels at most in a PNG, which is unpacked whole: a few KB of it may promise enough to fill the memory."""

_DRAFT = 4
"""A JPEG takes about so much less time and memory than a PNG of as many pixels."""

_FORMATS = ("PNG", "JPEG")
_CUT = 128
"""Pixels that are less opaque than this are holes."""

# Pillow raises these on damaged files: its readers of chunks trust lengths and texts that the file gives.
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    MemoryError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of an image file tells.

    Attributes:
        size: width and height [px].
        clear: whether it may have holes.
        cost: what unpacking it takes, as the pixels of a PNG.
    """

    size: tuple[int, int]
    clear: bool
    cost: int


def head_of(data: bytes) -> Head | None:
    """What the head of an image file tells; None where it is not drawn."""
    with _opened(data) as image:
        if image is None:
            return None
        pixels = image.size[0] * image.size[1]
        cost = -(-pixels // _DRAFT) if isinstance(image, JpegImageFile) else pixels
        return Head(image.size, _clear(image), cost)


def picture_of(data: bytes, size: tuple[int, int]) -> Bytes | None:
    """An image file's picture.

    Args:
        data: PNG or JPEG.
        size: width and height that it is reduced to [px].

    Returns:
        sRGB, shape (rows, columns, 3), row 0 on top; with a fourth band, 0 or 255, where it has holes. None where it
        is damaged or larger than `MOST_PIXELS` or `MOST_WHOLE`.
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
            most = MOST_PIXELS if isinstance(image, JpegImageFile) else MOST_WHOLE
            yield image if 0 < width * height <= most else None


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
