"""The goals, and when they were fixed."""

from collections.abc import Iterator

from planningtable.domain.text import Words
from planningtable.domain.values import Goal
from planningtable.report.blocks import Block, Cell, Column, Heading, Paragraph, Table
from planningtable.report.content import Content, IndicatorLine
from planningtable.report.numbers import clock, day, number, percent, quantity


def goals(content: Content, words: Words) -> Iterator[Block]:
    yield Heading(words("report.goals.title"))
    chosen = content.workshop.goals
    if not chosen:
        yield Paragraph(words("report.goals.none"))
        yield from _history(content, words)
        return
    yield Paragraph(words("report.goals.intro"))
    lines = {line.info.id: line for line in content.indicators}
    total = sum(goal.weight for goal in chosen) or 1.0
    yield Table(
        words("report.goals.table"),
        (
            Column(words("report.column.indicator"), width=2.6),
            Column(words("report.column.dimension"), width=1.6),
            Column(words("report.column.goal"), "right", 1.4),
            Column(words("report.column.weight"), "right", 1.0),
        ),
        tuple(_row(goal, lines.get(goal.indicator), total, words) for goal in chosen),
    )
    yield from _history(content, words)


def goal_text(goal: Goal, line: IndicatorLine | None, words: Words) -> str:
    """At least, at most or just the target, in the indicator's unit."""
    if line is None:
        return number(goal.target, 2, words.language)
    info = line.info
    target = quantity(goal.target, info.decimals, info.unit, words.language)
    return words(f"report.goals.{info.direction.value}", target=target)


def _row(goal: Goal, line: IndicatorLine | None, total: float, words: Words) -> tuple[Cell, ...]:
    name = goal.indicator if line is None else words(line.info.name)
    dimension = "" if line is None else words(f"report.dimension.{line.info.dimension.value}")
    return (
        Cell(name, strong=True),
        Cell(dimension),
        Cell(goal_text(goal, line, words)),
        Cell(percent(goal.weight / total, words.language)),
    )


def _history(content: Content, words: Words) -> Iterator[Block]:
    history = content.goals
    if not content.workshop.goals:
        return  # the first variant fixes the goals, even where there are none
    for at in history.fixed[:1]:
        yield Paragraph(words("report.goals.fixed", date=day(at, words), time=clock(at, words)))
    for at in history.reopened:
        yield Paragraph(words("report.goals.reopened", date=day(at, words), time=clock(at, words)))
    for at in history.fixed[1:]:
        yield Paragraph(words("report.goals.fixed-again", date=day(at, words), time=clock(at, words)))
    if not history.fixed:
        yield Paragraph(words("report.goals.open"))
    elif history.fixed and history.first_variant and not history.reopened:
        yield Paragraph(words("report.goals.before-variants"))
