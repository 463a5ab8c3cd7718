"""The view-models of a window, made from what the window works with."""

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QDesktopServices

import ui.compare.cell_item
import ui.compare.part_item
import ui.icon_item
import ui.surveyor  # noqa: F401 - registers what finds places on the map with QML
from planningtable.app.tokens import beside
from planningtable.domain.seats import DESK, FACILITATOR
from ui.board import Board
from ui.checking import our_tools
from ui.compare.showcase import Showcase
from ui.context import WindowContext
from ui.oracle import ResultsOracle
from ui.pack_process import PackProcess
from ui.scene_source import SceneSource
from ui.turns import Turns
from ui.viewmodels.appearance import AppearanceModel
from ui.viewmodels.audience import AudienceModel
from ui.viewmodels.checkup import CheckupModel
from ui.viewmodels.desk import DeskModel
from ui.viewmodels.exporting import ExportModel
from ui.viewmodels.hand import Hand
from ui.viewmodels.kiosk import KioskModel
from ui.viewmodels.lying import LyingModel
from ui.viewmodels.pieces import PiecesModel
from ui.viewmodels.rest import RestModel
from ui.viewmodels.scene import SceneModel
from ui.viewmodels.stage import CompareStage
from ui.viewmodels.table import TableModel
from ui.viewmodels.words import WordsModel


def build(context: WindowContext) -> Mapping[str, QObject]:
    """The initial properties of ``Main.qml`` by name, and ``audience`` for ``Beamer.qml``."""
    oracle = ResultsOracle(context.session, context.results, context.host)
    board = Board(context.session, context.host, oracle, context.background)
    turns = Turns()
    table = TableModel(board, context.seats, context.words, context.language, turns=turns)
    turns.setParent(table)
    SceneModel(board, context.scene, table)
    showcase = Showcase(board, oracle, context.background, context.scene)
    compare = CompareStage(board, table, showcase)
    board.refresh()
    picture = SceneSource(context.background)
    checkup = CheckupModel(table.seat(DESK.id).hand.words, context.background, picture, our_tools())
    picture.setParent(checkup)
    rest = RestModel(context.words, 60.0 * context.rest)
    lying = LyingModel([table.seat(id).hand for id in table.names])
    kiosk = KioskModel(WordsModel(context.words, context.language), context.code)
    # At a desk the audience hears the language that is chosen there.
    spoken = table.seat(DESK.id).hand.words if context.mode == "desk" else WordsModel(context.words, context.language)
    audience = AudienceModel(Hand(FACILITATOR, board, spoken, turns=turns))
    return {
        "table": table,
        "checkup": checkup,
        "compare": compare,
        "rest": rest,
        "kiosk": kiosk,
        "audience": audience,
        "lying": lying,
        "appearance": AppearanceModel(dark=context.dark, calm=context.calm),
        "pieces": PiecesModel(board, table, beside(context.workshop) if context.workshop else None),
        "desk": DeskModel(table.seat(DESK.id), table),
        "exporting": ExportModel(table.seat(DESK.id).hand, PackProcess(), QDesktopServices.openUrl, table),
    }
