"""A piece that is somebody's voice: it opens a remark about the place where it stands, turned to its kind."""

from typing import cast

from planningtable.domain.text import Text
from planningtable.domain.values import Category
from ui.pieces.use import Spot, notch
from ui.viewmodels.comment import CommentModel
from ui.viewmodels.seat import SeatModel

EACH = 360.0 / len(Category)
"""One kind of remark [°]."""


class VoicePiece:
    """A voice. What it says stays when it is taken up."""

    def __init__(self) -> None:
        self._seat: SeatModel | None = None
        self._first = 0
        self._now = 0

    def put(self, seat: SeatModel, spot: Spot) -> None:
        self._seat = seat
        seat.open_card("comment")
        self._first = self._now = list(Category).index(self._comment(seat).told().category)
        self.pushed(spot)

    def turned(self, degrees: float) -> None:
        now = (self._first + notch(degrees, EACH)) % len(Category)
        if now != self._now and self._seat is not None:
            self._now = now
            self._comment(self._seat).choose(list(Category)[now])

    def pushed(self, spot: Spot) -> None:
        touched = spot.touched
        if self._seat is not None and touched.kind and not touched.beyond:
            self._comment(self._seat).put_at(touched)

    def rested(self) -> None:
        pass

    def lifted(self) -> None:
        pass

    def value(self) -> str:
        return self._seat.hand.render(Text(f"ui.category.{list(Category)[self._now]}")) if self._seat else ""

    @staticmethod
    def _comment(seat: SeatModel) -> CommentModel:
        return cast("CommentModel", seat.comment)
