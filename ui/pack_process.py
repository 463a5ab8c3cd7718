"""The council pack, written by a program of its own: pictures, layers and typesetting never make a finger wait."""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from planningtable.domain.text import PlanningError
from planningtable.store.copying import copy_workshop

PATIENCE = 3000
"""So long a program that is to end may take [ms]."""


class PackProcess(QObject):
    """Writes one pack after the other. What is written appears in its folder once all of it is there."""

    progressed = Signal(float, str)
    """Share that is done [0..1], and what is being done."""
    done = Signal(list)
    """Paths of the files."""
    failed = Signal(str)
    """A sentence."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._scratch: Path | None = None
        self._out = Path()
        self._said = ""

    def start(self, workshop: Path, out: Path, formats: tuple[str, ...], language: str) -> None:
        """Begin. The workshop may be worked on meanwhile: the pack holds it as it is now.

        Args:
            workshop: the workshop file.
            out: folder for the pack; made where it is not there.
            formats: of the pack.
            language: of the pack.

        Raises:
            PlanningError: the workshop cannot be copied, or the folder cannot be made.
        """
        self._out, self._said = out, ""
        try:
            out.mkdir(parents=True, exist_ok=True)
            # Beside the place of the pack, so that finished files need only be renamed.
            self._scratch = Path(tempfile.mkdtemp(prefix=".pack-", dir=out))
        except OSError as error:
            raise PlanningError("error.report.folder", folder=str(out)) from error
        copy = self._scratch / workshop.name
        try:
            copy_workshop(workshop, copy)
        except PlanningError:
            self._clear()
            raise
        process = QProcess(self)
        process.readyReadStandardError.connect(self._listen)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._broken)
        self._process = process
        program = ["-m", "planningtable", "export", str(copy), "-o", str(self._scratch / "pack")]
        process.start(
            sys.executable, [*program, "--formats", ",".join(formats), "--language", language, "--json", "--follow"]
        )

    @Slot()
    def cancel(self) -> None:
        """End it; nothing of the pack is left."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.waitForFinished(PATIENCE)
            process.deleteLater()
        self._clear()

    @Slot()
    def _listen(self) -> None:
        if self._process is None:
            return
        for line in bytes(self._process.readAllStandardError().data()).decode("utf-8", "replace").splitlines():
            try:
                told = json.loads(line)
                self.progressed.emit(float(told["fraction"]), str(told["doing"]))
            except (ValueError, KeyError, TypeError):
                # Whatever is no progress is a sentence for people; the last one says why it ended.
                self._said = line.strip() or self._said

    @Slot(int)
    def _finished(self, code: int) -> None:
        process = self._process
        if process is None:
            return
        self._listen()
        self._process = None
        process.deleteLater()
        try:
            moved = self._move() if code == 0 else []
        except OSError as error:
            code, self._said = 1, str(error)
        self._clear()
        if code == 0:
            self.done.emit(moved)
        else:
            self.failed.emit(self._said)

    @Slot(QProcess.ProcessError)
    def _broken(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._said = self._process.errorString() if self._process is not None else ""
            self._finished(1)

    def _move(self) -> list[Path]:
        """Put what was written in its place; files of the same names are replaced."""
        assert self._scratch is not None
        made = self._scratch / "pack"
        moved = []
        for file in sorted(path for path in made.rglob("*") if path.is_file()):
            target = self._out / file.relative_to(made)
            target.parent.mkdir(parents=True, exist_ok=True)
            file.replace(target)
            moved.append(target)
        return moved

    def _clear(self) -> None:
        if self._scratch is not None:
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch = None
