"""What ``snapshot --compare`` shows side by side: how it is written, and how the pictures are called."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass

from planningtable.domain.text import PlanningError, Text, Words
from planningtable.layers.layer import LayerResult
from planningtable.layers.times import MAIN

FEWEST, MOST = 2, 4

SHEETS = {
    "perspective": {2: "2000x640", 3: "2600x640", 4: "1600x1000"},
    "top": {2: "1800x800", 3: "2400x800", 4: "1600x1400"},
}
"""Usual size of a sheet by view and number of pictures, so that each is about as wide as a district is in it [px]."""

HIGHEST = "max"
"""Stands for the highest of all times."""

_PART = re.compile(
    r"(?P<variant>[^/@]*)(?P<laid>/(?P<layer>[^@:]*)(?::(?P<scenario>[^@]*))?)?(?:@(?P<minute>max|\d+(?:\.\d+)?))?"
)


def parts_of(args: argparse.Namespace) -> list[argparse.Namespace]:
    """The arguments of each picture: those of the command, with what its part names.

    A part is ``VARIANT/LAYER:SCENARIO@MINUTE``; what it leaves out is that of the command. ``/`` without a layer takes
    the layer away, ``@max`` stands for the highest of all times.

    Raises:
        PlanningError: there are fewer than two or more than four, or one of them cannot be read.
    """
    told = [part.strip() for part in args.compare.split(",")]
    if not FEWEST <= len(told) <= MOST:
        raise PlanningError("error.snapshots.compare-count", fewest=FEWEST, most=MOST, count=len(told))
    return [_one(args, part) for part in told]


def _one(args: argparse.Namespace, part: str) -> argparse.Namespace:
    found = _PART.fullmatch(part)
    if found is None or not part:
        raise PlanningError("error.snapshots.compare-part", part=part)
    own = argparse.Namespace(**vars(args))
    own.variant = found["variant"] or args.variant
    if found["laid"] is not None:
        own.layer, own.scenario = found["layer"] or None, found["scenario"] or None
    if found["minute"] is not None:
        own.minute = None if found["minute"] == HIGHEST else float(found["minute"])
    return own


@dataclass(frozen=True, slots=True)
class Called:
    """How a picture is called: its variant, and what lies on it.

    Attributes:
        variant: title.
        laid: layer, scenario and time, as far as there are any.
    """

    variant: str
    laid: tuple[str, ...] = ()


def called(variant: str, layer: Sequence[str], result: LayerResult | None, frame: int, words: Words) -> Called:
    """The name of a picture.

    Args:
        variant: title.
        layer: name of the layer and of its scenario; empty for none.
        result: of the layer; None for none.
        frame: which of its times; -1 for its main grid.
        words: language.
    """
    if result is None or not result.frames:
        return Called(variant, tuple(layer))
    minute = None if frame == MAIN else round(result.frames[frame].seconds / 60)
    time = Text("layer-time.highest") if minute is None else Text.of("layer-time.minute", minutes=minute)
    return Called(variant, (*layer, words(time)))


def captions(names: Sequence[Called]) -> tuple[list[str], list[str]]:
    """What is written above each picture, in one line or two, and what all have in common, a line each.

    The variant is in the captions unless all pictures show the same one and differ in something else.
    """
    shared = [word for word in names[0].laid if all(word in name.laid for name in names)]
    own = [[word for word in name.laid if word not in shared] for name in names]
    with_variant = len({name.variant for name in names}) > 1 or not all(own)
    lines = [[name.variant, *words] if with_variant else words for name, words in zip(names, own, strict=True)]
    return ["\n".join(filter(None, (line[0], " · ".join(line[1:])))) for line in lines], shared
