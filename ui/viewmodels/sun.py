"""The sun card: the day and the hour whose light lies on the site, for everybody."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.app.sun_text import moment_text, position_text
from planningtable.city.clock import local
from planningtable.city.sun import J2000, place_of, sun_angles, sun_position
from planningtable.domain.text import PlanningError, Text
from ui.viewmodels.hand import Hand
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

PRESETS = {"march": (3, 21), "june": (6, 21), "september": (9, 21), "december": (12, 21)}
TODAY = "today"

STEP = 10
"""The hour is chosen in steps of so many minutes."""

STEPS = 24 * 60 // STEP
PLAYED = 20
"""A day is played in steps of so many minutes."""

PAUSE = 600
"""So long each of them is looked at [ms]."""

DAWN = -4.0
"""A day is played from when the sun comes up to this elevation until it has gone down to it [°]."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A day that can be chosen."""

    name: str
    label: str
    chosen: bool


@QmlElement
class SunModel(QObject):
    """What the sun card shows. The moment is the board's: all seats see the same light."""

    changed = Signal()

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._presets = Rows(Preset, self)
        self._played: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._next)
        hand.changed.connect(self._renew)
        self._renew()

    def _place(self) -> tuple[float, float]:
        site = self._hand.board.site
        return place_of(site.crs, site.extent)

    def _renew(self) -> None:
        moment = self._hand.board.moment
        if self._timer.isActive() and moment != self._played:
            # Somebody else has chosen another moment.
            self._timer.stop()
        day = None if moment is None else (moment.month, moment.day)
        now = datetime.now().astimezone()
        days = {**PRESETS, TODAY: (now.month, now.day)}
        self._presets.set(
            [Preset(name, self._hand.render(Text(f"sun.preset.{name}")), days[name] == day) for name in days]
        )
        self.changed.emit()

    def _get_presets(self) -> QObject:
        return self._presets

    def _get_shown(self) -> bool:
        return self._hand.board.moment is not None

    def _get_share(self) -> float:
        """Share of the day that has passed [0..1]."""
        moment = self._hand.board.moment
        return 0.5 if moment is None else (moment.hour * 60 + moment.minute) / (STEP * (STEPS - 1))

    def _get_moment(self) -> str:
        moment = self._hand.board.moment
        return "" if moment is None else self._hand.render(moment_text(moment))

    def _get_position(self) -> str:
        """Where the sun stands, in words."""
        moment = self._hand.board.moment
        return "" if moment is None else self._hand.render(position_text(sun_position(*self._place(), moment)))

    def _get_playing(self) -> bool:
        return self._timer.isActive()

    def _get_resting(self) -> bool:
        board = self._hand.board
        return board.moment is not None and (bool(board.shown.layer) or board.plan_shown or board.photo_shown)

    presets = Property(Rows, _get_presets, constant=True)
    shown = Property(bool, _get_shown, notify=changed)
    share = Property(float, _get_share, notify=changed)
    moment = Property(str, _get_moment, notify=changed)
    position = Property(str, _get_position, notify=changed)
    playing = Property(bool, _get_playing, notify=changed)
    resting = Property(bool, _get_resting, notify=changed)

    def begin(self) -> None:
        """The card was opened: the sun shines, at noon of today unless somebody has chosen a moment."""
        if self._hand.board.moment is None:
            self.choose(TODAY)

    @Slot()
    def end(self) -> None:
        """Back to soft light."""
        self._timer.stop()
        self._hand.act(lambda: self._hand.board.show_moment(None))

    @Slot(str)
    def choose(self, preset: str) -> None:
        """A day, at the hour that is shown."""
        now = datetime.now().astimezone()
        month, day = PRESETS.get(preset, (now.month, now.day))
        before = self._hand.board.moment
        hour, minute = (12, 0) if before is None else (before.hour, before.minute)
        self._show(datetime(now.year, month, day, hour, minute))

    @Slot(float)
    def slide(self, share: float) -> None:
        """A time of the day that is shown [0..1]."""
        self._timer.stop()
        self._show_minutes(round(share * (STEPS - 1)) * STEP)

    @Slot(int)
    def step(self, direction: int) -> None:
        """One step of time earlier or later, within the day."""
        moment = self._hand.board.moment
        if moment is not None:
            self._timer.stop()
            minutes = moment.hour * 60 + moment.minute + direction * STEP
            self._show_minutes(min(max(minutes, 0), STEP * (STEPS - 1)))

    @Slot()
    def play(self) -> None:
        """Play the day from the hour that is shown, or from dawn once it is over; a second time: pause."""
        if self._timer.isActive():
            self._timer.stop()
            self.changed.emit()
            return
        moment = self._hand.board.moment
        if moment is None:
            return
        first, last = self._daylight(moment)
        minutes = moment.hour * 60 + moment.minute
        if not first <= minutes < last:
            self._show_minutes(first)
        self._played = self._hand.board.moment
        self._timer.start()
        self.changed.emit()

    @Slot()
    def _next(self) -> None:
        moment = self._hand.board.moment
        if moment is None:
            self._timer.stop()
            return
        last = self._daylight(moment)[1]
        minutes = min(moment.hour * 60 + moment.minute + PLAYED, last)
        if minutes >= last:
            self._timer.stop()
        self._show_minutes(minutes)

    def _daylight(self, moment: datetime) -> tuple[int, int]:
        """Minutes of the day between which the sun is up, or nearly; the whole day where it never or always is."""
        minutes = np.arange(STEPS) * STEP
        midnight = moment.replace(hour=0, minute=0)
        days = (midnight - J2000) / timedelta(days=1) + minutes / 1440.0
        up = minutes[sun_angles(*self._place(), days)[1] > DAWN]
        return (int(up[0]), int(up[-1])) if len(up) else (0, STEP * (STEPS - 1))

    def _show_minutes(self, minutes: int) -> None:
        moment = self._hand.board.moment
        if moment is not None:
            self._show(datetime(moment.year, moment.month, moment.day, minutes // 60, minutes % 60))

    def _show(self, clock: datetime) -> None:
        """Show a time of the site's clocks; what the site does not allow is said at the seat."""
        try:
            moment = local(*self._place(), clock)
        except PlanningError as error:
            self._timer.stop()
            self._hand.say(error.text)
            return
        self._played = moment
        self._hand.act(lambda: self._hand.board.show_moment(moment))
