"""A window in a process of its own that is asked by lines on stdin and answers with lines of JSON on stdout."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QGuiApplication

from ui.calling import leave
from ui.main import PlanningWindow

LOOK = 0.01
"""So often it is looked whether a window rests [s]."""


def say(answer: Any) -> None:
    """Answer."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def settle(application: QGuiApplication, opened: PlanningWindow) -> None:
    """Let a window work until it rests."""
    while not opened.settled:
        application.processEvents()
        time.sleep(LOOK)


def stay(application: QGuiApplication, asked: Callable[[str], None]) -> int:
    """Say that the window is open, and stay until nothing can be asked any more; the exit code."""

    def told() -> None:
        line = sys.stdin.readline()
        if line:
            asked(line)
        else:
            leave()

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(told)
    say("open")
    code = application.exec()
    notifier.setEnabled(False)
    return code
