"""What the board shows, told to the drawn scene."""

from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject

from planningtable.city.photo import Photo
from planningtable.city.plan import Plan
from planningtable.city.site import Site
from planningtable.domain.values import Measure
from planningtable.layers.layer import LayerResult
from planningtable.layers.look import PLAIN, Look
from planningtable.layers.times import MAIN
from scenes.pins import Pin, pins_of
from ui.board import Board


class Stage(Protocol):
    """The drawn scene as far as the table tells it anything."""

    def show_site(self, site: Site) -> None: ...
    def show_layer(self, result: LayerResult | None, frame: int = MAIN, look: Look = PLAIN) -> None: ...
    def show_plans(self, plans: tuple[Plan, ...]) -> None: ...
    def show_photos(self, photos: tuple[Photo, ...]) -> None: ...
    def show_textures(self, *, shown: bool) -> None: ...
    def show_sun(self, moment: datetime | None) -> None: ...
    def show_pins(self, pins: tuple[Pin, ...]) -> None: ...
    def show_measures(self, measures: tuple[Measure, ...]) -> None: ...


class SceneModel(QObject):
    """Passes on what has changed, and nothing else: the scene's work is dearer than a comparison."""

    def __init__(self, board: Board, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._stage = stage
        self._site: Site | None = None
        self._result: LayerResult | None = None
        self._frame = MAIN
        self._look = PLAIN
        self._plan_shown = False
        self._photo_shown = False
        self._textures_shown = False
        self._moment: datetime | None = None
        self._pins: tuple[Pin, ...] = ()
        self._measures: tuple[Measure, ...] = ()
        board.subscribe(self._renew)
        self._renew()

    def _renew(self) -> None:
        board = self._board
        if board.site is not self._site:
            self._site = board.site
            self._stage.show_site(board.site)
        drawn = (self._frame, self._look)
        if board.result is not self._result or (board.shown_frame, board.look) != drawn:
            self._result, self._frame, self._look = board.result, board.shown_frame, board.look
            self._stage.show_layer(board.result, board.shown_frame, board.look)
        if board.plan_shown != self._plan_shown:
            self._plan_shown = board.plan_shown
            self._stage.show_plans(board.session.plans if board.plan_shown else ())
        if board.photo_shown != self._photo_shown:
            self._photo_shown = board.photo_shown
            self._stage.show_photos(board.session.photos if board.photo_shown else ())
        if board.textures_shown != self._textures_shown:
            self._textures_shown = board.textures_shown
            self._stage.show_textures(shown=board.textures_shown)
        if board.moment != self._moment:
            self._moment = board.moment
            self._stage.show_sun(board.moment)
        pins = (*pins_of(board.state.contributions), *board.drafts.pins)
        if pins != self._pins:
            self._pins = pins
            self._stage.show_pins(pins)
        if board.variant.measures != self._measures:
            self._measures = board.variant.measures
            self._stage.show_measures(self._measures)
