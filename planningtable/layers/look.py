"""How a layer is laid over the model, for everybody who looks at it."""

from dataclasses import dataclass, replace

from planningtable.layers.legend import Legend

OPACITIES = (1.0, 0.7, 0.4)
"""The steps that people choose between: exact colours, ground seen through, a tinge."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a layer is drawn.

    Attributes:
        contours: whether lines run along the limits of its classes.
        opacity: of its colours over the ground and roofs below [0..1]; the colours are exactly the legend's at 1 only.
        palette: id of other classes and colours than the layer's own; empty for its own.
    """

    contours: bool = False
    opacity: float = 1.0
    palette: str = ""


PLAIN = Look()

GROUND = (228, 230, 222)
"""A light ground as it is drawn, sRGB: legends show translucent colours on it."""


def laid(legend: Legend, look: Look) -> Legend:
    """The legend with its colours as they are seen on light ground."""
    if look.opacity >= 1.0:
        return legend
    classes = tuple(replace(one, colour=_seen(one.colour, look.opacity)) for one in legend.classes)
    return replace(legend, classes=classes)


def _seen(colour: str, opacity: float) -> str:
    bands = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    seen = (round(band * opacity + ground * (1.0 - opacity)) for band, ground in zip(bands, GROUND, strict=True))
    return "#" + "".join(f"{band:02x}" for band in seen)
