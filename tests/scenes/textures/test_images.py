"""Image files: small enough to be drawn, or not drawn at all."""

import io
import struct
import zlib

import numpy as np
from helpers.textures import BLUE, RED, quarters
from PIL import Image

from scenes.textures.images import MOST_PIXELS, MOST_WHOLE, head_of, picture_of


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _bomb(width: int, height: int) -> bytes:
    """The head of a PNG that promises many pixels, with next to nothing in it."""

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(100))) + _chunk(b"IEND", b"")
    )


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
    side = int(MOST_WHOLE**0.5)
    assert head_of(_bomb(side + 1, side + 1)) is None
    assert head_of(_bomb(60000, 60000)) is None
    assert head_of(_bomb(side, side)) is not None
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


def test_chunks_that_are_cut_short_are_damage_and_no_crash() -> None:
    whole = quarters()
    end = whole.rindex(b"IEND") - 4
    for name in (b"iCCP", b"gAMA", b"pHYs", b"cHRM", b"sRGB", b"acTL", b"fcTL", b"tRNS", b"zTXt", b"iTXt"):
        for place in (end, 33):
            damaged = whole[:place] + _chunk(name, b"\x00"[: place == 33]) + whole[place:]
            if head_of(damaged) is not None:
                picture_of(damaged, (8, 8))
    assert picture_of(whole[:33] + _chunk(b"iCCP", b"name") + whole[33:], (8, 8)) is None
    # After the pixels it is read only when they are unpacked.
    late = whole[:end] + _chunk(b"iCCP", b"") + whole[end:]
    assert head_of(late) is not None
    assert picture_of(late, (8, 8)) is None


def test_a_large_photo_is_drawn_and_costs_less_than_an_image_that_is_unpacked_whole() -> None:
    held = io.BytesIO()
    side = int(MOST_WHOLE**0.5) + 8
    Image.new("L", (side, side), 90).save(held, "JPEG")
    head = head_of(held.getvalue())
    assert head is not None
    assert head.cost * 3 < side * side < MOST_PIXELS
    picture = picture_of(held.getvalue(), (16, 16))
    assert picture is not None
    assert abs(int(picture.mean()) - 90) < 3
    small = head_of(quarters((40, 20)))
    assert small is not None
    assert small.cost == 800
