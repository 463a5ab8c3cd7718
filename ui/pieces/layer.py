"""A piece that lays a layer on the map while it stands there; turned, it goes through the layer's scenarios."""

from ui.board import Board
from ui.pieces.use import Spot, notch
from ui.viewmodels.seat import SeatModel

EACH = 45.0
"""One scenario [°]."""


class LayerPiece:
    """A layer."""

    def __init__(self, board: Board, layer: str) -> None:
        self._board = board
        self._layer = layer
        self._scenarios = board.host.layers[layer].describe().scenarios
        self._seat: SeatModel | None = None
        self._first = 0

    def put(self, seat: SeatModel, spot: Spot) -> None:
        del spot
        self._seat = seat
        shown, ids = self._board.shown, [scenario.id for scenario in self._scenarios]
        self._first = ids.index(shown.scenario) if shown.layer == self._layer and shown.scenario in ids else 0
        self._show(self._first)

    def turned(self, degrees: float) -> None:
        self._show((self._first + notch(degrees, EACH)) % len(self._scenarios))

    def pushed(self, spot: Spot) -> None:
        del spot

    def rested(self) -> None:
        pass

    def lifted(self) -> None:
        # Somebody may have chosen another layer meanwhile.
        if self._board.shown.layer == self._layer and self._seat is not None:
            self._board.show_layer("", by=self._seat.hand.seat)

    def value(self) -> str:
        shown = self._board.shown
        found = next((s for s in self._scenarios if s.id == shown.scenario and shown.layer == self._layer), None)
        return self._seat.hand.render(found.name) if found is not None and self._seat is not None else ""

    def _show(self, number: int) -> None:
        scenario = self._scenarios[number].id
        shown = self._board.shown
        if self._seat is not None and (shown.layer, shown.scenario) != (self._layer, scenario):
            self._board.show_layer(self._layer, scenario, self._seat.hand.seat)
