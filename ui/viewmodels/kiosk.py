"""A table for everybody is closed by its facilitator only: with a code, on a number pad."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import Property, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.app.kiosk import LONGEST, Code, Patience
from planningtable.domain.text import Text
from ui.viewmodels.words import WordsModel

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

FORGOTTEN = 30_000
"""A pad that nobody touches goes away after this time [ms]."""


@QmlElement
class KioskModel(QObject):
    """Whether the window may be closed, and the pad on which the code is typed."""

    changed = Signal()
    opened = Signal()
    """The right code was typed: the window is to be closed."""

    def __init__(
        self,
        words: WordsModel,
        code: Code | None,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """A window that anybody may close where there is no code."""
        super().__init__(parent)
        self._words = words
        words.setParent(self)
        self._code = code
        self._clock = clock
        self._patience = Patience()
        self._typed = ""
        self._open = False
        self._wrong = False
        self._forgotten = QTimer(self)
        self._forgotten.setSingleShot(True)
        self._forgotten.setInterval(FORGOTTEN)
        self._forgotten.timeout.connect(self.close_pad)
        self._count_down = QTimer(self)
        self._count_down.setInterval(500)
        self._count_down.timeout.connect(self._renew)

    def _say(self, id: str, **arguments: int) -> str:
        return self._words.render(Text.of(id, **arguments))

    def _wait(self) -> int:
        return math.ceil(self._patience.left(self._clock()))

    def _get_locked(self) -> bool:
        return self._code is not None

    def _get_sentence(self) -> str:
        """What to do, or what went wrong."""
        wait = self._wait()
        if wait > 0:
            return self._say("ui.kiosk.wait", seconds=wait)
        return self._say("ui.kiosk.wrong" if self._wrong else "ui.kiosk.hint")

    words = Property(WordsModel, lambda self: self._words, constant=True)
    locked = Property(bool, _get_locked, notify=changed)
    open = Property(bool, lambda self: self._open, notify=changed)
    typed = Property(int, lambda self: len(self._typed), notify=changed)
    """How many digits; which ones is nobody's business."""
    waiting = Property(bool, lambda self: self._wait() > 0, notify=changed)
    title = Property(str, lambda self: self._say("ui.kiosk.title"), notify=changed)
    sentence = Property(str, _get_sentence, notify=changed)

    def guard(self, window: QObject) -> None:
        """Keep a window from being closed, whoever asks: its frame, keys, the desktop."""
        if self.property("locked"):
            window.installEventFilter(self)

    def release(self) -> None:
        """Let the window be closed, because the system or the program itself ends."""
        self._code = None
        self.close_pad()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() != QEvent.Type.Close or self._code is None:
            return False
        event.ignore()
        self.ask()
        return True

    @Slot()
    def ask(self) -> None:
        """Lay the pad on the table; only where there is a code to type."""
        if self._code is None:
            return
        self._typed, self._wrong, self._open = "", False, True
        self._renew()
        self._forgotten.start()

    @Slot()
    def close_pad(self) -> None:
        """Take the pad away; how often it was guessed wrong is not forgotten."""
        self._typed, self._open = "", False
        self._forgotten.stop()
        self._renew()

    @Slot(str, result=bool)
    def write(self, text: str) -> bool:
        """Keys of a real keyboard type on the pad while it lies there; whether they did."""
        if not self._open:
            return False
        match text:
            case "\r" | "\n":
                self.enter()
            case "\b":
                self.erase()
            case "\x1b":
                self.close_pad()
            case _:
                self.press(text)
        return True

    @Slot(str)
    def press(self, digit: str) -> None:
        if self._wait() == 0 and len(self._typed) < LONGEST and len(digit) == 1 and digit in "0123456789":
            self._typed, self._wrong = self._typed + digit, False
        self._touched()

    @Slot()
    def erase(self) -> None:
        self._typed = self._typed[:-1]
        self._touched()

    @Slot()
    def enter(self) -> None:
        """Try the code."""
        if self._code is None or not self._typed or self._wait() > 0:
            return
        if self._code.opens(self._typed):
            self.release()
            self.opened.emit()
            return
        self._patience = self._patience.missed(self._clock())
        self._typed, self._wrong = "", True
        self._touched()

    def _touched(self) -> None:
        self._forgotten.start()
        self._renew()

    def _renew(self) -> None:
        # The pad tells the seconds only while it lies there.
        if self._open and self._wait() > 0:
            self._count_down.start()
        else:
            self._count_down.stop()
        self.changed.emit()
