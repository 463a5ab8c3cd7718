"""The application's window: what is asked for, and who opens it. The room with the window is found, not imported."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal, TypeAlias

from planningtable.domain.text import PlanningError

GROUP = "planningtable.windows"

Mode: TypeAlias = Literal["table", "desk"]


@dataclass(frozen=True, slots=True)
class WindowRequest:
    """A window that is asked for.

    Attributes:
        workshop: the workshop file.
        mode: ``table``: full screen, for fingers from all sides; ``desk``: a window for mouse and keyboard.
        language: ``de`` or ``en``; seats may choose another.
        seats: how many people sit at the table.
        beamer: number of the screen for a second window that only shows, the first one is 0; None for none.
        tuio: UDP port on which a tracker tells of fingers; None opens no socket.
        picture: where to put a picture of the window once everything is drawn; the window closes after it.
    """

    workshop: Path
    mode: Mode = "desk"
    language: str = "de"
    seats: int = 4
    beamer: int | None = None
    tuio: int | None = None
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
