"""What commands that draw have in common: which part of a workshop is seen, from which side, and what is written."""

import argparse
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from planningtable.app.session import Session
from planningtable.city.photo import Photo
from planningtable.city.plan import Plan
from planningtable.domain.text import PlanningError, Text, Words
from planningtable.domain.values import BASE, Variant
from planningtable.layers.look import Look

SMALLEST, LARGEST = 64, 8192

ENDINGS = (".png",)
"""Of the pictures that are written."""

SIDES: Mapping[str, float] = MappingProxyType({"north": 0.0, "east": 90.0, "south": 180.0, "west": 270.0})
"""Sides of the site and the azimuth at which each is up in the picture [°]."""


def add_looks(parser: argparse.ArgumentParser, size: str) -> None:
    """Arguments on how the district is seen; ``size`` unless another is given, the rest as in `_together.USUAL`.

    An empty size is for a command that has several usual ones.
    """
    parser.add_argument("--view", choices=("top", "perspective"))
    parser.add_argument("--up", choices=tuple(SIDES))
    parser.add_argument("--size", default=size, metavar="WxH")
    parser.add_argument("--title")
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--no-pins", action="store_true")
    parser.add_argument("--plan", action="store_true")
    parser.add_argument("--photo", action="store_true")
    parser.add_argument("--textures", action="store_true")
    parser.add_argument("--names", action="store_true")
    parser.add_argument("--contours", action="store_true")
    parser.add_argument("--opacity", type=float, metavar="PERCENT")


def look_of(args: argparse.Namespace) -> Look:
    """How the layer is laid over the model.

    Raises:
        PlanningError: the opacity is no share of a hundred.
    """
    if not 0.0 < args.opacity <= 100.0:
        raise PlanningError("error.snapshots.opacity", opacity=f"{args.opacity:g}")
    return Look(args.contours, args.opacity / 100.0)


def check_ending(file: Path) -> None:
    """Refuse names of pictures that would be no name of what is written.

    Raises:
        PlanningError: of another ending than `ENDINGS`.
    """
    if file.suffix.lower() not in ENDINGS:
        raise PlanningError("error.snapshots.ending", file=file.name, endings=", ".join(ENDINGS))


def picture_size(text: str) -> tuple[int, int]:
    """Width and height [px] of ``1600x1000``.

    Raises:
        PlanningError: it is not a size, or one that cannot be drawn.
    """
    found = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip().lower())
    if found is None or not all(SMALLEST <= int(side) <= LARGEST for side in found.groups()):
        raise PlanningError("error.snapshots.size", size=text, smallest=SMALLEST, largest=LARGEST)
    return int(found[1]), int(found[2])


def plans_of(session: Session) -> tuple[Plan, ...]:
    if not session.plans:
        raise PlanningError("error.plan.none-here")
    return session.plans


def photos_of(session: Session) -> tuple[Photo, ...]:
    if not session.photos:
        raise PlanningError("error.photo.none-here")
    return session.photos


def variant_title(variant: Variant, words: Words) -> str:
    return words("cli.snapshot.base") if variant.id == BASE else variant.title


def title_of(workshop: str, variant: Variant, words: Words) -> str:
    return words(Text.of("cli.snapshot.title", workshop=workshop, variant=variant_title(variant, words)))
