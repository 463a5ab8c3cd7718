"""Screens come and go during an evening: the table stays on its own, and the audience's window never lies over it."""

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtQuick import QQuickWindow

from planningtable.domain.text import PlanningError
from ui.calling import appear, call
from ui.scene_item import SceneItem


def screen_of(number: int) -> QScreen:
    """A screen by the number that people give it.

    Raises:
        PlanningError: there are not so many.
    """
    screens = QGuiApplication.screens()
    if number >= len(screens):
        raise PlanningError("error.window.screen", screen=number)
    return screens[number]


def fill(window: QQuickWindow, screen: QScreen) -> None:
    """Let a window fill a screen, also where no window manager makes it as large."""
    window.setScreen(screen)
    window.setGeometry(screen.geometry())
    window.setWindowStates(Qt.WindowState.WindowFullScreen)
    appear(window)


class Screens(QObject):
    """Which window is on which screen, while both windows live.

    Screens are known by their names, such as ``HDMI-1``: the objects end when a plug is pulled.
    """

    changed = Signal()

    def __init__(self, table: QQuickWindow, *, stays: bool) -> None:
        """Screens of a window.

        Args:
            table: the window with the controls.
            stays: it fills the screen that it is on, and comes back to it; otherwise people move it as they like.
        """
        super().__init__()
        self._table = table
        self._home = table.screen().name() if stays else ""
        self._audience: QQuickWindow | None = None
        self._seat = ""
        self._is_gone = False
        self._is_closed = False
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._added)
        application.screenRemoved.connect(self._removed)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._soon)
        # People may push the window of a desk from the audience's screen to its own.
        table.screenChanged.connect(self._soon)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(0)
        self._settling.timeout.connect(self._settle)

    @property
    def gone(self) -> bool:
        """The audience has no screen at the moment."""
        return self._is_gone

    def seat_audience(self, window: QQuickWindow, screen: QScreen) -> None:
        """Show the audience's window on its screen; as a window among others where that is the table's, too."""
        if screen is self._table.screen():
            window.setScreen(screen)
            window.setGeometry(screen.geometry())
            window.show()
            return
        self._audience, self._seat = window, screen.name()
        # It offers nothing, so it takes no keys from the table either, however often it comes.
        window.setFlag(Qt.WindowType.WindowDoesNotAcceptFocus)
        fill(window, screen)

    def close(self) -> None:
        """Let the windows be."""
        self._is_closed = True
        self._settling.stop()
        self._audience, self._home = None, ""

    def _added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._soon)
        # A beamer that was plugged in elsewhere has another name; a screen that was not there before is meant for it.
        if self._is_gone and screen.name() != self._home and _named(self._seat) is None:
            self._seat = screen.name()
        self._soon()

    def _removed(self, screen: QScreen) -> None:
        # At once: Qt moves what is left on this screen to the first one, where the table is.
        if self._audience is not None and screen.name() == self._seat:
            call(self._audience, "hide")
            self._tell(gone=True)
        self._soon()

    def _soon(self) -> None:
        # What ends last hears of screens until then.
        if not self._is_closed:
            self._settling.start()

    def _settle(self) -> None:
        """Bring both windows to where they belong, as far as that is there."""
        screens = QGuiApplication.screens()
        if not screens:
            return
        self._redraw()
        if self._home:
            free = next((screen for screen in screens if screen.name() != self._seat), screens[0])
            _keep(self._table, _named(self._home) or free)
        if self._audience is None:
            return
        seat = _named(self._seat)
        # Where the table had to take refuge on the audience's screen, people go on planning there.
        if seat is None or seat is self._table.screen():
            if self._audience.isVisible():
                call(self._audience, "hide")
            self._tell(gone=True)
            return
        _keep(self._audience, seat)
        self._tell(gone=False)

    def _redraw(self) -> None:
        """A screen may be finer now, of which Qt tells no map that stays where it is."""
        for window in (self._table, self._audience):
            for item in () if window is None else window.findChildren(SceneItem):
                item.update()

    def _tell(self, *, gone: bool) -> None:
        if gone != self._is_gone:
            self._is_gone = gone
            self.changed.emit()


def _named(name: str) -> QScreen | None:
    return next((screen for screen in QGuiApplication.screens() if screen.name() == name), None)


def _keep(window: QQuickWindow, screen: QScreen) -> None:
    if not (window.isVisible() and window.screen() is screen and window.geometry() == screen.geometry()):
        fill(window, screen)
