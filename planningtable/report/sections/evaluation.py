"""The indicators side by side, the radar, the ranking and how sure it is."""

import math
from collections.abc import Iterator

from planningtable.domain.text import Words
from planningtable.domain.values import BASE
from planningtable.indicators.indicator import Dimension
from planningtable.report.blocks import Block, Cell, Column, Figure, Heading, PageBreak, Paragraph, Table
from planningtable.report.charts import radar, series
from planningtable.report.content import Content, IndicatorLine
from planningtable.report.numbers import number, percent, sensible, span
from planningtable.report.sections.goals import goal_text
from planningtable.report.sections.naming import certainty, quoted, title_of, variant_title

BESIDE = 3


def evaluation(content: Content, words: Words) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(words("report.evaluation.title"))
    if not content.indicators:
        yield Paragraph(words("report.evaluation.none"))
        return
    yield Paragraph(words("report.evaluation.intro"))
    yield from _radar(content, words)
    yield from _tables(content, words)
    yield from _ranking(content, words)


def _radar(content: Content, words: Words) -> Iterator[Block]:
    known = [v for v in content.workshop.variants if any(math.isfinite(x) for x in _means(content, v.id))]
    if not known:
        return
    names = [variant_title(variant, words) for variant in known]
    rows = [_means(content, variant.id) for variant in known]
    axes = [words(f"report.dimension.{dimension.value}") for dimension in Dimension]
    spoken = []
    for name, row in zip(names, rows, strict=True):
        values = ", ".join(f"{a} {percent(v, words.language)}" for a, v in zip(axes, row, strict=True))
        spoken.append(f"{name}: {values}")
    alt = words("report.evaluation.radar-alt", values="; ".join(spoken))
    yield Figure(radar(axes, series(names, rows)), "svg", alt, words("report.evaluation.radar"))


def _means(content: Content, variant: str) -> tuple[float, ...]:
    means = content.dimensions.get(variant, {})
    return tuple(means.get(dimension, math.nan) for dimension in Dimension)


def _tables(content: Content, words: Words) -> Iterator[Block]:
    """The base beside up to three variants a table."""
    yield Heading(words("report.evaluation.indicators"), 2)
    yield Paragraph(words("report.evaluation.reading"), "note")
    others = [variant.id for variant in content.workshop.variants if variant.id != BASE]
    groups = [others[i : i + BESIDE] for i in range(0, len(others), BESIDE)] or [[]]
    for group in groups:
        yield _table(content, (BASE, *group), words)


def _table(content: Content, shown: tuple[str, ...], words: Words) -> Table:
    columns = [Column(words("report.column.indicator"), width=2.2)]
    columns += [Column(title_of(content, variant, words), "right", 1.5) for variant in shown]
    columns.append(Column(words("report.column.goal"), "right", 1.25))
    rows: list[tuple[Cell, ...]] = []
    for dimension in Dimension:
        lines = [line for line in content.indicators if line.info.dimension is dimension]
        if lines:
            rows.append((Cell(words(f"report.dimension.{dimension.value}"), strong=True, span=len(columns)),))
        rows += [_row(line, shown, words) for line in lines]
    return Table(words("report.evaluation.table"), tuple(columns), tuple(rows))


def _row(line: IndicatorLine, shown: tuple[str, ...], words: Words) -> tuple[Cell, ...]:
    unit = line.info.unit
    goals = ", ".join(line.info.sdg)
    name = Cell(words(line.info.name), " · ".join(part for part in (unit, f"SDG {goals}" if goals else "") if part))
    target = Cell("–") if line.goal is None else Cell(goal_text(line.goal, line, words))
    return name, *(_value(line, variant, words) for variant in shown), target


def _value(line: IndicatorLine, variant: str, words: Words) -> Cell:
    value = line.values.get(variant)
    if value is None or not math.isfinite(value.value):
        return Cell("–", words("report.evaluation.no-value"))
    decimals, language = line.info.decimals, words.language
    middle, low, high = sensible(value.value, value.low, value.high, decimals)
    text = number(middle, decimals, language)
    parts = []
    spread = span(low, high, decimals, language)
    if spread not in ("", text):
        parts.append(spread)
    if line.goal is not None and variant in line.utilities:
        reached = line.utilities[variant] >= 1.0
        parts.append(words("report.evaluation.reached" if reached else "report.evaluation.missed"))
    return Cell(text, "\n".join(parts), strong=variant != BASE)


def _ranking(content: Content, words: Words) -> Iterator[Block]:
    yield Heading(words("report.ranking.title"), 2)
    if len(content.ranking) < 2:
        yield Paragraph(words("report.ranking.none"))
        return
    yield Paragraph(words("report.ranking.intro"))
    if not content.by_goals:
        yield Paragraph(words("report.ranking.equal-weights"))
    yield Table(
        words("report.ranking.table"),
        (
            Column(words("report.column.place"), "right", 0.6),
            Column(words("report.column.variant"), width=3.0),
            Column(words("report.column.score"), "right", 1.2),
            Column(words("report.column.first"), "right", 1.6),
        ),
        tuple(
            (
                Cell(str(rank.place)),
                Cell(title_of(content, rank.variant, words), strong=rank.place == 1),
                Cell(percent(rank.score, words.language, 1)),
                Cell(percent(rank.first, words.language)),
            )
            for rank in content.ranking
        ),
    )
    first = content.ranking[0]
    id = f"report.ranking.{certainty(content)}"
    title = quoted(title_of(content, first.variant, words), words)
    yield Paragraph(words(id, variant=title, share=percent(first.first, words.language)))
    if content.confirmed is not None:
        yield Paragraph(words("report.ranking.confirmed" if content.confirmed else "report.ranking.disputed"))
