"""Pieces with marks on the table: what each is, what it is turned to, and what a new one is to be."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow
from PySide6.QtQml import QmlElement

from planningtable.app.tokens import Role, Use, read_uses, write_uses
from planningtable.domain.text import PlanningError, Text
from planningtable.tuio.values import Token
from ui.board import Board
from ui.pieces.lens import LensPiece
from ui.pieces.use import Pick, PieceUse, Spot
from ui.pieces.uses import use_of
from ui.touch.pieces import Happened, Piece, Pieces
from ui.touch.seats import turn_towards
from ui.viewmodels.rows import Rows
from ui.viewmodels.table import TableModel

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

TICK = 100
"""How often resting and lost pieces are looked at [ms]."""
ICONS = {Role.TIME: "sun", Role.LENS: "lens", Role.VOICE: "comment"}


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A piece that stands on the table.

    Attributes:
        number: its own, see `ui.touch.pieces.Piece`.
        x: in the window [px].
        y: likewise.
        turn: so that its words are upright for its seat [° clockwise].
        turned: of the piece since it was put down [° clockwise].
        tint: colour of its seat.
        icon: of what it stands for.
        title: what it is.
        value: what it is turned to.
    """

    number: int
    x: float
    y: float
    turn: float
    turned: float
    tint: str
    icon: str
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What a new piece can be."""

    role: str
    what: str
    label: str
    icon: str


@dataclass(slots=True)
class _Known:
    piece: Piece
    seat: str
    use: Use | None = None
    acts: PieceUse | None = None


@QmlElement
class PiecesModel(QObject):
    """All pieces. One that nobody knows asks what it is; the answer is kept beside the workshop."""

    changed = Signal()
    stirred = Signal()
    """Somebody is at work with a piece."""
    lensMoved = Signal(str, float, float, arguments=["lens", "x", "y"])
    """The glass of a lens goes with its piece [px]."""

    def __init__(
        self,
        board: Board,
        table: TableModel,
        file: Path | None,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._board = board
        self._table = table
        self._file = file
        self._clock = clock
        self._uses: dict[int, Use] | None = None
        self._pieces = Pieces()
        self._known: dict[int, _Known] = {}
        self._tokens: Mapping[int, Token] = {}
        self._pick: Pick | None = None
        self._window: QWindow | None = None
        self._seat_at: Callable[[float, float], str] = lambda _x, _y: table.names[0]
        self._rows = Rows(PieceRow, self)
        self._choices = Rows(Choice, self)
        self._ticks = QTimer(self)
        self._ticks.setInterval(TICK)
        self._ticks.timeout.connect(lambda: self.hear(self._tokens))
        board.subscribe(self._renew)

    rows = Property(Rows, lambda self: self._rows, constant=True)
    choices = Property(Rows, lambda self: self._choices, constant=True)
    asking = Property(int, lambda self: self._get_asking(), notify=changed)
    """Number of the piece that asks what it is; 0 for none."""
    question = Property(str, lambda self: self._get_question(), notify=changed)

    def watch(self, window: QWindow, pick: Pick, seat_at: Callable[[float, float], str]) -> None:
        """Stand on a window: what lies below its places, and which seat is nearest."""
        self._window, self._pick, self._seat_at = window, pick, seat_at

    def hear(self, tokens: Mapping[int, Token]) -> None:
        """What trackers tell of pieces now."""
        if self._window is None or (not tokens and not self._known):
            return
        self._tokens = tokens
        happened = self._pieces.feed(tokens, self._clock())
        for what, piece in happened:
            self._happen(what, piece)
        if self._known and not self._ticks.isActive():
            self._ticks.start()
        elif not self._known:
            self._ticks.stop()
        if happened:
            self._renew()
        if any(what is not Happened.RESTED for what, _ in happened):
            self.stirred.emit()

    @Slot(int, str, str)
    def learn(self, number: int, role: str, what: str) -> None:
        """Somebody has said what a piece is: all with its mark are that from now on."""
        asked = self._known.get(number)
        if asked is None:
            return
        uses = {**self._learnt(), asked.piece.symbol: Use(Role(role), what)}
        self._uses = uses
        if self._file is not None:
            hand, file = self._table.seat(asked.seat).hand, self._file
            hand.try_to(lambda: write_uses(file, uses))
        for known in self._known.values():
            if known.piece.symbol == asked.piece.symbol:
                self._begin(known)
        self._renew()

    @Slot(int)
    def forget(self, number: int) -> None:
        """A piece is to be something else: it asks again."""
        asked = self._known.get(number)
        if asked is None:
            return
        self._uses = {mark: use for mark, use in self._learnt().items() if mark != asked.piece.symbol}
        for known in self._known.values():
            if known.piece.symbol == asked.piece.symbol and known.acts is not None:
                known.acts.lifted()
                known.use = known.acts = None
        self._renew()

    def _happen(self, what: Happened, piece: Piece) -> None:
        if what is Happened.PUT:
            spot = self._spot(piece)
            self._known[piece.id] = _Known(piece, self._seat_at(spot.x, spot.y))
            self._begin(self._known[piece.id])
            return
        known = self._known[piece.id]
        before, known.piece = known.piece, piece
        acts = known.acts
        if what is Happened.LIFTED:
            del self._known[piece.id]
        if acts is None:
            return
        match what:
            case Happened.MOVED:
                if piece.turned != before.turned:
                    acts.turned(piece.turned)
                if (piece.x, piece.y) != (before.x, before.y):
                    acts.pushed(self._spot(piece))
                self._lead(known)
            case Happened.RESTED:
                acts.rested()
            case Happened.LIFTED:
                acts.lifted()

    def _begin(self, known: _Known) -> None:
        known.use = self._learnt().get(known.piece.symbol)
        known.acts = use_of(known.use, self._board) if known.use is not None else None
        if known.acts is not None:
            known.acts.put(self._table.seat(known.seat), self._spot(known.piece))
            self._lead(known)

    def _lead(self, known: _Known) -> None:
        if isinstance(known.acts, LensPiece) and known.acts.name:
            spot = self._spot(known.piece)
            self.lensMoved.emit(known.acts.name, spot.x, spot.y)

    def _learnt(self) -> dict[int, Use]:
        if self._uses is None:
            self._uses = {}
            if self._file is not None:
                try:
                    self._uses = read_uses(self._file)
                except PlanningError as error:
                    self._table.seat(self._table.names[0]).hand.say(error.text)
        return self._uses

    def _spot(self, piece: Piece) -> Spot:
        window, pick = self._window, self._pick
        if window is None or pick is None:
            raise RuntimeError("pieces stand on no window")
        return Spot(piece.x * window.width(), piece.y * window.height(), pick)

    def _get_asking(self) -> int:
        return next((number for number, known in self._known.items() if known.acts is None), 0)

    def _get_question(self) -> str:
        known = self._known.get(self._get_asking())
        return self._table.seat(known.seat).hand.render(Text("ui.piece.question")) if known is not None else ""

    def _renew(self) -> None:
        if self._window is None:
            return
        self._rows.set([self._row(known) for known in self._known.values()])
        asking = self._get_asking()
        self._choices.set(self._offered(self._known[asking]) if asking else [])
        self.changed.emit()

    def _row(self, known: _Known) -> PieceRow:
        hand, spot = self._table.seat(known.seat).hand, self._spot(known.piece)
        use, acts = known.use, known.acts
        offers = {(c.role, c.what): c for c in self._offered(known)}
        told = offers.get((use.role, use.what)) if use is not None and acts is not None else None
        return PieceRow(
            known.piece.id,
            spot.x,
            spot.y,
            turn_towards(hand.seat),
            known.piece.turned,
            hand.seat.colour,
            told.icon if told else "question",
            told.label if told else hand.render(Text("ui.piece.new")),
            acts.value() if acts is not None else "",
        )

    def _offered(self, known: _Known) -> list[Choice]:
        hand, host = self._table.seat(known.seat).hand, self._board.host
        layers = ((id, layer.describe()) for id, layer in host.layers.items())
        return [
            *(Choice(role, "", hand.render(Text(f"ui.piece.{role}")), ICONS[role]) for role in ICONS),
            *(Choice(Role.LAYER, id, hand.render(about.name), about.icon) for id, about in layers),
            *(Choice(Role.MEASURE, k.id, hand.render(k.name), k.icon) for k in host.measure_kinds.values()),
        ]
