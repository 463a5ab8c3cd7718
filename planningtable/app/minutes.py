"""The minutes of a workshop, from its log."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from planningtable.app.plugins import PluginHost
from planningtable.domain.events import (
    ActRedone,
    ActUndone,
    CommentAdded,
    ContributionMade,
    ContributionWithdrawn,
    Event,
    GoalDropped,
    GoalSet,
    GoalsFixed,
    GoalsReopened,
    MeasureChanged,
    MeasurePlaced,
    MeasureRemoved,
    PhaseEntered,
    VariantAdded,
    VariantRemoved,
    VariantRenamed,
    VoteCast,
)
from planningtable.domain.history import Act, History
from planningtable.domain.text import Words
from planningtable.domain.values import Goal, Measure
from planningtable.report.content import GoalHistory, MinuteLine
from planningtable.report.sections.naming import quoted, variant_title

WORDS_SHOWN = 80


def goal_history(history: History, zone: tzinfo | None) -> GoalHistory:
    """When the goals were fixed and opened again, by the acts that count."""
    fixed, reopened, variants = [], [], []
    for act in history.live:
        for event in act.events:
            match event:
                case GoalsFixed():
                    fixed.append(_moment(act, zone))
                case GoalsReopened():
                    reopened.append(_moment(act, zone))
                case VariantAdded():
                    variants.append(_moment(act, zone))
                case _:
                    pass
    return GoalHistory(tuple(fixed), tuple(reopened), variants[0] if variants else None)


def minutes(history: History, host: PluginHost, words: Words, zone: tzinfo | None) -> tuple[MinuteLine, ...]:
    """One line an act, also for those that were taken back."""
    counting = {act.number for act in history.live}
    telling = _Telling(history, host, words)
    return tuple(
        MinuteLine(
            at=_moment(act, zone),
            seat=act.seat,
            phase=act.phase,
            label=act.label,
            about=telling.about(act),
            undone=act.head_move is None and act.number not in counting,
        )
        for act in history.log
    )


def _moment(act: Act, zone: tzinfo | None) -> datetime:
    return datetime.fromisoformat(act.at).astimezone(zone)


class _Telling:
    """Says what an act was about."""

    def __init__(self, history: History, host: PluginHost, words: Words) -> None:
        self._acts: Mapping[int, Act] = {act.number: act for act in history.log}
        self._host = host
        self._words = words
        self._titles: dict[str, str] = {"base": words("variant.base")}
        self._numbers: dict[str, int] = {c.id: n for n, c in enumerate(history.state.contributions, 1)}
        for act in history.log:
            for event in act.events:
                if isinstance(event, VariantAdded):
                    self._titles[event.new.id] = variant_title(event.new, words)

    def about(self, act: Act) -> str:
        event = act.events[0]
        if isinstance(event, ActUndone | ActRedone):
            meant = self._acts.get(event.act)
            return "" if meant is None else self._moved(meant)
        if isinstance(event, ContributionMade) and len(act.events) > 1:
            return self._words("report.count.contributions.many", count=len(act.events))
        return self._goal(event) or self._variant(event) or self._voice(event)

    def _moved(self, act: Act) -> str:
        about = self.about(act)
        label = self._words(act.label)
        return f"{label}: {about}" if about else label

    def _goal(self, event: Event) -> str:
        match event:
            case PhaseEntered(new=phase):
                return self._words(f"phase.{phase.value}")
            case GoalSet(new=goal) | GoalDropped(old=goal):
                return self._indicator(goal)
            case _:
                return ""

    def _variant(self, event: Event) -> str:
        match event:
            case VariantAdded(new=variant) | VariantRemoved(old=variant):
                return self._title(variant.id)
            case VariantRenamed(old=old, new=new):
                return f"{quoted(old, self._words)} → {quoted(new, self._words)}"
            case MeasurePlaced(variant, measure) | MeasureRemoved(variant, measure):
                return self._measure(variant, measure)
            case MeasureChanged(variant=variant, new=measure):
                return self._measure(variant, measure)
            case _:
                return ""

    def _voice(self, event: Event) -> str:
        match event:
            case ContributionMade(new=contribution) | ContributionWithdrawn(old=contribution):
                return quoted(contribution.text, self._words, WORDS_SHOWN)
            case CommentAdded(new=comment):
                return quoted(comment.text, self._words, WORDS_SHOWN)
            case VoteCast(contribution=id, new=opinion):
                said = self._words("report.minutes.no-opinion" if opinion is None else f"opinion.{opinion.value}")
                number = self._numbers.get(id)
                return said if number is None else self._words("report.minutes.vote", number=number, opinion=said)
            case _:
                return ""

    def _title(self, variant: str) -> str:
        return quoted(self._titles.get(variant, variant), self._words)

    def _measure(self, variant: str, measure: Measure) -> str:
        kind = self._host.measure_kinds.get(measure.kind)
        name = measure.kind if kind is None else self._words(kind.name)
        return self._words("report.minutes.measure", measure=name, variant=self._title(variant))

    def _indicator(self, goal: Goal) -> str:
        found = self._host.indicators.get(goal.indicator)
        return goal.indicator if found is None else self._words(found.info.name)
