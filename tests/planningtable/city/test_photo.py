"""A photo as it is kept: what is packed is what is seen."""

import io

import numpy as np
import pytest
from helpers.photos import GREEN, MAGENTA, halves
from PIL import Image

from planningtable.city.photo import packed_picture, unpacked_picture


def test_colours_stay_and_gaps_are_transparent() -> None:
    known = np.ones((100, 100), np.bool_)
    known[:20] = False
    back = unpacked_picture(packed_picture(halves(), known))
    assert np.array_equal(back[:, :, 3] > 0, known)
    assert np.abs(back[60, 20, :3].astype(int) - GREEN).max() < 6
    assert np.abs(back[60, 80, :3].astype(int) - MAGENTA).max() < 6


def test_other_pictures_are_refused() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (5000, 2)).save(buffer, "WEBP")
    for blob in (b"", b"RIFF", buffer.getvalue()):
        with pytest.raises(ValueError, match="photo"):
            unpacked_picture(blob)


def test_a_picture_that_would_fill_the_memory_is_refused_as_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (100, 100)).save(buffer, "WEBP")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    with pytest.raises(ValueError, match="photo"):
        unpacked_picture(buffer.getvalue())
