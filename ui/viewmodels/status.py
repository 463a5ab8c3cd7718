"""The status chip: phase, what is on the map, what is being worked out."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.commands import EnterPhase
from planningtable.domain.text import Text
from planningtable.domain.values import Phase
from ui.viewmodels.hand import Hand
from ui.viewmodels.rows import Rows
from ui.viewmodels.variants import title_of

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase of the workshop."""

    name: str
    label: str
    chosen: bool


def phase_of(hand: Hand) -> str:
    """The phase of the workshop, in the words of a seat."""
    return hand.render(Text.of("ui.status.phase", phase=Text(f"ui.phase.{hand.board.state.phase}")))


@QmlElement
class StatusModel(QObject):
    """What the chip shows. Its hand is the facilitator's: phases are changed in the facilitator's name."""

    changed = Signal()

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._open = False
        self._is_alone = False
        self._phases = Rows(PhaseRow, self)
        hand.changed.connect(self._renew)
        hand.advanced.connect(self.changed)
        self._renew()

    def _renew(self) -> None:
        now = self._hand.board.state.phase
        self._phases.set([PhaseRow(p, self._hand.render(Text(f"ui.phase.{p}")), p is now) for p in Phase])
        self.changed.emit()

    def _get_phases(self) -> QObject:
        return self._phases

    def _get_phase(self) -> str:
        return phase_of(self._hand)

    def _get_detail(self) -> str:
        """What is being worked out; else what is on the map; else what went wrong."""
        board, hand = self._hand.board, self._hand
        if self._hand.message is not None:
            return hand.render(self._hand.message)
        activity = board.worked.activity
        if activity is None:
            return title_of(hand, board.variant)
        number = hand.words.number
        if activity.preview:
            return hand.render(
                Text.of("ui.status.refining", coarse=number(activity.preview), fine=number(activity.full))
            )
        return hand.render(activity.what)

    def _get_fraction(self) -> float:
        activity = self._hand.board.worked.activity
        return activity.fraction if activity else 1.0

    def _get_busy(self) -> bool:
        return self._hand.board.worked.activity is not None

    def _get_open(self) -> bool:
        return self._open

    def _get_audience(self) -> str:
        """That the audience sees nothing; empty while it does, or there is none."""
        return self._hand.render(Text("ui.status.audience-gone")) if self._is_alone else ""

    phases = Property(Rows, _get_phases, constant=True)
    phase = Property(str, _get_phase, notify=changed)
    detail = Property(str, _get_detail, notify=changed)
    fraction = Property(float, _get_fraction, notify=changed)
    busy = Property(bool, _get_busy, notify=changed)
    open = Property(bool, _get_open, notify=changed)
    audience = Property(str, _get_audience, notify=changed)
    graphics = Property(str, lambda self: self._hand.render(Text("ui.status.graphics")), notify=changed)

    def lose_audience(self, *, is_lost: bool) -> None:
        """The audience's screen is gone, or there again."""
        self._is_alone = is_lost
        self.changed.emit()

    @Slot()
    def toggle(self) -> None:
        self._open = not self._open
        self.changed.emit()

    @Slot(str)
    def enter(self, phase: str) -> None:
        self._open = False
        if Phase(phase) is not self._hand.board.state.phase:
            self._hand.attempt(EnterPhase(Phase(phase)))
        self.changed.emit()
