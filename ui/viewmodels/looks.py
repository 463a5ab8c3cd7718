"""How the layer lies on the model: with lines or without, opaque or translucent. All seats see the same."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from planningtable.layers.look import OPACITIES
from planningtable.layers.times import shown_grid
from ui.viewmodels.hand import Hand
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

OWN = "own"
"""Stands for the layer's own classes."""


@dataclass(frozen=True, slots=True)
class Step:
    """An opacity, whose name is that in percent, or classes and colours that can be chosen."""

    name: str
    label: str
    chosen: bool


@QmlElement
class LooksModel(QObject):
    """What the layers card offers for the look of the layer."""

    changed = Signal()

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._steps = Rows(Step, self)
        self._palettes = Rows(Step, self)
        hand.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        opacity = self._hand.board.look.opacity
        self._steps.set([Step(_name(step), self._label(step), step == opacity) for step in OPACITIES])
        self._palettes.set(self._offered())
        self.changed.emit()

    def _offered(self) -> list[Step]:
        """The layer's own classes and those of authorities; none where there is nothing to choose."""
        board = self._hand.board
        layer = board.host.layers.get(board.shown.layer)
        palettes = layer.describe().palettes if layer else ()
        known = {palette.id for palette in palettes}
        chosen = board.look.palette if board.look.palette in known else OWN
        named = ((OWN, Text("layer-look.own")), *((palette.id, palette.name) for palette in palettes))
        return [Step(id, self._hand.render(name), id == chosen) for id, name in named] if palettes else []

    def _label(self, step: float) -> str:
        if step >= 1.0:
            return self._hand.render(Text("layer-look.opaque"))
        return self._hand.render(Text.of("layer-look.opacity", percent=round(100 * step)))

    def _get_possible(self) -> bool:
        return self._hand.board.result is not None

    def _get_lines_possible(self) -> bool:
        result = self._hand.board.result
        return result is not None and shown_grid(result) is not None

    def _get_contours(self) -> bool:
        return self._hand.board.look.contours

    def _get_steps(self) -> QObject:
        return self._steps

    possible = Property(bool, _get_possible, notify=changed)
    lines_possible = Property(bool, _get_lines_possible, notify=changed)
    contours = Property(bool, _get_contours, notify=changed)
    steps = Property(Rows, _get_steps, constant=True)
    palettes = Property(Rows, lambda self: self._palettes, constant=True)

    @Slot()
    def toggle_contours(self) -> None:
        """Draw lines along the limits of the classes, or none."""
        board = self._hand.board
        self._hand.act(lambda: board.lay(board.frame, replace(board.look, contours=not board.look.contours)))

    @Slot(str)
    def choose(self, name: str) -> None:
        """Lay the layer over the model as opaque as a step says."""
        chosen = next((step for step in OPACITIES if _name(step) == name), None)
        if chosen is not None:
            board = self._hand.board
            self._hand.act(lambda: board.lay(board.frame, replace(board.look, opacity=chosen)))

    @Slot(str)
    def choose_palette(self, name: str) -> None:
        """Draw the layer in other classes and colours; nothing is computed for that."""
        board, palette = self._hand.board, "" if name == OWN else name
        self._hand.act(lambda: board.lay(board.frame, replace(board.look, palette=palette)))


def _name(step: float) -> str:
    return str(round(100 * step))
