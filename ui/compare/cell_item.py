"""A view beside the map: fingers of its own, and the same camera as the map as long as both are linked."""

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem

from scenes.site_arrays import SiteArrays
from ui.compare.beside_item import BesideItem
from ui.compare.leading import led
from ui.scene_item import SceneItem

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class SceneCell(BesideItem):
    """Moves the map, and follows it, while it is linked; looks from its own place while it is not."""

    leadChanged = Signal()
    linkedChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._lead: SceneItem | None = None
        self._linked = True
        # Before there is a site to look at, nothing that this view does is a wish of people.
        self._joined = False
        self.cameraChanged.connect(self._take_along)

    def _set_lead(self, lead: SceneItem | None) -> None:
        led(self, self._lead, lead, self._follow)
        self._lead = self._beside = lead
        self.leadChanged.emit()
        self._follow()

    def _set_linked(self, linked: bool) -> None:
        self._linked = linked
        self.linkedChanged.emit()
        self._follow()

    lead = Property(SceneItem, lambda self: self._lead, _set_lead, notify=leadChanged)
    linked = Property(bool, lambda self: self._linked, _set_linked, notify=linkedChanged)

    def arrived(self, arrays: SiteArrays) -> None:
        super().arrived(arrays)
        self._follow()
        self._joined = True

    def _follow(self) -> None:
        """Look where the map does."""
        lead, own = self._lead, self._navigator
        if not self._linked or lead is None or lead.navigator is None or own is None:
            return
        if own.camera != lead.navigator.camera:
            own.camera = lead.navigator.camera
            self.moved()

    def _take_along(self) -> None:
        """Have the map look where this view does."""
        lead, own = self._lead, self._navigator
        if not (self._linked and self._joined) or lead is None or lead.navigator is None or own is None:
            return
        if lead.navigator.camera != own.camera:
            lead.navigator.camera = own.camera
            lead.moved()
