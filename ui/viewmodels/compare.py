"""The compare card of a seat: lenses, the swipe line, several views."""

from collections.abc import Sequence

from PySide6.QtCore import Property, QObject, QRectF, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from ui.compare.comparing import MOST_LENSES, Box, Views, other, others
from ui.viewmodels.hand import Hand

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CompareModel(QObject):
    """What the compare card shows and does."""

    changed = Signal()

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        hand.changed.connect(self.changed)
        hand.board.comparing.subscribe(self.changed.emit)

    def _get_alone(self) -> bool:
        """Whether there is nothing but the existing state."""
        return len(self._hand.board.state.variants) == 1

    def _get_count(self) -> int:
        views = self._hand.board.comparing.views
        return 1 + len(views.wishes) if views is not None else 1

    swiping = Property(bool, lambda self: self._hand.board.comparing.swipe is not None, notify=changed)
    views = Property(int, _get_count, notify=changed)
    alone = Property(bool, _get_alone, notify=changed)

    @Slot(list)
    def open_lens(self, cards: Sequence[QRectF] = ()) -> None:
        """Lay a lens before this seat, where none of the seat's cards covers it: where they lie in the seat's frame."""
        board = self._hand.board
        wish = other(board.state, board.variant.id, board.shown.layer)
        boxes = (Box(card.x(), card.y(), card.width(), card.height()) for card in cards)
        if board.comparing.views is not None:
            self._hand.say(Text("ui.compare.divided"))
        elif not board.comparing.open_lens(self._hand.seat.id, wish, tuple(boxes)):
            self._hand.say(Text.of("ui.compare.enough", most=MOST_LENSES))

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
