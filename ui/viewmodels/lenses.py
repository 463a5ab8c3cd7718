"""The lenses on the map: what each shows, to whom it speaks, and what can be chosen for it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from ui.board import Board
from ui.compare.comparing import AS_MAP, MOST_LENSES, Lens, Wish
from ui.compare.exhibit import Look, look_of
from ui.compare.showcase import Showcase
from ui.scene_source import SceneSource
from ui.viewmodels.hand import Hand
from ui.viewmodels.rows import Rows
from ui.viewmodels.seat import SeatModel
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


def named(hand: Hand, wish: Wish) -> str:
    """What a wish shows, in the words of a seat: the variant, and the layer if there is one."""
    look = look_of(wish, hand.board)
    title = _variant_name(hand, look)
    return f"{title} · {_layer_name(hand, look)}" if look.layer else title


def _beside(hand: Hand, wish: Wish, seen: Wish) -> str:
    """In what a wish differs from what is seen."""
    look, other = look_of(wish, hand.board), look_of(seen, hand.board)
    if (look.layer, look.scenario) == (other.layer, other.scenario):
        return _variant_name(hand, look)
    return _layer_name(hand, look) if look.variant == other.variant else named(hand, wish)


def _variant_name(hand: Hand, look: Look) -> str:
    variant = hand.board.state.variant(look.variant)
    return title_of(hand, variant) if variant else hand.render(Text("ui.compare.gone"))


def _layer_name(hand: Hand, look: Look) -> str:
    layer = hand.board.host.layers.get(look.layer)
    return hand.render(layer.describe().name if layer else Text("ui.compare.no-layer"))


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
class LensModel(QObject):
    """A place for one lens; it is empty while ``active`` is false."""

    changed = Signal()

    def __init__(self, showcase: Showcase, seat: SeatModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._showcase = showcase
        self._seat = seat
        self._lens: Lens | None = None
        self._number = 0
        self._choosing = False
        self._variants = Rows(Offer, self)
        self._layers = Rows(Offer, self)
        self._others = Rows(Offer, self)

    @property
    def lens(self) -> Lens | None:
        return self._lens

    def take(self, lens: Lens | None, seat: SeatModel | None = None, number: int = 0) -> None:
        """Show a lens at a seat, which has so many others; None leaves the place empty."""
        self._number = number
        if (lens.id if lens else "") != (self._lens.id if self._lens else ""):
            self._choosing = False
        self._lens = lens
        self._seat = seat or self._seat
        if lens is not None:
            hand = self._seat.hand
            self._variants.set(variant_offers(hand, lens.shows.variant))
            self._layers.set(layer_offers(hand, lens.shows.layer))
            self._others.set(variant_offers(hand, lens.against.variant))
        self.changed.emit()

    def _get_title(self) -> str:
        return named(self._seat.hand, self._lens.seen) if self._lens else ""

    def _get_pair(self) -> str:
        """What is worth saying below the title: a trouble, that it is the map's own, or the other one of the pair."""
        lens, hand = self._lens, self._seat.hand
        if lens is None:
            return ""
        exhibit = self._showcase.exhibit(lens.seen)
        if exhibit.problem is not None:
            return hand.render(exhibit.problem)
        if exhibit.busy:
            return hand.render(Text("ui.compare.busy"))
        if look_of(lens.shows, hand.board) == look_of(lens.against, hand.board):
            alone = len(hand.board.state.variants) == 1
            return hand.render(Text("ui.compare.alone" if alone else "ui.compare.same"))
        hidden = lens.shows if lens.flipped else lens.against
        return hand.render(Text.of("ui.compare.against", other=_beside(hand, hidden, lens.seen)))

    def _get_source(self) -> SceneSource | None:
        return self._showcase.source(self._lens.seen) if self._lens else None

    active = Property(bool, lambda self: self._lens is not None, notify=changed)
    name = Property(str, lambda self: self._lens.id if self._lens else "", notify=changed)
    seat = Property(SeatModel, lambda self: self._seat, notify=changed)
    source = Property(SceneSource, _get_source, notify=changed)
    title = Property(str, _get_title, notify=changed)
    pair = Property(str, _get_pair, notify=changed)
    number = Property(int, lambda self: self._number, notify=changed)
    flipped = Property(bool, lambda self: self._lens is not None and self._lens.flipped, notify=changed)
    choosing = Property(bool, lambda self: self._choosing, notify=changed)
    variants = Property(Rows, lambda self: self._variants, constant=True)
    layers = Property(Rows, lambda self: self._layers, constant=True)
    others = Property(Rows, lambda self: self._others, constant=True)

    def _change(self, lens: Lens) -> None:
        self._seat.hand.board.comparing.change_lens(lens)

    @Slot()
    def flip(self) -> None:
        """Show the other one of the pair."""
        if self._lens is not None:
            self._change(replace(self._lens, flipped=not self._lens.flipped))

    @Slot()
    def toggle_choosing(self) -> None:
        self._choosing = not self._choosing
        self.changed.emit()

    @Slot(str)
    def choose_variant(self, name: str) -> None:
        if self._lens is not None:
            shows = replace(self._lens.shows, variant=meant(name))
            self._change(replace(self._lens, shows=shows, flipped=False))

    @Slot(str)
    def choose_layer(self, name: str) -> None:
        if self._lens is not None:
            shows = replace(self._lens.shows, layer=meant(name), scenario="")
            self._change(replace(self._lens, shows=shows, flipped=False))

    @Slot(str)
    def choose_other(self, name: str) -> None:
        """The variant that the lens shows while it is flipped."""
        if self._lens is not None:
            self._change(replace(self._lens, against=replace(self._lens.against, variant=meant(name))))

    @Slot()
    def close(self) -> None:
        if self._lens is not None:
            self._seat.hand.board.comparing.close_lens(self._lens.id)


@QmlElement
class LensesModel(QObject):
    """All lenses of the table: as many places as there may be lenses, so that none moves when another comes or goes."""

    def __init__(
        self, board: Board, seats: Mapping[str, SeatModel], showcase: Showcase, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._board = board
        self._seats = seats
        self._showcase = showcase
        first = next(iter(seats.values()))
        self._places = [LensModel(showcase, first, self) for _ in range(MOST_LENSES)]

    def _get_places(self) -> list[QObject]:
        return list(self._places)

    places = Property(list, _get_places, constant=True)

    @property
    def wishes(self) -> set[Wish]:
        """What the lenses show."""
        return {lens.seen for lens in self._board.comparing.lenses}

    def renew(self) -> None:
        lenses = {lens.id: lens for lens in self._board.comparing.lenses}
        kept = {place.lens.id: place for place in self._places if place.lens and place.lens.id in lenses}
        free = [place for place in self._places if place not in kept.values()]
        others: Counter[str] = Counter()
        for id, lens in lenses.items():
            place = kept[id] if id in kept else free.pop(0)
            place.take(lens, self._seats.get(lens.seat), others[lens.seat])
            others[lens.seat] += 1
        for place in free:
            if place.lens is not None:
                place.take(None)
