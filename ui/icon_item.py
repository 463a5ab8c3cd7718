"""The icons of ``assets/icons`` as a QML item, drawn in any colour."""

from importlib import resources

from PySide6.QtCore import Property, QByteArray, QRectF, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem
from PySide6.QtSvg import QSvgRenderer

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class IconItem(QQuickPaintedItem):
    """One icon; an unknown name draws nothing."""

    nameChanged = Signal()
    tintChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._tint = QColor()
        self._renderer: QSvgRenderer | None = None
        self.setAntialiasing(True)
        self.setFlag(QQuickItem.Flag.ItemHasContents, False)

    def _get_name(self) -> str:
        return self._name

    def _set_name(self, name: str) -> None:
        if name != self._name:
            self._name = name
            self._load()
            self.nameChanged.emit()

    def _get_tint(self) -> QColor:
        return self._tint

    def _set_tint(self, tint: QColor) -> None:
        if tint != self._tint:
            self._tint = tint
            self._load()
            self.tintChanged.emit()

    name = Property(str, _get_name, _set_name, notify=nameChanged)
    tint = Property(QColor, _get_tint, _set_tint, notify=tintChanged)

    def _load(self) -> None:
        file = resources.files("assets") / "icons" / f"{self._name}.svg"
        self._renderer = None
        if self._name and file.is_file():
            drawing = file.read_text("utf-8").replace("currentColor", self._tint.name())
            self._renderer = QSvgRenderer(QByteArray(drawing.encode()))
        # Most keys of a keyboard have no icon; an empty one would be drawn all the same, each by itself.
        self.setFlag(QQuickItem.Flag.ItemHasContents, self._renderer is not None)
        self.update()

    def paint(self, painter: QPainter) -> None:
        if self._renderer is not None:
            self._renderer.render(painter, QRectF(0, 0, self.width(), self.height()))
