"""The picture divided for everybody: by a swipe line, or into views that may look from the same place."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from ui.board import Board
from ui.compare.comparing import Wish
from ui.compare.showcase import Showcase
from ui.compare.sight import shared, told
from ui.viewmodels.choices import PartModel
from ui.viewmodels.legends import LegendModel, explain
from ui.viewmodels.naming import named
from ui.viewmodels.seat import SeatModel

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

BESIDE = ("view-2", "view-3", "view-4")
"""Views beside the map."""


@QmlElement
class SplitModel(QObject):
    """What lies beyond the swipe line, what each view shows, and what the map itself shows beside them."""

    changed = Signal()
    legendsChanged = Signal()

    def __init__(self, board: Board, seat: SeatModel, showcase: Showcase, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._seat = seat
        self._swipe = PartModel("swipe", showcase, seat, board.comparing.swipe_with)
        self._swipe.setParent(self)
        self._named = {
            name: PartModel(name, showcase, seat, partial(self._change, number)) for number, name in enumerate(BESIDE)
        }
        self._views = list(self._named.values())
        for view in self._views:
            view.setParent(self)
        self._shared, self._on_map = LegendModel(self), LegendModel(self)
        self._legends: list[LegendModel] = []

    @property
    def wishes(self) -> set[Wish]:
        """What is shown beside the map."""
        comparing = self._board.comparing
        beside = set(comparing.views.wishes) if comparing.views is not None else set()
        return beside | ({comparing.swipe} if comparing.swipe is not None else set())

    def part(self, name: str) -> PartModel | None:
        """A view by its name."""
        return self._named.get(name)

    def renew(self) -> None:
        comparing = self._board.comparing
        self._swipe.take(comparing.swipe)
        wishes = comparing.views.wishes if comparing.views is not None else ()
        for number, view in enumerate(self._views):
            view.take(wishes[number] if number < len(wishes) else None)
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        """One legend for all where it holds for all; otherwise each part has its own."""
        hand = self._seat.hand
        parts = [part for part in (self._swipe, *self._views) if part.active_now]
        sights = (self._board.sight, *(part.sight for part in parts if part.sight is not None))
        one = shared(sights) if parts else None
        note = hand.render(Text("ui.compare.legend-shared"))
        signs = tuple(dict.fromkeys(sign for sight in sights for sign in sight.signs))
        self._shared.take(hand, one, note=note, gaps=any(sight.gaps for sight in sights), signs=signs)
        apart = bool(parts) and one is None
        explain(self._on_map, hand, self._board.sight if apart else None)
        for part in (self._swipe, *self._views):
            explain(part.small_legend, hand, part.sight if apart else None)
        legends = [self._on_map, *(part.small_legend for part in parts if part.sight is not None)]
        tellings = [told(sight) for sight in sights]
        # Told beside the picture each is told once; in it, each part has its own.
        each = [legend for n, legend in enumerate(legends) if tellings[n] and tellings.index(tellings[n]) == n]
        self._have([self._shared] if one is not None else each if apart else [])

    def _have(self, legends: list[LegendModel]) -> None:
        if legends != self._legends:
            self._legends = legends
            self.legendsChanged.emit()

    def _change(self, number: int, wish: Wish) -> None:
        views = self._board.comparing.views
        if views is not None:
            wishes = tuple(wish if n == number else one for n, one in enumerate(views.wishes))
            self._board.comparing.show_views(replace(views, wishes=wishes))

    def _get_views(self) -> list[QObject]:
        return list(self._views)

    def _get_count(self) -> int:
        views = self._board.comparing.views
        return 1 + len(views.wishes) if views is not None else 1

    def _get_linked(self) -> bool:
        views = self._board.comparing.views
        return views is None or views.linked

    def _get_map_title(self) -> str:
        return named(self._seat.hand, Wish())

    legend = Property(LegendModel, lambda self: self._shared, constant=True)
    legends = Property(list, lambda self: list(self._legends), notify=legendsChanged)
    """Those that differ, for whoever tells them beside the picture."""
    map_legend = Property(LegendModel, lambda self: self._on_map, constant=True)
    swipe = Property(PartModel, lambda self: self._swipe, constant=True)
    views = Property(list, _get_views, constant=True)
    count = Property(int, _get_count, notify=changed)
    linked = Property(bool, _get_linked, notify=changed)
    map_title = Property(str, _get_map_title, notify=changed)
    seat = Property(SeatModel, lambda self: self._seat, constant=True)

    @Slot()
    def toggle_link(self) -> None:
        """Have all views look from the same place, or each from its own."""
        self._board.comparing.link(linked=not self._get_linked())

    @Slot()
    def end(self) -> None:
        """The map alone again."""
        self._board.comparing.show_views(None)
        self._board.comparing.swipe_with(None)
