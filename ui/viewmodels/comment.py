"""The comment card: what, which kind of remark, and where."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.commands import Contribute
from planningtable.domain.text import Text
from planningtable.domain.values import Category, Place
from scenes.pins import draft_pin
from ui.viewmodels.hand import Hand, Touched
from ui.viewmodels.keyboard import KeyboardModel
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

FIELD = "comment"
TOOL = "comment"


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category with its icon."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark that is being written.

    Attributes:
        text: so far.
        category: chosen for it.
        touched: the place that it belongs to; None for none yet.
    """

    text: str
    category: Category
    touched: Touched | None


@QmlElement
class CommentModel(QObject):
    """A remark that is being written at a seat."""

    changed = Signal()

    def __init__(self, hand: Hand, keyboard: KeyboardModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._keyboard = keyboard
        self._category = Category.IDEA
        self._touched: Touched | None = None
        self._sent = False
        self._categories = Rows(CategoryRow, self)
        hand.changed.connect(self._renew)
        keyboard.changed.connect(self._typed)
        self._renew()

    def _renew(self) -> None:
        self._categories.set(
            [CategoryRow(c, self._hand.render(Text(f"ui.category.{c}")), c is self._category) for c in Category]
        )
        self.changed.emit()

    def _typed(self) -> None:
        """After one was sent the next remark begins with its first letter, and wants a place as the first one did."""
        if self._sent and self._keyboard.of(FIELD):
            self._sent = False
            self.place()
        self.changed.emit()

    def _get_categories(self) -> QObject:
        return self._categories

    def _get_draft(self) -> str:
        return self._keyboard.of(FIELD)

    def _get_placed(self) -> bool:
        return self._touched is not None

    def _get_placing(self) -> bool:
        return self._hand.tool_name == TOOL

    def _get_where(self) -> str:
        if self._touched is None:
            return self._hand.render(Text("ui.comment.where.none" if not self._sent else "ui.comment.sent"))
        return self._hand.render(Text(f"ui.comment.where.{_about(self._touched)}"))

    def _get_ready(self) -> bool:
        return self._touched is not None and bool(self._keyboard.of(FIELD).strip())

    categories = Property(Rows, _get_categories, constant=True)
    draft = Property(str, _get_draft, notify=changed)
    placed = Property(bool, _get_placed, notify=changed)
    placing = Property(bool, _get_placing, notify=changed)
    where = Property(str, _get_where, notify=changed)
    ready = Property(bool, _get_ready, notify=changed)

    @Slot()
    def begin(self) -> None:
        """The card was opened: the keyboard writes here, and the next touch of the map is the place."""
        self._sent = False
        self._keyboard.write_into(FIELD)
        if self._touched is None:
            self._hand.take(TOOL, self._mark)
        self._show_place()

    def end(self) -> None:
        """The card was closed: what was written is kept for the next time, its place is not shown meanwhile."""
        self._hand.board.drafts.put(self._hand.seat, None)

    def told(self) -> Remark:
        """What was written so far, for somebody else."""
        return Remark(self._keyboard.of(FIELD), self._category, self._touched)

    def give(self) -> Remark:
        """What was written so far, for somebody else; here nothing of it stays."""
        remark = self.told()
        self._category, self._touched = Category.IDEA, None
        self._keyboard.clear(FIELD)
        self._hand.board.drafts.put(self._hand.seat, None)
        self._renew()
        return remark

    def take(self, remark: Remark) -> None:
        """Go on with what somebody else has written."""
        self._category, self._touched = remark.category, remark.touched
        self._keyboard.fill(FIELD, remark.text)
        if self._touched is not None and self._hand.tool_name == TOOL:
            self._hand.take("", None)
        self._renew()
        self._show_place()

    def _show_place(self) -> None:
        touched, hand = self._touched, self._hand
        pin = None if touched is None else draft_pin(hand.seat, self._category, touched.east, touched.north)
        hand.board.drafts.put(hand.seat, pin)

    @Slot(str)
    def choose(self, category: str) -> None:
        self._category = Category(category)
        self._renew()
        self._show_place()

    @Slot()
    def place(self) -> None:
        """Choose the place, or choose it again."""
        self._hand.take(TOOL, self._mark)

    def put_at(self, touched: Touched) -> None:
        """The remark belongs here."""
        self._touched = touched
        if self._hand.tool_name == TOOL:
            self._hand.take("", None)
        self._renew()
        self._show_place()

    def _mark(self, touched: Touched) -> None:
        self._touched = touched
        self._hand.take("", None)
        self._show_place()

    @Slot()
    def send(self) -> None:
        text = self._keyboard.of(FIELD).strip()
        touched = self._touched
        if not text:
            self._hand.say(Text("ui.comment.no-text"))
            return
        if touched is None:
            # What the message asks for must be possible at once.
            self.place()
            self._hand.say(Text("ui.comment.no-place"))
            return
        about = _about(touched)
        place = Place(touched.point, about, {"measure": touched.measure, "building": touched.id}.get(about))
        words = self._hand.words
        variant = self._hand.board.variant.id
        if self._hand.attempt(
            Contribute(self._hand.fresh_id("contribution"), self._category, text, words.spoken, place, variant)
        ):
            self._touched = None
            self._sent = True
            self._show_place()
            self._keyboard.clear(FIELD)
            self._hand.take("", None)


def _about(touched: Touched) -> str:
    if touched.measure:
        return "measure"
    return "building" if touched.kind == "building" else "place"
