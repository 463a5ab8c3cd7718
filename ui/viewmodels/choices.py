"""What can be chosen for a part of the picture, and how it is called: for lenses, the swipe line and views."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from planningtable.layers.layer import LayerResult
from planningtable.layers.times import MAIN
from ui.compare.comparing import AS_MAP, Wish
from ui.compare.exhibit import look_of
from ui.compare.showcase import Showcase
from ui.compare.sight import Sight
from ui.scene_source import SceneSource
from ui.viewmodels.hand import Hand
from ui.viewmodels.legends import LegendModel
from ui.viewmodels.naming import named
from ui.viewmodels.rows import Rows
from ui.viewmodels.seat import SeatModel
from ui.viewmodels.times import TimesModel
from ui.viewmodels.variants import title_of

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

MAP = "map"
"""In lists, for what follows the map."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A variant or a layer that can be chosen."""

    name: str
    label: str
    chosen: bool


def variant_offers(hand: Hand, chosen: str | None) -> list[Offer]:
    rows = [Offer(MAP, hand.render(Text("ui.compare.as-map")), chosen is AS_MAP)]
    return rows + [Offer(v.id, title_of(hand, v), v.id == chosen) for v in hand.board.state.variants]


def layer_offers(hand: Hand, chosen: str | None) -> list[Offer]:
    rows = [
        Offer(MAP, hand.render(Text("ui.compare.as-map")), chosen is AS_MAP),
        Offer("", hand.render(Text("ui.compare.no-layer")), chosen == ""),
    ]
    infos = [layer.describe() for layer in hand.board.host.layers.values()]
    return rows + [Offer(info.id, hand.render(info.name), info.id == chosen) for info in infos]


def meant(name: str) -> str | None:
    """What a name in a list stands for in a wish."""
    return AS_MAP if name == MAP else name


@QmlElement
class ChoiceModel(QObject):
    """A part of the picture for which people choose what it shows. Subclasses say what a choice changes."""

    changed = Signal()

    def __init__(self, seat: SeatModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seat = seat
        self._choosing = False
        self._variants = Rows(Offer, self)
        self._layers = Rows(Offer, self)
        self._others = Rows(Offer, self)
        self._legend = LegendModel(self)
        self._times = TimesModel(seat.hand, self, self)

    @property
    def sight(self) -> Sight | None:
        """What is seen of it; None while the part is not there."""
        raise NotImplementedError

    @property
    def result(self) -> LayerResult | None:
        """Whose times there are to choose from."""
        return self.sight.result if self.sight else None

    @property
    def shown_frame(self) -> int:
        """Which time is seen; `MAIN` for the highest of all."""
        return self.sight.frame if self.sight else MAIN

    @property
    def active_now(self) -> bool:
        """Whether the part is there, for Python."""
        return self.wish() is not None

    @property
    def small_legend(self) -> LegendModel:
        """What its colours mean, for Python."""
        return self._legend

    def show_frame(self, frame: int) -> None:
        """Show one of the times of the layer, whatever the map shows."""
        wish = self.wish()
        if wish is not None:
            self.wished(replace(wish, frame=frame))

    @property
    def hand(self) -> Hand:
        return self._seat.hand

    def wish(self) -> Wish | None:
        """What is shown; None while the part is not there."""
        raise NotImplementedError

    def wished(self, wish: Wish) -> None:
        """Somebody chose something else."""
        raise NotImplementedError

    def _offer(self, wish: Wish) -> None:
        self._variants.set(variant_offers(self.hand, wish.variant))
        self._layers.set(layer_offers(self.hand, wish.layer))

    def _get_name(self) -> str:
        return ""

    name = Property(str, lambda self: self._get_name(), notify=changed)

    def _get_linkable(self) -> bool:
        """Whether it could follow the time of the map: both show the same layer, which has times."""
        wish, shown = self.wish(), self.hand.board.shown
        if wish is None:
            return False
        look = look_of(wish, self.hand.board)
        return (look.layer, look.scenario) == (shown.layer, shown.scenario) and self._times.possible_now

    active = Property(bool, lambda self: self.active_now, notify=changed)
    seat = Property(SeatModel, lambda self: self._seat, notify=changed)
    choosing = Property(bool, lambda self: self._choosing, notify=changed)
    variants = Property(Rows, lambda self: self._variants, constant=True)
    layers = Property(Rows, lambda self: self._layers, constant=True)
    others = Property(Rows, lambda self: self._others, constant=True)
    legend = Property(LegendModel, lambda self: self._legend, constant=True)
    times = Property(TimesModel, lambda self: self._times, constant=True)
    linkable = Property(bool, lambda self: self._get_linkable(), notify=changed)
    linked = Property(bool, lambda self: (wish := self.wish()) is not None and wish.frame is AS_MAP, notify=changed)

    @Slot()
    def toggle_choosing(self) -> None:
        self._choosing = not self._choosing
        self.changed.emit()

    @Slot(str)
    def choose_variant(self, name: str) -> None:
        wish = self.wish()
        if wish is not None:
            self.wished(replace(wish, variant=meant(name)))

    @Slot(str)
    def choose_layer(self, name: str) -> None:
        wish = self.wish()
        if wish is not None:
            self.wished(replace(wish, layer=meant(name), scenario="", frame=AS_MAP))

    @Slot()
    def toggle_time(self) -> None:
        """Follow the time of the map; or stay at the one that is seen now."""
        wish = self.wish()
        if wish is not None:
            self.wished(replace(wish, frame=self.shown_frame if wish.frame is AS_MAP else AS_MAP))

    @Slot(str)
    def choose_other(self, name: str) -> None:
        """What only some parts have: a second variant."""


@QmlElement
class PartModel(ChoiceModel):
    """One of the large parts of the picture, which everybody looks at: beside the swipe line, or a view."""

    # PySide crashes where a property tells of its change by a signal of the class above.
    partChanged = Signal()

    def __init__(self, name: str, showcase: Showcase, seat: SeatModel, wished: Callable[[Wish], None]) -> None:
        super().__init__(seat)
        self._name = name
        self._showcase = showcase
        self._wish: Wish | None = None
        self._wished = wished
        self.changed.connect(self.partChanged)

    def wish(self) -> Wish | None:
        return self._wish

    @property
    def sight(self) -> Sight | None:
        return self._showcase.sight(self._wish) if self._wish is not None else None

    def wished(self, wish: Wish) -> None:
        self._wished(wish)

    def take(self, wish: Wish | None) -> None:
        """Show this; None leaves the part empty."""
        if wish is None:
            self._choosing = False
        self._wish = wish
        if wish is not None:
            self._offer(wish)
        self._times.renew()
        self.changed.emit()

    def _get_name(self) -> str:
        return self._name

    def _get_source(self) -> SceneSource | None:
        return self._showcase.source(self._wish) if self._wish is not None else None

    def _get_title(self) -> str:
        return named(self.hand, self._wish) if self._wish is not None else ""

    def _get_detail(self) -> str:
        """What is worth saying below the title: a trouble, or that it is being worked out; mostly empty."""
        if self._wish is None:
            return ""
        exhibit, hand = self._showcase.exhibit(self._wish), self.hand
        if exhibit.worked.problem is not None:
            return hand.render(exhibit.worked.problem)
        if exhibit.busy:
            return hand.render(Text("ui.compare.busy"))
        same = look_of(self._wish, hand.board) == look_of(Wish(), hand.board)
        return hand.render(Text("ui.compare.same")) if same else ""

    source = Property(SceneSource, _get_source, notify=partChanged)
    title = Property(str, _get_title, notify=partChanged)
    detail = Property(str, _get_detail, notify=partChanged)
