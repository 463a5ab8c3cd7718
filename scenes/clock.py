"""The running clock of a film: what time it is in the picture, and how far the film is."""

from PIL import Image, ImageDraw

from scenes.fonts import font
from scenes.sheet import INK, PAPER, RULE

BAR = "#0072b2"


def with_clock(picture: Image.Image, map_width: int, told: str, elapsed: float) -> Image.Image:
    """The picture with a plate in the map's lower left corner.

    Args:
        picture: with its margin.
        map_width: of what is left of the margin [px].
        told: the time.
        elapsed: share of the film that is over [0..1].
    """
    unit = max(min(map_width, picture.height) / 42, 9.0)
    face = font(1.5 * unit, bold=True)
    width = max(face.getlength(told), 6 * unit)
    left, low = unit, picture.height - unit
    right, high = left + width + 1.6 * unit, low - 3.3 * unit
    finer = picture.copy()
    draw = ImageDraw.Draw(finer)
    draw.rounded_rectangle((left, high, right, low), radius=0.5 * unit, fill=PAPER, outline=RULE)
    draw.text((left + 0.8 * unit, high + 1.35 * unit), told, fill=INK, font=face, anchor="lm")
    start, end, line = left + 0.8 * unit, right - 0.8 * unit, low - 0.75 * unit
    thick = max(0.22 * unit, 2.0)
    draw.rectangle((start, line - thick / 2, end, line + thick / 2), fill=RULE)
    draw.rectangle((start, line - thick / 2, start + (end - start) * elapsed, line + thick / 2), fill=BAR)
    return finer
