"""An item beside the map: it gives all that it drew back as soon as it has nothing to show any more."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtQuick import QQuickItem, QQuickOpenGLUtils, QQuickWindow

from scenes.view import SceneView
from ui.scene_item import SceneItem
from ui.scene_source import Content


class BesideItem(SceneItem):
    """Kept for the next time, for making another item is dear; its site is not."""

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._leaving: QQuickWindow | None = None
        self.sourceChanged.connect(self._forget_soon)

    @Slot()
    def _forget_soon(self) -> None:
        """What VTK holds can go only where OpenGL is current: in the thread that draws, while the window's waits."""
        window = self.window()
        if self._source is None and self.drawer is not None and window is not None and self._leaving is None:
            self._leaving = window
            window.beforeSynchronizing.connect(self._forget, Qt.ConnectionType.DirectConnection)
            window.update()

    @Slot()
    def _forget(self) -> None:
        if self._leaving is not None:
            self._leaving.beforeSynchronizing.disconnect(self._forget)
            self._leaving = None
        if self._source is None and self.drawer is not None:
            before, self.view = self.view, SceneView()
            self.view.camera, self.view.glimpse = before.camera, before.glimpse
            self.drawer.host.show(self.view)
            self._shown, self._around, self._written = Content(), None, False
            QQuickOpenGLUtils.resetOpenGLState()
