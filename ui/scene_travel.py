"""A camera that travels: to saved views, along a path, and on foot at eye level."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Property, QElapsedTimer, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlAnonymous
from PySide6.QtQuick import QQuickItem

from planningtable.app.standpoint import WALKERS, path_pace
from scenes.camera import STEEPEST, Camera, grounded
from scenes.site_arrays import SiteArrays
from scenes.standing import Standing
from scenes.track import length, track
from scenes.travel import between, travelled
from ui.lookout import from_text, to_text
from ui.navigator import Journey
from ui.scene_camera import CameraItem
from ui.walker import Walker

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

TICK = 16
"""So often the camera moves on [ms]."""

TRAVEL = 1400.0
"""A way to a saved view takes so long [ms]."""

SEEN_PER_SECOND = 10
"""So many cameras a second are worked out along a path; between them it is interpolated."""

FASTEST, SLOWEST = 4000.0, 90000.0
"""A way along a path takes at least and at most so long [ms]."""

STEP = 2.0
"""Way of an arrow key at eye level [m]."""

TURN = 7.5
"""Turn of an arrow key at eye level [°]."""


@QmlAnonymous
class TravelItem(CameraItem):
    """An item whose camera travels and walks."""

    travelChanged = Signal()
    calmChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._standing: tuple[SiteArrays, Standing] | None = None
        self._clock = QElapsedTimer()
        self._lasting = TRAVEL
        self._is_calm = False
        self._was = (False, False)
        self._ticks_of_travel = QTimer(self)
        self._ticks_of_travel.setInterval(TICK)
        self._ticks_of_travel.timeout.connect(self._go_on)
        self.cameraChanged.connect(self._tell_travel)

    def arrived(self, arrays: SiteArrays) -> None:
        """Another site is drawn; somebody on foot walks among what stands there now."""
        super().arrived(arrays)
        navigator, standing = self._navigator, self._stand() if self._get_walking() else None
        if navigator is not None and navigator.walker is not None and standing is not None:
            navigator.stand(navigator.walker.among(standing))
            self.moved()

    def _get_walking(self) -> bool:
        return self._navigator is not None and self._navigator.walker is not None

    def _get_travelling(self) -> bool:
        return self._navigator is not None and self._navigator.journey is not None

    def _set_calm(self, value: bool) -> None:
        self._is_calm = value
        self.calmChanged.emit()

    calm = Property(bool, lambda self: self._is_calm, _set_calm, notify=calmChanged)
    """Whether the camera is there at once instead of travelling; a path that was drawn is still walked."""
    walking = Property(bool, _get_walking, notify=travelChanged)
    travelling = Property(bool, _get_travelling, notify=travelChanged)

    @Slot(result=str)
    def lookout(self) -> str:
        """What the map shows now, to be kept as text."""
        return to_text(self.view.camera)

    @Slot(str, result=bool)
    def travelTo(self, text: str) -> bool:
        """Travel to a view that was kept as text; whether it is one."""
        camera = from_text(text)
        if camera is None or self._navigator is None:
            return False
        start = self.view.camera
        self._travel(lambda share: travelled(start, camera, share))
        return True

    @Slot(float, float, float)
    def stand(self, east: float, north: float, above: float) -> None:
        """Travel down to eye level at a place, or right beside the building that is there."""
        standing = self._stand()
        if standing is None:
            return
        start, end = self.view.camera, Walker.at(standing, (east, north), self.view.camera.azimuth, above).camera
        self._travel(lambda share: travelled(start, end, share))

    @Slot(list, float)
    def follow(self, path: Sequence[float], above: float) -> None:
        """Walk along a path, or fly over it from higher up; ``path``: east, north, east, north, … [m]."""
        corners = list(zip(path[::2], path[1::2], strict=False))
        standing = self._stand()
        if standing is None or len(corners) < 2 or length(corners) < 1.0:
            return
        lasting = min(max(length(corners) / path_pace(above) * 1000.0, FASTEST), SLOWEST)
        travel = 0.0 if self._is_calm else TRAVEL
        cameras = track(standing, corners, above, max(round(lasting / 1000.0 * SEEN_PER_SECOND), 2))
        start, first = self.view.camera, travel / (travel + lasting)

        def journey(share: float) -> Camera:
            if share < first:
                return travelled(start, cameras[0], share / first)
            at = (share - first) / (1.0 - first) * (len(cameras) - 1)
            row = min(int(at), len(cameras) - 2)
            return between(cameras[row], cameras[row + 1], at - row)

        self._set_out(journey, travel + lasting)

    @Slot()
    def halt(self) -> None:
        """Stay where the camera is."""
        self._arrive()

    @Slot(float, float)
    def walk(self, metres: float, degrees: float) -> None:
        """At eye level: turn clockwise, then go ahead, or back."""
        if self._navigator is not None and self._navigator.walker is not None:
            self._navigator.journey = None
            self._navigator.stand(self._navigator.walker.turned(degrees).walked(metres))
            self.moved()

    def key(self, key: int) -> bool:
        if self._get_walking():
            match Qt.Key(key):
                case Qt.Key.Key_Up | Qt.Key.Key_Down:
                    self.walk(STEP if key == Qt.Key.Key_Up else -STEP, 0.0)
                    return True
                case Qt.Key.Key_Left | Qt.Key.Key_Right:
                    self.walk(0.0, -TURN if key == Qt.Key.Key_Left else TURN)
                    return True
                case Qt.Key.Key_Escape:
                    self.home()
                    return True
        return super().key(key)

    def _travel(self, journey: Journey) -> None:
        self._set_out(journey, TRAVEL)
        if self._is_calm and self._navigator is not None:
            self._navigator.camera = journey(1.0)
            self._arrive()
            self.moved()

    def _set_out(self, journey: Journey, lasting: float) -> None:
        if self._navigator is None:
            return
        self._navigator.walker = None
        self._navigator.journey = journey
        self._lasting = lasting
        self._clock.start()
        self._ticks_of_travel.start()
        self._tell_travel()

    @Slot()
    def _go_on(self) -> None:
        navigator = self._navigator
        if navigator is None or navigator.journey is None:
            # A hand took hold of the map.
            self._arrive()
            return
        share = self._clock.elapsed() / self._lasting
        navigator.camera = navigator.journey(min(share, 1.0))
        if share >= 1.0:
            self._arrive()
        self.moved()

    def _arrive(self) -> None:
        """Stay: on foot at eye level, otherwise above the town."""
        self._ticks_of_travel.stop()
        navigator, standing = self._navigator, self._stand()
        if navigator is None or standing is None:
            return
        navigator.journey = None
        camera = navigator.camera
        if navigator.walker is None and camera.tilt > STEEPEST:
            walker = Walker.of(standing, camera)
            if walker.above <= WALKERS:
                # On the way there something may have been built at its end.
                navigator.stand(walker.among(standing))
            else:
                navigator.look(replace(camera, tilt=STEEPEST))
        elif navigator.walker is None:
            navigator.look(grounded(camera, standing.ground(camera.east, camera.north)))
        self._tell_travel()

    @Slot()
    def _tell_travel(self) -> None:
        now = (self._get_walking(), self._get_travelling())
        if now != self._was:
            self._was = now
            self.travelChanged.emit()

    def _stand(self) -> Standing | None:
        """Ground and walls of what is drawn now."""
        arrays = self._arrays
        if arrays is None:
            return None
        if self._standing is None or self._standing[0] is not arrays:
            self._standing = (arrays, Standing(arrays))
        return self._standing[1]
