"""The card of a pin: what somebody said, who agrees, and answers."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.commands import AddComment, CastVote, WithdrawContribution
from planningtable.domain.seats import TABLE_SEATS
from planningtable.domain.text import Text
from planningtable.domain.values import Contribution, Opinion
from ui.viewmodels.hand import Hand
from ui.viewmodels.keyboard import KeyboardModel
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

FIELD = "answer"
_NAMES = {seat.id: f"{seat.symbol} {seat.number}" for seat in TABLE_SEATS}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, with the seat it came from."""

    who: str
    words: str


@QmlElement
class ContributionModel(QObject):
    """The contribution whose pin was touched at this seat."""

    changed = Signal()

    def __init__(self, hand: Hand, keyboard: KeyboardModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._keyboard = keyboard
        self._id = ""
        self._answering = False
        self._answers = Rows(Answer, self)
        hand.changed.connect(self._renew)
        keyboard.changed.connect(self.changed)

    def _found(self) -> Contribution | None:
        return self._hand.board.state.contribution(self._id)

    def _renew(self) -> None:
        found = self._found()
        self._answers.set([Answer(_NAMES.get(c.seat, c.seat), c.text) for c in found.comments] if found else [])
        self.changed.emit()

    def _count(self, opinion: Opinion) -> int:
        found = self._found()
        return sum(vote.opinion is opinion for vote in found.votes) if found else 0

    def _get_present(self) -> bool:
        return self._found() is not None

    def _get_category(self) -> str:
        found = self._found()
        return found.category if found else "idea"

    def _get_title(self) -> str:
        return self._hand.render(Text(f"ui.category.{self._get_category()}"))

    def _get_body(self) -> str:
        found = self._found()
        return found.text if found else ""

    def _get_who(self) -> str:
        found = self._found()
        return _NAMES.get(found.seat, found.seat) if found else ""

    def _get_mine(self) -> bool:
        found = self._found()
        return found is not None and found.seat == self._hand.seat.id

    def _get_opinion(self) -> str:
        found = self._found()
        votes = found.votes if found else ()
        return next((v.opinion.value for v in votes if v.seat == self._hand.seat.id), "")

    def _get_agree(self) -> int:
        return self._count(Opinion.AGREE)

    def _get_disagree(self) -> int:
        return self._count(Opinion.DISAGREE)

    def _get_answers(self) -> QObject:
        return self._answers

    def _get_answering(self) -> bool:
        return self._answering

    def _get_draft(self) -> str:
        return self._keyboard.of(FIELD)

    present = Property(bool, _get_present, notify=changed)
    category = Property(str, _get_category, notify=changed)
    title = Property(str, _get_title, notify=changed)
    body = Property(str, _get_body, notify=changed)
    who = Property(str, _get_who, notify=changed)
    mine = Property(bool, _get_mine, notify=changed)
    opinion = Property(str, _get_opinion, notify=changed)
    agree = Property(int, _get_agree, notify=changed)
    disagree = Property(int, _get_disagree, notify=changed)
    answers = Property(Rows, _get_answers, constant=True)
    answering = Property(bool, _get_answering, notify=changed)
    draft = Property(str, _get_draft, notify=changed)

    @property
    def id(self) -> str:
        """Of the contribution that is shown; empty for none."""
        return self._id

    def show(self, contribution: str) -> None:
        self._id = contribution
        self._answering = False
        self._keyboard.clear(FIELD)
        self._renew()

    @Slot(str)
    def vote(self, opinion: str) -> None:
        """Agree or disagree; the same again takes the vote back."""
        given = None if opinion == self._get_opinion() else Opinion(opinion)
        self._hand.attempt(CastVote(self._id, given))

    @Slot()
    def answer(self) -> None:
        """Begin to type an answer."""
        self._answering = True
        self._keyboard.write_into(FIELD)
        self.changed.emit()

    @Slot()
    def send(self) -> None:
        text = self._keyboard.of(FIELD).strip()
        if text and self._hand.attempt(AddComment(self._id, self._hand.fresh_id("comment"), text)):
            self._answering = False
            self._keyboard.clear(FIELD)
            self._keyboard.write_into("")
            self._renew()

    @Slot()
    def withdraw(self) -> None:
        self._hand.attempt(WithdrawContribution(self._id))
