"""The variants card: look at one, begin another, branch, name."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.commands import AddVariant, RemoveVariant, RenameVariant
from planningtable.domain.text import Text
from planningtable.domain.values import BASE, Variant
from ui.viewmodels.hand import Hand
from ui.viewmodels.keyboard import KeyboardModel
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

FIELD = "variant"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class VariantRow:
    """A variant in the list."""

    name: str
    label: str
    detail: str
    chosen: bool
    base: bool


def title_of(hand: Hand, variant: Variant) -> str:
    return hand.render(Text("ui.variants.base")) if variant.id == BASE else variant.title


@QmlElement
class VariantsModel(QObject):
    """What the variants card shows. What everybody looks at is one variant: choosing one changes the map for all."""

    changed = Signal()

    def __init__(self, hand: Hand, keyboard: KeyboardModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._keyboard = keyboard
        self._rows = Rows(VariantRow, self)
        self._naming = ""
        hand.changed.connect(self._renew)
        keyboard.changed.connect(self.changed)
        self._renew()

    def _renew(self) -> None:
        hand = self._hand
        rows = []
        for variant in hand.board.state.variants:
            base = variant.id == BASE
            detail = Text("ui.variants.as-is") if base else Text.of("ui.variants.measures", count=len(variant.measures))
            chosen = variant.id == hand.board.variant.id
            rows.append(VariantRow(variant.id, title_of(hand, variant), hand.render(detail), chosen, base))
        self._rows.set(rows)
        self.changed.emit()

    def _get_rows(self) -> QObject:
        return self._rows

    def _get_naming(self) -> bool:
        return bool(self._naming)

    def _get_draft(self) -> str:
        return self._keyboard.of(FIELD)

    def _get_can_change(self) -> bool:
        return self._hand.board.variant.id != BASE

    rows = Property(Rows, _get_rows, constant=True)
    naming = Property(bool, _get_naming, notify=changed)
    draft = Property(str, _get_draft, notify=changed)
    can_change = Property(bool, _get_can_change, notify=changed)

    def _add(self, parent: str) -> None:
        state = self._hand.board.state
        taken = {v.title for v in state.variants}
        letter = next((x for x in LETTERS if self._title(x) not in taken), str(len(state.variants)))
        variant = self._hand.fresh_id("variant")
        if self._hand.attempt(AddVariant(variant, self._title(letter), parent)):
            self.choose(variant)

    def _title(self, letter: str) -> str:
        return self._hand.render(Text.of("ui.variants.default-title", letter=letter))

    @Slot(str)
    def choose(self, variant: str) -> None:
        self._hand.act(lambda: self._hand.board.show_variant(variant, self._hand.seat))

    @Slot()
    def begin(self) -> None:
        """A new variant from the existing state."""
        self._add(BASE)

    @Slot()
    def branch(self) -> None:
        """A new variant that starts with the measures of the one that is shown."""
        self._add(self._hand.board.variant.id)

    @Slot()
    def remove(self) -> None:
        self._hand.attempt(RemoveVariant(self._hand.board.variant.id))

    @Slot()
    def rename(self) -> None:
        """Begin to type a name for the variant that is shown."""
        variant = self._hand.board.variant
        self._naming = variant.id
        self._keyboard.fill(FIELD, variant.title)
        self._keyboard.write_into(FIELD)
        self._renew()

    @Slot()
    def finish_name(self) -> None:
        title = self._keyboard.of(FIELD).strip()
        if title and not self._hand.attempt(RenameVariant(self._naming, title)):
            return
        self._naming = ""
        self._keyboard.write_into("")
        self._renew()
