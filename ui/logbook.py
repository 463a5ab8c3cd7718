"""What goes wrong, for those who mend it: a log file that also holds what Qt says."""

import logging
import os
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

log = logging.getLogger("planningtable.window")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_file() -> Path:
    """Where the log lies: the user's folder for such things."""
    home = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(home) if home else Path.home() / ".local" / "state") / "planningtable" / "window.log"


def keep_logbook(file: Path) -> None:
    """Write the log, and Qt's messages into it."""
    handler: logging.Handler
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    except OSError:
        # A full or read-only home is no reason to refuse the table.
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    qInstallMessageHandler(_from_qt)


def _place(context: QMessageLogContext) -> str:
    """File and line; only the line where the path has signs beyond ASCII, which Qt hands over in another encoding."""
    try:
        return f"{context.file}:{context.line}"
    except UnicodeDecodeError:
        return f"line {context.line}"


def _from_qt(kind: QtMsgType, context: QMessageLogContext, message: str | None) -> None:
    logging.getLogger("qt").log(_LEVELS[kind], "%s (%s)", message, _place(context))


def on_fault(tell: Callable[[], None]) -> None:
    """Faults of the program: all of it into the log, one sentence to people; the table goes on."""

    def hook(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        log.critical("fault", exc_info=(kind, fault, trace))
        tell()

    sys.excepthook = hook
