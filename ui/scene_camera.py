"""The camera of a scene item: where it looks from, and the ways in which hands, keys and buttons move it."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Property, QRect, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlAnonymous
from PySide6.QtQuick import QQuickItem

from planningtable.city.grid import Extent
from planningtable.city.site import Site
from scenes.camera import STEEPEST, VIEW_ANGLE, Camera, limits_for, metres_per_pixel, oblique, overview
from scenes.site_arrays import SiteArrays
from ui.navigator import Navigator
from ui.scene_picture import PictureItem

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

REST = 250
"""So long nothing moved until the picture is sharpened [ms]."""

ZOOM_STEP = 1.25
TURN_STEP = 7.5
TILT_STEP = 6.0
PAN_STEP = 0.08
"""Way of an arrow key, in parts of the picture's height."""

NORTH = 0.5
"""Nearer to north than this nobody sees a difference [°]."""

LEAN = 0.3
"""Turn and tilt by the right button [° per px]."""


@QmlAnonymous
class CameraItem(PictureItem):
    """An item with a view and a camera that moves."""

    cameraChanged = Signal()
    movingChanged = Signal()
    perspectiveChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._arrays: SiteArrays | None = None
        self._site: Site | None = None
        self._reach: Extent | None = None
        self._navigator: Navigator | None = None
        self._perspective = False
        self._is_moving = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._settle)

    def _set_perspective(self, value: bool) -> None:
        self._perspective = value
        self.perspectiveChanged.emit()
        self.home()

    perspective = Property(bool, lambda self: self._perspective, _set_perspective, notify=perspectiveChanged)
    moving = Property(bool, lambda self: self._is_moving, notify=movingChanged)
    bearing = Property(float, lambda self: self.view.camera.azimuth, notify=cameraChanged)
    tilt = Property(float, lambda self: self.view.camera.tilt, notify=cameraChanged)
    metresPerPixel = Property(float, lambda self: metres_per_pixel(self.view.camera, self.area), notify=cameraChanged)

    @property
    def navigator(self) -> Navigator | None:
        """None as long as there is no site."""
        return self._navigator

    def arrived(self, arrays: SiteArrays) -> None:
        """Another site is drawn from now on; the first one is looked at as a whole."""
        self._arrays, self._site = arrays, arrays.site
        site = arrays.site
        limits = limits_for(self._reach or site.extent)
        if self._navigator is None:
            self._navigator = Navigator(self.view.camera, limits, self.area, self.height_under)
            self.home()
        self._navigator.limits = limits

    def reach(self, extent: Extent) -> None:
        """The camera may go this far: a city is larger than the site."""
        self._reach = extent
        if self._navigator is not None:
            self._navigator.limits = limits_for(extent)

    @Slot()
    def home(self) -> None:
        """The whole site: straight from above, or from the side where ``perspective`` is set."""
        if self._perspective:
            self.oblique()
        else:
            self.straightDown()

    @Slot()
    def faceNorth(self) -> None:
        """North up; where it is up already, the whole site."""
        azimuth = self.view.camera.azimuth
        if min(azimuth, 360.0 - azimuth) < NORTH:
            self.home()
        else:
            self.turn(azimuth)

    @Slot()
    def straightDown(self) -> None:
        """The whole site from above: the fairest view for all sides."""
        if self._site is not None:
            self._look(overview(self._site.extent, self._ground(*self._site.extent.centre), self.area))

    @Slot()
    def oblique(self) -> None:
        """The whole site from the side."""
        if self._site is not None:
            self._look(oblique(self._site.extent, self._ground(*self._site.extent.centre), self.area))

    @Slot(float)
    def zoom(self, factor: float) -> None:
        """Zoom about the middle of the picture; above 1 comes nearer."""
        self._pinch(self.area.width / 2, self.area.height / 2, factor)

    @Slot(float)
    def turn(self, degrees: float) -> None:
        """Turn the picture about its middle, clockwise."""
        self._pinch(self.area.width / 2, self.area.height / 2, 1.0, degrees)

    @Slot(float)
    def tiltBy(self, degrees: float) -> None:
        """Look more along the ground (positive) or more from above."""
        self.lean(0.0, -degrees / LEAN, self.area.width / 2, self.area.height / 2)

    @Slot(float, float)
    def push(self, dx: float, dy: float) -> None:
        """Push the map along [px]."""
        self._shift(dx, dy)

    @Slot(float, float, float)
    def flyTo(self, east: float, north: float, width: float) -> None:
        """Look at a place so that the picture is this wide [m]."""
        if self._site is not None:
            camera = _aloft(self.view.camera)
            half = width * self.area.height / self.area.width / 2
            distance = half / float(np.tan(np.radians(camera.opening / 2)))
            self._look(replace(camera, east=east, north=north, height=self._ground(east, north), distance=distance))

    def wheel(self, x: float, y: float, steps: float) -> None:
        self._pinch(x, y, ZOOM_STEP**steps)

    def lean(self, dx: float, dy: float, x: float, y: float) -> None:
        if self._navigator is not None:
            self._navigator.pinch(x, y, 1.0, dx * LEAN)
            self._navigator.tilt(-dy * LEAN, x, y)
            self.moved()

    def key(self, key: int) -> bool:
        step = self.height() * PAN_STEP
        match Qt.Key(key):
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._shift(step if key == Qt.Key.Key_Left else -step, 0.0)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._shift(0.0, step if key == Qt.Key.Key_Up else -step)
            case Qt.Key.Key_Plus | Qt.Key.Key_Minus:
                self.zoom(ZOOM_STEP if key == Qt.Key.Key_Plus else 1 / ZOOM_STEP)
            case Qt.Key.Key_Q | Qt.Key.Key_E:
                self.turn(-TURN_STEP if key == Qt.Key.Key_Q else TURN_STEP)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.tiltBy(TILT_STEP if key == Qt.Key.Key_PageUp else -TILT_STEP)
            case Qt.Key.Key_Home:
                self.home()
            case _:
                return False
        return True

    def geometryChange(self, new: QRectF | QRect, old: QRectF | QRect) -> None:
        super().geometryChange(new, old)
        if self._navigator is not None and not new.isEmpty():
            self._navigator.size = self.area
            if old.isEmpty():
                self.home()
            self.moved()

    def moved(self) -> None:
        """The navigator moved: draw it, coarsely if need be, and sharpen it soon."""
        if self._navigator is None:
            return
        self.view.camera = self._navigator.camera
        self._rest.start()
        if not self._is_moving:
            self._is_moving = True
            self.movingChanged.emit()
        self.cameraChanged.emit()
        self.update()

    def _settle(self) -> None:
        if self.hand_on_map:
            self._rest.start()
            return
        self._is_moving = False
        self.movingChanged.emit()
        self.update()

    def _pinch(self, x: float, y: float, factor: float, degrees: float = 0.0) -> None:
        if self._navigator is not None:
            self._navigator.pinch(x, y, factor, degrees)
            self.moved()

    def _shift(self, dx: float, dy: float) -> None:
        if self._navigator is not None:
            x, y = self.area.width / 2, self.area.height / 2
            self._navigator.grasp(x, y)
            self._navigator.drag((x, y), (x + dx, y + dy))
            self.moved()

    def _look(self, camera: Camera) -> None:
        if self._navigator is not None:
            self._navigator.size = self.area
            self._navigator.look(camera)
            self.moved()

    def _ground(self, east: float, north: float) -> float:
        if self._site is None:
            return 0.0
        return float(self._site.terrain.sample(np.array([east]), np.array([north]))[0])


def _aloft(camera: Camera) -> Camera:
    """A camera; that of somebody at eye level looks down from above."""
    return camera if camera.tilt <= STEEPEST else replace(camera, tilt=0.0, parallel=True, opening=VIEW_ANGLE)
