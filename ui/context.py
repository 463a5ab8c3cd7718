"""What the composition root hands to the view-models."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from planningtable.app.kiosk import Code
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.domain.seats import Seat
from planningtable.domain.text import Words
from ui.background import Background
from ui.scene_source import SceneSource


@dataclass(frozen=True, slots=True, eq=False)
class WindowContext:
    """Everything a window works with.

    Attributes:
        session: the open workshop.
        results: what has been computed.
        host: the plugins.
        seats: who sits at it; at a desk the desk alone.
        mode: ``table`` or ``desk``.
        words: by language.
        language: of the facilitator, and of the seats until they choose.
        scene: what is drawn.
        background: where work is done.
        dark: whether it looks dark at first.
        calm: whether nothing moves by itself at first.
        workshop: its file; None where there is none.
        code: without which a table is not closed; None where anybody may close it.
        rest: minutes without a touch after which a table rests; 0 for never.
    """

    session: Session
    results: Results
    host: PluginHost
    seats: tuple[Seat, ...]
    mode: Literal["table", "desk"]
    words: Mapping[str, Words]
    language: str
    scene: SceneSource
    background: Background
    rest: float = 0.0
    workshop: Path | None = None
    dark: bool = False
    calm: bool = False
    code: Code | None = None
