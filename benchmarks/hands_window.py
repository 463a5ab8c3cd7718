"""A table for eight in a process of its own that writes down when it has dealt with what a tracker told, and its size.

Run as a program with a workshop file and a TUIO port. Says ``"open"``; ``seen`` on stdin is answered with what was seen
so far, see `Seen`; ``target NAME`` with where that is, ``free CARD`` with free places of each seat, see `Room`.
"""

import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QTouchEvent

from benchmarks.asked_window import say, settle, stay
from benchmarks.room import Room
from planningtable.app.session import Session
from planningtable.app.windows import Ear, WindowRequest
from scenes.camera import Size
from scenes.hosts import HostedWindow
from ui.application import make_application
from ui.main import PlanningWindow
from ui.scene_item import SceneItem

SEATS = 8
DIAGONAL = 55.0
"""Of the table [inches]."""
SAMPLE = 1000
"""So often memory is looked at [ms]."""


@dataclass(slots=True)
class Seen:
    """What was seen; times by `time.monotonic` [s].

    Attributes:
        dealt: packets that were dealt with, and when.
        frames: when a frame was begun, and when it was on the screen.
        scene: what drawing the scene took each time [ms].
        memory: of the process, each second [bytes]; 0 where the system does not say.
        down: fingers that the window believes to be down.
        moving: whether a hand has the map.
        left_out: packets that could not be read.
    """

    dealt: list[tuple[int, float]] = field(default_factory=list)
    frames: list[tuple[float, float]] = field(default_factory=list)
    scene: list[float] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    down: int = 0
    moving: bool = False
    left_out: int = 0


class Undrawn(HostedWindow):
    """A scene that leaves the picture as it is."""

    def render(self, size: Size, bind: Callable[[], object], samples: int | None = None) -> None:
        del size, bind, samples


class Watch(QObject):
    """Writes down what a window does with touches."""

    def __init__(self, opened: PlanningWindow) -> None:
        super().__init__()
        self._opened = opened
        self._seen = Seen()
        self._began = 0.0
        window = opened.window
        window.installEventFilter(self)
        direct = Qt.ConnectionType.DirectConnection
        window.beforeSynchronizing.connect(self._begin, direct)
        window.frameSwapped.connect(self._end, direct)
        if isinstance(opened.map, SceneItem):
            opened.map.frameDrawn.connect(self._drawn)
        self._samples = QTimer(self)
        self._samples.setInterval(SAMPLE)
        self._samples.timeout.connect(lambda: self._seen.memory.append(memory()))
        self._samples.start()
        self._marks = QTimer(self)
        self._marks.setInterval(0)
        self._marks.setSingleShot(True)
        self._marks.timeout.connect(self._mark)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # When the loop comes round again everything has been told of this touch; or a picture is asked for before.
        if isinstance(event, QTouchEvent):
            self._marks.start()
        elif event.type() == QEvent.Type.UpdateRequest and self._marks.isActive():
            self._marks.stop()
            self._mark()
        return super().eventFilter(watched, event)

    def tell(self) -> None:
        listener, scene = self._opened.listener, self._opened.map
        if listener is not None:
            self._seen.down = listener.down
            self._seen.left_out = listener.counts.left_out
        self._seen.moving = isinstance(scene, SceneItem) and scene.hand_on_map
        say(asdict(self._seen))

    def _mark(self) -> None:
        listener = self._opened.listener
        if listener is not None:
            self._seen.dealt.append((listener.counts.taken, time.monotonic()))

    def _drawn(self) -> None:
        if isinstance(self._opened.map, SceneItem):
            self._seen.scene.append(float(self._opened.map.property("frameTime")))

    def _begin(self) -> None:
        self._began = time.monotonic()

    def _end(self) -> None:
        self._seen.frames.append((self._began, time.monotonic()))


def memory() -> int:
    """What this process holds in memory [bytes]; 0 where the system does not say."""
    told = Path("/proc/self/statm")
    return int(told.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") if told.exists() else 0


def main(workshop: Path, port: int) -> int:
    application = make_application("table")
    with Session.open(workshop) as session:
        request = WindowRequest(workshop, mode="table", seats=SEATS, tuio=Ear(port), rest=0.0, diagonal=DIAGONAL)
        opened = PlanningWindow(request, session)
        opened.show()
        settle(application, opened)
        scene = opened.map
        assert isinstance(scene, SceneItem)
        if os.environ.get("PLANNINGTABLE_BENCH_MAP") == "0":
            # Everything but the drawing itself: an empty scene, too, costs what its many pixels cost.
            assert scene.drawer is not None
            scene.drawer.host = Undrawn(scene.view)
        watch, room = Watch(opened), Room(opened.window, scene)
        answers: dict[str, Callable[..., None]] = {
            "seen": watch.tell,
            "target": room.tell_target,
            "free": room.tell_free,
        }
        code = stay(application, lambda line: answers[line.split()[0]](*line.split()[1:]))
        opened.close()
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
