"""The views card: saved views, a place to stand, a way to walk or to fly."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.app.standpoint import EYE_HEIGHTS
from planningtable.domain.text import Text
from ui.viewmodels.hand import Hand, Touched
from ui.viewmodels.keyboard import KeyboardModel
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

FIELD = "view"
TOOL = "stand"
FLIGHT = "flight"

HEIGHTS: Mapping[str, float] = MappingProxyType({**EYE_HEIGHTS, FLIGHT: 60.0})
"""Who looks, and from how high above the ground [m]."""

CLOSER = 1.5
"""Corners of a way that is drawn are so far apart [m]."""


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A saved view in the list."""

    name: str
    label: str
    camera: str


@dataclass(frozen=True, slots=True)
class Who:
    """Whose eyes one can look with."""

    name: str
    label: str
    chosen: bool


@QmlElement
class CamerasModel(QObject):
    """What the views card shows; the camera is the map's. Saved views are the workshop's: all seats have them."""

    changed = Signal()
    placed = Signal(float, float, float, arguments=["east", "north", "above"])
    """Somebody has chosen where to stand."""

    drawn = Signal(list, float, arguments=["path", "above"])
    """Somebody has drawn a way: east, north, east, north, … [m]."""

    def __init__(self, hand: Hand, keyboard: KeyboardModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._keyboard = keyboard
        self._rows = Rows(SavedRow, self)
        self._people = Rows(Who, self)
        self._who = "adult"
        self._drawing = False
        self._path: list[float] = []
        self._keeping = ""
        hand.changed.connect(self._renew)
        keyboard.changed.connect(self.changed)
        self._renew()

    def _renew(self) -> None:
        views = self._hand.board.session.views.all()
        self._rows.set([SavedRow(str(number), view.name, view.camera) for number, view in enumerate(views)])
        self._people.set(
            [Who(name, self._hand.render(Text(f"views.who.{name}")), name == self._who) for name in HEIGHTS]
        )
        self.changed.emit()

    def _get_rows(self) -> QObject:
        return self._rows

    def _get_people(self) -> QObject:
        return self._people

    def _get_flying(self) -> bool:
        return self._who == FLIGHT

    def _get_standing(self) -> bool:
        """The next touch of the map is where to stand."""
        return self._hand.tool_name == TOOL

    @property
    def draws(self) -> bool:
        """Whether the next stroke on the map is the way, for Python."""
        return self._drawing

    def _get_drawing(self) -> bool:
        return self._drawing

    def _get_naming(self) -> bool:
        return bool(self._keeping)

    def _get_draft(self) -> str:
        return self._keyboard.of(FIELD)

    rows = Property(Rows, _get_rows, constant=True)
    people = Property(Rows, _get_people, constant=True)
    flying = Property(bool, _get_flying, notify=changed)
    standing = Property(bool, _get_standing, notify=changed)
    drawing = Property(bool, _get_drawing, notify=changed)
    naming = Property(bool, _get_naming, notify=changed)
    draft = Property(str, _get_draft, notify=changed)

    @Slot(str)
    def choose(self, who: str) -> None:
        """Whose eyes."""
        if who in HEIGHTS:
            self._who = who
            self._renew()

    @Slot()
    def place(self) -> None:
        """The next touch of the map is where to stand; a second time: not after all."""
        self._drawing = False
        self._hand.take(TOOL, None if self._get_standing() else self._placed)

    @Slot()
    def draw(self) -> None:
        """The next stroke on the map is the way; a second time: not after all."""
        if self._get_standing():
            self._hand.take("", None)
        self._drawing = not self._drawing
        self._path = []
        self.changed.emit()

    @Slot(str, float, float, bool)
    def stroke(self, phase: str, east: float, north: float, on_map: bool) -> None:
        """A finger draws the way; ``phase`` as in `ui.touch.gestures.Stroke`."""
        if not self._drawing:
            return
        if phase == "begin":
            self._path = []
        if on_map and (not self._path or _apart(self._path, east, north) >= CLOSER):
            self._path += [east, north]
        if phase == "end":
            self._finish_way()
        elif phase == "cancel":
            self._path = []

    def end(self) -> None:
        """The card was closed."""
        self._drawing = False
        self._keeping = ""
        self.changed.emit()

    @Slot(str)
    def keep(self, camera: str) -> None:
        """Begin to type a name for what the map shows now."""
        taken = {view.name for view in self._hand.board.session.views.all()}
        number = next(n for n in range(1, len(taken) + 2) if self._default(n) not in taken)
        self._keeping = camera
        self._keyboard.fill(FIELD, self._default(number))
        self._keyboard.write_into(FIELD)
        self._renew()

    @Slot()
    def finish_name(self) -> None:
        """Keep the view under the name that is typed; without one it is not kept."""
        name, views = self._keyboard.of(FIELD).strip(), self._hand.board.session.views
        if name and not self._hand.try_to(lambda: views.keep(name, self._keeping)):
            return
        self._keeping = ""
        self._keyboard.write_into("")
        self._hand.board.refresh()

    @Slot(str)
    def remove(self, name: str) -> None:
        views = self._hand.board.session.views
        self._hand.try_to(lambda: views.remove(name))
        self._hand.board.refresh()

    @Slot()
    def lost(self) -> None:
        """A saved view is none: the file is damaged there."""
        self._hand.say(Text("error.views.damaged"))

    def _default(self, number: int) -> str:
        return self._hand.render(Text.of("views.default", number=number))

    def _placed(self, touched: Touched) -> None:
        self._hand.take("", None)
        if touched.beyond:
            self._hand.say(Text("views.beyond"))
            return
        self.placed.emit(touched.east, touched.north, HEIGHTS[self._who])

    def _finish_way(self) -> None:
        path, self._path = self._path, []
        if len(path) < 4:
            self._hand.say(Text("views.too-short"))
            return
        self._drawing = False
        self.changed.emit()
        self.drawn.emit(path, HEIGHTS[self._who])


def _apart(path: list[float], east: float, north: float) -> float:
    return float(((path[-2] - east) ** 2 + (path[-1] - north) ** 2) ** 0.5)
