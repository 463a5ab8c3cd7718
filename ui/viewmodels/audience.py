"""What the audience reads beside the picture: the phase, the variants compared, and what is drawn."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from planningtable.app.sun_text import moment_text
from planningtable.domain.text import Text
from planningtable.domain.values import BASE, Direction, Goal, Phase, Variant
from planningtable.indicators.indicator import Dimension, IndicatorInfo
from planningtable.report.charts import COLOURS
from scenes.plan_overlay import plan_legend
from ui.compare.sight import Told, told
from ui.standings import Valued, Weighed, compared, shares, telling
from ui.viewmodels.figures import clear_trend_of, printed_value
from ui.viewmodels.hand import Hand
from ui.viewmodels.legends import LegendModel, preview_of
from ui.viewmodels.rows import Rows
from ui.viewmodels.variants import title_of

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """A variant in the chart: its colour, and one share a dimension [0..1]; none before it is evaluated.

    Lists because QML knows no tuples.
    """

    name: str
    label: str
    tint: str
    shares: list[float]
    shown: bool


@dataclass(frozen=True, slots=True)
class FigureRow:
    """An indicator in all variants of the chart, in their order, and the group's goal in words.

    ``trends`` are 1 for better than the base, -1 for worse, 0 for neither.
    """

    label: str
    unit: str
    goal: str
    values: list[str]
    trends: list[int]
    tints: list[str]


@dataclass(frozen=True, slots=True)
class _Written:
    """Everything that is no list, so that it is told only where it changes."""

    step: str
    number: int
    phase: str
    task: str
    workshop: str
    variant: str
    light: str
    left_out: str
    state: str
    sources: str
    dimensions: tuple[str, ...]


@QmlElement
class AudienceModel(QObject):
    """What the second window says, in the words of the facilitator. It offers nothing to touch."""

    changed = Signal()

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._standings = Rows(Standing, self)
        self._figures = Rows(FigureRow, self)
        self._legend = LegendModel(self)
        self._written: _Written | None = None
        hand.changed.connect(self._renew)
        self._renew()

    def _renew(self) -> None:
        board = self._hand.board
        variants = compared(board.state.variants, board.variant.id)
        valued = {v.id: board.answers[v.id].values for v in variants if v.id in board.answers}
        infos = tuple(indicator.info for indicator in board.host.indicators.values())
        weighed = Weighed(infos, board.state.goals)
        known = shares(weighed, valued)
        tints = {v.id: self._tint(v) for v in variants}
        self._standings.set(
            [
                Standing(
                    v.id, title_of(self._hand, v), tints[v.id], _held(known.get(v.id, ())), v.id == board.variant.id
                )
                for v in variants
            ]
        )
        self._figures.set([self._figure(weighed, info, variants, valued) for info in telling(weighed, valued)])
        self._explain()
        written = self._write(len(board.state.variants) - len(variants), is_known=bool(valued))
        if written != self._written:
            self._written = written
            self.changed.emit()

    def _tint(self, variant: Variant) -> str:
        """The colour that the variant has in the council pack."""
        number = next(n for n, other in enumerate(self._hand.board.state.variants) if other.id == variant.id)
        return COLOURS[number if number < len(COLOURS) else 1 + number % (len(COLOURS) - 1)]

    def _figure(
        self, weighed: Weighed, info: IndicatorInfo, variants: Sequence[Variant], valued: dict[str, Valued]
    ) -> FigureRow:
        found = [valued.get(v.id, {}).get(info.id) for v in variants]
        base = valued.get(BASE, {}).get(info.id)
        return FigureRow(
            self._hand.render(info.name),
            info.unit,
            self._goal(info, weighed.goal(info.id)),
            [printed_value(self._hand.words, info, value) for value in found],
            [clear_trend_of(info, base, value) for value in found],
            [self._tint(v) for v in variants],
        )

    def _goal(self, info: IndicatorInfo, goal: Goal | None) -> str:
        if goal is None:
            return ""
        kind = {Direction.LESS: "most", Direction.MORE: "least"}.get(info.direction, "exactly")
        target = self._hand.words.number(goal.target, info.decimals)
        return self._hand.render(Text.of(f"audience.goal.{kind}", target=target))

    def _explain(self) -> None:
        """The legend of the layer; of the development plans where they lie there without a layer."""
        board = self._hand.board
        sight = board.sight
        found = told(sight)
        if found is None and board.plan_shown and not board.shown.layer:
            signs = plan_legend(board.session.plans)
            found = Told(signs.title, None, signs)
        note = preview_of(self._hand, sight.result)
        self._legend.take(self._hand, found, note=note, gaps=sight.gaps, signs=sight.signs)

    def _write(self, left_out: int, *, is_known: bool) -> _Written:
        board, render = self._hand.board, self._hand.render
        phases = list(Phase)
        phase = board.state.phase
        number = phases.index(phase) + 1
        preview = any(answers.preview for answers in board.answers.values())
        state = "" if is_known and not preview else "ui.indicators.preview" if is_known else "ui.indicators.waiting"
        return _Written(
            step=render(Text.of("audience.step", number=number, count=len(phases))),
            number=number,
            phase=render(Text(f"ui.phase.{phase}")),
            task=render(Text(f"audience.task.{phase}")),
            workshop=board.state.name,
            variant=title_of(self._hand, board.variant),
            light="" if board.moment is None else render(moment_text(board.moment)),
            left_out=render(Text.of("audience.left-out", count=left_out)) if left_out else "",
            state=render(Text(state)) if state else "",
            sources=self._sources(),
            dimensions=tuple(render(Text(f"ui.dimension.{dimension}")) for dimension in Dimension),
        )

    def _sources(self) -> str:
        """Whose data are drawn, and of what day the picture is, as in the margin of a printed one."""
        board, render = self._hand.board, self._hand.render
        names = [f"{s.name} ({s.licence})" if s.licence else s.name for s in board.session.site.sources]
        made = [render(Text("scenes.terrain-made"))] if board.session.site.terrain_made else []
        photos = [photo.credit for photo in board.session.photos] if board.photo_shown else []
        drawn = ", ".join(dict.fromkeys([*names, *made, *photos]))
        today = datetime.now().astimezone().strftime(render(Text("cli.snapshot.date")))
        lines = [Text.of("scenes.date", date=today)]
        if drawn:
            lines.append(Text.of("scenes.sources", sources=drawn))
        return " · ".join(render(line) for line in lines)

    def _get(self, name: str) -> object:
        return getattr(self._written, name)

    standings = Property(Rows, attrgetter("_standings"), constant=True)
    figures = Property(Rows, attrgetter("_figures"), constant=True)
    legend = Property(LegendModel, attrgetter("_legend"), constant=True)
    phases = Property(int, lambda _self: len(Phase), constant=True)
    number = Property(int, lambda self: self._get("number"), notify=changed)
    step = Property(str, lambda self: self._get("step"), notify=changed)
    phase = Property(str, lambda self: self._get("phase"), notify=changed)
    task = Property(str, lambda self: self._get("task"), notify=changed)
    workshop = Property(str, lambda self: self._get("workshop"), notify=changed)
    variant = Property(str, lambda self: self._get("variant"), notify=changed)
    light = Property(str, lambda self: self._get("light"), notify=changed)
    left_out = Property(str, lambda self: self._get("left_out"), notify=changed)
    state = Property(str, lambda self: self._get("state"), notify=changed)
    """Why there are no numbers yet, or that they are rough; empty once they are exact."""
    sources = Property(str, lambda self: self._get("sources"), notify=changed)
    dimensions = Property(list, lambda self: list(self._get("dimensions")), notify=changed)


def _held(known: Sequence[float]) -> list[float]:
    """Shares as they are drawn: in the middle where there is none."""
    return [0.0 if math.isnan(share) else share for share in known]
