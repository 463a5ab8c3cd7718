"""The real window in a process of its own, with a line of questions and answers for tests.

Run as a program with a request as JSON. Each line on stdin is ``["question", argument…]``; each line on stdout is the
answer as JSON. Warnings of Qt and of the program are answers to ``log``.
"""

import json
import logging
import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from PIL import Image

from helpers.hands import Hands

PATIENCE = 60.0


class TableProcess:
    """A window in another process. Closes it at the end, however the test went."""

    def __init__(self, workshop: Path, display: str, state: Path, **options: Any) -> None:
        request = {"workshop": str(workshop), "mode": "table", **options}
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_STATE_HOME": str(state)}
        environment.pop("WAYLAND_DISPLAY", None)
        environment.pop("QSG_RENDER_LOOP", None)
        environment["PYTHONPATH"] = os.pathsep.join((str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "helpers.table_process", json.dumps(request)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        self.port: int = options.get("tuio", 0)
        self._hands: Hands | None = None

    def ask(self, question: str, *arguments: Any) -> Any:
        """Ask, and wait for the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([question, *arguments]) + "\n")
        self._process.stdin.flush()
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE)
        if not ready:
            raise TimeoutError(f"no answer to {question}")
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the window ended instead of answering {question}")
        return json.loads(line)

    def until(self, question: str, *arguments: Any, seconds: float = PATIENCE) -> Any:
        """Ask until the answer is yes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            answer = self.ask(question, *arguments)
            if answer:
                return answer
            time.sleep(0.05)
        raise TimeoutError(f"{question} {arguments} stayed {answer}; log: {self.ask('log')}")

    def targets(self) -> dict[str, tuple[float, float]]:
        """Middles of everything that can be touched, by name [px]."""
        return {name: (x, y) for name, (x, y, _, _) in self.ask("targets").items()}

    def at(self, *names: str) -> list[tuple[float, float]]:
        """Middles of the named targets, once all of them are there and no longer move."""
        end = time.monotonic() + PATIENCE
        before: dict[str, tuple[float, float]] = {}
        since = 0
        while time.monotonic() < end:
            now, frames = self.targets(), self.ask("frames")
            still = all(name in now and before.get(name) == now[name] for name in names)
            # What is laid out moves when a picture is prepared, and nobody touches what is not drawn yet.
            if still and frames > since + 1:
                return [now[name] for name in names]
            if not still:
                since = frames
            before = now
            time.sleep(0.03)
        missing = [name for name in names if name not in before]
        raise TimeoutError(f"{missing} did not appear; there are {sorted(before)}")

    def hands(self) -> Hands:
        """The hands at this table; one tracker tells of them all, so they are always the same."""
        assert self.port
        if self._hands is None:
            width, height = self.ask("size")
            self._hands = Hands(self.port, width, height, lambda: int(self.ask("packets")["taken"]))
        return self._hands

    def ended(self) -> int:
        """Wait until the window ends by itself; the exit code."""
        return self._process.wait(PATIENCE)

    def close(self) -> int:
        """End the window as the system would; the exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._process.stdout.close()
        return self._process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def shot(table: TableProcess, file: Path) -> np.ndarray:
    """A picture of the window once everything is drawn, shape (rows, columns, 3); kept in a file."""
    table.until("settled", seconds=120)
    assert table.ask("picture", str(file))
    return np.asarray(Image.open(file).convert("RGB"), int)


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[1] is not None:
            line += f" {record.exc_info[1]!r}"
        self.lines.append(line)


def _main(request: dict[str, Any]) -> int:
    from PySide6.QtCore import QSocketNotifier

    from helpers.window_answers import window_answers
    from planningtable.app.kiosk import Code
    from planningtable.app.session import Session
    from planningtable.app.windows import Ear, WindowRequest
    from ui import main
    from ui.application import make_application
    from ui.logbook import keep_logbook, log_file, on_fault

    kept = _Kept()
    logging.getLogger().addHandler(kept)
    keep_logbook(log_file())
    on_fault(lambda: None)
    request["workshop"] = Path(request["workshop"])
    if "tuio" in request:
        request["tuio"] = Ear(request["tuio"])
    if "code" in request:
        request["code"] = Code.of(request["code"])
    application = make_application(request["mode"])
    with Session.open(request["workshop"], patience=main.PATIENCE) as session:
        window = main.PlanningWindow(WindowRequest(**request), session)
        window.show()
        answers = {**window_answers(window), "log": lambda: kept.lines}

        def answer() -> None:
            line = sys.stdin.readline()
            if not line:
                window.leave()
                return
            question, *arguments = json.loads(line)
            try:
                told = answers[question](*arguments)
            except Exception as fault:  # noqa: BLE001 - a question that fails must not leave the test waiting
                told = repr(fault)
            sys.stdout.write(json.dumps(told) + "\n")
            sys.stdout.flush()

        notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        notifier.activated.connect(answer)
        code = application.exec()
        notifier.setEnabled(False)
        window.close()
    return code


if __name__ == "__main__":
    sys.exit(_main(json.loads(sys.argv[1])))
