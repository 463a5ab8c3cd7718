"""Image files: small enough to be drawn, or not drawn at all."""

import io
import struct
import zlib

import numpy as np
from helpers.textures import BLUE, RED, quarters
from PIL import Image

from scenes.textures.images import MOST_PIXELS, head_of, picture_of


def _bomb(width: int, height: int) -> bytes:
    """The head of a PNG that promises many pixels, with next to nothing in it."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def _clear_png() -> bytes:
    picture = np.full((32, 32, 4), (200, 30, 30, 255), np.uint8)
    picture[:, 16:] = (0, 0, 0, 0)
    held = io.BytesIO()
    Image.fromarray(picture).save(held, "PNG")
    return held.getvalue()


def test_png_and_jpeg_are_reduced_to_the_size_that_is_asked_for() -> None:
    for form in ("PNG", "JPEG"):
        picture = picture_of(quarters((400, 200), form), (40, 20))
        assert picture is not None
        assert picture.shape == (20, 40, 3)
        assert np.abs(picture[3, 3].astype(int) - RED).max() < 8
        assert np.abs(picture[16, 3].astype(int) - BLUE).max() < 8


def test_what_is_too_large_missing_or_no_image_is_not_drawn() -> None:
    side = int(MOST_PIXELS**0.5)
    assert head_of(_bomb(side + 1, side + 1)) is None
    assert head_of(_bomb(60000, 60000)) is None
    assert head_of(_bomb(side - 1, side - 1)) is not None
    for data in (b"", b"\x89PNG\r\n", b"\xff\xd8\xff", b"BM" + bytes(60), quarters()[:20]):
        assert head_of(data) is None
        assert picture_of(data, (8, 8)) is None


def test_half_a_file_is_not_drawn() -> None:
    rng = np.random.default_rng(1)
    held = io.BytesIO()
    Image.fromarray(rng.integers(0, 255, (200, 200, 3), dtype=np.uint8)).save(held, "PNG")
    data = held.getvalue()
    assert head_of(data) is not None
    assert picture_of(data[: len(data) // 2], (8, 8)) is None


def test_holes_stay_holes_and_full_images_lose_their_fourth_band() -> None:
    picture = picture_of(_clear_png(), (32, 32))
    assert picture is not None
    assert picture.shape == (32, 32, 4)
    assert (picture[:, :16, 3] == 255).all()
    assert (picture[:, 16:, 3] == 0).all()
    assert (picture[:, 16:, :3] == (200, 30, 30)).all()
    held = io.BytesIO()
    Image.new("RGBA", (8, 8), (1, 2, 3, 255)).save(held, "PNG")
    full = picture_of(held.getvalue(), (8, 8))
    assert full is not None
    assert full.shape == (8, 8, 3)
