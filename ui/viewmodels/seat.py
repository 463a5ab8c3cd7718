"""A seat: its ring, its cards, its keyboard, its language, its undo."""

from operator import attrgetter

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.app.city_beyond import building_beyond
from planningtable.domain.seats import DESK, Edge
from planningtable.domain.text import Text
from ui.viewmodels.bins import BinModel
from ui.viewmodels.cameras import CamerasModel
from ui.viewmodels.comment import CommentModel
from ui.viewmodels.compare import CompareModel
from ui.viewmodels.contribution import ContributionModel
from ui.viewmodels.free import FreeModel
from ui.viewmodels.hand import Hand, Touched
from ui.viewmodels.indicators import IndicatorsModel
from ui.viewmodels.keyboard import KeyboardModel
from ui.viewmodels.layers import LayersModel
from ui.viewmodels.looks import LooksModel
from ui.viewmodels.measures import MeasuresModel
from ui.viewmodels.measuring import TOOL as RULER
from ui.viewmodels.measuring import MeasuringModel
from ui.viewmodels.reading import ReadingModel
from ui.viewmodels.ring import RingModel
from ui.viewmodels.sharing import SharingModel
from ui.viewmodels.status import phase_of
from ui.viewmodels.sun import SunModel
from ui.viewmodels.times import TimesModel
from ui.viewmodels.variants import VariantsModel, title_of
from ui.viewmodels.words import WordsModel

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

# Degrees clockwise by which text is turned so that it is upright for the person at the edge.
TURNS = {Edge.SOUTH: 0, Edge.WEST: 90, Edge.NORTH: 180, Edge.EAST: 270}


# The tools that leave the hand when their card is closed.
TOOLS = {"measures": ("measure", "move"), "comment": ("comment",), "cameras": ("stand",), "measuring": (RULER,)}

# The cards with a text of their own, and its field.
FIELDS = {"comment": "comment", "contribution": "answer", "variants": "variant", "cameras": "view"}


@QmlElement
class SeatModel(QObject):
    """One person's corner of the table. Owns the view-models of its cards; they do not know each other."""

    changed = Signal()
    turned = Signal()
    """Somebody has put another variant or layer on the map."""

    def __init__(self, hand: Hand, parent: QObject | None = None, *, along: float = 0.5) -> None:
        super().__init__(parent)
        self._hand = hand
        self._along = along
        hand.setParent(self)
        self._words = hand.words
        hand.words.setParent(self)
        self._keyboard = KeyboardModel(hand.words, self)
        self._ring = RingModel(hand, self)
        self._bin = BinModel(hand, self)
        self._sharing = SharingModel(hand, self)
        self._layers = LayersModel(hand, self)
        self._sun = SunModel(hand, self)
        self._reading = ReadingModel(hand, self)
        self._free = FreeModel(hand, self)
        self._times = TimesModel(hand, hand.board, self)
        self._looks = LooksModel(hand, self)
        self._measures = MeasuresModel(hand, self)
        self._variants = VariantsModel(hand, self._keyboard, self)
        self._indicators = IndicatorsModel(hand, self)
        self._compare = CompareModel(hand, self)
        self._cameras = CamerasModel(hand, self._keyboard, self)
        self._measuring = MeasuringModel(hand, self)
        self._comment = CommentModel(hand, self._keyboard, self)
        self._contribution = ContributionModel(hand, self._keyboard, self)
        self._open: tuple[str, ...] = ()
        self._shown = hand.board.shown
        self._bin.changed.connect(self._put_aside)
        hand.changed.connect(self._renew)

    def _renew(self) -> None:
        self.changed.emit()
        if self._hand.board.shown != self._shown:
            self._shown = self._hand.board.shown
            self.turned.emit()

    def _get_name(self) -> str:
        return self._hand.seat.id

    def _get_title(self) -> str:
        seat = self._hand.seat
        if not seat.number:
            return self._hand.render(Text(f"ui.seat.{seat.id}"))
        return self._hand.render(Text.of("ui.seat.title", number=seat.number))

    def _get_turn(self) -> int:
        return TURNS[self._hand.seat.edge]

    def _put_aside(self) -> None:
        if any(FIELDS.get(card) == self._keyboard.field for card in self._bin.names if card in FIELDS):
            self._keyboard.write_into("")
        self.changed.emit()

    def _get_open(self) -> list[str]:
        return list(self.lying)

    def _get_message(self) -> str:
        return self._hand.render(self._hand.message) if self._hand.message else ""

    def _get_shown(self) -> str:
        """What lies on the map: the variant and the layer."""
        board = self._hand.board
        layer = board.host.layers.get(board.shown.layer)
        title = title_of(self._hand, board.variant)
        return f"{title} · {self._hand.render(layer.describe().name)}" if layer else title

    def _get_chooser(self) -> str:
        """Who chose what lies on the map, said to everybody else; empty for this seat and for nobody."""
        by = self._hand.board.shown_by
        if by is None or by == self._hand.seat:
            return ""
        return self._hand.render(Text.of("ui.seat.shows", number=by.number, symbol=by.symbol))

    def _get_undo(self) -> str:
        """What undo would take back; empty where there is nothing."""
        text = self._hand.board.session.can_undo(self._hand.seat.id)
        return self._hand.render(Text.of("ui.seat.undo", act=text)) if text else ""

    def _get_redo(self) -> str:
        text = self._hand.board.session.can_redo(self._hand.seat.id)
        return self._hand.render(Text.of("ui.seat.redo", act=text)) if text else ""

    name = Property(str, _get_name, constant=True)
    symbol = Property(str, attrgetter("_hand.seat.symbol"), constant=True)
    tint = Property(str, attrgetter("_hand.seat.colour"), constant=True)
    turn = Property(int, _get_turn, constant=True)
    at_desk = Property(bool, lambda self: self._hand.seat.id == DESK.id, constant=True)
    """Whether a real keyboard belongs to it."""
    along = Property(float, attrgetter("_along"), constant=True)
    """Where its place is at its edge, as the person there sees it: 0 left, 1 right."""
    title = Property(str, _get_title, notify=changed)
    open = Property(list, _get_open, notify=changed)
    message = Property(str, _get_message, notify=changed)
    shown = Property(str, _get_shown, notify=changed)
    chooser = Property(str, _get_chooser, notify=changed)
    phase = Property(str, lambda self: phase_of(self._hand), notify=changed)
    undo_label = Property(str, _get_undo, notify=changed)
    redo_label = Property(str, _get_redo, notify=changed)
    words = Property(WordsModel, attrgetter("_words"), constant=True)
    keyboard = Property(KeyboardModel, attrgetter("_keyboard"), constant=True)
    bin = Property(BinModel, attrgetter("_bin"), constant=True)
    sharing = Property(SharingModel, attrgetter("_sharing"), constant=True)
    ring = Property(RingModel, attrgetter("_ring"), constant=True)
    layers = Property(LayersModel, attrgetter("_layers"), constant=True)
    sun = Property(SunModel, attrgetter("_sun"), constant=True)
    reading = Property(ReadingModel, attrgetter("_reading"), constant=True)
    free = Property(FreeModel, attrgetter("_free"), constant=True)
    times = Property(TimesModel, attrgetter("_times"), constant=True)
    looks = Property(LooksModel, attrgetter("_looks"), constant=True)
    measures = Property(MeasuresModel, attrgetter("_measures"), constant=True)
    variants = Property(VariantsModel, attrgetter("_variants"), constant=True)
    indicators = Property(IndicatorsModel, attrgetter("_indicators"), constant=True)
    compare = Property(CompareModel, attrgetter("_compare"), constant=True)
    cameras = Property(CamerasModel, attrgetter("_cameras"), constant=True)
    measuring = Property(MeasuringModel, attrgetter("_measuring"), constant=True)
    comment = Property(CommentModel, attrgetter("_comment"), constant=True)
    contribution = Property(ContributionModel, attrgetter("_contribution"), constant=True)

    lying = property(lambda self: tuple(card for card in self._open if card not in self._bin.names))
    """The cards that lie on the table, for Python."""
    stock = property(attrgetter("_bin"))
    share = property(attrgetter("_sharing"))

    @property
    def id(self) -> str:
        return self._hand.seat.id

    @property
    def hand(self) -> Hand:
        return self._hand

    @property
    def hand_keyboard(self) -> KeyboardModel:
        return self._keyboard

    @Slot(str)
    def open_card(self, card: str, *, quietly: bool = False) -> None:
        """Lay a card in front of the seat; the ring folds away.

        Args:
            card: its name.
            quietly: whether keyboard and tool stay with what they are at.
        """
        self._ring.close()
        self._bin.take_out(card)
        if card not in self._open:
            self._open = (*self._open, card)
        if card == "comment" and not quietly:
            self._comment.begin()
        if card == "sun":
            self._sun.begin()
        if card == "measuring" and not quietly:
            self._measuring.begin()
        self.changed.emit()

    @Slot(str)
    def close_card(self, card: str) -> None:
        self._open = tuple(c for c in self._open if c != card)
        self._bin.take_out(card)
        if self._hand.tool_name in TOOLS.get(card, ()):
            self._hand.take("", None)
        if card == "comment":
            self._comment.end()
        if card == "cameras":
            self._cameras.end()
        if card == "measuring":
            self._measuring.clear()
        if FIELDS.get(card) == self._keyboard.field:
            self._keyboard.write_into("")
        self.changed.emit()

    @Slot()
    def undo(self) -> None:
        self._hand.try_to(lambda: self._hand.board.session.undo(self._hand.seat.id))

    @Slot()
    def redo(self) -> None:
        self._hand.try_to(lambda: self._hand.board.session.redo(self._hand.seat.id))

    @Slot()
    def switch_language(self) -> None:
        self._hand.words.choose(self._hand.words.other_code)

    @Slot()
    def dismiss(self) -> None:
        """The message was read."""
        self._hand.say(None)

    def ask(self, x: float, y: float) -> None:
        """Open the ring at a place of the picture [px]."""
        self._ring.open_at(x, y)

    menu = property(attrgetter("_ring"))
    """The ring, for Python."""

    @property
    def reading_model(self) -> ReadingModel:
        """What the bubble of this seat says, for Python."""
        return self._reading

    free_model = property(attrgetter("_free"))
    """What may be set freely of the layer, for Python."""

    draws = property(attrgetter("_cameras.draws"))
    """Whether the next finger on the map draws a way, for Python."""

    def touched(self, touched: Touched) -> None:
        """A touch of the map that is this seat's: pins and measures open, everything else goes to the tool."""
        if touched.kind == "pin":
            self._contribution.show(touched.id)
            self.open_card("contribution")
        elif touched.beyond and self._hand.tool_name != RULER:
            self._touched_beyond(touched)
        elif self._hand.tool is not None:
            if touched.kind:
                self._hand.tool(touched)
        elif touched.measure:
            self._measures.select(touched.measure)
            self.open_card("measures")

    def _touched_beyond(self, touched: Touched) -> None:
        """Around the site nothing is planned: a tool stays in the hand, without one a building tells about itself."""
        if self._hand.tool is not None:
            self._hand.say(Text("ui.beyond.planning"))
        elif touched.kind == "building-beyond":
            self._hand.try_to(lambda: self._hand.say(_told_of(self._hand, touched)))


def _told_of(hand: Hand, touched: Touched) -> Text | None:
    building = building_beyond(hand.board.session, touched.east, touched.north)
    return building.text if building else None
