"""How a layer is laid over the model, for everybody who looks at it."""

from dataclasses import dataclass

OPACITIES = (1.0, 0.7, 0.4)
"""The steps that people choose between: exact colours, ground seen through, a tinge."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a layer is drawn.

    Attributes:
        contours: whether lines run along the limits of its classes.
        opacity: of its colours over the ground and roofs below [0..1]; the colours are exactly the legend's at 1 only.
    """

    contours: bool = False
    opacity: float = 1.0
