"""From checked files to a workshop: the picture beside the check-up, the report, and the workshop file."""

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.app.checkup_pack import marks_of, thing_of
from planningtable.app.importer import Imported
from planningtable.city.checkup import Checkup
from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text
from planningtable.layers.layer import LayerResult
from ui.checking import MOST_BYTES, Tools, Wish, size_of
from ui.scene_source import SceneSource
from ui.viewmodels.checkup_rows import for_page
from ui.viewmodels.rows import Rows
from ui.viewmodels.words import WordsModel
from ui.working import Workers

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

ENDING = ".gpkg"
LARGE = Text("ui.checkup.no-picture-large")
"""Why there is no picture where that hinders no workshop."""


@dataclass(frozen=True, slots=True)
class LegendRow:
    """A colour of the picture."""

    colour: str
    label: str


@QmlElement
class ImportingModel(QObject):
    """What the right side of the page shows. The site that the picture shows is the one that the workshop gets."""

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
        self._words, self._workers, self._picture, self._tools = words, workers, picture, tools
        self._paths: tuple[Path, ...] = ()
        self._crs: str | None = None
        self._checkup = Checkup(())
        self._imported: Imported | None = None
        self._job: Job | None = None
        self._fraction = 0.0
        self._why: Text | None = None
        self._message: Text | None = None
        self._trouble = False
        self._file = ""
        self._making = False
        self._marked: LayerResult | None = None
        self._legend = Rows(LegendRow, self)
        words.changed.connect(self._renew)

    def _renew(self) -> None:
        classes = self._marked.legends[self._marked.main].classes if self._marked is not None else ()
        self._legend.set([LegendRow(c.colour, self._words.render(c.label)) for c in classes])
        self.changed.emit()

    def forget(self) -> None:
        """The files are others now."""
        if self._job is not None:
            self._job.cancel()
        self._job, self._imported, self._making = None, None, False
        self._paths, self._checkup, self._message = (), Checkup(()), None
        self._why, self._marked = None, None
        self._renew()

    def offer(self, paths: tuple[Path, ...], crs: str | None, checkup: Checkup) -> None:
        """These files are checked; make the picture where there is nothing in the way."""
        self._paths, self._crs, self._checkup = paths, crs, checkup
        self._file = str(_suggested(paths))
        self._why = self._hindrance()
        if self._why is None and size_of(paths) > MOST_BYTES:
            self._why = LARGE
        if self._why is None:
            self._load()
        self.changed.emit()

    def _hindrance(self) -> Text | None:
        """Why these files make no workshop yet. Files that cannot be used do not stop the others."""
        files = self._checkup.files
        if any(file.given and file.problem is None for file in files):
            return None
        placeless = any(file.given or file.crs_name for file in files)
        return Text("ui.checkup.no-picture-place" if placeless else "ui.checkup.no-picture-city")

    @property
    def _wish(self) -> Wish:
        return Wish(self._paths, self._crs, self._words.spoken)

    def _load(self) -> None:
        load, wish = self._tools.load, self._wish
        self._fraction = 0.0
        self._job = self._workers.start(lambda job: load(wish, job), self._loaded, self._failed, self._progress)

    def _progress(self, fraction: float, what: Text) -> None:
        del what
        self._fraction = fraction
        self.changed.emit()

    def _loaded(self, imported: Imported) -> None:
        self._job, self._imported = None, imported
        self._picture.show_site(imported.site)
        self._marked = marks_of(imported.site, self._checkup)
        self._picture.highlight(None)
        self._picture.show_layer(self._marked)
        self._renew()
        if imported.left_out:
            # Why a file is of no use stands beside what the others came to.
            self._message, self._trouble = imported.left_out[0], True
            self.changed.emit()

    def _failed(self, error: Exception) -> None:
        making = self._making
        self._job, self._making = None, False
        if not isinstance(error, PlanningError):
            self.changed.emit()
            raise error
        if making:
            self._tell(error.text, trouble=True)
        else:
            self._why = error.text  # stands in the picture's place
            self._tell(None)

    def _tell(self, message: Text | None, *, trouble: bool = False) -> None:
        self._message, self._trouble = message, trouble
        self.changed.emit()

    def _get_picture_state(self) -> str:
        """What stands in the picture's place; empty while there is a picture."""
        if self._imported is not None:
            return ""
        if self._job is not None and not self._making:
            return self._words.render(Text("ui.checkup.drawing"))
        return self._say(self._why)

    def _say(self, text: Text | None) -> str:
        return "" if text is None else self._words.render(for_page(text, self._words.current))

    def _get_message(self) -> str:
        if self._making:
            return self._words.render(Text("ui.checkup.making"))
        return self._say(self._message)

    picture = Property(SceneSource, lambda self: self._picture, constant=True)
    legend = Property(Rows, lambda self: self._legend, constant=True)
    has_picture = Property(bool, lambda self: self._imported is not None, notify=changed)
    picture_state = Property(str, _get_picture_state, notify=changed)
    busy = Property(bool, lambda self: self._job is not None, notify=changed)
    making = Property(bool, lambda self: self._making, notify=changed)
    fraction = Property(float, lambda self: self._fraction, notify=changed)
    can_export = Property(bool, lambda self: bool(self._checkup.files), notify=changed)
    can_make = Property(
        bool, lambda self: bool(self._paths) and not self._making and self._why in (None, LARGE), notify=changed
    )
    file = Property(str, lambda self: self._file, notify=changed)
    message = Property(str, _get_message, notify=changed)
    trouble = Property(bool, lambda self: self._trouble, notify=changed)
    folder = Property(QUrl, lambda self: QUrl.fromLocalFile(str(_folder(self._paths))), notify=changed)

    @Slot(result=str)
    def scratch(self) -> str:
        """A file for the picture as it is seen on the page, on its way into the report."""
        handle, name = tempfile.mkstemp(".png")
        os.close(handle)
        return name

    @Slot(str)
    def point_at(self, id: str) -> None:
        """Show what an entry of the list is about in the picture."""
        if self._imported is not None:
            self._picture.highlight(thing_of(self._imported.site, id))

    @Slot(str)
    def name(self, file: str) -> None:
        """The workshop's file, as it is typed."""
        self._file = file
        self._message = None
        self.changed.emit()

    @Slot(QUrl, str)
    def export(self, folder: QUrl, picture: str) -> None:
        """Write the report into a folder.

        Args:
            folder: chosen by the user.
            picture: file with the picture as it is seen on the page; empty for none.
        """
        into, words, checkup, write = Path(folder.toLocalFile()), self._words.current, self._checkup, self._tools.write
        data = Path(picture).read_bytes() if picture else None
        if picture:
            Path(picture).unlink()

        def done(_files: Sequence[Path]) -> None:
            self._tell(Text.of("ui.checkup.exported", folder=str(into)))

        self._workers.start(lambda _job: write(checkup, data, into, words), done, self._refused)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, PlanningError):
            raise error
        self._tell(error.text, trouble=True)

    @Slot()
    def make(self) -> None:
        """Make the workshop, of the whole city, and open it; an import that was stopped goes on where it was."""
        wrong = self._wrong_name()
        if wrong is not None or self._making:
            self._tell(wrong, trouble=True)
            return
        if self._job is not None:
            self._job.cancel()
        self._making = True
        self._tell(None)
        file, wish, make = Path(self._file.strip()).expanduser(), self._wish, self._tools.make

        def made(_: object) -> None:
            self._job, self._making = None, False
            self._tell(Text.of("ui.checkup.made", file=file.name))
            self._tools.open(file, wish.language)

        self._fraction = 0.0
        self._job = self._workers.start(lambda job: make(file, wish, job), made, self._failed, self._progress)
        self.changed.emit()

    def _wrong_name(self) -> Text | None:
        file = Path(self._file.strip()).expanduser()
        if file.suffix.lower() != ENDING:
            return Text("ui.checkup.ending")
        if not file.absolute().parent.is_dir():
            return Text.of("ui.checkup.no-folder", folder=str(file.parent))
        if file.exists():
            return Text.of("ui.checkup.exists", file=file.name)
        return None


def _folder(paths: Sequence[Path]) -> Path:
    return paths[0].parent if paths else Path.home()


def _suggested(paths: Sequence[Path]) -> Path:
    """A name that is free, beside the first file."""
    first = paths[0]
    stem = first.name.partition(".")[0] or "werkstatt"
    free = first.parent / f"{stem}{ENDING}"
    number = 2
    while free.exists():
        free = first.parent / f"{stem}-{number}{ENDING}"
        number += 1
    return free
