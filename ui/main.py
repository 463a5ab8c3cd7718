"""The composition root of the window: everything is made here, and ends here in the right order."""

import logging
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from planningtable.app.city_beyond import city_beyond
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.app.windows import WindowRequest
from planningtable.app.words import load_words
from planningtable.domain.seats import DESK, TABLE_SEATS
from planningtable.domain.text import LANGUAGES, PlanningError, Text
from ui.application import Interrupts, make_application, run_loop
from ui.background import Background
from ui.calling import call, leave
from ui.context import WindowContext
from ui.frame_gate import FrameGate
from ui.logbook import keep_logbook, log_file, on_fault
from ui.picture import PictureTaker
from ui.scene_item import SceneItem
from ui.scene_source import SceneSource
from ui.screens import Screens, fill, screen_of
from ui.tidying import Tidying
from ui.tuio.fingers import Fingers
from ui.tuio.listener import Listener
from ui.viewmodels.checkup import CheckupModel
from ui.viewmodels.kiosk import KioskModel
from ui.viewmodels.lying import LyingModel
from ui.viewmodels.pieces import PiecesModel
from ui.viewmodels.rest import RestModel
from ui.viewmodels.root import build
from ui.viewmodels.status import StatusModel
from ui.viewmodels.table import TableModel

LATEST = 2000
"""So long after the site is prepared other work waits for the first picture [ms]."""

PATIENCE = 0.2
"""So long a finger waits where another program is writing to the workshop file, then its seat is told [s]."""

QML = Path(__file__).parent / "qml"

log = logging.getLogger(__name__)


def open_window(request: WindowRequest) -> int:
    """Open a workshop's window and stay until it is closed; the exit code.

    Raises:
        PlanningError: there is no screen, or the workshop cannot be opened.
    """
    keep_logbook(log_file())
    _application = make_application(request.mode)  # lives as long as the window
    with Session.open(request.workshop, patience=PATIENCE) as session:
        window = PlanningWindow(request, session)
        try:
            return window.run()
        finally:
            window.close()


class PlanningWindow:
    """One workshop on screen: engine, view-models, background and what they share."""

    def __init__(self, request: WindowRequest, session: Session) -> None:
        self._request = request
        self._words = {language: load_words(language) for language in LANGUAGES}
        self.background = Background()
        self.scene = SceneSource(self.background)
        host = PluginHost.discover()
        self._context = WindowContext(
            session=session,
            results=Results(session, host),
            host=host,
            seats=TABLE_SEATS[: request.seats] if request.mode == "table" else (DESK,),
            mode=request.mode,
            words=self._words,
            language=request.language,
            workshop=request.workshop,
            scene=self.scene,
            background=self.background,
            rest=request.rest if request.mode == "table" else 0.0,
            dark=request.theme == "dark",
            calm=request.calm,
            code=request.code,
        )
        for problem in host.problems:
            log.warning("plugin %s is not loaded: %s", problem.plugin, problem.reason)
        self.background.hold()
        self.scene.city.open(partial(city_beyond, session), session.site)
        self._models: Mapping[str, QObject] = build(self._context)
        self._engine: QQmlApplicationEngine | None = QQmlApplicationEngine()
        self._engine.quit.connect(leave)
        self.beamer: QQuickWindow | None = None
        self._gates: dict[QQuickWindow, FrameGate] = {}
        own = {name: model for name, model in self._models.items() if name != "audience"}
        shown = {"scene": self.scene, "mode": request.mode, "diagonal": request.diagonal}
        self.window = self._load(self._engine, "Main.qml", {**own, **shown})
        self.window.setTitle(self._say("window.title", name=session.state.name))
        self.screens = Screens(self.window, stays=request.mode == "table")
        self.screens.changed.connect(self._tell_screens)
        self.rest = self._models["rest"]
        self.map = self.window.findChild(SceneItem, "map")
        self.listener = self._listener()
        self._watch()
        self._tidying = Tidying(self._is_moved, self.background)
        if isinstance(self.map, SceneItem):
            self.map.readyChanged.connect(self.background.release)
            self.map.readyChanged.connect(self._tidying.start)
        # A site that cannot be drawn must not keep everything else waiting for ever.
        self.scene.busyChanged.connect(self._release_soon)

    def run(self) -> int:
        """Show everything and stay until the window is closed."""
        interrupts = Interrupts(self.leave)
        on_fault(self._tell_fault)
        self.show()
        failures: list[PlanningError] = []
        if self._request.picture is not None:
            taker = PictureTaker(self, self._request.picture, failures.append)
            taker.start()
        try:
            code = run_loop()
        finally:
            interrupts.end()
            sys.excepthook = sys.__excepthook__
        if failures:
            raise failures[0]
        return code

    def show(self) -> None:
        """Put the windows on their screens."""
        if self._request.beamer is not None:
            self._show_beamer(self._request.beamer)
        if self._request.mode == "table":
            fill(self.window, self.window.screen())
        else:
            self.window.show()
        self.window.requestActivate()

    @property
    def kiosk(self) -> KioskModel:
        """Whether the window may be closed."""
        kiosk = self._models["kiosk"]
        assert isinstance(kiosk, KioskModel)
        return kiosk

    def leave(self) -> None:
        """End the program, also where people at the table may not."""
        self.kiosk.release()
        leave()

    @property
    def table(self) -> TableModel:
        """What the seats see, and what they may do."""
        table = self._models["table"]
        assert isinstance(table, TableModel)
        return table

    @property
    def settled(self) -> bool:
        """Everything wished for is computed and drawn sharply."""
        ready = isinstance(self.map, SceneItem) and self.map.settled
        beside = self.window.findChild(SceneItem, "checkup.picture")
        drawn = beside is None or not beside.isVisible() or beside.settled
        return ready and drawn and not self.background.busy and not self.table.is_telling

    def drop(self, files: Sequence[Path]) -> None:
        """Check files as if somebody had dropped them on the window."""
        page = self._models["checkup"]
        if isinstance(page, CheckupModel):
            page.add([QUrl.fromLocalFile(str(file.absolute())) for file in files])

    def close(self) -> None:
        """Engine first, view-models next, then the workers; the session is the caller's."""
        if self._engine is None:
            return
        self.kiosk.release()
        self.screens.close()
        if self.listener is not None:
            self.listener.close()
        for window, gate in self._gates.items():
            gate.close()
            call(window, "close")
        self._gates.clear()
        self._engine.deleteLater()
        self._engine = None
        self.beamer = None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for model in self._models.values():
            end = getattr(model, "close", None)
            if end is not None:
                end()
        self._tidying.close()
        self.background.close()
        self.scene.city.close()
        for model in self._models.values():
            model.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _listener(self) -> Listener | None:
        ear, drawn = self._request.tuio, self.map
        if ear is None or not isinstance(drawn, SceneItem):
            return None
        fingers = Fingers(self.window, lambda: float(drawn.property("density")))
        return Listener(ear.address, ear.port, fingers, self.background)

    def _watch(self) -> None:
        """Those who hear of what happens to the window."""
        rest, lying, pieces, drawn = (*(self._models[name] for name in ("rest", "lying", "pieces")), self.map)
        if isinstance(rest, RestModel):
            rest.watch(self.window)
        if isinstance(lying, LyingModel) and self._request.mode == "table":
            lying.watch(self.window)
        self.kiosk.guard(self.window)
        self.kiosk.opened.connect(self.leave)
        if self.listener is not None and isinstance(pieces, PiecesModel) and isinstance(drawn, SceneItem):
            pieces.watch(self.window, drawn.pick, drawn.seatAt)
            self.listener.pieces = pieces.hear
            if isinstance(rest, RestModel):
                pieces.stirred.connect(rest.wake)

    def _is_moved(self) -> bool:
        """Whether somebody moves the map or a view beside it."""
        return any(item.property("moving") for item in self.window.findChildren(SceneItem))

    def _release_soon(self) -> None:
        if not self.scene.property("busy"):
            QTimer.singleShot(LATEST, self.background, self.background.release)

    def _load(self, engine: QQmlApplicationEngine, file: str, properties: Mapping[str, object]) -> QQuickWindow:
        """A window from QML; it belongs to the engine."""
        before = len(engine.rootObjects())
        engine.setInitialProperties(dict(properties))
        engine.load(QUrl.fromLocalFile(str(QML / file)))
        made = engine.rootObjects()[before:]
        if not made or not isinstance(made[0], QQuickWindow):
            raise PlanningError("error.window.no-qml", log=str(log_file()))
        self._gates[made[0]] = FrameGate(made[0])
        return made[0]

    def _show_beamer(self, number: int) -> None:
        screen = screen_of(number)
        caption = self._say("window.beamer", name=self._context.session.state.name)
        seen = {name: self._models[name] for name in ("compare", "audience")}
        assert self._engine is not None
        self.beamer = self._load(self._engine, "Beamer.qml", {"scene": self.scene, "caption": caption, **seen})
        self.kiosk.guard(self.beamer)
        self.screens.seat_audience(self.beamer, screen)

    def _tell_screens(self) -> None:
        chip = self.table.findChild(StatusModel)
        assert isinstance(chip, StatusModel)
        chip.lose_audience(is_lost=self.screens.gone)

    def _say(self, id: str, **arguments: str) -> str:
        return self._words[self._request.language](id, **arguments)

    def _tell_fault(self) -> None:
        text = Text.of("error.window.fault", log=str(log_file()))
        print(self._words[self._request.language](text), file=sys.stderr)  # noqa: T201 - the last word to people
        self.background.problem.emit(text)
