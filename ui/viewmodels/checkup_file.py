"""What was found in the chosen file: its numbers, and lists to look through."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.city.checkup import FileCheck
from planningtable.city.model.remarks import MOST_NAMED
from planningtable.domain.text import Text
from ui.viewmodels.checkup_rows import EntryRow, SumRow, TabRow, entries, found, sum_rows, tab_rows, unnamed_in
from ui.viewmodels.rows import Rows
from ui.viewmodels.words import WordsModel

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

FIRST_TAB = "overview"


@QmlElement
class CheckupFileModel(QObject):
    """What the middle of the page shows."""

    changed = Signal()

    def __init__(self, words: WordsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._check: FileCheck | None = None
        self._tab, self._wanted = FIRST_TAB, ""
        self._count = 0
        self._sums = Rows(SumRow, self)
        self._tabs = Rows(TabRow, self)
        self._entries = Rows(EntryRow, self)
        words.changed.connect(self._renew)

    def show(self, check: FileCheck | None) -> None:
        """Another file; the list stays the same where the file has it."""
        self._check, self._wanted = check, ""
        self._renew()

    def _renew(self) -> None:
        words, check = self._words.current, self._check
        if check is None:
            for rows in (self._sums, self._tabs, self._entries):
                rows.set([])
            self._tab, self._count = FIRST_TAB, 0
        else:
            tabs = tab_rows(check, words, self._tab)
            if not any(tab.chosen for tab in tabs):
                self._tab = FIRST_TAB
                tabs = tab_rows(check, words, self._tab)
            shown, self._count = found(entries(check, self._tab, words), self._wanted)
            self._sums.set(sum_rows(check, words))
            self._tabs.set(tabs)
            self._entries.set(shown)
        self.changed.emit()

    def _get_limits(self) -> str:
        # Nobody can search what is counted only.
        unnamed = unnamed_in(self._check, self._tab) if self._check is not None and not self._wanted.strip() else 0
        count = self._count + unnamed
        if count <= len(self._entries):
            return ""
        shown, total = self._words.number(len(self._entries)), self._words.number(count)
        id = "ui.checkup.limited-named" if unnamed else "ui.checkup.limited"
        return self._words.render(Text.of(id, shown=shown, total=total, most=self._words.number(MOST_NAMED)))

    def _get_empty(self) -> str:
        if self._count:
            return ""
        if self._check is not None and self._check.problem is not None and not self._check.format:
            return self._words.render(Text("ui.checkup.unread"))
        return self._words.render(Text("ui.checkup.nothing-found" if self._wanted.strip() else "ui.checkup.nothing"))

    def _get_title(self) -> str:
        return self._check.name if self._check is not None else ""

    sums = Property(Rows, lambda self: self._sums, constant=True)
    tabs = Property(Rows, lambda self: self._tabs, constant=True)
    entries = Property(Rows, lambda self: self._entries, constant=True)
    title = Property(str, _get_title, notify=changed)
    tab = Property(str, lambda self: self._tab, notify=changed)
    limits = Property(str, _get_limits, notify=changed)
    empty = Property(str, _get_empty, notify=changed)
    search = Property(str, lambda self: self._wanted, notify=changed)

    @Slot(str)
    def choose_tab(self, name: str) -> None:
        self._tab, self._wanted = name, ""
        self._renew()

    @Slot(str)
    def look_for(self, text: str) -> None:
        """Show only entries that hold a word."""
        if text != self._wanted:
            self._wanted = text
            self._renew()
