"""Pictures of one place side by side, each below its caption."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from scenes.camera import Size
from scenes.fonts import Face, font
from scenes.meshes import Bytes
from scenes.sheet import INK, PAPER, SOFT

GAP = 0.008
"""Between two pictures, as a share of the longer side of the whole."""

LINE = 0.03
"""Height of a line of a caption, likewise."""

LETTERS = 0.62
"""Size of the letters of its first line, as a share of that."""

SMALLER = 0.78
"""Size of the letters of its second line, as a share of those of its first."""

SMALLEST = 2 / 3
"""Letters shrink to this share of their size where that makes the longest caption fit."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where pictures lie.

    Attributes:
        whole: size of all together [px].
        columns: pictures beside each other.
        picture: size of each [px].
        caption: height of the caption above each [px].
        line: height of one line of it [px].
        gap: between them [px].
    """

    whole: Size
    columns: int
    picture: Size
    caption: int
    line: int
    gap: int

    def corner(self, number: int) -> tuple[int, int]:
        """Upper left corner of the caption of a picture [px]."""
        row, column = divmod(number, self.columns)
        return column * (self.picture.width + self.gap), row * (self.caption + self.picture.height + self.gap)


def layout_of(whole: Size, captions: Sequence[str], shape: float | None = None) -> Layout:
    """Two or three beside each other or below each other, whichever shows more; four in a square.

    Args:
        whole: size of all together [px].
        captions: of the pictures, from 2 to 4, of one line or two each.
        shape: width of what is to be seen, divided by its height; None where it fills whatever room there is: then they
            lie beside each other unless the sheet is tall.
    """
    count = len(captions)
    if count == 4:
        return _laid(whole, captions, 2)
    if shape is None:
        return _laid(whole, captions, count if whole.width >= whole.height else 1)
    layouts = [_laid(whole, captions, columns) for columns in (count, 1)]
    return max(layouts, key=lambda layout: min(layout.picture.width, layout.picture.height * shape))


def _laid(whole: Size, captions: Sequence[str], columns: int) -> Layout:
    """A layout of so many columns."""
    count, lines = len(captions), max(len(caption.splitlines()) for caption in captions)
    rows = -(-count // columns)
    longer = max(whole.width, whole.height)
    gap, line = max(round(GAP * longer), 2), max(round(LINE * longer), 12)
    caption = round(line * (1.25 + SMALLER * (lines - 1)))
    wide = (whole.width - (columns - 1) * gap) // columns
    high = (whole.height - (rows - 1) * gap) // rows - caption
    return Layout(whole, columns, Size(wide, high), caption, line, gap)


def side_by_side(pictures: Sequence[Bytes], captions: Sequence[str], layout: Layout) -> Image.Image:
    """All pictures on one sheet of paper.

    Args:
        pictures: of the size that the layout says, sRGB, shape (rows, columns, 3).
        captions: of each, a heading and perhaps a line below it; shortened where there is no room for them.
        layout: where they lie.
    """
    sheet = Image.new("RGB", (layout.whole.width, layout.whole.height), PAPER)
    draw = ImageDraw.Draw(sheet)
    inset = round(layout.line * 0.3)
    width = layout.picture.width - 2 * inset
    lines = [caption.splitlines() for caption in captions]
    faces = [_face([line[row] for line in lines if len(line) > row], layout.line, width, row) for row in (0, 1)]
    for number, (picture, told) in enumerate(zip(pictures, lines, strict=True)):
        left, top = layout.corner(number)
        sheet.paste(Image.fromarray(picture), (left, top + layout.caption))
        for row, (text, face) in enumerate(zip(told, faces, strict=False)):
            middle = top + layout.line * (0.62 if row == 0 else 1.44)
            at = (left + inset, middle)
            draw.text(at, _fitting(text, face, width), fill=SOFT if row else INK, font=face, anchor="lm")
    return sheet


def _face(texts: Sequence[str], line: int, width: float, row: int) -> Face:
    """Letters for a row of all captions, smaller where that makes the longest of them fit."""
    size = LETTERS * line * (SMALLER if row else 1.0)
    bold = row == 0
    longest = max((font(size, bold=bold).getlength(text) for text in texts), default=1.0)
    return font(size * min(1.0, max(width / max(longest, 1.0), SMALLEST)), bold=bold)


def _fitting(text: str, face: Face, width: float) -> str:
    if face.getlength(text) <= width:
        return text
    kept = next((n for n in range(len(text) - 1, 0, -1) if face.getlength(text[:n] + "…") <= width), 0)
    return text[:kept].rstrip() + "…"
