"""What people may set freely of a layer: sliders in its card, and a place that a touch of the map tells."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.layers.free import PLACE, base_of, free_id, read_free
from planningtable.layers.layer import LayerInfo
from ui.viewmodels.hand import Hand
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

PAUSE = 250
"""A slider that has rested so long is taken at its word [ms]."""


@dataclass(frozen=True, slots=True)
class FreeRow:
    """A value with its slider; ``share`` and ``stride`` are shares of the slider's way."""

    name: str
    label: str
    figure: str
    share: float
    stride: float


@QmlElement
class FreeModel(QObject):
    """The free values of the layer that is shown."""

    changed = Signal()

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._rows = Rows(FreeRow, self)
        self._shown = hand.board.shown
        self._pending: dict[str, float] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.settle)
        hand.changed.connect(self._renew)
        self._renew()

    def _info(self) -> LayerInfo | None:
        layer = self._hand.board.host.layers.get(self._hand.board.shown.layer)
        return layer.describe() if layer else None

    def _renew(self) -> None:
        if self._hand.board.shown != self._shown:
            # Something else is shown: what was being slid is no longer meant.
            self._shown = self._hand.board.shown
            self._pending = {}
            self._timer.stop()
        info, scenario = self._info(), self._hand.board.scenario
        rows = []
        for free in info.free if info and scenario else ():
            value = self._pending.get(free.name, scenario.value(free.name) if scenario else free.low)
            figure = f"{self._hand.words.number(value, 0)} {free.unit}"
            stride = free.step / (free.high - free.low)
            rows.append(FreeRow(free.name, self._hand.render(free.label), figure, free.share(value), stride))
        self._rows.set(rows)
        self.changed.emit()

    def touch(self, east: float, north: float) -> None:
        """A place of the map was touched [m]: tell it to a layer that asks for one."""
        info = self._info()
        if info is not None and info.place:
            self._set(dict(zip(PLACE, (round(east, 2), round(north, 2)), strict=True)))

    @Slot(str, float)
    def slide(self, name: str, share: float) -> None:
        """A slider was moved; it is computed once it rests."""
        info = self._info()
        free = next((f for f in info.free if f.name == name), None) if info else None
        if free is not None:
            self._pending[name] = free.nearest(share)
            self._timer.start()
            self._renew()

    @Slot()
    def settle(self) -> None:
        """Compute what the sliders say."""
        self._timer.stop()
        if self._pending:
            self._set(dict(self._pending))

    def _set(self, values: dict[str, float]) -> None:
        board, info = self._hand.board, self._info()
        if info is None:
            return
        before = read_free(board.shown.scenario, info.free, place=info.place) or {}
        base = base_of(board.shown.scenario) or board.shown.scenario
        scenario = free_id(base, {**before, **values})
        self._hand.act(lambda: board.show_layer(board.shown.layer, scenario, self._hand.seat))

    rows = Property(Rows, lambda self: self._rows, constant=True)
