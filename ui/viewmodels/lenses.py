"""The lenses on the map: what each shows, to whom it speaks, and what can be chosen for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Property, QObject, QPointF, QRectF, QSizeF, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from planningtable.layers.reading import Difference, Spot, difference
from ui.board import Board
from ui.compare.comparing import MOST_LENSES, Lens, Wish
from ui.compare.exhibit import compares, look_of, needed
from ui.compare.laying import Box, Disc, Top, hidden, place_for
from ui.compare.showcase import Showcase
from ui.compare.sight import Sight
from ui.scene_source import SceneSource
from ui.viewmodels.choices import ChoiceModel, meant, variant_offers
from ui.viewmodels.legends import explain_briefly
from ui.viewmodels.naming import differing, named
from ui.viewmodels.seat import SeatModel

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


def _box(card: QRectF) -> Box:
    return Box(card.x(), card.y(), card.width(), card.height())


def _disc(square: QRectF) -> Disc:
    return Disc(square.center().x(), square.center().y(), square.width() / 2)


def _top(size: QSizeF, step: float, cards: Sequence[QRectF], others: Sequence[QRectF]) -> Top:
    return Top(size.width(), size.height(), step, [_box(card) for card in cards], [_disc(one) for one in others])


@QmlElement
class LensModel(ChoiceModel):
    """A place for one lens; it is empty while ``active`` is false."""

    # PySide crashes where a property tells of its change by a signal of the class above.
    lensChanged = Signal()

    def __init__(self, showcase: Showcase, seat: SeatModel, parent: QObject | None = None) -> None:
        super().__init__(seat, parent)
        self._showcase = showcase
        self._lens: Lens | None = None
        self._turned = False
        self._spot: Spot | None = None
        self.changed.connect(self.lensChanged)

    @property
    def lens(self) -> Lens | None:
        return self._lens

    def take(self, lens: Lens | None, seat: SeatModel | None = None) -> None:
        """Show a lens at a seat; None leaves the place empty."""
        if (lens.id if lens else "") != (self._lens.id if self._lens else ""):
            self._choosing = False
        before, self._lens = self._lens, lens
        if before is None or lens is None or before.seen != lens.seen:
            self._turned = before is not None and lens == replace(before, flipped=not before.flipped)
        self._seat = seat or self._seat
        if lens is not None:
            self._offer(lens.shows)
            self._others.set(variant_offers(self.hand, lens.against.variant))
        explain_briefly(self._legend, self.hand, self.sight)
        self._times.turn_to(self.hand)
        self.changed.emit()

    @property
    def sight(self) -> Sight | None:
        return self._showcase.sight(self._lens.seen) if self._lens else None

    def _difference(self) -> Difference | None:
        """Between what is seen under the middle of the glass and the other one of the pair."""
        lens, spot = self._lens, self._spot
        if lens is None or spot is None or not compares(lens, self.hand.board):
            return None
        here, there = self._showcase.sight(lens.seen), self._showcase.sight(lens.hidden)
        return difference(here.reading(spot), there.reading(spot))

    def wish(self) -> Wish | None:
        return self._lens.shows if self._lens else None

    def wished(self, wish: Wish) -> None:
        if self._lens is not None:
            self._change(replace(self._lens, shows=wish, flipped=False))

    def _get_name(self) -> str:
        return self._lens.id if self._lens else ""

    def _get_title(self) -> str:
        return named(self._seat.hand, self._lens.seen) if self._lens else ""

    def _get_pair(self) -> str:
        """What is worth saying below the title: a trouble, that it is the map's own, or the other one of the pair."""
        lens, hand = self._lens, self._seat.hand
        if lens is None:
            return ""
        exhibit = self._showcase.exhibit(lens.seen)
        if exhibit.worked.problem is not None:
            return hand.render(exhibit.worked.problem)
        if exhibit.busy:
            return hand.render(Text("ui.compare.busy"))
        if look_of(lens.shows, hand.board) == look_of(lens.against, hand.board):
            alone = len(hand.board.state.variants) == 1
            return hand.render(Text("ui.compare.alone" if alone else "ui.compare.same"))
        return hand.render(Text.of("ui.compare.against", other=differing(hand, lens.hidden, lens.seen)))

    def _get_keeps(self) -> bool:
        """Whether what was seen before stays until there is something else: it was flipped, and that is worked out."""
        return self._lens is not None and self._turned and self._showcase.exhibit(self._lens.seen).busy

    def _get_source(self) -> SceneSource | None:
        return self._showcase.source(self._lens.seen) if self._lens else None

    def _get_difference(self) -> str:
        found = self._difference()
        return f"{self.hand.words.signed(found.value, found.decimals)} {found.unit}".strip() if found else ""

    def _get_values(self) -> str:
        """The two values that the difference is of."""
        found, words = self._difference(), self.hand.words
        if found is None:
            return ""
        here, there = (f"{words.number(one, found.decimals)} {found.unit}".strip() for one in (found.here, found.there))
        return self.hand.render(Text.of("ui.compare.values", here=here, there=there))

    difference = Property(str, _get_difference, notify=lensChanged)
    values = Property(str, _get_values, notify=lensChanged)
    source = Property(SceneSource, _get_source, notify=lensChanged)
    title = Property(str, _get_title, notify=lensChanged)
    pair = Property(str, _get_pair, notify=lensChanged)
    keeps = Property(bool, _get_keeps, notify=lensChanged)
    calls = Property(int, lambda self: self._lens.calls if self._lens else 0, notify=lensChanged)
    flipped = Property(bool, lambda self: self._lens is not None and self._lens.flipped, notify=lensChanged)

    def _change(self, lens: Lens) -> None:
        self._seat.hand.board.comparing.change_lens(lens)

    @Slot("QVariantMap")
    def look_at(self, hit: dict[str, Any]) -> None:
        """What lies under the middle of the glass, as `SceneItem.pick` found it on the map."""
        kind = str(hit["kind"])
        building = str(hit["id"]) if kind == "building" else ""
        place = float(hit["east"]), float(hit["north"])
        self._spot = Spot(*place, building, beyond=kind.endswith("-beyond")) if kind else None
        self.lensChanged.emit()

    @Slot()
    def flip(self) -> None:
        """Show the other one of the pair."""
        if self._lens is not None:
            self._change(replace(self._lens, flipped=not self._lens.flipped))

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

    @Slot(QRectF, QRectF, QSizeF, float, list, list, result=QPointF)
    def place_for(
        self,
        wanted: QRectF,
        skirt: QRectF,
        top: QSizeF,
        step: float,
        cards: Sequence[QRectF],
        others: Sequence[QRectF],
    ) -> QPointF:
        """The middle of a lens that is wanted somewhere, see `ui.compare.laying`; lenses as their squares."""
        return QPointF(*place_for(_disc(wanted), _top(top, step, cards, others), _box(skirt)))

    @Slot(QRectF, QRectF, QSizeF, list, list, result=bool)
    def covered(
        self, lens: QRectF, skirt: QRectF, top: QSizeF, cards: Sequence[QRectF], others: Sequence[QRectF]
    ) -> bool:
        """Whether a card lies over a part of a lens, or its legend is not to be read."""
        return hidden(_disc(lens), _top(top, 1.0, cards, others), _box(skirt))

    @property
    def wishes(self) -> set[Wish]:
        """What has to be worked out for the lenses."""
        return set().union(*(needed(lens, self._board) for lens in self._board.comparing.lenses))

    def renew(self) -> None:
        lenses = {lens.id: lens for lens in self._board.comparing.lenses}
        kept = {place.lens.id: place for place in self._places if place.lens and place.lens.id in lenses}
        free = [place for place in self._places if place not in kept.values()]
        for id, lens in lenses.items():
            place = kept[id] if id in kept else free.pop(0)
            place.take(lens, self._seats.get(lens.seat))
        for place in free:
            if place.lens is not None:
                place.take(None)
