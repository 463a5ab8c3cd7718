"""What the board shows, told to the drawn scene."""

from PySide6.QtCore import QObject

from ui.board import Board
from ui.prompting import Prompter, Stage


class SceneModel(QObject):
    """Keeps the map in step with the board."""

    def __init__(self, board: Board, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._prompter = Prompter(stage)
        board.subscribe(self._renew)
        self._renew()

    def _renew(self) -> None:
        board = self._board
        self._prompter.tell(board, board.worked, board.variant.measures, board.frame)
