"""All that is compared on the map, kept in step with the board."""

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement

from ui.board import Board
from ui.compare.showcase import Showcase
from ui.viewmodels.lenses import LensesModel
from ui.viewmodels.split import SplitModel
from ui.viewmodels.table import TableModel

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

    def close(self) -> None:
        self._showcase.close()

    lenses = Property(LensesModel, lambda self: self._lenses, constant=True)
    split = Property(SplitModel, lambda self: self._split, constant=True)
