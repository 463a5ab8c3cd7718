"""What of a result is shown: its main grid or column, or one of its times."""

from collections.abc import Sequence

from planningtable.city.grid import Grid
from planningtable.domain.text import Text
from planningtable.layers.access import Access
from planningtable.layers.layer import Flow, LayerResult
from planningtable.layers.look import PLAIN, Look

MAIN = -1
"""Stands for the main grid or column, where a number of a time frame is asked for."""


def within(result: LayerResult | None, frame: int) -> int:
    """The frame where the result has it, otherwise `MAIN`."""
    return frame if result is not None and 0 <= frame < len(result.frames) else MAIN


def shown_grid(result: LayerResult, frame: int = MAIN) -> Grid | None:
    """The grid that is drawn; None for a result of columns."""
    return result.grids.get(result.main) if frame == MAIN else result.frames[frame].grid


def shown_flow(result: LayerResult, frame: int = MAIN) -> Flow | None:
    """The velocities that are drawn; the main grid, a highest of all times, has none."""
    return None if frame == MAIN else result.frames[frame].flow


def shown_access(result: LayerResult, frame: int = MAIN) -> Access | None:
    """Closed streets that are drawn; they are those of the whole event, so its times have none."""
    return result.access if frame == MAIN else None


def shown_quantity(result: LayerResult, frame: int = MAIN) -> Text:
    """What is drawn, whatever the time: the title of the legend, or the quantity of its times; the id without one."""
    if frame != MAIN:
        return Text(f"{result.layer}.frame")
    legend = result.legends.get(result.main)
    return legend.title if legend else Text(result.layer)


def shown_title(result: LayerResult, frame: int = MAIN) -> Text:
    """What is drawn, and after how many minutes where that is one of several times."""
    quantity = shown_quantity(result, frame)
    if frame == MAIN:
        return quantity
    return Text.of("layer-time.title", title=quantity, minutes=round(result.frames[frame].seconds / 60))


def common_title(shown: Sequence[tuple[LayerResult, int]]) -> Text | None:
    """What several results at their times all show: with the time where it is the same.

    Returns:
        None where quantities, units or classes differ.
    """
    marks = {_mark(result, frame) for result, frame in shown}
    titles = {shown_title(result, frame) for result, frame in shown}
    if len(marks) != 1:
        return None
    return titles.pop() if len(titles) == 1 else shown_quantity(*shown[0])


def _mark(result: LayerResult, frame: int) -> tuple[object, ...]:
    """What makes two pictures of layers comparable by one legend."""
    legend = result.legends.get(result.main)
    classes = None if legend is None else (legend.title, legend.unit, legend.scale, legend.classes)
    return shown_quantity(result, frame), classes


def shown_notes(
    result: LayerResult, frame: int = MAIN, look: Look = PLAIN, *, photo: bool = False, textures: bool = False
) -> tuple[Text, ...]:
    """What is drawn beside the classes of the legend, a sentence each.

    Args:
        result: of the layer.
        frame: which of its times.
        look: how it lies on the model.
        photo: whether an aerial photo is asked for.
        textures: whether images and colours of the model's file are.
    """
    flow, notes = shown_flow(result, frame), []
    if flow is not None and len(flow.at):
        notes.append(Text("layer-time.arrows"))
    if look.contours and shown_grid(result, frame) is not None:
        notes.append(Text("layer-look.contours-note"))
    on_ground = shown_grid(result, frame) is not None
    if look.opacity < 1.0:
        below = "photo-note" if photo and on_ground else "opacity-note"
        notes.append(Text.of(f"layer-look.{below}", percent=round(100 * look.opacity)))
    if not on_ground and (photo or textures):
        notes.append(Text("layer-look.white-note"))
    return tuple(notes)


def nearest_frame(result: LayerResult, seconds: float) -> int:
    """The time frame nearest to a time [s]; `MAIN` where there are none."""
    return min(range(len(result.frames)), key=lambda i: abs(result.frames[i].seconds - seconds), default=MAIN)
