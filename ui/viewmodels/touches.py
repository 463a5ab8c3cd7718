"""Touches of a view beside the map: what a touch of the map does, or a word on why not there."""

from collections.abc import Mapping
from typing import Any

from planningtable.app.placing import measure_at
from planningtable.domain.text import Text
from ui.board import Board
from ui.compare.sight import Sight
from ui.viewmodels.hand import Touched
from ui.viewmodels.measuring import TOOL as RULER
from ui.viewmodels.seat import TOOLS, SeatModel
from ui.viewmodels.table import TableModel
from ui.viewmodels.variants import title_of

PLANNING = TOOLS["measures"]


class ViewTouches:
    """Passes touches of views on to the table."""

    def __init__(self, board: Board, table: TableModel) -> None:
        self._board = board
        self._table = table

    def touched(self, hit: Mapping[str, Any], sight: Sight, nearest: str) -> None:
        """A finger touched a view.

        Args:
            hit: what it met, as `SceneItem.pick` found it there.
            sight: what is seen in the view.
            nearest: id of the seat whose place is nearest.
        """
        kind = str(hit["kind"])
        met = Touched(kind, str(hit["id"]), float(hit["east"]), float(hit["north"]))
        holder = self._table.holder(kind, nearest)
        refused = self._refusal(holder, met, sight)
        if refused is not None:
            holder.hand.say(refused)
        else:
            self._table.touched(met.kind, met.id, met.east, met.north, nearest)

    def drawn(self, nearest: str) -> None:
        """A finger drags a view: a way is drawn on the map only."""
        seat = self._table.seat(nearest)
        if seat.draws:
            seat.hand.say(Text("ui.compare.elsewhere-way"))

    def _refusal(self, holder: SeatModel, met: Touched, sight: Sight) -> Text | None:
        """Why a touch does nothing in this view; None where it does what it does on the map."""
        if met.kind in {"", "pin"} or met.beyond:
            return None
        tool = holder.hand.tool_name
        if tool == RULER:
            return Text("ui.compare.elsewhere-ruler")
        if sight.variant == self._board.variant.id or (tool and tool not in PLANNING):
            return None
        title = self._title(holder, sight.variant)
        if tool:
            planned = self._title(holder, self._board.variant.id)
            return Text.of("ui.compare.elsewhere-planning", shown=title, planned=planned)
        variant = self._board.state.variant(sight.variant)
        kinds = self._board.host.measure_kinds
        there = variant is not None and measure_at(variant, kinds, met.point, met.id or None)
        return Text.of("ui.compare.elsewhere-measure", shown=title) if there else None

    def _title(self, seat: SeatModel, id: str) -> str:
        variant = self._board.state.variant(id)
        return title_of(seat.hand, variant) if variant else ""
