"""The first chapter: the result in plain sentences."""

import math
from collections.abc import Iterator

from planningtable.domain.text import Words
from planningtable.domain.values import BASE, Contribution
from planningtable.report.blocks import Block, Bullets, Heading, Paragraph
from planningtable.report.content import Content, IndicatorLine
from planningtable.report.numbers import counted, day, euros, listed, percent, quantity
from planningtable.report.sections.naming import certainty, opinions, quoted, title_of

SHOWN = 3


def summary(content: Content, words: Words) -> Iterator[Block]:
    yield Heading(words("report.summary.title"))
    yield Paragraph(_who(content, words), "lead")
    points = [*_ranking(content, words), *_changes(content, words), *_costs(content, words), *_voices(content, words)]
    if points:
        yield Bullets(tuple(points))
    yield Paragraph(words("report.summary.caution"), "note")


def seats(content: Content) -> tuple[str, ...]:
    """Seats at the table that did something that counts."""
    acting = {line.seat for line in content.minutes if not line.undone}
    acting |= {c.seat for c in content.workshop.contributions}
    return tuple(sorted(seat for seat in acting if seat.startswith("seat-")))


def _who(content: Content, words: Words) -> str:
    variants = sum(sheet.variant.id != BASE for sheet in content.variants)
    measures = sum(len(sheet.measures) for sheet in content.variants)
    parts = (
        counted(words, "report.count.seats", len(seats(content))),
        counted(words, "report.count.variants", variants),
        counted(words, "report.count.measures", measures),
        counted(words, "report.count.contributions", len(content.workshop.contributions)),
    )
    when = day(content.minutes[0].at, words) if content.minutes else day(content.made, words)
    return words("report.summary.who", date=when, parts=listed(words, parts))


def _ranking(content: Content, words: Words) -> Iterator[str]:
    if len(content.ranking) < 2:
        return
    best = content.ranking[0]
    tied = [rank for rank in content.ranking if rank.place == best.place]
    if len(tied) > 1:
        names = listed(words, tuple(quoted(title_of(content, rank.variant, words), words) for rank in tied))
        yield words("report.summary.tied", variants=names)
        return
    id = f"report.summary.best-{certainty(content)}"
    title = quoted(title_of(content, best.variant, words), words)
    yield words(id, variant=title, share=percent(best.first, words.language))


def _changes(content: Content, words: Words) -> Iterator[str]:
    """What the variant in front changes most, measured by utility."""
    ahead = next((rank.variant for rank in content.ranking if rank.variant != BASE), None)
    if ahead is None:
        return
    # Money has sentences of its own, with its range.
    steps = [(_gain(line, ahead), line) for line in content.indicators if "€" not in line.info.unit]
    known = sorted(((gain, line) for gain, line in steps if abs(gain) > 0.005), key=lambda s: -abs(s[0]))
    for gain, line in known[:SHOWN]:
        before, after = line.values[BASE].value, line.values[ahead].value
        info, language = line.info, words.language
        yield words(
            "report.summary.better" if gain > 0 else "report.summary.worse",
            variant=quoted(title_of(content, ahead, words), words),
            indicator=words(info.name),
            before=quantity(before, info.decimals, info.unit, language),
            after=quantity(after, info.decimals, info.unit, language),
        )


def _gain(line: IndicatorLine, variant: str) -> float:
    before, after = line.utilities.get(BASE, math.nan), line.utilities.get(variant, math.nan)
    return after - before if math.isfinite(after - before) else 0.0


def _costs(content: Content, words: Words) -> Iterator[str]:
    for sheet in content.variants:
        if sheet.measures:
            title = quoted(title_of(content, sheet.variant.id, words), words)
            yield words("report.summary.cost", variant=title, cost=euros(*sheet.cost, words.language))


def _voices(content: Content, words: Words) -> Iterator[str]:
    numbered = list(enumerate(content.workshop.contributions, 1))
    if not numbered:
        return

    def agreed(item: tuple[int, Contribution]) -> tuple[int, int]:
        agree, disagree = opinions(item[1])
        return agree - disagree, -item[0]

    def contested(item: tuple[int, Contribution]) -> tuple[int, int]:
        return min(opinions(item[1])), -item[0]

    top, split = max(numbered, key=agreed), max(numbered, key=contested)
    if agreed(top)[0] > 0:
        agree, disagree = opinions(top[1])
        text = quoted(top[1].text, words)
        yield words("report.summary.agreed", number=top[0], text=text, agree=agree, disagree=disagree)
    if contested(split)[0] > 0 and split is not top:
        agree, disagree = opinions(split[1])
        text = quoted(split[1].text, words)
        yield words("report.summary.contested", number=split[0], text=text, agree=agree, disagree=disagree)
