"""What keys do at the desk beside what is on the screen: put away, say what lies under the cursor, list themselves."""

from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.app.placing import measure_at
from planningtable.domain.text import Text
from ui.viewmodels.hand import Touched
from ui.viewmodels.ring import ENTRIES
from ui.viewmodels.rows import Rows
from ui.viewmodels.seat import SeatModel
from ui.viewmodels.words import WordsModel

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

KEYS = (
    "list",
    "menu",
    "cards",
    "hop",
    "next",
    "press",
    "away",
    "undo",
    "redo",
    "pan",
    "zoom",
    "turn",
    "tilt",
    "home",
    "cursor",
    "fine",
    "way",
    "lens",
    "files",
    "export",
    "quit",
)
"""What the list of keys names, in its order."""


@dataclass(frozen=True, slots=True)
class KeyRow:
    """Keys, and what they do."""

    keys: str
    does: str


@QmlElement
class DeskModel(QObject):
    """The desk's own part of the window. It acts through the seat that sits there."""

    changed = Signal()

    def __init__(self, seat: SeatModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = seat.hand
        self._seat = seat
        self._words = seat.hand.words
        self._keys = Rows(KeyRow, self)
        self._hand.changed.connect(self.changed)
        self._words.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        render = self._hand.render
        self._keys.set([KeyRow(render(Text(f"desk.keys.{k}")), render(Text(f"desk.does.{k}"))) for k in KEYS])
        self.changed.emit()

    def _get_holding(self) -> bool:
        return self._hand.tool is not None

    keys = Property(Rows, attrgetter("_keys"), constant=True)
    words = Property(WordsModel, attrgetter("_words"), constant=True)
    holding = Property(bool, _get_holding, notify=changed)
    """Whether the next touch of the map does something with a tool."""
    cards = Property(list, lambda _: list(ENTRIES), constant=True)
    """The cards in the order of the menu."""

    @Slot(result=bool)
    def put_away(self) -> bool:
        """Put away what is nearest at hand: the menu, a message, the tool, the text; whether there was anything."""
        hand, keyboard, ring = self._hand, self._seat.hand_keyboard, self._seat.menu
        if ring.opened:
            ring.close()
        elif hand.message is not None:
            hand.say(None)
        elif hand.tool is not None:
            hand.take("", None)
        elif keyboard.field:
            keyboard.write_into("")
        else:
            return False
        return True

    @Slot(str, str, float, float, result=str)
    def met(self, kind: str, id: str, east: float, north: float) -> str:
        """What lies at a place of the map, in a word or two, as `SceneItem.pick` found it."""
        board = self._hand.board
        if kind == "pin":
            found = board.state.contribution(id)
            return found.text if found else ""
        touched = Touched(kind, id, east, north)
        there = measure_at(board.variant, board.host.measure_kinds, touched.point, id or None) if kind else None
        measure = board.host.measure_kinds.get(there.kind) if there else None
        if measure is not None:
            return self._hand.render(measure.name)
        return self._words.known(f"desk.met.{kind.removesuffix('-beyond') or 'nothing'}", kind)
