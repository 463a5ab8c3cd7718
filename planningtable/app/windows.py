"""The application's window: what is asked for, and who opens it. The room with the window is found, not imported."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from ipaddress import ip_address
from pathlib import Path
from typing import Literal, Self, TypeAlias

from planningtable.app.kiosk import Code
from planningtable.domain.seats import USUAL_SEATS
from planningtable.domain.text import PlanningError

GROUP = "planningtable.windows"
MOST_PORT = 65535
REST = 5.0
"""Minutes after which a table rests, unless others are asked for."""

Mode: TypeAlias = Literal["table", "desk"]
Theme: TypeAlias = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Ear:
    """Where a tracker that tells of fingers by TUIO is heard.

    Attributes:
        port: UDP port.
        address: of this machine, at which it is listened; the usual one hears programs on this machine only.
    """

    port: int
    address: str = "127.0.0.1"

    @classmethod
    def of(cls, text: str) -> Self:
        """An ear as people write it: ``3333``, ``192.168.1.5:3333``, ``0.0.0.0:3333`` or ``[::1]:3333``.

        Raises:
            PlanningError: it is none.
        """
        host, _, port = text.rpartition(":")
        if not (port.isascii() and port.isdecimal() and 1 <= int(port) <= MOST_PORT):
            raise PlanningError("error.window.port", port=port or text)
        if not host:
            return cls(int(port))
        try:
            address = "127.0.0.1" if host == "localhost" else host.removeprefix("[").removesuffix("]")
            return cls(int(port), str(ip_address(address)))
        except ValueError as problem:
            raise PlanningError("error.window.address", address=host) from problem


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """A window that is asked for.

    Attributes:
        workshop: the workshop file.
        mode: ``table``: full screen, for fingers from all sides; ``desk``: a window for mouse and keyboard.
        language: ``de`` or ``en``; seats may choose another.
        seats: how many people sit at the table.
        beamer: number of the screen for a second window that only shows, the first one is 0; None for none.
        diagonal: of the table's screen as people measured it [inches]; 0 where the screen's own word is good.
        tuio: where a tracker tells of fingers; None opens no socket.
        rest: minutes without a touch after which a table rests and invites; 0 for never.
        theme: ``light``, or ``dark`` for a dark room; cards and menus, not the model.
        calm: nothing glides, beats or flies by itself.
        code: without which a table is not closed; None where anybody may close it.
        picture: where to put a picture of the window once everything is drawn; the window closes after it.
    """

    workshop: Path
    mode: Mode = "desk"
    language: str = "de"
    seats: int = USUAL_SEATS
    beamer: int | None = None
    diagonal: float = 0.0
    tuio: Ear | None = None
    rest: float = REST
    theme: Theme = "light"
    calm: bool = False
    code: Code | None = None
    picture: Path | None = None


def open_window(request: WindowRequest) -> int:
    """Open the window and stay until it is closed; the exit code.

    Raises:
        PlanningError: this installation has no window, this machine no screen, or the workshop cannot be opened.
    """
    for entry in metadata.entry_points(group=GROUP):
        try:
            opener: Callable[[WindowRequest], int] = entry.load()
        except ImportError as problem:
            raise PlanningError("error.window.not-loaded", reason=str(problem)) from problem
        return opener(request)
    raise PlanningError("error.window.none")
