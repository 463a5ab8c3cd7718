"""A window in a process of its own that is told of fingers by TUIO, and answers questions."""

import json
import socket
import subprocess
import sys
import time
from types import TracebackType
from typing import Any, Self

from planningtable.domain.text import PlanningError
from planningtable.tuio.frames import Frame
from planningtable.tuio.telling import Teller

AFTERWARDS = 2.0
"""So long the window may still draw what it was told last [s]."""
PATIENCE = 30.0
"""A target that is not there after this time does not come [s]."""


class ToldWindow:
    """Starts the program with the arguments and a TUIO port; ends it at the end.

    Raises:
        PlanningError: it does not answer.
    """

    def __init__(self, program: str, *arguments: str) -> None:
        self._port = _free_port()
        self._teller, self._packets = Teller("hands"), 0
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._process = subprocess.Popen(
            (sys.executable, "-m", program, *arguments, str(self._port)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._read()

    def tell(self, frame: Frame) -> int:
        """Tell of a frame; how many packets have been sent until now."""
        for packet in self._teller.packets(frame):
            self._socket.sendto(packet, ("127.0.0.1", self._port))
            self._packets += 1
        return self._packets

    def ask(self, *words: str) -> Any:
        """Ask, and wait for the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(words) + "\n")
        self._process.stdin.flush()
        return self._read()

    def at(self, target: str) -> tuple[float, float]:
        """Where a target is, as parts of the window, once it is there and has been drawn there."""
        end = time.monotonic() + PATIENCE
        before, since = None, 0
        while time.monotonic() < end:
            found = self.ask("target", target)
            if found is None or found[:2] != before:
                before, since = (None, 0) if found is None else (found[:2], found[2])
            elif found[2] > since + 1:
                return float(found[0]), float(found[1])
        raise PlanningError("error.window.no-start", reason=target)

    def _read(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise PlanningError("error.window.no-start", reason="-")
        return json.loads(line)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
        self._socket.close()


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
