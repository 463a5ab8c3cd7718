"""A piece that is a lens: the glass goes with it; turned, it shows one variant after another."""

from dataclasses import replace
from typing import cast

from ui.board import Board
from ui.compare.comparing import Lens, Wish
from ui.pieces.use import Spot, notch
from ui.viewmodels.compare import CompareModel
from ui.viewmodels.seat import SeatModel
from ui.viewmodels.variants import title_of

EACH = 45.0
"""One variant [°]."""


class LensPiece:
    """A lens."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._seat: SeatModel | None = None
        self._first = 0
        self.name = ""
        """Of the lens that goes with the piece; empty for none."""

    def put(self, seat: SeatModel, spot: Spot) -> None:
        del spot
        self._seat = seat
        before = self._board.comparing.lenses
        # It says at the seat why there is none.
        cast("CompareModel", seat.compare).open_lens()
        lens = next((one for one in self._board.comparing.lenses if one not in before), None)
        if lens is not None:
            self.name = lens.id
            ids = self._ids()
            self._first = ids.index(lens.shows.variant) if lens.shows.variant in ids else 0

    def turned(self, degrees: float) -> None:
        lens, ids = self._lens(), self._ids()
        if lens is None:
            return
        variant = ids[(self._first + notch(degrees, EACH)) % len(ids)]
        if lens.shows.variant != variant:
            self._board.comparing.change_lens(replace(lens, shows=Wish(variant=variant), flipped=False))

    def pushed(self, spot: Spot) -> None:
        del spot

    def rested(self) -> None:
        pass

    def lifted(self) -> None:
        if self.name:
            self._board.comparing.close_lens(self.name)

    def value(self) -> str:
        lens = self._lens()
        variant = self._board.state.variant(lens.shows.variant) if lens is not None and lens.shows.variant else None
        return title_of(self._seat.hand, variant) if variant is not None and self._seat is not None else ""

    def _ids(self) -> list[str]:
        return [variant.id for variant in self._board.state.variants]

    def _lens(self) -> Lens | None:
        return self._board.comparing.lens(self.name) if self.name else None
