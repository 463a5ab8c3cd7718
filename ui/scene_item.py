"""The map as a QML element: VTK's picture, and every finger on it."""

from typing import Any

import numpy as np
from PySide6.QtCore import Property, QPointF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickFramebufferObject, QQuickItem

from planningtable.domain.seats import DESK, TABLE_SEATS, Seat
from scenes.around.content import Surroundings
from scenes.camera import to_screen
from scenes.site_arrays import SiteArrays
from scenes.vegetation.levels import budget_at
from ui.quality import Fineness, Quality
from ui.scene_renderer import SceneRenderer
from ui.scene_source import Content, SceneSource
from ui.scene_travel import TravelItem
from ui.touch.gestures import Gesture, LongPress, MapGrasped, Stroke, Tap
from ui.touch.seats import away, seat_at

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

LOOK = 120
"""While the camera moves, what it sees of the city is found out this often [ms]."""


@QmlElement
class SceneItem(TravelItem):
    """The map; what it offers to QML is written down in interface.md."""

    sourceChanged = Signal()
    seatsChanged = Signal()
    interactiveChanged = Signal()
    drawingSeatsChanged = Signal()
    readyChanged = Signal()
    growthChanged = Signal()
    frameDrawn = Signal()
    tapped = Signal(float, float, str, arguments=["x", "y", "seat"])
    longPressed = Signal(float, float, str, arguments=["x", "y", "seat"])
    dragStarted = Signal(float, float, arguments=["x", "y"])
    drawn = Signal(float, float, str, int, str, arguments=["x", "y", "phase", "contact", "seat"])

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._source: SceneSource | None = None
        self._seats: tuple[Seat, ...] = (DESK,)
        self._drawing: tuple[str, ...] = ()
        self._is_interactive = True
        self._is_ready = False
        self._keeps = False
        self._growth = 1.0
        self._shown = Content()
        self._arrived: SiteArrays | None = None
        self._drawn: SceneSource | None = None
        self._quality = Quality()
        self._frame_time = 0.0
        self.drawer: SceneRenderer | None = None
        self._beside: SceneItem | None = None
        self.parts: list[SceneItem] = []
        self._around: Surroundings | None = None
        self._looks = QTimer(self)
        self._looks.setSingleShot(True)
        self._looks.setInterval(LOOK)
        self._looks.timeout.connect(self._look_at_city)
        self.cameraChanged.connect(self._look_soon)
        # The framebuffer may be coarser than the item while something moves.
        self.setTextureFollowsItemSize(False)
        # OpenGL's rows begin at the bottom, Qt's at the top.
        self.setMirrorVertically(True)

    def _set_source(self, source: SceneSource | None) -> None:
        if self._source is not None:
            self._source.changed.disconnect(self._content_changed)
            self._source.city.changed.disconnect(self._city_changed)
        self._source = source
        self._arrived = None
        if source is None:
            # Whoever shows nothing any more has nothing to begin with when it is given something else.
            self._drawn = self._arrays = None
            self._is_ready = False
            self.readyChanged.emit()
        if source is not None:
            source.changed.connect(self._content_changed)
            source.city.changed.connect(self._city_changed)
        self.sourceChanged.emit()
        self._content_changed()

    def _set_seats(self, ids: list[str]) -> None:
        known = {seat.id: seat for seat in TABLE_SEATS}
        self._seats = tuple(known[id] for id in ids if id in known) or (DESK,)
        self.seatsChanged.emit()

    def _set_drawing(self, ids: list[str]) -> None:
        self._drawing = tuple(ids)
        self.drawingSeatsChanged.emit()

    def _set_interactive(self, value: bool) -> None:
        self._is_interactive = value
        buttons = Qt.MouseButton.LeftButton | Qt.MouseButton.RightButton
        self.setAcceptTouchEvents(value)
        self.setAcceptedMouseButtons(buttons if value else Qt.MouseButton.NoButton)
        self.interactiveChanged.emit()

    def _set_growth(self, growth: float) -> None:
        self._growth = growth
        self.growthChanged.emit()
        self.update()

    growth = Property(float, lambda self: self._growth, _set_growth, notify=growthChanged)
    source = Property(SceneSource, lambda self: self._source, _set_source, notify=sourceChanged)
    seats = Property(list, lambda self: [s.id for s in self._seats], _set_seats, notify=seatsChanged)
    drawingSeats = Property(list, lambda self: list(self._drawing), _set_drawing, notify=drawingSeatsChanged)
    interactive = Property(bool, lambda self: self._is_interactive, _set_interactive, notify=interactiveChanged)
    ready = Property(bool, lambda self: self._is_ready, notify=readyChanged)
    byProcessor = Property(bool, lambda self: self.drawer is not None and self.drawer.by_processor, notify=readyChanged)
    frameTime = Property(float, lambda self: self._frame_time, notify=frameDrawn)

    @property
    def settled(self) -> bool:
        """Everything is drawn, and sharply, with all that lies over it as ``parts``."""
        source = self._source
        waiting = source is not None and (
            source.busy or source.content is not self._shown or source.city.content is not self._around
        )
        calm = bool(self._is_ready) and not self._is_moving and not waiting
        return calm and all(part.settled for part in self.parts if part.isVisible())

    @Slot(float, float, result="QVariantMap")
    def pick(self, x: float, y: float) -> dict[str, Any]:
        """What is under a place of the item: ``kind``, ``id``, ``east``, ``north``, ``up`` [m], ``surface`` (row)."""
        size = self.view.size
        found = self.view.pick(x * size.width / self.area.width, y * size.height / self.area.height)
        if found is None:
            return {"kind": "", "id": "", "east": 0.0, "north": 0.0, "up": 0.0, "surface": -1}
        east, north, up = found.point
        return {"kind": found.kind, "id": found.id, "east": east, "north": north, "up": up, "surface": found.surface}

    @Slot(float, float, result=QPointF)
    def placeOf(self, east: float, north: float) -> QPointF:
        """Where a place is seen, on top of what stands there."""
        pixels, _ = to_screen(self.view.camera, self.area, np.array([self.view.pin_layer.tip(east, north)]))
        return QPointF(float(pixels[0, 0]), float(pixels[0, 1]))

    @Slot(float, float, result=str)
    def seatAt(self, x: float, y: float) -> str:
        """The seat whose place is nearest."""
        return self._seat(x, y).id

    def facing(self, x: float, y: float) -> tuple[float, float]:
        return away(self._seat(x, y))

    def whose(self, x: float, y: float) -> str:
        return self._seat(x, y).id

    def draws(self, x: float, y: float) -> bool:
        return self._seat(x, y).id in self._drawing

    def felt(self, gesture: Gesture) -> None:
        match gesture:
            case Tap(x=x, y=y):
                self.tapped.emit(x, y, self._seat(x, y).id)
            case LongPress(x=x, y=y):
                self.longPressed.emit(x, y, self._seat(x, y).id)
            case Stroke(contact=contact, phase=phase, x=x, y=y):
                self.drawn.emit(x, y, phase.value, contact, self._seat(x, y).id)
            case MapGrasped(x=x, y=y):
                self.dragStarted.emit(x, y)
        if self.navigator is not None and self.navigator.feel(gesture):
            self.moved()

    def createRenderer(self) -> QQuickFramebufferObject.Renderer:
        self.drawer = SceneRenderer(self, self._beside.drawer if self._beside is not None else None)
        window = self.window()
        if window is not None:
            window.sceneGraphInvalidated.connect(self._release, Qt.ConnectionType.DirectConnection)
        return self.drawer

    @Slot()
    def _content_changed(self) -> None:
        """Look at a site that is about to be drawn."""
        arrays = self._source.content.arrays if self._source is not None else None
        if arrays is not None and arrays is not self._arrived:
            self._arrived = arrays
            self.arrived(arrays)
        self.update()

    def before_frame(self) -> Fineness:
        """Put into the view whatever is ready; how fine to draw. The thread that draws calls it, this one waits."""
        content = self._source.content if self._source is not None else Content()
        self._drawn = self._source
        # The picture of another source does not stay under a new title, unless the item is told to keep it.
        if content is not self._shown and (content.arrays is not None or not (self._keeps and self._is_ready)):
            self._commit(content, self._shown)
            self._shown = content
        around = self._source.city.content if self._source is not None else None
        if around is not self._around and content.arrays is not None:
            self.view.commit_around(around)
            self._around = around
        self.write_names(written=self._source is not None and bool(self._source.property("names")))
        self.view.look(dark=self._source is not None and bool(self._source.property("dark")))
        fineness = self._quality.next(moving=bool(self._is_moving))
        self.view.trees.budget = budget_at(fineness.scale)
        scale = self.pixels().height() / self.area.height * fineness.scale * self._growth
        if scale != self.view.scale:
            self.view.scale = scale
        return fineness

    def pixels(self) -> QSize:
        """Size of the item on the screen [px]."""
        window = self.window()
        ratio = window.effectiveDevicePixelRatio() if window is not None else 1.0
        return QSize(round(self.area.width * ratio), round(self.area.height * ratio))

    @Slot(float, int, float)
    def after_frame(self, scale: float, samples: int, milliseconds: float) -> None:
        """Learn from a frame that has been drawn; whoever hears of it may close the window."""
        self._frame_time = milliseconds
        self._quality.cost(Fineness(scale, samples), milliseconds)
        self.frameDrawn.emit()
        has_site = self._drawn is not None and self._shown.arrays is not None
        if has_site != self._is_ready:
            self._is_ready = has_site
            self.readyChanged.emit()

    def _commit(self, content: Content, before: Content) -> None:
        renewed = content.arrays is not before.arrays
        if renewed and content.arrays is not None:
            self.view.commit_site(content.arrays)
        if renewed or content.drape is not before.drape:
            self.view.commit_drape(content.drape)
        if renewed or content.overlay is not before.overlay:
            self.view.commit_plans(content.overlay)
        if renewed or content.photo is not before.photo:
            self.view.commit_photos(content.photo)
        if renewed or content.sunshine is not before.sunshine:
            self.view.commit_sun(content.sunshine)
        if renewed or content.appearance is not before.appearance:
            self.view.commit_appearance(content.appearance)
        if content.pins != before.pins:
            self.view.pins(content.pins)
        if content.measures != before.measures:
            self.view.measures(content.measures)
        if content.chosen != before.chosen:
            self.view.select(content.chosen)

    @Slot()
    def _city_changed(self) -> None:
        extent = self._source.city.extent if self._source is not None else None
        if extent is not None and extent != self._reach:
            self.reach(extent)
            self._look_soon()
        self.update()

    @Slot()
    def _look_soon(self) -> None:
        if not self._looks.isActive():
            self._looks.start()

    @Slot()
    def _look_at_city(self) -> None:
        """What lies beyond the site is loaded where somebody looks."""
        if self._source is not None and self._navigator is not None:
            self._source.city.look(id(self), self.view.camera, self.view.size)

    def _seat(self, x: float, y: float) -> Seat:
        # Seats sit round the window, of which the map may be a part.
        room = self.parentItem()
        if room is None or room.width() <= 0:
            return seat_at(x, y, self._seats, self.area.width, self.area.height)
        return seat_at(x + self.x(), y + self.y(), self._seats, room.width(), room.height())

    @Slot()
    def _release(self) -> None:
        if self.drawer is not None:
            self.drawer.release()
            self.drawer = None
