"""How the window looks: light or dark, moving or calm. Of the machine and the room, not of the workshop."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class AppearanceModel(QObject):
    """What was asked for at the start, and what is switched since."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None, *, dark: bool = False, calm: bool = False) -> None:
        super().__init__(parent)
        self._dark = dark
        self._calm = calm

    dark = Property(bool, lambda self: self._dark, notify=changed)
    calm = Property(bool, lambda self: self._calm, notify=changed)
    """Whether nothing moves by itself."""

    @Slot()
    def toggle_dark(self) -> None:
        self._dark = not self._dark
        self.changed.emit()

    @Slot()
    def toggle_calm(self) -> None:
        self._calm = not self._calm
        self.changed.emit()
