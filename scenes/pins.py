"""Pins of what people said: upright on the glass, as large on a wide view as on a near one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import shapely
from PIL import Image, ImageDraw

from planningtable.domain.seats import DESK, TABLE_SEATS, Seat
from planningtable.domain.values import Category, Contribution
from scenes.camera import Vector
from scenes.fonts import font
from scenes.meshes import Bytes

WIDTH, HEIGHT = 42, 56
"""Size of a pin at scale 1 [px]; the tip is in the middle of the lower side."""

BODY = (WIDTH / 2 - 16.0, 20.0)
"""A spot of its body: from there a line to its place has its colour."""

_FINER = 4
_HEAD = 17.0

SIGNS: Mapping[Category, str] = MappingProxyType(
    {
        Category.IDEA: "+",
        Category.CONCERN: "!",
        Category.QUESTION: "?",
        Category.OBSERVATION: "◉",
        Category.PRAISE: "♥",
    }
)


@dataclass(frozen=True, slots=True)
class Pin:
    """A pin on a place.

    Attributes:
        id: of the contribution.
        east: of its tip [m].
        north: of its tip [m].
        colour: of its body, ``#rrggbb``.
        sign: the sign in its head.
        number: shown beside the head; 0 shows none.
    """

    id: str
    east: float
    north: float
    colour: str
    sign: str
    number: int = 0


def pins_of(contributions: Iterable[Contribution]) -> tuple[Pin, ...]:
    """Pins of contributions, numbered in their order from 1, in the colour of the seat that wrote them."""
    colours = {seat.id: seat.colour for seat in TABLE_SEATS}
    pins = []
    for number, contribution in enumerate(contributions, start=1):
        tip = shapely.from_wkt(contribution.place.geometry).representative_point()
        colour = colours.get(contribution.seat, DESK.colour)
        pins.append(Pin(contribution.id, tip.x, tip.y, colour, SIGNS[contribution.category], number))
    return tuple(pins)


def draft_pin(seat: Seat, category: Category, east: float, north: float) -> Pin:
    """The pin of a remark that is still being written: no number, and no id, so that it cannot be touched."""
    return Pin("", east, north, seat.colour, SIGNS[category])


def drawn_pin(pin: Pin, scale: float) -> Bytes:
    """The picture of a pin, sRGB and opacity, shape (rows, columns, 4), row 0 at the top."""
    width, height = round(WIDTH * scale), round(HEIGHT * scale)
    fine = scale * _FINER
    image = Image.new("RGBA", (round(WIDTH * fine), round(HEIGHT * fine)), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    middle, head = WIDTH / 2 - 2, _HEAD + 3
    _body(draw, (middle, head, _HEAD + 1.6), fine, "#ffffff")
    _body(draw, (middle, head, _HEAD), fine, pin.colour)
    inner = _HEAD * 0.66
    draw.ellipse(_box(middle, head, inner, fine), fill="#ffffff")
    _sign(draw, pin, (middle, head), fine)
    if pin.number > 0:
        _number(draw, pin, fine)
    return np.asarray(image.resize((width, height), Image.Resampling.LANCZOS), np.uint8)


def _box(x: float, y: float, radius: float, fine: float) -> tuple[float, float, float, float]:
    return (x - radius) * fine, (y - radius) * fine, (x + radius) * fine, (y + radius) * fine


def _body(draw: ImageDraw.ImageDraw, circle: tuple[float, float, float], fine: float, colour: str) -> None:
    """A drop: a circle with two tangents that meet at the tip."""
    x, y, radius = circle
    tip = HEIGHT - 1.0 - (_HEAD + 1.6 - radius) * 1.6
    angle = np.arccos(radius / (tip - y))
    sides = [(x + s * radius * np.sin(angle), y + radius * np.cos(angle)) for s in (-1, 1)]
    draw.ellipse(_box(x, y, radius, fine), fill=colour)
    draw.polygon([(px * fine, py * fine) for px, py in (*sides, (x, tip))], fill=colour)


def _sign(draw: ImageDraw.ImageDraw, pin: Pin, at: tuple[float, float], fine: float) -> None:
    x, y = at
    match pin.sign:
        case "♥":
            turn = np.linspace(0, 2 * np.pi, 60)
            across = 16 * np.sin(turn) ** 3
            along = 13 * np.cos(turn) - 5 * np.cos(2 * turn) - 2 * np.cos(3 * turn) - np.cos(4 * turn)
            outline = [((x + a * 0.42) * fine, (y - b * 0.42) * fine) for a, b in zip(across, along, strict=True)]
            draw.polygon(outline, fill=pin.colour)
        case "+":
            for wide, high in ((6.6, 1.7), (1.7, 6.6)):
                draw.rectangle(
                    ((x - wide) * fine, (y - high) * fine, (x + wide) * fine, (y + high) * fine), fill=pin.colour
                )
        case "◉":
            draw.ellipse(_box(x, y, 6.6, fine), outline=pin.colour, width=round(1.8 * fine))
            draw.ellipse(_box(x, y, 3.0, fine), fill=pin.colour)
        case _:
            draw.text((x * fine, y * fine), pin.sign, fill=pin.colour, font=font(17 * fine, bold=True), anchor="mm")


def _number(draw: ImageDraw.ImageDraw, pin: Pin, fine: float) -> None:
    text = str(pin.number)
    half = 4.6 + 2.6 * len(text)
    x, y = WIDTH - half - 0.6, 8.6
    box = ((x - half) * fine, (y - 7.6) * fine, (x + half) * fine, (y + 7.6) * fine)
    draw.rounded_rectangle(box, radius=7.6 * fine, fill="#2f383d", outline="#ffffff", width=round(1.3 * fine))
    draw.text((x * fine, y * fine), text, fill="#ffffff", font=font(10.5 * fine, bold=True), anchor="mm")


def pin_at(tips: Vector, depth: Vector, scale: float, at: tuple[float, float]) -> int | None:
    """Row of the pin under a pixel, the one in front first.

    Args:
        tips: where the pins' tips are drawn [px], shape (n, 2).
        depth: how far they are along the line of sight [m], shape (n,); those behind the eye are not there.
        scale: pixels per unit of a pin.
        at: the pixel.
    """
    across = np.abs(tips[:, 0] - at[0]) <= WIDTH * scale / 2
    up = tips[:, 1] - at[1]
    under = np.flatnonzero(across & (up >= -4 * scale) & (up <= HEIGHT * scale) & (depth > 0))
    return int(under[np.argmin(depth[under])]) if len(under) else None
