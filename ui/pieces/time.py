"""A piece that is the hour of the day: once round is once round the clock's 24 hours."""

from typing import cast

from ui.board import Board
from ui.pieces.use import Spot
from ui.viewmodels.seat import SeatModel
from ui.viewmodels.sun import STEP, STEPS, SunModel

DAY = 24 * 60
"""Minutes of a day."""
LATEST = STEP * (STEPS - 1)
"""The last minute of a day that the sun is told."""


class TimePiece:
    """The time of day. The sun shines while it stands there."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._sun: SunModel | None = None
        self._first = 0
        self._was_dark = False

    def put(self, seat: SeatModel, spot: Spot) -> None:
        del spot
        self._sun = cast("SunModel", seat.sun)
        self._was_dark = self._board.moment is None
        self._sun.begin()
        self._first = self._minutes()

    def turned(self, degrees: float) -> None:
        if self._sun is not None:
            self._sun.slide(min((self._first + degrees / 360.0 * DAY) % DAY / LATEST, 1.0))

    def pushed(self, spot: Spot) -> None:
        del spot

    def rested(self) -> None:
        pass

    def lifted(self) -> None:
        if self._was_dark and self._sun is not None:
            self._sun.end()

    def value(self) -> str:
        moment = self._board.moment
        return f"{moment:%H:%M}" if moment is not None else ""

    def _minutes(self) -> int:
        moment = self._board.moment
        return DAY // 2 if moment is None else moment.hour * 60 + moment.minute
