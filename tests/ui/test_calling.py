"""Windows are hidden, closed and read only where Python's lock is free meanwhile, see ADR 9."""

import re
from pathlib import Path

from PySide6.QtGui import QColor
from PySide6.QtQuick import QQuickWindow

from ui.calling import call, picture_of

ROOT = Path(__file__).parents[2]
WAITS = re.compile(
    r"[wW]indow(\(\))?\.(hide|close|destroy|grabWindow|releaseResources|setVisible)\(|[aA]pplication\.quit\b"
)


def test_no_code_has_qt_wait_for_python_while_it_holds_its_lock():
    found = {
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for room in ("ui", "benchmarks", "packaging")
        for file in (ROOT / room).rglob("*.py")
        for line in file.read_text("utf-8").splitlines()
        if WAITS.search(line)
    }
    # Neither is a window of Qt's: PlanningWindow uses `call`, and the other is VTK's.
    assert found == {"ui/main.py: window.close()", "benchmarks/city_frames.py: window.close()"}


def test_a_window_is_hidden_at_once(qapp, qtbot):
    del qapp
    window = QQuickWindow()
    window.show()
    qtbot.waitUntil(window.isVisible)
    call(window, "hide")
    assert not window.isVisible()


def test_the_picture_has_the_colour_of_the_window(qapp, qtbot):
    del qapp
    window = QQuickWindow()
    window.setColor(QColor("#336699"))
    window.resize(40, 30)
    window.show()
    qtbot.waitExposed(window)
    picture = picture_of(window)
    assert (picture.width(), picture.height()) == (40, 30)
    assert picture.pixelColor(20, 15) == QColor("#336699")
    call(window, "close")
