"""The real table in a process of its own that writes down when fingers arrive and when frames are on the screen.

Run as a program with a workshop file and a TUIO port. Each line on stdin is ``["load", seconds]``, the load a layer's
id or empty; the answer ``"ready"`` comes when the table rests, or computes. After so many seconds the second answer is
what was seen meanwhile, see `Seen`.
"""

import json
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QTouchEvent

from benchmarks.asked_window import say, settle, stay
from planningtable.app.session import Session
from planningtable.app.windows import Ear, WindowRequest
from planningtable.domain.commands import AddVariant, PlaceMeasure
from ui.application import make_application
from ui.main import PlanningWindow
from ui.scene_item import SceneItem

VARIANT = "panned"
SEAT = "seat-2"
"""Who plants trees while the one at the first seat moves the map."""

LOOK = 20
"""So often it is looked whether anything is being computed [ms]."""

NEARER = 2.0
"""So much nearer than the whole site: there is something to be moved."""


@dataclass(slots=True)
class Seen:
    """What was seen from the first to the last moment; times by `time.monotonic` [s].

    Attributes:
        fingers: when the window was told of a finger, and where, in parts of its sides.
        frames: when a frame was begun, and when it was on the screen.
        busy: looks that found something being computed.
        looks: all looks.
        trees: planted meanwhile, each of which has the layer and the indicators computed anew.
    """

    fingers: list[tuple[float, float, float]] = field(default_factory=list)
    frames: list[tuple[float, float]] = field(default_factory=list)
    busy: int = 0
    looks: int = 0
    trees: int = 0


class Watch(QObject):
    """Writes down fingers and frames of a window, and keeps the workers busy."""

    def __init__(self, opened: PlanningWindow, session: Session) -> None:
        super().__init__()
        self._opened = opened
        self._session = session
        self._seen = Seen()
        self._layer = ""
        self._left = 0.0
        self._planted = 0
        self._began = 0.0
        window = opened.window
        window.installEventFilter(self)
        direct = Qt.ConnectionType.DirectConnection
        window.beforeSynchronizing.connect(self._begin, direct)
        window.frameSwapped.connect(self._end, direct)
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK)
        self._looks.timeout.connect(self._look)
        self._waits = QTimer(self)
        self._waits.setInterval(LOOK)
        self._waits.timeout.connect(self._ready)

    def begin(self, layer: str, seconds: float) -> None:
        """Show a layer, or nothing, and say so when the table is where it is wanted."""
        if layer != self._layer:
            self._layer = layer
            self._opened.table.seat("seat-1").hand.board.show_layer(layer)
        self._left = seconds
        self._waits.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.points():
            window, at = self._opened.window, event.points()[0].position()
            self._seen.fingers.append((time.monotonic(), at.x() / window.width(), at.y() / window.height()))
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        self._began = time.monotonic()

    def _end(self) -> None:
        self._seen.frames.append((self._began, time.monotonic()))

    def _ready(self) -> None:
        """The table rests; with a load, computing has begun."""
        if not self._opened.settled:
            return
        self._waits.stop()
        if self._layer:
            self._plant()
        self._seen = Seen()
        say("ready")
        self._looks.start()
        QTimer.singleShot(round(self._left * 1000), self, self._tell)

    def _look(self) -> None:
        busy = self._opened.background.busy
        self._seen.looks += 1
        self._seen.busy += busy
        if self._layer and not busy:
            self._plant()

    def _plant(self) -> None:
        """A tree at a place of its own: site, layer and indicators are worked out anew."""
        extent = self._session.site.extent
        self._planted += 1
        self._seen.trees += 1
        share = self._planted * 0.6180339887 % 1.0
        east = extent.west + extent.width * (0.2 + 0.6 * share)
        north = extent.south + extent.height * (0.2 + 0.6 * (share * 7.0 % 1.0))
        tree = PlaceMeasure(VARIANT, f"tree-{self._planted}", "tree", f"POINT ({east} {north})", None, ())
        self._session.execute(tree, SEAT)

    def _tell(self) -> None:
        self._looks.stop()
        say(asdict(self._seen))


def main(workshop: Path, port: int) -> int:
    application = make_application("table")
    with Session.open(workshop) as session:
        session.execute(AddVariant(VARIANT, "Pan"), SEAT)
        opened = PlanningWindow(WindowRequest(workshop, mode="table", tuio=Ear(port)), session)
        opened.show()
        settle(application, opened)
        opened.table.seat("seat-1").hand.board.show_variant(VARIANT)
        if isinstance(opened.map, SceneItem):
            opened.map.zoom(NEARER)
        settle(application, opened)
        watch = Watch(opened, session)
        code = stay(application, lambda line: watch.begin(*json.loads(line)))
        opened.close()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
