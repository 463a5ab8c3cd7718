"""What the cards of one seat share: who acts, in which words, with which tool."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from shapely import Point

from planningtable.app.ids import free_id
from planningtable.domain.commands import Command
from planningtable.domain.seats import Seat
from planningtable.domain.text import PlanningError, Text
from ui.board import Board
from ui.turns import Turns
from ui.viewmodels.words import WordsModel


@dataclass(frozen=True, slots=True)
class Touched:
    """What a finger on the map met.

    Attributes:
        kind: ``building``, ``object``, ``tree``, ``measure``, ``pin``, ``ground``; ``building-beyond`` and
            ``ground-beyond`` in the city around the site; empty beside everything.
        id: of the thing; empty for ground.
        east: easting [m].
        north: northing [m].
        measure: id of the measure of the shown variant that lies there; empty for none.
        spot: of the finger on the map [px].
    """

    kind: str
    id: str
    east: float
    north: float
    measure: str = ""
    spot: tuple[float, float] = (0.0, 0.0)

    @property
    def point(self) -> str:
        """The place as WKT [m]."""
        return str(Point(self.east, self.north).wkt)

    @property
    def beyond(self) -> bool:
        """Whether it lies in the city around the site, where nothing is planned."""
        return self.kind.endswith("-beyond")


Tool = Callable[[Touched], None]


class Hand(QObject):
    """A seat's hand: acts through the board, and says at the seat what went wrong.

    ``changed`` comes after each change of the board, the language, the tool or the message: at once after what this
    hand does itself; after what others do when it is its turn, and once for all of it. ``advanced`` comes while
    something is worked out.
    """

    changed = Signal()
    advanced = Signal()

    def __init__(
        self,
        seat: Seat,
        board: Board,
        words: WordsModel,
        parent: QObject | None = None,
        *,
        turns: Turns | None = None,
    ) -> None:
        """``turns``: with whom this hand takes turns; None where there is nobody."""
        super().__init__(parent)
        self.seat = seat
        self.board = board
        self.words = words
        self.message: Text | None = None
        self.tool: Tool | None = None
        self.tool_name = ""
        self._turns = turns
        self._is_acting = False
        board.subscribe(self._hear)
        board.advances.add(self.advanced.emit)
        words.changed.connect(self.changed)

    def attempt(self, command: Command) -> bool:
        """Execute a command for this seat; what is refused is said at the seat. True when it was done."""
        return self.try_to(lambda: self.board.session.execute(command, self.seat.id))

    def try_to(self, act: Callable[[], object]) -> bool:
        self.message = None
        try:
            self.act(act)
        except PlanningError as error:
            self.say(error.text)
            return False
        return True

    def act(self, act: Callable[[], object]) -> None:
        """Change what everybody looks at; this seat hears of it at once."""
        self._is_acting = True
        try:
            act()
        finally:
            self._is_acting = False

    def say(self, message: Text | None) -> None:
        self.message = message
        self.changed.emit()

    def take(self, name: str, tool: Tool | None) -> None:
        """What the seat's next touch of the map does; None puts the tool away."""
        self.tool = tool
        self.tool_name = name if tool else ""
        self.changed.emit()

    def fresh_id(self, prefix: str) -> str:
        """An id that nothing in the workshop has had yet."""
        return free_id(self.board.session.history, prefix)

    def render(self, text: Text) -> str:
        return self.words.render(text)

    def _hear(self) -> None:
        """The board has changed."""
        if self._turns is None or self._is_acting:
            self._tell()
        else:
            self._turns.tell(self._tell)

    def _tell(self) -> None:
        self.changed.emit()
