"""Names as pictures, all of them in one, so that they are drawn in one go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from scenes.fonts import font
from scenes.labels.names import Kind, Name
from scenes.meshes import Bytes

LETTERS = 15.0
"""Height of letters at scale 1 [px]."""

HALO = 2.5
"""Light rim round the letters [px at scale 1]: readable on every ground."""

INKS: Mapping[Kind, str] = MappingProxyType({Kind.STREET: "#3b4348", Kind.WATER: "#1f5c86", Kind.BUILDING: "#1f2427"})
PAPER = "#ffffff"
WIDEST = 2048
"""Width of the picture [px]."""

Box = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Lettering:
    """Names in one picture.

    Attributes:
        picture: sRGB and opacity, shape (rows, columns, 4), row 0 at the top.
        sizes: width and height of each name [px], shape (n, 2).
        places: left, bottom, right, top of each in the picture as shares of it, from the lower left, shape (n, 4).
        ink: likewise of a spot that is all ink, for lines, shape (4,).
    """

    picture: Bytes
    sizes: Box
    places: Box
    ink: Box


def lettering(names: Sequence[Name], scale: float) -> Lettering:
    """Write names; the same words of the same kind are written once."""
    distinct = {(name.text, name.kind): row for row, name in enumerate(names)}
    written = {key: _written(names[row], scale) for key, row in distinct.items()}
    spot = max(round(4 * scale), 4)
    corners: dict[tuple[str, Kind], tuple[int, int]] = {}
    # The spot of ink lies in the upper left corner.
    x, y, high = spot, 0, spot
    for key, image in written.items():
        if x + image.width > WIDEST:
            x, y, high = 0, y + high, 0
        corners[key] = x, y
        x, high = x + image.width, max(high, image.height)
    whole = Image.new("RGBA", (WIDEST, y + high), (255, 255, 255, 0))
    whole.paste(INKS[Kind.STREET], (0, 0, spot, spot))
    for key, image in written.items():
        whole.paste(image, corners[key])
    keys = [(name.text, name.kind) for name in names]
    sizes = np.array([written[key].size for key in keys], float).reshape(-1, 2)
    starts = np.array([corners[key] for key in keys], float).reshape(-1, 2)
    boxes = np.column_stack([starts[:, 0], whole.height - starts[:, 1] - sizes[:, 1], starts[:, 0], starts[:, 1]])
    boxes[:, 2] = starts[:, 0] + sizes[:, 0]
    boxes[:, 3] = whole.height - starts[:, 1]
    shares = boxes / (whole.width, whole.height, whole.width, whole.height)
    ink = np.array([spot * 0.25, whole.height - spot * 0.75, spot * 0.75, whole.height - spot * 0.25])
    ink = ink / (whole.width, whole.height, whole.width, whole.height)
    return Lettering(np.asarray(whole, np.uint8), sizes, shares, ink)


def _written(name: Name, scale: float) -> Image.Image:
    face = font(LETTERS * scale, bold=name.kind is not Kind.WATER)
    rim = max(round(HALO * scale), 1)
    left, top, right, bottom = face.getbbox(name.text, stroke_width=rim)
    image = Image.new("RGBA", (round(right - left) + 2, round(bottom - top) + 2), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    draw.text((1 - left, 1 - top), name.text, fill=INKS[name.kind], font=face, stroke_width=rim, stroke_fill=PAPER)
    return image
