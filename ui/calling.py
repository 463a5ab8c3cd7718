"""What Qt does while it waits for the thread that draws: that thread may need Python, which must be free meanwhile.

Most calls into Qt keep Python's lock. Those that hide, close or read a window would wait for ever, and so would the
application's ``quit``, which closes all.
"""

from typing import Any

from PySide6.QtCore import Q_ARG, QCoreApplication, QEvent, QEventLoop, QMetaObject, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickWindow

PATIENCE = 10_000
"""A window that is not drawn gives no picture of itself after this time [ms]."""


def call(window: QQuickWindow, slot: str) -> None:
    """Call a slot of a window, such as ``close`` or ``hide``, and wait until it is done."""
    QMetaObject.invokeMethod(window, slot, Qt.ConnectionType.QueuedConnection)
    QCoreApplication.sendPostedEvents(window, QEvent.Type.MetaCall)


def appear(window: QQuickWindow) -> None:
    """Show a window in the state that it has, without giving it the keys, and wait until it is done."""
    QMetaObject.invokeMethod(window, "setVisible", Qt.ConnectionType.QueuedConnection, Q_ARG(bool, True))
    QCoreApplication.sendPostedEvents(window, QEvent.Type.MetaCall)


def leave() -> None:
    """Have the application quit as soon as it comes to its loop."""
    application = QCoreApplication.instance()
    if application is not None:
        QMetaObject.invokeMethod(application, "quit", Qt.ConnectionType.QueuedConnection)


def picture_of(window: QQuickWindow) -> QImage:
    """What a window shows, in pixels of its screen; a null image where it is not drawn."""
    ratio = window.effectiveDevicePixelRatio()
    size = QSize(round(window.width() * ratio), round(window.height() * ratio))
    grabbed: Any = window.contentItem().grabToImage(size)
    if not grabbed:
        return QImage()
    loop, late = QEventLoop(), QTimer()
    grabbed.ready.connect(loop.quit)
    late.timeout.connect(loop.quit)
    late.start(PATIENCE)
    loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    drawn = grabbed.image()
    if drawn.isNull():
        return QImage()
    picture = QImage(drawn.size(), QImage.Format.Format_RGB32)
    picture.fill(window.color())
    painter = QPainter(picture)
    painter.drawImage(0, 0, drawn)
    painter.end()
    return picture
