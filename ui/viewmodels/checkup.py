"""The check-up page: files are dropped on it, and it says what is in them, what is shown and what is not, and why."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.city.checkup import Checkup, FileCheck
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text
from ui.checking import Tools
from ui.scene_source import SceneSource
from ui.viewmodels.checkup_file import CheckupFileModel
from ui.viewmodels.checkup_rows import ChoiceRow, FileRow, about_crs, crs_of, file_row, for_page, mood_of, suggestions
from ui.viewmodels.importing import ImportingModel
from ui.viewmodels.rows import Rows
from ui.viewmodels.words import WordsModel
from ui.working import Workers

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


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
        self._shown = CheckupFileModel(words, self)
        self._importing = ImportingModel(words, workers, picture, tools, self)
        self._open = False
        self._paths: tuple[Path, ...] = ()
        self._crs: str | None = None
        self._checkup = Checkup(())
        self._file = 0
        self._job: Job | None = None
        self._fraction = 0.0
        self._doing: Text | None = None
        self._message: Text | None = None
        self._files = Rows(FileRow, self)
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
        offers = [crs for crs in suggestions(check.problem if check else None) if crs != self._crs]
        self._choices.set([ChoiceRow(crs, self._say("ui.checkup.crs-use", crs=crs)) for crs in offers])
        self.changed.emit()

    def _say(self, id: str, **arguments: str) -> str:
        return self._words.render(Text.of(id, **arguments))

    def _get_problem(self) -> str:
        """What stands in the way: of the checking itself, or of the chosen file."""
        check = self._check
        problem = self._message or (check.problem if check is not None else None)
        return "" if problem is None else self._words.render(for_page(problem, self._words.current))

    def _get_asks_crs(self) -> bool:
        check = self._check
        return self._job is None and check is not None and check.problem is not None and about_crs(check.problem)

    def _get_notes(self) -> str:
        return "\n".join(self._words.render(note) for note in self._checkup.notes)

    def _get_sum(self) -> str:
        count = len(self._checkup.files)
        return self._say("ui.checkup.sum-one" if count == 1 else "ui.checkup.sum-many", count=str(count))

    def _get_doing(self) -> str:
        return self._words.render(self._doing) if self._doing is not None else ""

    words = Property(WordsModel, lambda self: self._words, constant=True)
    importing = Property(ImportingModel, lambda self: self._importing, constant=True)
    files = Property(Rows, lambda self: self._files, constant=True)
    file = Property(CheckupFileModel, lambda self: self._shown, constant=True)
    choices = Property(Rows, lambda self: self._choices, constant=True)
    open = Property(bool, lambda self: self._open, notify=changed)
    busy = Property(bool, lambda self: self._job is not None, notify=changed)
    fraction = Property(float, lambda self: self._fraction, notify=changed)
    doing = Property(str, _get_doing, notify=changed)
    has_files = Property(bool, lambda self: bool(self._checkup.files), notify=changed)
    has_paths = Property(bool, lambda self: bool(self._paths), notify=changed)
    sum = Property(str, _get_sum, notify=changed)
    notes = Property(str, _get_notes, notify=changed)
    chosen = Property(int, lambda self: self._file, notify=changed)
    problem = Property(str, _get_problem, notify=changed)
    asks_crs = Property(bool, _get_asks_crs, notify=changed)

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
        self._renew()
        self._shown.show(self._check)

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
        moods = [mood_of(file) for file in checkup.files]
        # What needs an answer comes first.
        self._file = moods.index("problem") if "problem" in moods else 0
        self._renew()
        self._shown.show(self._check)

    def _tell(self, message: Text) -> None:
        self._message = message
        self.changed.emit()
