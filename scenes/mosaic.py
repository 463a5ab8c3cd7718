"""Pictures larger than a framebuffer: drawn piece by piece, with the same lines of sight as in one go."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from vtkmodules.vtkCommonTransforms import vtkTransform

from scenes.camera import Size


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a picture [px].

    Attributes:
        left: column of its left edge.
        top: row of its upper edge.
        size: of the piece.
    """

    left: int
    top: int
    size: Size


def pieces(whole: Size, longest: int) -> tuple[Piece, ...]:
    """Pieces that cover a picture once, row by row, no side longer than ``longest`` [px] and none a mere rest."""
    columns, rows = _cuts(whole.width, longest), _cuts(whole.height, longest)
    return tuple(
        Piece(left, top, Size(right - left, bottom - top))
        for top, bottom in pairwise(rows)
        for left, right in pairwise(columns)
    )


def _cuts(length: int, longest: int) -> list[int]:
    count = -(-length // longest)
    return [length * i // count for i in range(count + 1)]


@contextmanager
def only(renderer: Any, whole: Size, piece: Piece) -> Iterator[None]:
    """While it lasts, a renderer whose window has the size of a piece draws that piece of the whole picture.

    What stands in the scene moves by a transformation of the projected picture, what is placed in pixels by the
    piece's corner, and a background that fades has the tones that it has there.
    """
    low = whole.height - piece.top - piece.size.height
    camera = renderer.GetActiveCamera()
    camera.SetUserTransform(_enlarged(whole, piece, low))
    flat = [prop for prop in _props(renderer) if prop.IsA("vtkActor2D")]
    before = [prop.GetPosition() for prop in flat]
    for prop, (x, y) in zip(flat, before, strict=True):
        prop.SetPosition(x - piece.left, y - low)
    tones = renderer.GetBackground(), renderer.GetBackground2()
    if renderer.GetGradientBackground():
        renderer.SetBackground(*_between(*tones, low / whole.height))
        renderer.SetBackground2(*_between(*tones, (low + piece.size.height) / whole.height))
    try:
        yield
    finally:
        camera.SetUserTransform(None)
        for prop, place in zip(flat, before, strict=True):
            prop.SetPosition(*place)
        renderer.SetBackground(*tones[0])
        renderer.SetBackground2(*tones[1])


def _enlarged(whole: Size, piece: Piece, low: int) -> Any:
    """From the whole picture's projected coordinates, drawn at the piece's aspect, to those of the piece."""
    width, height = piece.size.width, piece.size.height
    across = (2 * piece.left + width - whole.width) / width
    along = (2 * low + height - whole.height) / height
    transform = vtkTransform()
    # The projected corners are not yet divided by their depth, so the shift goes into the last column.
    transform.SetMatrix(
        [whole.height / height, 0, 0, -across, 0, whole.height / height, 0, -along, 0, 0, 1, 0, 0, 0, 0, 1]
    )
    return transform


def _props(renderer: Any) -> list[Any]:
    held = renderer.GetViewProps()
    return [held.GetItemAsObject(i) for i in range(held.GetNumberOfItems())]


def _between(low: tuple[float, ...], high: tuple[float, ...], share: float) -> tuple[float, ...]:
    return tuple(a + (b - a) * share for a, b in zip(low, high, strict=True))
