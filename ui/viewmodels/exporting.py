"""The pack for the council, written at the desk: what, where, how far it is, and its folder."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.app.export import ALL_FORMATS, FORMATS
from planningtable.domain.text import PlanningError, Text
from ui.pack_process import PackProcess
from ui.viewmodels.hand import Hand
from ui.viewmodels.rows import Rows
from ui.viewmodels.words import WordsModel

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class FormatRow:
    """A kind of file that the pack may hold."""

    name: str
    label: str
    chosen: bool


@QmlElement
class ExportModel(QObject):
    """The panel that writes the pack. In the language of the desk."""

    changed = Signal()

    def __init__(
        self, hand: Hand, process: PackProcess, show: Callable[[QUrl], object], parent: QObject | None = None
    ) -> None:
        """A panel for a workshop.

        Args:
            hand: of the desk.
            process: writes packs.
            show: opens a folder as the system does.
            parent: as of every object of Qt's.
        """
        super().__init__(parent)
        self._hand, self._process, self._show = hand, process, show
        self._words = hand.words
        process.setParent(self)
        process.progressed.connect(self._progressed)
        process.done.connect(self._done)
        process.failed.connect(self._failed)
        self._wanted = set(FORMATS)
        self._formats = Rows(FormatRow, self)
        self._typed: str | None = None
        self._busy = self._ready = self._trouble = False
        self._fraction, self._doing = 0.0, ""
        self._message: Text | str = ""
        hand.words.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        render = self._hand.render
        self._formats.set([FormatRow(f, render(Text(f"desk.format.{f}")), f in self._wanted) for f in ALL_FORMATS])
        self.changed.emit()

    def _get_folder(self) -> str:
        workshop = self._hand.board.session.path
        if self._typed is not None or workshop is None:
            return self._typed or ""
        # What was typed stays; what is only proposed goes with the language.
        return str(workshop.absolute().parent / f"{workshop.stem}-{self._hand.render(Text('desk.export.folder'))}")

    def _get_message(self) -> str:
        return self._message if isinstance(self._message, str) else self._hand.render(self._message)

    formats = Property(Rows, attrgetter("_formats"), constant=True)
    words = Property(WordsModel, attrgetter("_words"), constant=True)
    folder = Property(str, _get_folder, notify=changed)
    possible = Property(
        bool, lambda self: bool(self._wanted and self._hand.board.session.path and not self._busy), notify=changed
    )
    busy = Property(bool, attrgetter("_busy"), notify=changed)
    ready = Property(bool, attrgetter("_ready"), notify=changed)
    trouble = Property(bool, attrgetter("_trouble"), notify=changed)
    fraction = Property(float, attrgetter("_fraction"), notify=changed)
    doing = Property(str, attrgetter("_doing"), notify=changed)
    message = Property(str, _get_message, notify=changed)

    @Slot(str)
    def toggle(self, format: str) -> None:
        """Want a kind of file, or no longer."""
        self._wanted ^= {format}
        self._renew()

    @Slot(str)
    def name(self, folder: str) -> None:
        """The folder, as it is typed."""
        self._typed = folder
        self.changed.emit()

    @Slot(QUrl)
    def choose(self, folder: QUrl) -> None:
        self.name(folder.toLocalFile())

    @Slot()
    def start(self) -> None:
        workshop, folder = self._hand.board.session.path, self._get_folder().strip()
        if self._busy or workshop is None or not self._wanted:
            return
        if not folder:
            self._tell(Text("desk.export.no-folder"), trouble=True)
            return
        formats = tuple(format for format in ALL_FORMATS if format in self._wanted)
        self._ready, self._fraction, self._doing = False, 0.0, ""
        try:
            self._process.start(workshop, Path(folder).expanduser(), formats, self._words.spoken)
        except PlanningError as error:
            self._tell(error.text, trouble=True)
            return
        self._busy = True
        self._tell("")

    @Slot()
    def cancel(self) -> None:
        if self._busy:
            self._process.cancel()
            self._busy = False
            self._tell(Text("desk.export.cancelled"))

    @Slot()
    def open_folder(self) -> None:
        self._show(QUrl.fromLocalFile(str(Path(self._get_folder()).expanduser())))

    def close(self) -> None:
        """The window ends: so does the writing."""
        self._process.cancel()

    @Slot(float, str)
    def _progressed(self, fraction: float, doing: str) -> None:
        self._fraction, self._doing = fraction, doing
        self.changed.emit()

    @Slot(list)
    def _done(self, files: list[Path]) -> None:
        self._busy, self._ready = False, True
        self._tell(Text.of("desk.export.done", count=len(files)))

    @Slot(str)
    def _failed(self, reason: str) -> None:
        self._busy = False
        self._tell(reason or Text("desk.export.failed"), trouble=True)

    def _tell(self, message: Text | str, *, trouble: bool = False) -> None:
        self._message, self._trouble = message, trouble
        self.changed.emit()
