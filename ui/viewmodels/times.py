"""The times of a layer: its highest of all, or one moment, or one after another. On the map all seats see the same."""

from typing import Protocol

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from planningtable.layers.layer import LayerResult
from planningtable.layers.times import MAIN
from ui.viewmodels.hand import Hand

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

PAUSE = 900
"""So long each moment is looked at while they are played [ms]."""


class Clock(Protocol):
    """Whose times are shown: the map's, or those of a part of the picture."""

    @property
    def result(self) -> LayerResult | None: ...
    @property
    def shown_frame(self) -> int:
        """Which time is shown; `MAIN` for the highest of all."""
        ...

    def show_frame(self, frame: int) -> None: ...


@QmlElement
class TimesModel(QObject):
    """Which time of a layer's result is shown."""

    changed = Signal()

    def __init__(self, hand: Hand, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._clock = clock
        self._played = MAIN
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._next)
        hand.changed.connect(self.renew)

    def renew(self) -> None:
        """Something else may be shown now."""
        if self._timer.isActive() and self._clock.shown_frame != self._played:
            # Somebody else has chosen another time, or there is another layer.
            self._timer.stop()
        self.changed.emit()

    def turn_to(self, hand: Hand) -> None:
        """Speak to another seat."""
        self._hand = hand
        self.renew()

    @property
    def possible_now(self) -> bool:
        """Whether there are several times, for Python."""
        return self._count() > 1

    def _count(self) -> int:
        result = self._clock.result
        return len(result.frames) if result else 0

    def _get_possible(self) -> bool:
        return self.possible_now

    def _get_highest(self) -> bool:
        return self._clock.shown_frame == MAIN

    def _get_share(self) -> float:
        """Share of the event that has passed [0..1]."""
        frame = self._clock.shown_frame
        return 0.0 if frame == MAIN else frame / max(self._count() - 1, 1)

    def _get_stride(self) -> float:
        """From one time to the next [0..1]."""
        return 1.0 / max(self._count() - 1, 1)

    def _get_moment(self) -> str:
        result, frame = self._clock.result, self._clock.shown_frame
        if result is None or frame == MAIN:
            return ""
        minutes = round(result.frames[frame].seconds / 60)
        return self._hand.render(Text.of("layer-time.minute", minutes=minutes))

    def _get_playing(self) -> bool:
        return self._timer.isActive()

    possible = Property(bool, _get_possible, notify=changed)
    highest = Property(bool, _get_highest, notify=changed)
    share = Property(float, _get_share, notify=changed)
    stride = Property(float, _get_stride, notify=changed)
    moment = Property(str, _get_moment, notify=changed)
    playing = Property(bool, _get_playing, notify=changed)

    @Slot(float)
    def slide(self, share: float) -> None:
        """A time of the event [0..1]."""
        self._timer.stop()
        if self._count():
            self._show(round(share * (self._count() - 1)))

    @Slot()
    def show_highest(self) -> None:
        """The highest of all times."""
        self._timer.stop()
        self._show(MAIN)

    @Slot()
    def play(self) -> None:
        """Play the times on from the one that is shown, from the first once they are over; a second time: pause."""
        if self._timer.isActive():
            self._timer.stop()
            self.changed.emit()
        elif self._count() > 1:
            frame = self._clock.shown_frame
            self._timer.start()
            self._show(frame + 1 if frame < self._count() - 1 else 0)

    @Slot()
    def _next(self) -> None:
        frame = self._clock.shown_frame + 1
        if frame >= self._count() - 1:
            self._timer.stop()
        self._show(min(frame, self._count() - 1))

    def _show(self, frame: int) -> None:
        self._played = frame
        self._clock.show_frame(frame)
