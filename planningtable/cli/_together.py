"""Options of a picture that would do nothing together: said in one sentence instead of being passed over."""

import argparse
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from planningtable.domain.text import PlanningError
from planningtable.layers.layer import LayerResult

USUAL: Mapping[str, object] = MappingProxyType({"view": "perspective", "up": "north", "opacity": 100.0})
"""What holds where an option is not given."""

OF_A_LAYER = ("scenario", "resolution", "contours", "opacity")
BESIDE_AN_EYE = ("view", "up", "area")


def settle(args: argparse.Namespace, *, layered: bool, eye: str) -> None:
    """Refuse options that do nothing together, then fill in what is usual.

    Args:
        args: of a command that draws; those that are not given are filled in.
        layered: whether there is a layer.
        eye: the option of this command that says where an eye is.

    Raises:
        PlanningError: an option would do nothing.
    """
    for option in OF_A_LAYER:
        if not layered and getattr(args, option, None):
            raise PlanningError("error.snapshots.only-layer", option=f"--{option}")
    for option in BESIDE_AN_EYE:
        if getattr(args, eye.removeprefix("--"), None) and getattr(args, option, None):
            raise PlanningError("error.snapshots.beside-eye", option=f"--{option}", eye=eye)
    if args.plain and args.title is not None:
        raise PlanningError("error.snapshots.title-plain")
    for option, usual in USUAL.items():
        if getattr(args, option) is None:
            setattr(args, option, usual)


def check_on_roofs(args: argparse.Namespace, results: Sequence[LayerResult | None]) -> None:
    """Refuse what layers that colour roofs leave no room for, in none of the pictures.

    Raises:
        PlanningError: images of the model, or lines between classes.
    """
    colouring = [result for result in results if result is not None and result.main in result.columns]
    if len(colouring) < len(results):
        return
    for option in ("textures", "contours"):
        if getattr(args, option):
            raise PlanningError("error.snapshots.on-roofs", option=f"--{option}", layer=colouring[0].layer)
