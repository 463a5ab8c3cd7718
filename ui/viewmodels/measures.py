"""The measures card: what may be placed, how large, and where it was put."""

import math
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.app.placing import Pointing, moved, placement
from planningtable.city.measures.kind import KindParameter, MeasureKind, Shape
from planningtable.domain.commands import RemoveMeasure
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import BASE, Measure, Parameter
from ui.viewmodels.figures import base_and_now, printed_value, trend_of
from ui.viewmodels.hand import Hand, Touched
from ui.viewmodels.plan_hints import PlanHints
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

TOOL = "measure"
MOVE = "move"
# Nobody sets 8.37 m at a table: a step is about a tenth of the usual value, rounded to 1, 2 or 5.
STEPS = 10
STEPS_OF_RANGE = 24
# More would not be read while placing.
EFFECTS = 5


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind in the palette."""

    name: str
    label: str
    icon: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """A parameter of the chosen kind; ``share`` is where its slider stands, ``stride`` the share of a step [0..1]."""

    name: str
    label: str
    figure: str
    share: float
    stride: float
    choice: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What the measures of the variant change, beside the base; ``trend`` is 1 for better, -1 for worse."""

    label: str
    figure: str
    trend: int


def step_of(parameter: KindParameter) -> float:
    """The step of a numeric parameter: 1, 2 or 5 times a power of ten, about a tenth of the default."""
    low, high, default = parameter.low or 0.0, parameter.high or 1.0, float(parameter.default)
    rough = default / STEPS if default > 0 else (high - low) / STEPS_OF_RANGE
    power = 10.0 ** math.floor(math.log10(rough))
    step = max(power * n for n in (1, 2, 5) if power * n <= rough * 1.001)
    return max(step, 1.0) if isinstance(parameter.default, int) else step


def _effects(hand: Hand) -> list[Effect]:
    """What is better or worse than in the base, by what is printed."""
    effects = []
    for indicator in hand.board.host.indicators.values():
        info = indicator.info
        base, now = base_and_now(hand.board, info.id)
        trend = trend_of(info, base, now)
        if trend:
            before, after = printed_value(hand.words, info, base), printed_value(hand.words, info, now)
            effects.append(Effect(hand.render(info.name), f"{before} → {after} {info.unit}".strip(), trend))
    return effects


@QmlElement
class MeasuresModel(QObject):
    """What the measures card shows; the chosen kind is the seat's tool until it is put away."""

    changed = Signal()

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._kind = ""
        self._selected = ""
        self._latest = ""
        self._plans = PlanHints(hand)
        self._plan_hints = ""
        self._watched: set[str] = set()
        self._settings: dict[tuple[str, str], Parameter] = {}
        self._kinds = Rows(KindRow, self)
        self._rows = Rows(Setting, self)
        self._effects = Rows(Effect, self)
        hand.changed.connect(self._renew)
        self._renew()

    def _chosen_kind(self) -> MeasureKind | None:
        return self._hand.board.host.measure_kinds.get(self._kind) if self._hand.tool_name == TOOL else None

    def _renew(self) -> None:
        hand = self._hand
        order = list(Shape)
        kinds = sorted(hand.board.host.measure_kinds.values(), key=lambda kind: order.index(kind.shape))
        chosen = self._chosen_kind()
        self._kinds.set([KindRow(k.id, hand.render(k.name), k.icon, k is chosen) for k in kinds])
        self._rows.set([self._setting(chosen, p) for p in chosen.parameters] if chosen else [])
        self._effects.set(_effects(hand)[:EFFECTS])
        if self._measure() is None:
            self._selected = ""
        latest = next((m for m in hand.board.variant.measures if m.id == self._latest), None)
        self._plan_hints = self._plans.text(self._measure() or latest)
        self.changed.emit()
        self._tell_in_vain()

    def _tell_in_vain(self) -> None:
        """Say it once where a measure that was just placed or moved cannot be carried out there."""
        variant = self._hand.board.variant
        answers = self._hand.board.answers.get(variant.id)
        if answers is None or answers.variant.measures != variant.measures:
            return
        watched, self._watched = self._watched, set()
        for measure in variant.measures:
            kind = self._hand.board.host.measure_kinds.get(measure.kind)
            if kind and measure.id in watched and measure.id in answers.skipped:
                reason = self._hand.render(answers.skipped[measure.id])
                self._hand.say(Text.of("ui.measures.in-vain", kind=self._hand.render(kind.name), reason=reason))

    def _measure(self) -> Measure | None:
        """The placed measure that was touched."""
        return next((m for m in self._hand.board.variant.measures if m.id == self._selected), None)

    def _measure_kind(self) -> MeasureKind | None:
        found = self._measure()
        return self._hand.board.host.measure_kinds.get(found.kind) if found else None

    def _value(self, kind: MeasureKind, parameter: KindParameter) -> Parameter:
        return self._settings.get((kind.id, parameter.name), parameter.default)

    def _setting(self, kind: MeasureKind, parameter: KindParameter) -> Setting:
        value, label = self._value(kind, parameter), self._hand.render(parameter.label)
        if parameter.choices:
            word = self._hand.words.known(f"measures.choice.{value}", str(value))
            return Setting(parameter.name, label, word, 0.0, 0.0, True)
        low, high = parameter.low or 0.0, parameter.high or 1.0
        decimals = 0 if float(value) == round(float(value)) else 1
        figure = self._hand.words.number(float(value), decimals)
        unit = f" {parameter.unit}" if parameter.unit else ""
        share, stride = (float(value) - low) / (high - low), step_of(parameter) / (high - low)
        return Setting(parameter.name, label, figure + unit, share, stride, False)

    def _get_possible(self) -> bool:
        return self._hand.board.variant.id != BASE

    def _get_handling(self) -> bool:
        return self._chosen_kind() is not None

    def _get_hint(self) -> str:
        kind = self._chosen_kind()
        if not self._get_possible():
            return self._hand.render(Text("ui.measures.hint.base"))
        if self._get_moving():
            return self._hand.render(Text("ui.measures.hint.move"))
        if kind is None:
            placed = self._hand.board.variant.measures
            return self._hand.render(Text("ui.measures.hint.choose-or-touch" if placed else "ui.measures.hint.choose"))
        return self._hand.render(
            Text("ui.measures.hint.building" if kind.shape is Shape.BUILDING else "ui.measures.hint.map")
        )

    def _get_summary(self) -> str:
        kind = self._chosen_kind()
        return self._hand.render(kind.summary) if kind else ""

    def _get_cost(self) -> str:
        kind = self._chosen_kind()
        if kind is None:
            return ""
        low, high = self._hand.words.number(kind.cost.low), self._hand.words.number(kind.cost.high)
        unit = self._hand.render(Text(f"ui.measures.per.{PER[kind.cost.per]}"))
        return self._hand.render(Text.of("ui.measures.cost", low=low, high=high, per=unit))

    def _get_selected(self) -> str:
        """The name of a placed measure that was touched; empty for none."""
        kind = self._measure_kind()
        return self._hand.render(kind.name) if kind else ""

    def _get_movable(self) -> bool:
        """A measure on a building stays on its building."""
        kind = self._measure_kind()
        return kind is not None and kind.shape is not Shape.BUILDING

    def _get_moving(self) -> bool:
        return self._hand.tool_name == MOVE

    kinds = Property(Rows, attrgetter("_kinds"), constant=True)
    settings = Property(Rows, attrgetter("_rows"), constant=True)
    effects = Property(Rows, attrgetter("_effects"), constant=True)
    possible = Property(bool, _get_possible, notify=changed)
    handling = Property(bool, _get_handling, notify=changed)
    hint = Property(str, _get_hint, notify=changed)
    summary = Property(str, _get_summary, notify=changed)
    cost = Property(str, _get_cost, notify=changed)
    selected = Property(str, _get_selected, notify=changed)
    plan_hints = Property(str, attrgetter("_plan_hints"), notify=changed)
    movable = Property(bool, _get_movable, notify=changed)
    moving = Property(bool, _get_moving, notify=changed)

    @Slot(str)
    def choose(self, kind: str) -> None:
        """Take a kind into the hand, or put it away when it is there already."""
        again = self._chosen_kind() is not None and self._kind == kind
        self._kind = kind
        self._selected = self._latest = ""
        self._hand.take(TOOL, None if again else self._place)

    @Slot(str, int)
    def step(self, parameter: str, by: int) -> None:
        """Turn a setting up or down; choices go round."""
        kind = self._chosen_kind()
        found = next((p for p in kind.parameters if p.name == parameter), None) if kind else None
        if kind is None or found is None:
            return
        value = self._value(kind, found)
        if found.choices:
            place = (found.choices.index(str(value)) + by) % len(found.choices)
            self._settings[kind.id, parameter] = found.choices[place]
        else:
            self._set(kind, found, float(value) + by * step_of(found))
        self._renew()

    @Slot(str, float)
    def slide(self, parameter: str, share: float) -> None:
        """Put a setting where the slider is [0..1]."""
        kind = self._chosen_kind()
        found = next((p for p in kind.parameters if p.name == parameter), None) if kind else None
        if kind is not None and found is not None and not found.choices:
            low, high, step = found.low or 0.0, found.high or 1.0, step_of(found)
            self._set(kind, found, low + round(share * (high - low) / step) * step)
            self._renew()

    def _set(self, kind: MeasureKind, parameter: KindParameter, value: float) -> None:
        value = min(max(value, parameter.low or 0.0), parameter.high or 1.0)
        self._settings[kind.id, parameter.name] = (
            round(value) if isinstance(parameter.default, int) else round(value, 3)
        )

    def _place(self, touched: Touched) -> None:
        kind = self._chosen_kind()
        if kind is None:
            return
        board = self._hand.board
        pointing = Pointing(touched.point, touched.id if touched.kind == "building" else None)
        if kind.shape is not Shape.BUILDING:
            pointing = Pointing(touched.point)
        given = {p.name: self._value(kind, p) for p in kind.parameters}

        def place() -> None:
            measure = self._hand.fresh_id("measure")
            try:
                command = placement(
                    board.session.site, kind, variant=board.variant.id, measure=measure, pointing=pointing, given=given
                )
            except PlanningError as error:
                if error.text.id == "error.placing.no-building-there":
                    raise PlanningError("ui.measures.no-building") from error
                raise
            self._watched.add(measure)
            self._latest = measure
            board.session.execute(command, self._hand.seat.id)

        self._hand.try_to(place)

    def select(self, measure: str) -> None:
        """A placed measure was touched."""
        self._selected = measure
        self._renew()

    @Slot()
    def move(self) -> None:
        """Take the touched measure into the hand: the next touch of the map is its new place. Again puts it down."""
        self._hand.take(MOVE, None if self._get_moving() else self._put)

    def _put(self, touched: Touched) -> None:
        found, board = self._measure(), self._hand.board
        self._hand.take("", None)
        if found is not None:
            self._watched.add(found.id)
            self._hand.attempt(moved(board.variant.id, found, touched.point))

    @Slot()
    def remove(self) -> None:
        """Take the touched measure away."""
        if self._selected:
            self._hand.attempt(RemoveMeasure(self._hand.board.variant.id, self._selected))


PER = {"piece": "piece", "m²": "square", "m": "metre", "m³": "cubic"}
