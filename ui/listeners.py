"""Who wants to hear of something."""

from collections.abc import Callable


class Listeners:
    """Tells all who were added, in that order; knows nothing of Qt."""

    def __init__(self) -> None:
        self._all: list[Callable[[], None]] = []

    def add(self, listener: Callable[[], None]) -> None:
        self._all.append(listener)

    def tell(self) -> None:
        # Who is added meanwhile hears the next time.
        for listener in tuple(self._all):
            listener()
