"""The indicators card: five dimensions at a glance, each number beside the base, its goal and its reasons."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.commands import DropGoal, FixGoals, SetGoal
from planningtable.domain.text import Text
from planningtable.domain.values import BASE, Direction, Goal, Phase
from planningtable.indicators.indicator import Dimension, IndicatorInfo, Value
from planningtable.indicators.utility import dimension_means, goal_utility
from ui.viewmodels.figures import base_and_now, clear_trend_of, printed_value
from ui.viewmodels.hand import Hand
from ui.viewmodels.rows import Rows
from ui.viewmodels.variants import title_of

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

# A goal moves by a twentieth of the way from the worst value to the target.
GOAL_STEPS = 20
MOST_WEIGHT = 5


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator: what it is now, beside the base and the goal.

    ``trend`` is 1 for better than the base, -1 for worse, 0 for neither; ``reached`` whether the goal is.
    """

    name: str
    label: str
    unit: str
    base: str
    now: str
    goal: str
    trend: int
    reached: bool
    chosen: bool


def _is_reached(info: IndicatorInfo, now: Value, goal: Goal) -> bool:
    return now.value <= goal.target if info.direction is Direction.LESS else now.value >= goal.target


@QmlElement
class IndicatorsModel(QObject):
    """What the indicators card shows of the variant on the map."""

    changed = Signal()

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._chosen = ""
        self._dimension = 0
        self._rows = Rows(IndicatorRow, self)
        hand.changed.connect(self._renew)
        self._renew()

    def _infos(self) -> list[IndicatorInfo]:
        order = list(Dimension)
        infos = [indicator.info for indicator in self._hand.board.host.indicators.values()]
        return sorted(infos, key=lambda info: order.index(info.dimension))

    def _info(self) -> IndicatorInfo | None:
        return next((info for info in self._infos() if info.id == self._chosen), None)

    def _values(self, variant: str) -> Mapping[str, Value]:
        answers = self._hand.board.answers.get(variant)
        return answers.values if answers else {}

    def _goal(self, indicator: str) -> Goal | None:
        return next((g for g in self._hand.board.state.goals if g.indicator == indicator), None)

    def _renew(self) -> None:
        dimension = list(Dimension)[self._dimension]
        self._rows.set([self._row(info) for info in self._infos() if info.dimension is dimension])
        self.changed.emit()

    def _row(self, info: IndicatorInfo) -> IndicatorRow:
        base, now = base_and_now(self._hand.board, info.id)
        goal = self._goal(info.id)
        reached = goal is not None and now is not None and _is_reached(info, now, goal)
        return IndicatorRow(
            info.id,
            self._hand.render(info.name),
            info.unit,
            printed_value(self._hand.words, info, base),
            printed_value(self._hand.words, info, now),
            self._hand.words.number(goal.target, info.decimals) if goal else "",
            clear_trend_of(info, base, now),
            reached,
            info.id == self._chosen,
        )

    def _shares(self, variant: str) -> list[float]:
        """One share a dimension: the mean utility of its indicators; 0 where it is not known."""
        values, infos = self._values(variant), self._infos()
        utilities = {i.id: goal_utility(values[i.id].value, i, self._goal(i.id)) for i in infos if i.id in values}
        weights = {goal.indicator: goal.weight for goal in self._hand.board.state.goals}
        means = dimension_means(infos, utilities, weights)
        return [0.0 if math.isnan(means[d]) else means[d] for d in Dimension]

    def _get_title(self) -> str:
        return title_of(self._hand, self._hand.board.variant)

    def _get_is_base(self) -> bool:
        return self._hand.board.variant.id == BASE

    def _get_ready(self) -> bool:
        return bool(self._values(self._hand.board.variant.id))

    def _get_preview(self) -> bool:
        """Whether the numbers rest on coarse layers."""
        answers = self._hand.board.answers.get(self._hand.board.variant.id)
        return answers is not None and answers.preview

    def _get_base_shares(self) -> list[float]:
        return self._shares(BASE)

    def _get_now_shares(self) -> list[float]:
        return self._shares(self._hand.board.variant.id)

    def _get_dimensions(self) -> list[str]:
        return [self._hand.render(Text(f"ui.dimension.{dimension}")) for dimension in Dimension]

    def _get_chosen(self) -> str:
        info = self._info()
        return self._hand.render(info.name) if info else ""

    def _get_reasons(self) -> str:
        info, render = self._info(), self._hand.render
        if info is None:
            return ""
        now = self._values(self._hand.board.variant.id).get(info.id)
        lines = [
            f"{render(Text('ui.why.formula'))} {render(info.formula)}",
            f"{render(Text('ui.why.inputs'))} {render(info.inputs)}",
            f"{render(Text('ui.why.silence'))} {render(info.silence)}",
            f"{render(Text('ui.why.source'))} {info.source}",
            f"{render(Text('ui.why.sdg'))} {', '.join(info.sdg)}",
        ]
        if now is not None and not math.isnan(now.value):
            number = self._hand.words.number
            low, high = number(now.low, info.decimals), number(now.high, info.decimals)
            lines.insert(0, render(Text.of("ui.why.range", low=low, high=high, unit=info.unit)))
        elif now is not None:
            lines.insert(0, render(Text("ui.why.no-data")))
        return "\n\n".join(lines)

    def _get_goal(self) -> str:
        """The goal of the chosen indicator as printed; empty where there is none."""
        info = self._info()
        goal = self._goal(info.id) if info else None
        if info is None or goal is None:
            return ""
        target = f"{self._hand.words.number(goal.target, info.decimals)} {info.unit}".strip()
        weight = self._hand.words.number(goal.weight)
        return self._hand.render(Text.of("ui.indicators.weighed", target=target, weight=weight))

    def _get_goals_open(self) -> bool:
        state = self._hand.board.state
        return state.phase is Phase.GOALS and not state.goals_fixed

    rows = Property(Rows, attrgetter("_rows"), constant=True)
    title = Property(str, _get_title, notify=changed)
    is_base = Property(bool, _get_is_base, notify=changed)
    ready = Property(bool, _get_ready, notify=changed)
    preview = Property(bool, _get_preview, notify=changed)
    base_shares = Property(list, _get_base_shares, notify=changed)
    now_shares = Property(list, _get_now_shares, notify=changed)
    dimensions = Property(list, _get_dimensions, notify=changed)
    dimension = Property(int, attrgetter("_dimension"), notify=changed)
    chosen = Property(str, _get_chosen, notify=changed)
    reasons = Property(str, _get_reasons, notify=changed)
    goal = Property(str, _get_goal, notify=changed)
    goals_open = Property(bool, _get_goals_open, notify=changed)

    @Slot(int)
    def turn_to(self, dimension: int) -> None:
        """Show the indicators of a dimension; they go round."""
        self._dimension = dimension % len(Dimension)
        self._chosen = ""
        self._renew()

    @Slot(str)
    def choose(self, indicator: str) -> None:
        """Ask why; the same again folds the reasons away."""
        self._chosen = "" if indicator == self._chosen else indicator
        self._renew()

    @Slot(int)
    def move_goal(self, by: int) -> None:
        """Set a goal for the chosen indicator, or move it towards its target (+) or away from it (-)."""
        info = self._info()
        if info is None:
            return
        old = self._goal(info.id)
        if old is None:
            self._hand.attempt(SetGoal(Goal(info.id, info.target)))
            return
        step = (info.target - info.worst) / GOAL_STEPS
        target = round(old.target + by * step, info.decimals + 1)
        self._hand.attempt(SetGoal(Goal(info.id, target, old.weight)))

    @Slot(int)
    def move_weight(self, by: int) -> None:
        """Give the goal of the chosen indicator more or fewer points; 1 at least, so that it counts."""
        goal = self._goal(self._chosen)
        if goal is not None:
            weight = min(max(round(goal.weight) + by, 1), MOST_WEIGHT)
            self._hand.attempt(SetGoal(Goal(goal.indicator, goal.target, float(weight))))

    @Slot()
    def drop_goal(self) -> None:
        if self._goal(self._chosen) is not None:
            self._hand.attempt(DropGoal(self._chosen))

    @Slot()
    def fix_goals(self) -> None:
        self._hand.attempt(FixGoals())
