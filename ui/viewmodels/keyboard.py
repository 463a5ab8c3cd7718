"""A seat's own keyboard: writes into the text that the seat is typing, whatever others do."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from ui.viewmodels.rows import Rows
from ui.viewmodels.words import WordsModel

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

LAYOUTS = {
    "de": ("1234567890ß", "qwertzuiopü", "asdfghjklöä", "yxcvbnm,.-?"),
    "en": ("1234567890-", "qwertyuiop'", "asdfghjkl;:", "zxcvbnm,.!?"),
}
SHIFTED = {
    "de": dict(zip("1234567890ß,.-?", "!\"§€%&/()=+;:_'", strict=True)),
    "en": dict(zip("1234567890-';:,.!?", '"£€$%&/()=_+*@<>#…', strict=True)),
}
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Key:
    """A key.

    Attributes:
        name: unique on the keyboard, for the touch target.
        sign: what it writes now.
        row: 0 is the row at the top.
        column: in its row.
    """

    name: str
    sign: str
    row: int
    column: int


@QmlElement
class KeyboardModel(QObject):
    """Keys in the layout of the seat's language, and the text they write into.

    ``target`` names the text field that is written into; each field keeps its own text.
    """

    changed = Signal()

    def __init__(self, words: WordsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._texts: dict[str, str] = {}
        self._target = ""
        self._shift = False
        self._capital = True
        self._keys = Rows(Key, self)
        words.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        keys = []
        for row, signs in enumerate(LAYOUTS[self._words.spoken]):
            for column, sign in enumerate(signs):
                written = sign
                if sign.isalpha() and sign != "ß":
                    written = sign.upper() if self._get_shift() else sign
                elif self._shift:
                    written = SHIFTED[self._words.spoken][sign]
                keys.append(Key(sign, written, row, column))
        self._keys.set(keys)
        self.changed.emit()

    def _get_keys(self) -> QObject:
        return self._keys

    def _get_target(self) -> str:
        return self._target

    def _get_text(self) -> str:
        return self._texts.get(self._target, "")

    def _get_shift(self) -> bool:
        """The next letter is a capital one."""
        return self._shift or self._capital

    keys = Property(Rows, _get_keys, constant=True)
    target = Property(str, _get_target, notify=changed)
    text = Property(str, _get_text, notify=changed)
    shift = Property(bool, _get_shift, notify=changed)

    @property
    def field(self) -> str:
        """The field that is written into, for Python; empty for none."""
        return self._target

    def of(self, target: str) -> str:
        """What is written in a field."""
        return self._texts.get(target, "")

    def clear(self, target: str) -> None:
        self.fill(target, "")

    def fill(self, target: str, text: str) -> None:
        self._texts[target] = text
        self._auto_shift()

    @Slot(str)
    def write_into(self, target: str) -> None:
        """Turn to a field; empty for none."""
        self._target = target
        self._auto_shift()

    @Slot(str)
    def press(self, sign: str) -> None:
        if self._target and len(self._get_text()) < LONGEST:
            self._texts[self._target] = self._get_text() + sign
            self._auto_shift()

    @Slot()
    def erase(self) -> None:
        self._texts[self._target] = self._get_text()[:-1]
        self._auto_shift()

    @Slot()
    def toggle_shift(self) -> None:
        self._shift = not self._get_shift()
        self._capital = False
        self._renew()

    def _auto_shift(self) -> None:
        """A sentence begins with a capital letter."""
        text = self._get_text().rstrip(" ")
        self._shift = False
        self._capital = not text or (text[-1] in ".!?\n" and text != self._get_text())
        self._renew()
