"""The typeface of pictures: the project's own where it is there, else the one that comes with Pillow."""

from functools import lru_cache
from importlib import resources

from PIL import ImageFont


@lru_cache(maxsize=32)
def font(size: float, *, bold: bool = False) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """A face at a size [px]."""
    folder = resources.files("assets") / "fonts"
    faces = sorted((f for f in folder.iterdir() if f.name.lower().endswith((".ttf", ".otf"))), key=lambda f: f.name)
    fitting = [f for f in faces if ("bold" in f.name.lower()) == bold and "italic" not in f.name.lower()]
    if fitting:
        with resources.as_file(fitting[0]) as path:
            return ImageFont.truetype(str(path), size)
    return ImageFont.load_default(size)
