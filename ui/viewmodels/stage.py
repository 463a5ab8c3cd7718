"""All that is compared on the map, kept in step with the board."""

from typing import Any

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtQml import QmlElement

from ui.board import Board
from ui.compare.showcase import Showcase
from ui.viewmodels.lenses import LensesModel
from ui.viewmodels.split import SplitModel
from ui.viewmodels.table import TableModel
from ui.viewmodels.touches import ViewTouches

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CompareStage(QObject):
    """What `Main.qml` lays over the map."""

    def __init__(self, board: Board, table: TableModel, showcase: Showcase, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._showcase = showcase
        showcase.setParent(self)
        seats = {name: table.seat(name) for name in table.names}
        self._lenses = LensesModel(board, seats, showcase, self)
        self._seats = tuple(seats.values())
        self._table = table
        self._touches = ViewTouches(board, table)
        self._split = SplitModel(board, next(iter(seats.values())), showcase, self)
        board.subscribe(self._renew)
        board.comparing.subscribe(self._renew)
        showcase.changed.connect(self._tell)
        for seat in seats.values():
            seat.hand.words.changed.connect(self._tell)

    def _renew(self) -> None:
        self._showcase.renew(self._lenses.wishes | self._split.wishes)
        self._tell()

    def _tell(self) -> None:
        self._lenses.renew()
        self._split.renew()
        for seat in self._seats:
            seat.reading_model.renew()

    @Slot(str, "QVariantMap", float, float, str)
    def touched(self, view: str, hit: dict[str, Any], x: float, y: float, nearest: str) -> None:
        """A finger touched a view beside the map, at a place of it [px]; ``hit`` is what its `SceneItem.pick` found."""
        part = self._split.part(view)
        if part is not None and part.sight is not None:
            self._table.read_in(view, lambda: part.sight, hit, (x, y), nearest)
            self._touches.touched(hit, part.sight, nearest)

    @Slot(str)
    def dragged(self, nearest: str) -> None:
        """A finger drags a view beside the map."""
        self._touches.drawn(nearest)

    def close(self) -> None:
        self._showcase.close()

    lenses = Property(LensesModel, lambda self: self._lenses, constant=True)
    split = Property(SplitModel, lambda self: self._split, constant=True)
