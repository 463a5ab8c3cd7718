"""The margin of a picture: title, legend, scale, north arrow, date and sources, drawn at the picture's own size."""

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from planningtable.domain.text import Text, Words
from planningtable.layers.access import label_of
from planningtable.layers.legend import Legend
from scenes.fonts import Face, font
from scenes.layers.hatch import COLOUR
from scenes.layers.sign_pictures import sign_picture
from scenes.meshes import Bytes
from scenes.plan_signs import is_line

PAPER = "#fbfbf9"
INK = "#2b3338"
SOFT = "#68737a"
RULE = "#d9dbd6"
NARROWEST = 520
"""Below this width a picture has no margin [px]."""


SHARES = (1.0, 0.92, 0.84, 0.77, 0.7, 0.64, 0.58, 0.53)
"""Several legends are written in smaller letters until they fit, as shares of the usual size."""

NARROWEST_STEP = 0.8
"""From one class of a legend to the next, in letters: closer they would lie on each other."""


@dataclass(frozen=True, slots=True)
class LayerText:
    """What is written of a layer.

    Attributes:
        legend: classes with their colours.
        preview: whether a remark says that the result is a first, coarse one.
        notes: what else the picture of the layer shows, below its legend.
        gaps: whether a hatch stands for missing values.
        signs: on streets and houses, see `planningtable.layers.access`.
    """

    legend: Legend
    preview: bool = False
    notes: tuple[Text, ...] = ()
    gaps: bool = False
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetText:
    """What is written in the margin.

    Attributes:
        title: in the largest letters.
        subtitle: below it.
        layers: in the picture, or in one of those side by side.
        numbered: whether pins with numbers are in the picture.
        date: printed as it is.
        sources: names of the files.
        metres_per_pixel: scale of the map; None where it has none (perspective).
        azimuth: direction that is up in the map, clockwise from north [°].
        signs: of the development plans in the picture; None where there are none.
    """

    title: str
    subtitle: str
    layers: tuple[LayerText, ...]
    numbered: bool
    date: str
    sources: str
    metres_per_pixel: float | None
    azimuth: float
    signs: Legend | None = None


def margin_width(width: int, height: int) -> int:
    """Width of the margin on the right [px]; 0 where the picture is too small for one."""
    if width < NARROWEST or height < 360:
        return 0
    return round(min(max(width * 0.23, 190), height * 0.42, max(560, width * 0.15)))


class _Column:
    """Writes lines downwards in the margin."""

    def __init__(self, image: Image.Image, left: int, unit: float) -> None:
        self.image = image
        self.draw = ImageDraw.Draw(image)
        self.unit = unit
        self.left = left + round(1.3 * unit)
        self.right = image.width - round(1.2 * unit)
        self.y = 1.4 * unit

    def skip(self, units: float) -> None:
        self.y += units * self.unit

    def write(self, text: str, units: float, colour: str = INK, *, bold: bool = False) -> None:
        """A paragraph, broken at words."""
        face = font(units * self.unit, bold=bold)
        for line in broken(text, face, self.right - self.left):
            self.draw.text((self.left, round(self.y)), line, fill=colour, font=face)
            self.y += 1.32 * units * self.unit

    def rule(self) -> None:
        self.draw.line(
            (self.left, round(self.y), self.right, round(self.y)), fill=RULE, width=max(round(self.unit / 14), 1)
        )


def broken(text: str, face: Face, width: float) -> list[str]:
    """Lines no wider than a width, broken at spaces, and inside words that are wider than a line."""
    return [line for paragraph in text.splitlines() for line in _broken(paragraph, face, width)]


def _broken(text: str, face: Face, width: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= width:
            lines[-1] = longer
            continue
        lines.append(word)
        while face.getlength(lines[-1]) > width and len(lines[-1]) > 1:
            fitting = next(
                n for n in range(len(lines[-1]) - 1, 0, -1) if n == 1 or face.getlength(lines[-1][:n]) <= width
            )
            lines[-1:] = [lines[-1][:fitting], lines[-1][fitting:]]
    return [line for line in lines if line]


def sheet(picture: Bytes, width: int, text: SheetText, words: Words) -> Image.Image:
    """The map with its margin.

    Args:
        picture: the map, sRGB, shape (rows, columns, 3).
        width: of the whole picture [px]; what the map leaves is margin.
        text: what is written.
        words: language of the fixed parts.
    """
    image = Image.new("RGB", (width, picture.shape[0]), PAPER)
    image.paste(Image.fromarray(picture), (0, 0))
    left = picture.shape[1]
    unit = _unit(image.size, left, text, words)
    foot = _foot_height(text, words, unit, width - left)
    _body(_Column(image, left, unit), image.height - foot, text, words)
    _foot(image, left, unit, foot, text, words)
    return image


def _unit(size: tuple[int, int], left: int, text: SheetText, words: Words) -> float:
    """Size of letters [px]: that of the margin, smaller where several legends have no room otherwise."""
    largest = (size[0] - left) / 20.0
    if len(text.layers) < 2:
        return largest
    scratch = Image.new("1", size)
    for share in SHARES:
        unit = largest * share
        column = _Column(scratch, left, unit)
        _body(column, math.inf, text, words)
        if column.y <= size[1] - _foot_height(text, words, unit, size[0] - left):
            break
    return unit


def _body(column: _Column, end: float, text: SheetText, words: Words) -> None:
    """Title and legends, which become narrower where they would not end before ``end`` [px]."""
    if text.title:
        column.write(text.title, 1.55, bold=True)
        column.skip(0.25)
    if text.subtitle:
        column.write(text.subtitle, 1.08, SOFT)
    column.skip(0.7)
    told = [*text.layers, *([LayerText(text.signs)] if text.signs is not None else [])]
    rows = [2 + len(one.legend.classes) + len(one.signs) for one in told]
    most = sum(rows)
    for one, mine in zip(told, rows, strict=True):
        column.rule()
        column.skip(0.8)
        # Each legend has its share of what is left.
        until = column.y + (end - column.y) * mine / most
        most -= mine
        _legend(column, one.legend, words, until - (until - column.y) * len(one.signs) / mine)
        _signs(column, one.signs, words)
        if one.preview:
            column.skip(0.4)
            column.write(words("scenes.preview"), 0.95, "#9a4a00")
        _gaps(column, words, shown=one.gaps)
        _notes(column, one.notes, words)
        column.skip(0.7)


def _signs(column: _Column, signs: tuple[str, ...], words: Words) -> None:
    """The signs as they are on the map, and what they mean."""
    unit, face = column.unit, font(1.05 * column.unit)
    for sign in signs:
        box = (column.left, round(column.y + 0.2 * unit), column.left + round(2.6 * unit), round(column.y + 1.4 * unit))
        size = (box[2] - box[0], box[3] - box[1])
        column.image.paste(sign_picture(sign, size), box[:2])
        column.draw.rectangle(box, outline="#b9bdba", width=max(round(unit / 16), 1))
        lines = broken(words(label_of(sign)), face, column.right - box[2] - 0.8 * unit)
        for number, line in enumerate(lines):
            at = (box[2] + 0.8 * unit, (box[1] + box[3]) / 2 + 1.3 * unit * number)
            column.draw.text(at, line, fill=INK, font=face, anchor="lm")
        column.skip(1.7 + 1.3 * (len(lines) - 1))


def _gaps(column: _Column, words: Words, *, shown: bool) -> None:
    """The hatch and what it means."""
    if not shown:
        return
    unit = column.unit
    box = (column.left, round(column.y + 0.2 * unit), column.left + round(2.6 * unit), round(column.y + 1.4 * unit))
    column.draw.rectangle(box, fill=PAPER, outline="#b9bdba", width=max(round(unit / 16), 1))
    side, step = box[3] - box[1], max(round(0.55 * unit), 3)
    for start in range(box[0] + 1, box[2] - side, step):
        line = (start, box[3] - 1, start + side - 2, box[1] + 1)
        column.draw.line(line, fill=COLOUR, width=max(round(0.15 * unit), 1))
    face = font(1.05 * unit)
    at = (box[2] + 0.8 * unit, (box[1] + box[3]) / 2)
    column.draw.text(at, words("layer-look.gap"), fill=INK, font=face, anchor="lm")
    column.skip(1.7)


def _notes(column: _Column, notes: tuple[Text, ...], words: Words) -> None:
    for note in notes:
        column.skip(0.3)
        column.write(words(note), 0.9, SOFT)


def _legend(column: _Column, legend: Legend, words: Words, end: float) -> None:
    unit = column.unit
    labels = [words(a_class.label) for a_class in legend.classes]
    heading = words(legend.title)
    if legend.unit and not any(legend.unit.lower() in told.lower() for told in (*labels, heading)):
        heading = f"{heading} [{legend.unit}]"
    column.write(heading, 1.12, bold=True)
    column.skip(0.35)
    step = max(min(1.85 * unit, (end - column.y) / max(len(labels), 1)), NARROWEST_STEP * unit)
    face = font(min(1.05 * unit, step * 0.72))
    for a_class, label in zip(legend.classes, labels, strict=True):
        _class(column, a_class.colour, label, face, step, thin=is_line(a_class.label))


def _class(column: _Column, colour: str, label: str, face: Face, step: float, *, thin: bool = False) -> None:
    """A patch of the colour, or a stroke, and what it means."""
    unit, top = column.unit, column.y
    wide = 2.6 * unit
    low, high = (0.40, 0.54) if thin else (0.12, 0.80)
    box = (column.left, round(top + step * low), column.left + round(wide), round(top + step * high))
    column.draw.rectangle(box, fill=colour, outline=colour if thin else "#b9bdba", width=max(round(unit / 16), 1))
    lines = broken(label, face, column.right - column.left - wide - 0.8 * unit)
    for number, line in enumerate(lines):
        at = (column.left + wide + 0.8 * unit, top + step * (0.46 + 0.72 * number))
        column.draw.text(at, line, fill=INK, font=face, anchor="lm")
    column.y += step * (1 + 0.72 * (len(lines) - 1))


def _remarks(text: SheetText, words: Words) -> list[str]:
    remarks = [words("scenes.numbers")] if text.numbered else []
    if text.metres_per_pixel is None:
        remarks.append(words("scenes.no-scale"))
    if text.sources:
        remarks.append(words("scenes.sources", sources=text.sources))
    if text.date:
        remarks.append(words("scenes.date", date=text.date))
    return remarks


def _foot_height(text: SheetText, words: Words, unit: float, margin: float) -> float:
    face = font(0.82 * unit)
    lines = sum(len(broken(remark, face, margin - 2.5 * unit)) for remark in _remarks(text, words))
    return float((lines * 1.32 * 0.82 + 0.35 * len(_remarks(text, words)) + 6.6) * unit)


def _foot(image: Image.Image, left: int, unit: float, foot: float, text: SheetText, words: Words) -> None:
    column = _Column(image, left, unit)
    column.y = image.height - foot
    column.rule()
    column.skip(0.8)
    _north(image, (column.left + 1.7 * unit, column.y + 1.9 * unit), unit, text.azimuth, words)
    if text.metres_per_pixel is not None:
        _scale(column, text.metres_per_pixel)
    column.skip(4.3)
    for remark in _remarks(text, words):
        column.write(remark, 0.82, SOFT)
        column.skip(0.35)


def _north(image: Image.Image, at: tuple[float, float], unit: float, azimuth: float, words: Words) -> None:
    """An arrow to north, drawn large and reduced, so that its slanted sides are smooth."""
    finer, reach = 4, 1.75 * unit
    side = round(2 * reach)
    patch = Image.new("RGBA", (side * finer, side * finer), (255, 255, 255, 0))
    draw = ImageDraw.Draw(patch)
    turn = -np.radians(azimuth)
    matrix = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    size = unit * finer

    def placed(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
        moved = np.array(points) @ matrix.T * size + side * finer / 2
        return [(float(x), float(y)) for x, y in moved]

    draw.polygon(placed([(0, -0.75), (0, 1.1), (-0.72, 1.55)]), fill=INK)
    draw.polygon(placed([(0, -0.75), (0.72, 1.55), (0, 1.1)]), fill=SOFT)
    letter = placed([(0, -1.28)])[0]
    draw.text(letter, words("scenes.north"), fill=INK, font=font(1.05 * size, bold=True), anchor="mm")
    small = patch.resize((side, side), Image.Resampling.LANCZOS)
    image.paste(small, (round(at[0] - side / 2), round(at[1] - side / 2)), small)


def _scale(column: _Column, metres_per_pixel: float) -> None:
    unit = column.unit
    start = column.left + 4.6 * unit
    length = round_length((column.right - start - 1.2 * unit) * metres_per_pixel)
    pixels = length / metres_per_pixel
    top, high = column.y + 2.3 * unit, max(round(0.34 * unit), 2)
    for quarter in range(4):
        box = (start + pixels * quarter / 4, top, start + pixels * (quarter + 1) / 4, top + high)
        column.draw.rectangle(tuple(round(v) for v in box), fill=INK if quarter % 2 == 0 else PAPER, outline=INK)
    face = font(0.9 * unit)
    named = f"{length:g} m" if length < 1000 else f"{length / 1000:g} km"
    for share, label, anchor in ((0.0, "0", "lb"), (1.0, named, "rb")):
        column.draw.text((start + share * pixels, top - 0.25 * unit), label, fill=INK, font=face, anchor=anchor)


def round_length(longest: float) -> float:
    """The largest of 1, 2 and 5 times a power of ten that is not longer [m]."""
    power = 10.0 ** np.floor(np.log10(max(longest, 1e-6)))
    return float(max(step * power for step in (1.0, 2.0, 5.0) if step * power <= longest * (1 + 1e-9)))
