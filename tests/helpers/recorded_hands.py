"""Hands as recorded frames: a small text form, see `ui.touch.frame.read`."""

from collections.abc import Iterable

from ui.touch.arbiter import Arbiter
from ui.touch.frame import read
from ui.touch.gestures import Gesture


def played(text: str, arbiter: Arbiter | None = None) -> list[Gesture]:
    """All gestures of a recording."""
    arbiter = arbiter or Arbiter()
    return [gesture for frame in read(text) for gesture in arbiter.feed(frame)]


def of(kind: type[Gesture], gestures: Iterable[Gesture]) -> list[Gesture]:
    return [gesture for gesture in gestures if isinstance(gesture, kind)]
