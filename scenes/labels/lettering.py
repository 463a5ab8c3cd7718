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
"""Rim round the letters [px at scale 1]: readable on every ground."""

WIDEST = 2048
"""Width of the picture [px]."""

Box = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Inks:
    """What names are written with.

    Attributes:
        letters: their colour by kind.
        rim: round them.
    """

    letters: Mapping[Kind, str]
    rim: str


ON_LIGHT = Inks(
    MappingProxyType({Kind.STREET: "#3b4348", Kind.WATER: "#1f5c86", Kind.BUILDING: "#1f2427"}),
    "#ffffff",
)
ON_DARK = Inks(
    MappingProxyType({Kind.STREET: "#d3dadd", Kind.WATER: "#9ccbe8", Kind.BUILDING: "#f2f5f6"}),
    "#1b2327",
)


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


def lettering(names: Sequence[Name], scale: float, inks: Inks = ON_LIGHT) -> Lettering:
    """Write names; the same words of the same kind are written once."""
    distinct = {(name.text, name.kind): row for row, name in enumerate(names)}
    written = {key: _written(names[row], scale, inks) for key, row in distinct.items()}
    spot = max(round(4 * scale), 4)
    corners: dict[tuple[str, Kind], tuple[int, int]] = {}
    # The spot of ink lies in the upper left corner.
    x, y, high = spot, 0, spot
    for key, image in written.items():
        if x + image.width > WIDEST:
            x, y, high = 0, y + high, 0
        corners[key] = x, y
        x, high = x + image.width, max(high, image.height)
    whole = Image.new("RGBA", (WIDEST, y + high), f"{inks.rim}00")
    whole.paste(inks.letters[Kind.STREET], (0, 0, spot, spot))
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


def _written(name: Name, scale: float, inks: Inks) -> Image.Image:
    face = font(LETTERS * scale, bold=name.kind is not Kind.WATER)
    rim = max(round(HALO * scale), 1)
    left, top, right, bottom = face.getbbox(name.text, stroke_width=rim)
    image = Image.new("RGBA", (round(right - left) + 2, round(bottom - top) + 2), f"{inks.rim}00")
    draw = ImageDraw.Draw(image)
    ink = inks.letters[name.kind]
    draw.text((1 - left, 1 - top), name.text, fill=ink, font=face, stroke_width=rim, stroke_fill=inks.rim)
    return image
