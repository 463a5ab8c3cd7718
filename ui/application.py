"""Qt's application object as VTK inside Qt Quick needs it."""

import os
import signal
import socket
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QSocketNotifier
from PySide6.QtGui import QGuiApplication, QSurfaceFormat
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface

from planningtable.app.windows import Mode
from planningtable.domain.text import PlanningError


def make_application(mode: Mode = "desk") -> QGuiApplication:
    """The application object.

    Args:
        mode: at a table drawing has a thread of its own, so that no finger waits for it, see ADR 9.

    Raises:
        PlanningError: there is no screen.
    """
    _must_have_screen()
    os.environ.setdefault("QSG_RENDER_LOOP", "threaded" if mode == "table" else "basic")
    form = QSurfaceFormat()
    form.setVersion(3, 2)
    form.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    form.setDepthBufferSize(24)
    form.setStencilBufferSize(8)
    QSurfaceFormat.setDefaultFormat(form)
    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.OpenGL)
    application = QGuiApplication(["planningtable"])
    application.setApplicationName("planningtable")
    application.setApplicationDisplayName("")
    return application


def _must_have_screen() -> None:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    # Qt would end the program without a word to the user.
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise PlanningError("error.window.no-screen")


class Interrupts:
    """Ctrl+C and a polite end by the system close the window instead of killing it."""

    def __init__(self, close: Callable[[], None]) -> None:
        # Python runs its handlers only between two of its own steps; a socket wakes Qt's loop for that.
        self._ears, self._mouth = socket.socketpair()
        self._mouth.setblocking(False)
        self._wakeup = signal.set_wakeup_fd(self._mouth.fileno())
        self._before = {number: signal.signal(number, lambda *_: close()) for number in (signal.SIGINT, signal.SIGTERM)}
        self._notifier = QSocketNotifier(self._ears.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._drain)

    def _drain(self) -> None:
        self._ears.recv(64)

    def end(self) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._ears.close()
        self._mouth.close()


def run_loop() -> int:
    return QCoreApplication.exec()
