"""The compare card of a seat: lenses, the swipe line, several views."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from ui.compare.comparing import MOST_LENSES, Views, other, others
from ui.viewmodels.hand import Hand
from ui.viewmodels.naming import named
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class LensRow:
    """A lens of this seat."""

    name: str
    label: str


@QmlElement
class CompareModel(QObject):
    """What the compare card shows and does."""

    changed = Signal()

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._lenses = Rows(LensRow, self)
        hand.changed.connect(self._renew)
        hand.board.comparing.subscribe(self._renew)

    def _renew(self) -> None:
        own = [lens for lens in self._hand.board.comparing.lenses if lens.seat == self._hand.seat.id]
        self._lenses.set([LensRow(lens.id, named(self._hand, lens.seen)) for lens in own])
        self.changed.emit()

    def _get_alone(self) -> bool:
        """Whether there is nothing but the existing state."""
        return len(self._hand.board.state.variants) == 1

    def _get_count(self) -> int:
        views = self._hand.board.comparing.views
        return 1 + len(views.wishes) if views is not None else 1

    lenses = Property(Rows, lambda self: self._lenses, constant=True)
    swiping = Property(bool, lambda self: self._hand.board.comparing.swipe is not None, notify=changed)
    views = Property(int, _get_count, notify=changed)
    alone = Property(bool, _get_alone, notify=changed)

    @Slot()
    def open_lens(self) -> None:
        """Lay a lens before this seat."""
        board = self._hand.board
        wish = other(board.state, board.variant.id, board.shown.layer)
        if board.comparing.views is not None:
            self._hand.say(Text("ui.compare.divided"))
        elif not board.comparing.open_lens(self._hand.seat.id, wish):
            self._hand.say(Text.of("ui.compare.enough", most=MOST_LENSES))

    @Slot(str)
    def call_lens(self, name: str) -> None:
        """Lay a lens of this seat before it anew, wherever it lies."""
        self._hand.board.comparing.call_lens(name)

    @Slot(str)
    def close_lens(self, name: str) -> None:
        """Take a lens of this seat away, wherever it lies."""
        self._hand.board.comparing.close_lens(name)

    @Slot()
    def toggle_swipe(self) -> None:
        """Lay another state beside the map, with a line to swipe between; or take it away."""
        board = self._hand.board
        wish = other(board.state, board.variant.id, board.shown.layer)
        board.comparing.swipe_with(None if board.comparing.swipe is not None else wish)

    @Slot(int)
    def show_views(self, count: int) -> None:
        """Cut the picture into 2 or 4 views; the same again shows the map alone."""
        board = self._hand.board
        if count == self._get_count():
            board.comparing.show_views(None)
            return
        shown = board.shown.layer
        layers = tuple(layer for layer in board.host.layers if layer != shown)
        board.comparing.show_views(Views(others(board.state, board.variant.id, shown, layers, count - 1)))
