"""Who hears of a change hears of it in turn: between two of them fingers are answered.

What a change costs is mostly what eight seats then say anew. Told all at once they would keep the fingers of everybody
waiting; and of changes that follow each other the last is enough.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class Turns(QObject):
    """Tells one listener each time the window's loop comes round."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[Callable[[], None], None] = {}
        self._next = QTimer(self)
        self._next.setInterval(0)
        self._next.setSingleShot(True)
        self._next.timeout.connect(self._tell)

    @property
    def busy(self) -> bool:
        """Whether somebody has not been told yet."""
        return bool(self._waiting)

    def tell(self, listener: Callable[[], None]) -> None:
        """Tell a listener soon; once, however often it is asked for meanwhile."""
        self._waiting.setdefault(listener)
        self._next.start()

    def _tell(self) -> None:
        listener = next(iter(self._waiting))
        del self._waiting[listener]
        if self._waiting:
            self._next.start()
        listener()
