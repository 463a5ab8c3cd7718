"""The whole table: its seats, its status, and which seat a touch of the map belongs to."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import dist
from typing import Any

from PySide6.QtCore import Property, QObject, QPointF, QSizeF, Slot
from PySide6.QtQml import QmlElement

from planningtable.app.placing import measure_at
from planningtable.domain.seats import DESK, FACILITATOR, Seat
from planningtable.domain.text import Words
from planningtable.layers.reading import Spot
from ui.board import Board
from ui.compare.sight import Sight
from ui.touch.seats import along, place_of, towards
from ui.turns import Turns
from ui.viewmodels.hand import Hand, Touched
from ui.viewmodels.handing import copy_to, hand_over
from ui.viewmodels.seat import SeatModel
from ui.viewmodels.status import StatusModel
from ui.viewmodels.words import WordsModel

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

BACKSPACE = "\b"
KEPT = ("", "\t")
"""What keys say that write nothing: they go on to what they are for."""


@QmlElement
class TableModel(QObject):
    """The root of the view-models."""

    def __init__(
        self,
        board: Board,
        seats: tuple[Seat, ...],
        words: Mapping[str, Words],
        language: str,
        parent: QObject | None = None,
        *,
        turns: Turns | None = None,
    ) -> None:
        """``turns``: in which the seats hear of what the others do; None: all at once."""
        super().__init__(parent)
        self._board = board
        self._turns = turns
        hands = (Hand(seat, board, WordsModel(words, language), turns=turns) for seat in seats)
        self._seats = [SeatModel(h, self, along=along(h.seat, seats)) for h in hands]
        # At a desk one person is both, and reads one language.
        is_desk = seats[0].id == DESK.id
        spoken = self._seats[0].hand.words if is_desk else WordsModel(words, language, self)
        facilitator = Hand(FACILITATOR, board, spoken, self, turns=turns)
        for seat in self._seats:
            seat.share.meet(other.hand.seat for other in self._seats if other is not seat)
            seat.share.asked.connect(self._offer)
            seat.changed.connect(self._offer)
        self._status = StatusModel(facilitator, self)

    def _get_seats(self) -> list[QObject]:
        return list(self._seats)

    def _get_crowded(self) -> bool:
        edges = [seat.hand.seat.edge for seat in self._seats]
        return len(edges) > len(set(edges))

    def _get_status(self) -> QObject:
        return self._status

    def _get_names(self) -> list[str]:
        return [seat.id for seat in self._seats]

    def _get_title(self) -> str:
        return self._board.state.name

    names = property(_get_names)
    seat_names = Property(list, _get_names, constant=True)
    title = Property(str, _get_title, constant=True)
    seats = Property(list, _get_seats, constant=True)
    crowded = Property(bool, _get_crowded, constant=True)
    """Whether people share an edge: then the corners have tabs in them, and everybody has less room."""
    status = Property(StatusModel, _get_status, constant=True)

    def close(self) -> None:
        self._board.close()

    @property
    def is_telling(self) -> bool:
        """Whether somebody has yet to hear of a change."""
        return self._turns is not None and self._turns.busy

    def seat(self, id: str) -> SeatModel:
        """A seat by its id; the first one where the id is not at this table."""
        return next((seat for seat in self._seats if seat.id == id), self._seats[0])

    @Slot(str, str, float, float, str, float, float)
    def touched(
        self, kind: str, id: str, east: float, north: float, nearest: str, x: float = 0.0, y: float = 0.0
    ) -> None:
        """A finger touched the map, at a place of it [px]."""
        self.holder(kind, nearest).touched(self._met(Touched(kind, id, east, north, spot=(x, y))))

    def holder(self, kind: str, nearest: str) -> SeatModel:
        """Whose touch it is.

        Fingers carry no name. The touch belongs to the nearest seat; where that seat holds no tool but others do, it
        belongs to the one of them that sits nearest to it.
        """
        seat = self.seat(nearest)
        if kind == "pin" or seat.hand.tool is not None:
            return seat
        holders = [other for other in self._seats if other.hand.tool is not None]
        seats = [other.hand.seat for other in self._seats]
        here = place_of(seat.hand.seat, seats, 1.0, 1.0)
        return min(holders, key=lambda one: dist(here, place_of(one.hand.seat, seats, 1.0, 1.0)), default=seat)

    @Slot("QVariantMap", float, float, str)
    def read(self, hit: dict[str, Any], x: float, y: float, nearest: str) -> None:
        """Say at the nearest seat what the layer on the map says of a spot, given as `SceneItem.pick` found it."""
        self.read_in("", lambda: self._board.sight, hit, (x, y), nearest)

    def read_in(
        self,
        view: str,
        look: Callable[[], Sight | None],
        hit: dict[str, Any],
        at: tuple[float, float],
        nearest: str,
    ) -> None:
        """Say at the nearest seat what the layer in a view says of a spot.

        A touch that is meant for a tool or a pin asks nothing; one beside everything puts away what was said.

        Args:
            view: its name; empty for the map.
            look: what is seen in it; None once it is closed.
            hit: as `SceneItem.pick` found it there.
            at: where in the view [px].
            nearest: id of the seat.
        """
        kind, reading = str(hit["kind"]), self.seat(nearest).reading_model
        if kind in {"", "pin"} or any(seat.hand.tool is not None for seat in self._seats):
            reading.dismiss()
            return
        building = str(hit["id"]) if kind == "building" else ""
        surface = int(hit["surface"]) if building else -1
        spot = Spot(float(hit["east"]), float(hit["north"]), building, surface, kind.endswith("-beyond"))
        reading.ask(spot, *at, view, look)
        if not view and not spot.beyond:
            self.seat(nearest).free_model.touch(spot.east, spot.north)

    def _met(self, touched: Touched) -> Touched:
        """The touch with the measure that lies there."""
        if touched.kind in {"", "pin"}:
            return touched
        board = self._board
        found = measure_at(board.variant, board.host.measure_kinds, touched.point, touched.id or None)
        return replace(touched, measure=found.id) if found else touched

    @Slot(str, str, QPointF, QPointF, QSizeF)
    def fling(self, card: str, giver: str, start: QPointF, way: QPointF, size: QSizeF) -> None:
        """A card was flung from a place of the table [px]; who sits there gets it, turned to them."""
        seats = [seat.hand.seat for seat in self._seats]
        table = (size.width(), size.height())
        found = towards((start.x(), start.y()), (way.x(), way.y()), self.seat(giver).hand.seat, seats, table)
        if found is not None:
            hand_over(card, self.seat(giver), self.seat(found.id))

    @Slot(str, str, str)
    def copy(self, card: str, giver: str, receiver: str) -> None:
        """Somebody gets a copy of a card, turned to them."""
        copy_to(card, self.seat(giver), self.seat(receiver))

    def _offer(self) -> None:
        """Whoever fetches cards is told of all that lie on the table."""
        for seat in self._seats:
            if seat.share.is_fetching:
                seat.share.offer((other.hand.seat, card) for other in self._seats for card in other.lying)

    @Slot(str, float, float)
    def ask(self, nearest: str, x: float, y: float) -> None:
        """A long press: open the ring of the nearest seat at this place of the picture [px]."""
        self.seat(nearest).ask(x, y)

    @Slot(str, float, float)
    def unask(self, nearest: str, x: float, y: float) -> None:
        """What asked at this place was no finger: its ring folds away, one that was opened elsewhere stays."""
        self.seat(nearest).menu.close_at(x, y)

    @Slot(str, result=bool)
    def typed(self, text: str) -> bool:
        """Keys of a real keyboard write where the desk is writing; whether they did. At a table nobody owns them."""
        keyboard = self._seats[0].hand_keyboard
        if self._seats[0].id != DESK.id or not keyboard.field or text in KEPT:
            return False
        if text == BACKSPACE:
            keyboard.erase()
        elif text.isprintable() and text:
            keyboard.press(text)
        return True
