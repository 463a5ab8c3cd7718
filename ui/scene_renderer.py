"""The bridge from Qt's scene graph to VTK: one framebuffer, as fine as the moment allows.

Everything here runs with Qt's OpenGL context current, in the thread that draws. A renderer is made, and synchronized,
while the window's thread waits; it renders while that goes on, and then touches nothing that is the window's.
"""

import threading
import time
from typing import Protocol

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QOpenGLContext
from PySide6.QtOpenGL import QOpenGLFramebufferObject, QOpenGLFramebufferObjectFormat
from PySide6.QtQuick import QQuickFramebufferObject, QQuickOpenGLUtils

from planningtable.app.doctor import by_processor
from scenes.camera import Size
from scenes.hosts import HostedWindow
from scenes.view import SceneView
from ui.quality import Fineness
from ui.thread_priority import drawing_gives_way

GL_RENDERER = 0x1F01


class Drawn(Protocol):
    """The item as the renderer sees it."""

    @property
    def view(self) -> SceneView: ...

    def before_frame(self) -> Fineness:
        """Put into the view whatever is ready; how fine to draw."""
        ...

    def pixels(self) -> QSize:
        """Size of the item on the screen [px]."""
        ...

    def after_frame(self, scale: float, samples: int, milliseconds: float) -> None:
        """Learn from a frame that has been drawn; called in the item's thread, later."""
        ...


class Teller(QObject):
    """Tells of frames across threads, and nobody once the item is gone."""

    drawn = Signal(float, int, float)


class SceneRenderer(QQuickFramebufferObject.Renderer):
    """Draws the view of one item; ``beside`` is another renderer of the same window, which draws much of the same.

    Attributes:
        by_processor: there is no graphics card, or no driver for it.
    """

    def __init__(self, item: Drawn, beside: "SceneRenderer | None" = None) -> None:
        super().__init__()
        self._item = item
        self._teller = Teller()
        self._teller.drawn.connect(item.after_frame, Qt.ConnectionType.QueuedConnection)
        self.host: HostedWindow = HostedWindow(item.view, beside=beside.host if beside is not None else None)
        self._fineness = Fineness(1.0, 0)
        self._size = QSize()
        self._buffer: QOpenGLFramebufferObject | None = None
        self.by_processor = by_processor(_driver())
        if self.by_processor and threading.current_thread() is not threading.main_thread():
            drawing_gives_way()

    def synchronize(self, item: QQuickFramebufferObject) -> None:
        del item
        self._fineness = self._item.before_frame()
        whole = self._item.pixels()
        scale = self._fineness.scale
        size = QSize(max(16, round(whole.width() * scale)), max(16, round(whole.height() * scale)))
        if size != self._size:
            self._size = size
            self.invalidateFramebufferObject()
        self.host.view.size = Size(size.width(), size.height())

    def createFramebufferObject(self, size: QSize) -> QOpenGLFramebufferObject:
        if self._size.isEmpty():
            self._size = size
        form = QOpenGLFramebufferObjectFormat()
        form.setAttachment(QOpenGLFramebufferObject.Attachment.CombinedDepthStencil)
        # Qt deletes it; without a reference here Python would, too early.
        self._buffer = QOpenGLFramebufferObject(self._size, form)
        return self._buffer

    def render(self) -> None:
        begun = time.perf_counter()
        buffer = self.framebufferObject()
        self.host.render(Size(buffer.width(), buffer.height()), buffer.bind, self._fineness.samples)
        context = QOpenGLContext.currentContext()
        if context is not None:
            context.functions().glFinish()
        QQuickOpenGLUtils.resetOpenGLState()
        milliseconds = (time.perf_counter() - begun) * 1000.0
        self._teller.drawn.emit(self._fineness.scale, self._fineness.samples, milliseconds)

    def release(self) -> None:
        """Give everything on the graphics card back."""
        self.host.release()


def _driver() -> str:
    """The OpenGL renderer of the current context as the driver names it; empty where there is none."""
    context = QOpenGLContext.currentContext()
    return "" if context is None else str(context.functions().glGetString(GL_RENDERER))
