"""Run as a program: a window goes through what windows go through, and says how far its picture is off afterwards.

``python -m helpers.recovering FILE`` prints one JSON object: ``off``, ordeal to the mean difference to the first
picture [0..255], ``contrast`` of that one, and ``pixels`` and ``ratio`` of the map.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickWindow

from planningtable.app.session import Session
from planningtable.app.windows import WindowRequest
from ui.application import make_application
from ui.calling import call, picture_of
from ui.main import PlanningWindow
from ui.scene_item import SceneItem

PATIENCE = 60.0


def settle(opened: PlanningWindow) -> None:
    """Until everything is drawn, for some time in a row: what is asked for comes with the next event."""
    end, calm = time.monotonic() + PATIENCE, 0
    while calm < 10:
        QCoreApplication.processEvents()
        time.sleep(0.02)
        calm = calm + 1 if opened.settled else 0
        if time.monotonic() > end:
            raise TimeoutError("the window does not settle")


def picture(window: QQuickWindow) -> np.ndarray:
    image = picture_of(window).convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * 3].astype(int)


def main(file: Path) -> None:
    make_application("table")
    with Session.open(file) as session:
        opened = PlanningWindow(WindowRequest(file, mode="table"), session)
        window, scene = opened.window, opened.map
        assert isinstance(scene, SceneItem)
        opened.show()
        settle(opened)
        size, first = window.size(), picture(window)

        def hidden(*, given_back: bool) -> None:
            window.setPersistentGraphics(not given_back)
            window.setPersistentSceneGraph(not given_back)
            call(window, "hide")
            for _ in range(10):
                QCoreApplication.processEvents()
                time.sleep(0.02)
            window.showFullScreen()

        def squeezed(width: int, height: int) -> None:
            window.resize(width, height)
            for _ in range(10):
                QCoreApplication.processEvents()
                time.sleep(0.02)
            window.resize(size)

        ordeals: dict[str, Callable[[], None]] = {
            "hidden": lambda: hidden(given_back=False),
            "hidden, nothing to be kept": lambda: hidden(given_back=True),
            "resources released": lambda: call(window, "releaseResources"),
            "no size": lambda: squeezed(0, 0),
            "one pixel": lambda: squeezed(1, 1),
            "narrow": lambda: squeezed(1920, 3),
        }
        found: dict[str, float] = {"same": float(np.abs(picture(window) - first).mean())}
        for name, ordeal in ordeals.items():
            ordeal()
            settle(opened)
            scene.home()
            settle(opened)
            after = picture(window)
            found[name] = float(np.abs(after - first).mean()) if after.shape == first.shape else 255.0
        told = {"ratio": window.effectiveDevicePixelRatio()}
        pixels = [scene.pixels().width(), scene.pixels().height(), scene.width(), scene.height()]
        contrast = float(first.std())
        sys.stdout.write(json.dumps({"off": found, **told, "pixels": pixels, "contrast": contrast}) + "\n")
        sys.stdout.flush()
        opened.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
