"""A part of the map with other content: what lies in a lens, or beyond a swipe line."""

from PySide6.QtCore import Property, QPointF, QRect, QRectF, Signal
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem

from scenes.glimpse import Glimpse
from scenes.site_arrays import SiteArrays
from ui.compare.beside_item import BesideItem
from ui.compare.leading import led
from ui.quality import Fineness
from ui.scene_item import SceneItem

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ScenePart(BesideItem):
    """Looks with the camera of another item at that part of its picture which it covers; feels no finger."""

    leadChanged = Signal()
    placeChanged = Signal()
    keepsChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._lead: SceneItem | None = None
        self._place = QPointF()
        self._set_interactive(False)

    def _set_lead(self, lead: SceneItem | None) -> None:
        led(self, self._lead, lead, self._follow)
        self._lead = self._beside = lead
        # What stands across the rim, or beside its place, stands there in both.
        self.view.pin_layer.guide = None if lead is None else lead.view.pin_layer
        self.view.labels.guide = None if lead is None else lead.view.labels
        self.leadChanged.emit()
        self._follow()

    def _set_place(self, place: QPointF) -> None:
        if place != self._place:
            self._place = place
            self.placeChanged.emit()
            self._follow()

    def _set_keeps(self, value: bool) -> None:
        self._keeps = value
        self.keepsChanged.emit()
        self.update()

    keeps = Property(bool, lambda self: self._keeps, _set_keeps, notify=keepsChanged)
    lead = Property(SceneItem, lambda self: self._lead, _set_lead, notify=leadChanged)
    place = Property(QPointF, lambda self: self._place, _set_place, notify=placeChanged)

    def reads(self, x: float, y: float) -> tuple[float, float]:
        """Names beneath the rim go on as on the map."""
        return super().reads(x, y) if self._lead is None else self._lead.reads(x, y)

    def arrived(self, arrays: SiteArrays) -> None:
        self._arrays, self._site = arrays, arrays.site
        self._follow()

    def geometryChange(self, new: QRectF | QRect, old: QRectF | QRect) -> None:
        super().geometryChange(new, old)
        self._follow()

    def before_frame(self) -> Fineness:
        # Its pins and names stand where those of the other one do.
        if self._lead is not None:
            self._lead.view.arrange()
        return super().before_frame()

    def _follow(self) -> None:
        """Look where the other one does: coarsely while it moves if need be, sharply soon."""
        if self._lead is None or self.width() <= 0 or self.height() <= 0:
            return
        whole, place = self._lead.area, self._place
        self.view.glimpse = Glimpse(
            place.x() / whole.width, place.y() / whole.height, self.width() / whole.width, self.height() / whole.height
        )
        self.view.camera = self._lead.view.camera
        self._rest.start()
        if not self._is_moving:
            self._is_moving = True
            self.movingChanged.emit()
        self.cameraChanged.emit()
        self.update()
