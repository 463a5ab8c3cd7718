"""How long people wait for the demo's window, beside an empty window with VTK in it on the same machine.

Each start is a process of its own, measured from its birth to the first drawn frame with the district. The cold start
builds the district and its workshop first; the second one finds them.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from planningtable.city.job import Job
from planningtable.domain.text import PlanningError, Text

PATIENCE = 120.0


def run(job: Job) -> Mapping[str, float | str]:
    """Seconds of the cold, the second and the bare start, and second : bare."""
    with tempfile.TemporaryDirectory() as folder:
        names = ("bare", "cold", "second")
        taken = {}
        for number, name in enumerate(names):
            job.report(number / len(names), Text("window.starting"))
            taken[name] = _start(Path(folder), bare=name == "bare")
    return {
        "seconds": taken["cold"],
        "second_start": taken["second"],
        "bare": taken["bare"],
        "per_unit": f"{taken['second']:.1f} s",
        "limit_ratio": taken["second"] / taken["bare"],
    }


def _start(folder: Path, *, bare: bool) -> float:
    begun = time.time()
    child = (sys.executable, "-m", "benchmarks.start", str(folder), *(["bare"] if bare else []))
    done = subprocess.run(child, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if done.returncode != 0:
        raise PlanningError("error.window.no-start", reason=(done.stderr.strip() or "?").splitlines()[-1])
    return float(done.stdout.split()[-1]) - begun


def _child(folder: Path, *, bare: bool) -> None:
    """Open the window, say at what time its first frame was drawn, and end."""
    # Imported here: loading them is part of what is measured, and the parent needs no window.
    from ui.application import make_application
    from ui.calling import leave
    from ui.scene_item import SceneItem

    application = make_application("table")

    def drawn() -> None:
        sys.stdout.write(f"{time.time()}\n")
        sys.stdout.flush()
        leave()

    if bare:
        from PySide6.QtQuick import QQuickWindow

        window = QQuickWindow()
        item = SceneItem(window.contentItem())
        item.frameDrawn.connect(drawn)
        window.resize(1920, 1080)
        item.setSize(window.size())
        window.show()
        application.exec()
        return
    from planningtable.app.demo.play import open_demo
    from planningtable.app.session import Session
    from planningtable.app.windows import WindowRequest
    from ui.main import PlanningWindow

    workshop = open_demo(folder, Job())
    with Session.open(workshop) as session:
        opened = PlanningWindow(WindowRequest(workshop, mode="table"), session)
        shown = opened.map
        if isinstance(shown, SceneItem):
            shown.readyChanged.connect(drawn)
        opened.show()
        application.exec()
        opened.close()


if __name__ == "__main__":
    _child(Path(sys.argv[1]), bare=sys.argv[2:] == ["bare"])
