"""The typeface of pictures: Open Sans, which comes with the project."""

from functools import lru_cache
from importlib import resources
from typing import TypeAlias

from PIL import ImageFont

Face: TypeAlias = ImageFont.FreeTypeFont


@lru_cache(maxsize=32)
def font(size: float, *, bold: bool = False) -> Face:
    """A face at a size [px]."""
    name = "OpenSans-Semibold.ttf" if bold else "OpenSans-Regular.ttf"
    with resources.as_file(resources.files("assets") / "fonts" / name) as path:
        return ImageFont.truetype(str(path), size)
