"""How fine a frame is drawn: coarser while something moves and frames are dear, as fine as can be at rest."""

from dataclasses import dataclass

DEAR = 50.0
"""A frame that costs more than this delays fingers noticeably [ms]."""

LEVELS = (1.0, 0.71, 0.5, 0.35)
"""Pixels drawn per pixel shown, along one side; each level costs about half of the one before."""

SAMPLES = 4
"""Samples a pixel at rest, for smooth edges."""


@dataclass(frozen=True, slots=True)
class Fineness:
    """What to draw with.

    Attributes:
        scale: pixels drawn per pixel shown, along one side.
        samples: samples a pixel; 0 draws jagged edges.
    """

    scale: float
    samples: int


class Quality:
    """Chooses the fineness of the next frame from the cost of those before."""

    def __init__(self) -> None:
        self._level = 0

    def next(self, *, moving: bool) -> Fineness:
        return Fineness(LEVELS[self._level], 0) if moving else Fineness(1.0, SAMPLES)

    def cost(self, fineness: Fineness, milliseconds: float) -> None:
        """Tell what a frame cost; frames at rest teach nothing, they are drawn once."""
        if fineness.samples or fineness.scale != LEVELS[self._level]:
            return
        if milliseconds > DEAR:
            self._level = min(self._level + 1, len(LEVELS) - 1)
        # Twice the pixels must be well affordable, otherwise the picture would flicker between two levels.
        elif milliseconds * 2 < DEAR * 0.6:
            self._level = max(self._level - 1, 0)
