"""The check-up page: files are dropped on it, and it says what is in them, what is shown and what is not, and why."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.city.checkup import Checkup, FileCheck
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text
from ui.board import Workers
from ui.checking import Tools
from ui.scene_source import SceneSource
from ui.viewmodels.checkup_rows import (
    ChoiceRow,
    EntryRow,
    FileRow,
    TabRow,
    crs_of,
    entries,
    file_row,
    found,
    mood_of,
    suggestions,
    tab_rows,
)
from ui.viewmodels.importing import ImportingModel
from ui.viewmodels.rows import Rows
from ui.viewmodels.words import WordsModel

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

FIRST_TAB = "overview"


@QmlElement
class CheckupModel(QObject):
    """What the page shows. Files add up until they are cleared; each addition is checked together with the others."""

    changed = Signal()

    def __init__(
        self,
        words: WordsModel,
        workers: Workers,
        picture: SceneSource,
        tools: Tools,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._workers, self._tools = words, workers, tools
        words.setParent(self)
        self._importing = ImportingModel(words, workers, picture, tools, self)
        self._open = False
        self._paths: tuple[Path, ...] = ()
        self._crs: str | None = None
        self._checkup = Checkup(())
        self._file, self._tab, self._wanted = 0, FIRST_TAB, ""
        self._job: Job | None = None
        self._fraction = 0.0
        self._doing: Text | None = None
        self._message: Text | None = None
        self._count = 0
        self._files = Rows(FileRow, self)
        self._tabs = Rows(TabRow, self)
        self._entries = Rows(EntryRow, self)
        self._choices = Rows(ChoiceRow, self)
        words.changed.connect(self._renew)
        self._renew()

    @property
    def _check(self) -> FileCheck | None:
        files = self._checkup.files
        return files[self._file] if self._file < len(files) else None

    def _renew(self) -> None:
        words, check = self._words.current, self._check
        self._files.set([file_row(one, words, chosen=row == self._file) for row, one in enumerate(self._checkup.files)])
        if check is None:
            self._tabs.set([])
            self._entries.set([])
            self._choices.set([])
            self._count = 0
        else:
            tabs = tab_rows(check, words, self._tab)
            if not any(tab.chosen for tab in tabs):
                self._tab = FIRST_TAB
                tabs = tab_rows(check, words, self._tab)
            rows, self._count = found(entries(check, self._tab, words), self._wanted)
            self._tabs.set(tabs)
            self._entries.set(rows)
            self._choices.set([ChoiceRow(crs, self._say("ui.checkup.crs-use", crs=crs)) for crs in self._offers(check)])
        self.changed.emit()

    def _offers(self, check: FileCheck) -> tuple[str, ...]:
        return tuple(crs for crs in suggestions(check.problem) if crs != self._crs)

    def _say(self, id: str, **arguments: str) -> str:
        return self._words.render(Text.of(id, **arguments))

    def _get_limits(self) -> str:
        if self._count <= len(self._entries):
            return ""
        shown, total = self._words.number(len(self._entries)), self._words.number(self._count)
        return self._say("ui.checkup.limited", shown=shown, total=total)

    def _get_empty(self) -> str:
        if self._count:
            return ""
        return self._say("ui.checkup.nothing-found" if self._wanted.strip() else "ui.checkup.nothing")

    def _get_problem(self) -> str:
        """What stands in the way: of the checking itself, or of the chosen file."""
        if self._message is not None:
            return self._words.render(self._message)
        check = self._check
        return "" if check is None or check.problem is None else self._words.render(check.problem)

    def _get_asks_crs(self) -> bool:
        check = self._check
        return self._job is None and check is not None and check.problem is not None and bool(check.given or check.crs)

    def _get_notes(self) -> str:
        return "\n".join(self._words.render(note) for note in self._checkup.notes)

    def _get_sum(self) -> str:
        count = len(self._checkup.files)
        return self._say("ui.checkup.sum-one" if count == 1 else "ui.checkup.sum-many", count=str(count))

    def _get_doing(self) -> str:
        return self._words.render(self._doing) if self._doing is not None else ""

    def _get_title(self) -> str:
        return self._check.name if self._check is not None else ""

    words = Property(WordsModel, lambda self: self._words, constant=True)
    importing = Property(ImportingModel, lambda self: self._importing, constant=True)
    files = Property(Rows, lambda self: self._files, constant=True)
    tabs = Property(Rows, lambda self: self._tabs, constant=True)
    entries = Property(Rows, lambda self: self._entries, constant=True)
    choices = Property(Rows, lambda self: self._choices, constant=True)
    open = Property(bool, lambda self: self._open, notify=changed)
    busy = Property(bool, lambda self: self._job is not None, notify=changed)
    fraction = Property(float, lambda self: self._fraction, notify=changed)
    doing = Property(str, _get_doing, notify=changed)
    has_files = Property(bool, lambda self: bool(self._checkup.files), notify=changed)
    has_paths = Property(bool, lambda self: bool(self._paths), notify=changed)
    title = Property(str, _get_title, notify=changed)
    mood = Property(str, lambda self: mood_of(self._check) if self._check is not None else "", notify=changed)
    sum = Property(str, _get_sum, notify=changed)
    notes = Property(str, _get_notes, notify=changed)
    problem = Property(str, _get_problem, notify=changed)
    asks_crs = Property(bool, _get_asks_crs, notify=changed)
    tab = Property(str, lambda self: self._tab, notify=changed)
    limits = Property(str, _get_limits, notify=changed)
    empty = Property(str, _get_empty, notify=changed)
    search = Property(str, lambda self: self._wanted, notify=changed)

    @Slot()
    def show(self) -> None:
        self._open = True
        self.changed.emit()

    @Slot()
    def hide(self) -> None:
        """Back to the map; what was checked stays."""
        self._open = False
        self.changed.emit()

    @Slot(list)
    def add(self, urls: Sequence[QUrl | str]) -> None:
        """Check these files and folders, together with those before."""
        given = (Path(QUrl(url).toLocalFile()) for url in urls)
        new = tuple(path for path in given if path.name and path not in self._paths)
        if new:
            self._paths += new
            self._open = True
            self._begin()

    @Slot()
    def again(self) -> None:
        if self._paths:
            self._begin()

    @Slot(str)
    def use_crs(self, text: str) -> None:
        """Check again with another coordinate system than the files name, typed or suggested."""
        crs = crs_of(text)
        if crs is None:
            self._tell(Text.of("ui.checkup.crs-wrong", text=text.strip()))
            return
        self._crs = crs
        self.again()

    @Slot()
    def cancel(self) -> None:
        if self._job is not None:
            self._stop()
            self._tell(Text("ui.checkup.cancelled"))

    @Slot()
    def clear(self) -> None:
        """Forget the files; nothing on the disk changes."""
        self._stop()
        self._paths, self._crs, self._message = (), None, None
        self._take(Checkup(()))

    @Slot(int)
    def choose_file(self, row: int) -> None:
        self._file = row
        self._wanted = ""
        self._renew()

    @Slot(str)
    def choose_tab(self, name: str) -> None:
        self._tab = name
        self._wanted = ""
        self._renew()

    @Slot(str)
    def look_for(self, text: str) -> None:
        """Show only entries that hold a word."""
        if text != self._wanted:
            self._wanted = text
            self._renew()

    def close(self) -> None:
        self._stop()

    def _begin(self) -> None:
        self._stop()
        self._message = None
        paths, crs, check = self._paths, self._crs, self._tools.check
        names = ", ".join(path.name for path in paths[:2]) + (" …" if len(paths) > 2 else "")
        self._fraction, self._doing = 0.0, Text.of("ui.checkup.reading", file=names)
        self._job = self._workers.start(lambda job: check(paths, crs, job), self._done, self._failed, self._progress)
        self.changed.emit()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._job = None
        self._importing.forget()

    def _progress(self, fraction: float, what: Text) -> None:
        self._fraction, self._doing = fraction, what
        self.changed.emit()

    def _done(self, checkup: Checkup) -> None:
        self._job = None
        self._take(checkup)
        self._importing.offer(self._paths, self._crs, checkup)

    def _failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, PlanningError):
            self.changed.emit()
            raise error
        self._tell(error.text)

    def _take(self, checkup: Checkup) -> None:
        self._checkup = checkup
        self._wanted = ""
        moods = [mood_of(file) for file in checkup.files]
        # What needs an answer comes first.
        self._file = moods.index("problem") if "problem" in moods else 0
        self._renew()

    def _tell(self, message: Text) -> None:
        self._message = message
        self.changed.emit()
