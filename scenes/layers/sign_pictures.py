"""Signs on streets and houses as small pictures for the margin of a sheet."""

from PIL import Image, ImageDraw

from planningtable.layers.access import CUT_OFF, SHUT
from scenes.layers.access import RED, WHITE

FINER = 4
"""Signs are drawn so many times larger and reduced, so that what is slanted is smooth."""


def sign_picture(sign: str, size: tuple[int, int]) -> Image.Image:
    """A sign of `planningtable.layers.access` on white; ``size``: width and height [px]."""
    wide, high = FINER * size[0], FINER * size[1]
    image = Image.new("RGB", (wide, high), WHITE)
    draw = ImageDraw.Draw(image)
    x, y = wide / 2, high / 2
    if sign == CUT_OFF:
        radius = 0.42 * high
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=RED)
        draw.rectangle((x - 0.62 * radius, y - 0.19 * radius, x + 0.62 * radius, y + 0.19 * radius), fill=WHITE)
    else:
        for left in (0.06, 0.60):
            draw.rectangle((left * wide, y - 0.16 * high, (left + 0.34) * wide, y + 0.16 * high), fill=RED)
    if sign == SHUT:
        for rim, ink in ((0.26, WHITE), (0.13, RED)):
            arm = 0.36 * high
            draw.line((x - arm, y - arm, x + arm, y + arm), fill=ink, width=round(rim * high))
            draw.line((x - arm, y + arm, x + arm, y - arm), fill=ink, width=round(rim * high))
    return image.resize(size, Image.Resampling.LANCZOS)
