"""The roles of pieces by name."""

from planningtable.app.tokens import Role, Use
from ui.board import Board
from ui.pieces.layer import LayerPiece
from ui.pieces.lens import LensPiece
from ui.pieces.measure import MeasurePiece
from ui.pieces.time import TimePiece
from ui.pieces.use import PieceUse
from ui.pieces.voice import VoicePiece


def use_of(use: Use, board: Board) -> PieceUse | None:
    """What a piece does; None where this workshop does not know what it stands for."""
    match use.role:
        case Role.MEASURE:
            kind = board.host.measure_kinds.get(use.what)
            return MeasurePiece(board, kind) if kind is not None else None
        case Role.LAYER:
            return LayerPiece(board, use.what) if use.what in board.host.layers else None
        case Role.TIME:
            return TimePiece(board)
        case Role.LENS:
            return LensPiece(board)
        case Role.VOICE:
            return VoicePiece()
