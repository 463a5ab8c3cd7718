"""The words of a seat, in the language chosen there."""

from collections.abc import Mapping

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text, Words

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class WordsModel(QObject):
    """Sentences by id. Bindings name ``revision`` so that they are asked again after a change of language."""

    changed = Signal()

    def __init__(self, words: Mapping[str, Words], language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = words
        self._language = language
        self._revision = 0

    def _get_language(self) -> str:
        return self._language

    def _get_other(self) -> str:
        return next((id for id in self._all if id != self._language), self._language)

    def _get_revision(self) -> int:
        return self._revision

    language = Property(str, _get_language, notify=changed)
    other = Property(str, _get_other, notify=changed)
    revision = Property(int, _get_revision, notify=changed)

    @property
    def spoken(self) -> str:
        """The language, for Python."""
        return self._language

    @property
    def current(self) -> Words:
        """The sentences of the language, for Python."""
        return self._all[self._language]

    @property
    def other_code(self) -> str:
        """The language that the switch turns to, for Python."""
        return self._get_other()

    @Slot(str, int, result=str)
    def text(self, id: str, revision: int) -> str:
        del revision  # named by the caller only so that its binding depends on it
        return self.render(Text(id))

    def render(self, text: Text) -> str:
        return self._all[self._language](text)

    def known(self, id: str, otherwise: str) -> str:
        """A sentence where there is one."""
        words = self._all[self._language]
        return words(id) if words.knows(id) else otherwise

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as it is written in the language: 1.234,5 or 1,234.5."""
        plain = f"{value:,.{decimals}f}".replace("-", "\u2212")
        if self._language == "de":
            plain = plain.translate(str.maketrans(",.", ".,"))
        return plain

    def signed(self, value: float, decimals: int = 0) -> str:
        """A difference: with its sign, and a hair's breadth after it."""
        rounded = round(value, decimals)
        sign = "±" if rounded == 0 else "+" if rounded > 0 else "\u2212"
        return f"{sign}\u202f{self.number(abs(rounded), decimals)}"

    def choose(self, language: str) -> None:
        if language in self._all and language != self._language:
            self._language = language
            self._revision += 1
            self.changed.emit()
