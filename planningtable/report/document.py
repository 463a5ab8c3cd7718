"""The council pack as a tree of blocks: what the council reads, in its order."""

from dataclasses import replace
from itertools import chain

from planningtable.domain.text import Words
from planningtable.report.blocks import Document, Figure
from planningtable.report.content import Content
from planningtable.report.numbers import counted, day
from planningtable.report.sections.evaluation import evaluation
from planningtable.report.sections.goals import goals
from planningtable.report.sections.methods import data, methods, minutes
from planningtable.report.sections.naming import variant_title
from planningtable.report.sections.plans import plans
from planningtable.report.sections.summary import seats, summary
from planningtable.report.sections.variants import figure_of, variants
from planningtable.report.sections.voices import voices


def build(content: Content, words: Words) -> Document:
    """The whole document; pure: the same content and words give the same tree."""
    chapters = (summary, goals, variants, plans, evaluation, voices, methods, data, minutes)
    return Document(
        title=content.workshop.name,
        subtitle=words("report.subtitle"),
        language=words.language,
        cover=_cover(content, words),
        picture=_cover_picture(content, words),
        contents=words("report.contents"),
        footer=words("report.footer", workshop=content.workshop.name, date=day(content.made, words)),
        page=words("report.page"),
        blocks=tuple(chain.from_iterable(chapter(content, words) for chapter in chapters)),
    )


def _cover(content: Content, words: Words) -> tuple[tuple[str, str], ...]:
    centre = content.site.extent.centre
    first = content.minutes[0].at if content.minutes else content.made
    last = content.minutes[-1].at if content.minutes else content.made
    when = day(first, words)
    if last.date() != first.date():
        when = words("report.cover.days", first=when, last=day(last, words))
    return (
        (words("report.cover.date"), when),
        (
            words("report.cover.place"),
            words("report.cover.centre", crs=content.site.crs, east=f"{centre[0]:.0f}", north=f"{centre[1]:.0f}"),
        ),
        (words("report.cover.seats"), counted(words, "report.count.seats", len(seats(content)))),
        (
            words("report.cover.contributions"),
            counted(words, "report.count.contributions", len(content.workshop.contributions)),
        ),
        (words("report.cover.made"), day(content.made, words)),
    )


def _cover_picture(content: Content, words: Words) -> Figure | None:
    """The last variant that has a picture: it is what people made."""
    for sheet in reversed(content.variants):
        if sheet.pictures:
            return replace(figure_of(sheet.pictures[0], variant_title(sheet.variant, words), words), width=1.0)
    return None
