"""The compare card of a seat: lenses, the swipe line, several views."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from ui.compare.comparing import MOST_LENSES, other
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

    alone = Property(bool, _get_alone, notify=changed)

    @Slot()
    def open_lens(self) -> None:
        """Lay a lens before this seat."""
        board = self._hand.board
        wish = other(board.state, board.variant.id, board.shown.layer)
        if not board.comparing.open_lens(self._hand.seat.id, wish):
            self._hand.say(Text.of("ui.compare.enough", most=MOST_LENSES))
