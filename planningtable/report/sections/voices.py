"""Every contribution, with its place on a map."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from planningtable.domain.text import Words
from planningtable.domain.values import BASE, Category, Comment, Contribution
from planningtable.report.blocks import Block, Heading, PageBreak, Paragraph, Voice
from planningtable.report.city_map import Pin, plan_figure
from planningtable.report.content import Content
from planningtable.report.numbers import clock, counted, day, listed
from planningtable.report.sections.naming import CATEGORY_COLOURS, opinions, seat_name, title_of
from planningtable.report.whereabouts import spot_of, whereabouts

ON_A_MAP = 24


def voices(content: Content, words: Words) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(words("report.voices.title"))
    numbered = list(enumerate(content.workshop.contributions, 1))
    if not numbered:
        yield Paragraph(words("report.voices.none"))
        return
    yield Paragraph(_counts(content, words))
    groups = [numbered[i : i + ON_A_MAP] for i in range(0, len(numbered), ON_A_MAP)]
    for group in groups:
        yield from _map(content, group, words)
        for number, contribution in group:
            yield _voice(content, number, contribution, words)


def _counts(content: Content, words: Words) -> str:
    found = Counter(c.category for c in content.workshop.contributions)
    parts = tuple(
        counted(words, f"report.count.{category.value}", found[category]) for category in Category if found[category]
    )
    return words("report.voices.intro", parts=listed(words, parts))


def _map(content: Content, group: Sequence[tuple[int, Contribution]], words: Words) -> Iterator[Block]:
    pins = []
    for number, contribution in group:
        spot = spot_of(contribution.place.geometry)
        if spot is not None:
            pins.append(Pin(number, *spot, CATEGORY_COLOURS[contribution.category]))
    if pins:
        alt = words("report.voices.map-alt", first=group[0][0], last=group[-1][0])
        caption = words("report.voices.map", first=group[0][0], last=group[-1][0])
        yield plan_figure(content.site, pins, (alt, caption), words)


def _voice(content: Content, number: int, contribution: Contribution, words: Words) -> Voice:
    zone = content.made.tzinfo
    agree, disagree = opinions(contribution)
    said = words(
        "report.voices.said",
        seat=seat_name(contribution.seat, words),
        phase=words(f"phase.{contribution.phase.value}"),
        time=_time(contribution.at, zone, words),
    )
    where = words(whereabouts(content.site, contribution.place))
    if contribution.place.about == "measure":
        where = _measure(content, contribution, where, words)
    if contribution.variant != BASE:
        where = words("report.voices.variant", where=where, variant=title_of(content, contribution.variant, words))
    return Voice(
        number,
        words(f"category.{contribution.category.value}"),
        CATEGORY_COLOURS[contribution.category],
        contribution.text,
        where,
        said,
        words("report.voices.opinions", agree=agree, disagree=disagree),
        tuple(_comment(comment, words) for comment in contribution.comments),
        contribution.language,
    )


def _measure(content: Content, contribution: Contribution, where: str, words: Words) -> str:
    for sheet in content.variants:
        for line in sheet.measures:
            if line.measure.id == contribution.place.target and line.kind is not None:
                return words("report.voices.measure", measure=words(line.kind.name), where=where)
    return where


def _comment(comment: Comment, words: Words) -> str:
    return words("report.voices.comment", seat=seat_name(comment.seat, words), text=comment.text)


def _time(at: str, zone: tzinfo | None, words: Words) -> str:
    """Day and time in the zone of the place; the text itself where it is no time."""
    try:
        moment = datetime.fromisoformat(at).astimezone(zone)
    except ValueError:
        return at
    return words("report.day-time", date=day(moment, words), time=clock(moment, words))
