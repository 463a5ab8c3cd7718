"""Contributions as a table that a spreadsheet opens by a double click and that reads back as it was.

Columns for people come first, in their language; the columns after them carry fixed English names and are what is read
back (see `planningtable.app.feedback_csv`). UTF-8 with BOM; in German ``;`` between the columns and
decimal commas, in English ``,`` and decimal points, as spreadsheets of either language expect.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence

from planningtable.city.site import Site
from planningtable.domain.text import Words
from planningtable.domain.values import Contribution, Workshop
from planningtable.report.places import Located
from planningtable.report.sections.naming import opinions, seat_name, title_of_variant
from planningtable.report.whereabouts import whereabouts

MACHINE = (
    "id",
    "category",
    "language",
    "seat",
    "at",
    "phase",
    "variant",
    "about",
    "target",
    "east",
    "north",
    "geometry",
    "votes",
    "comments",
)
SEPARATORS = {"de": ";"}
"""Language to what stands between columns; ``,`` in all others."""

DANGEROUS = frozenset("=+-@\t\r")


def neutralised(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `restored` gives it back unchanged.

    >>> neutralised("=1+1"), restored(neutralised("=1+1"))
    ("'=1+1", '=1+1')
    """
    risky = text[:1] in DANGEROUS or (text[:1] == "'" and text[1:2] in DANGEROUS | {"'"})
    return "'" + text if text and risky else text


def restored(text: str) -> str:
    """What was neutralised; everything else as it is."""
    return text[1:] if text[:1] == "'" and len(text) > 1 and text[1] in DANGEROUS | {"'"} else text


def contributions_csv(workshop: Workshop, site: Site, places: Mapping[str, Located], words: Words) -> bytes:
    """The file's bytes.

    Args:
        workshop: with the contributions.
        site: for the words of a place.
        places: contribution to its place in both reference systems.
        words: language of the columns for people.
    """
    buffer = io.StringIO(newline="")
    between = SEPARATORS.get(words.language, ",")
    writer = csv.writer(buffer, delimiter=between, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(_header(words))
    for number, contribution in enumerate(workshop.contributions, 1):
        located = places.get(contribution.id)
        people = _for_people(number, contribution, workshop, (site, located), words)
        writer.writerow([*people, *_for_machines(contribution, located, words)])
    return buffer.getvalue().encode("utf-8-sig")


def _header(words: Words) -> Sequence[str]:
    names = ("number", "category", "text", "where", "agree", "disagree", "answers", "variant", "seat")
    return [words(f"report.csv.{name}") for name in (*names, "longitude", "latitude")] + list(MACHINE)


def _for_people(
    number: int, contribution: Contribution, workshop: Workshop, place: tuple[Site, Located | None], words: Words
) -> list[str]:
    agree, disagree = opinions(contribution)
    site, located = place
    answers = "\n".join(f"{seat_name(c.seat, words)}: {c.text}" for c in contribution.comments)
    texts = (
        words(f"category.{contribution.category.value}"),
        contribution.text,
        words(whereabouts(site, contribution.place)),
    )
    more = (answers, title_of_variant(workshop, contribution.variant, words), seat_name(contribution.seat, words))
    degrees = ("", "") if located is None else _decimals((located.longitude, located.latitude), 7, words)
    return [
        str(number),
        *(neutralised(text) for text in texts),
        str(agree),
        str(disagree),
        *(neutralised(text) for text in more),
        *degrees,
    ]


def _for_machines(contribution: Contribution, located: Located | None, words: Words) -> list[str]:
    votes = {vote.seat: vote.opinion.value for vote in contribution.votes}
    comments = [{"id": c.id, "seat": c.seat, "text": c.text, "at": c.at} for c in contribution.comments]
    plain = (
        contribution.id,
        contribution.category.value,
        contribution.language,
        contribution.seat,
        contribution.at,
        contribution.phase.value,
        contribution.variant,
        contribution.place.about,
        contribution.place.target or "",
    )
    metres = ("", "") if located is None else _decimals((located.east, located.north), 3, words)
    return [
        *(neutralised(text) for text in plain),
        *metres,
        neutralised(contribution.place.geometry),
        json.dumps(votes, ensure_ascii=False),
        json.dumps(comments, ensure_ascii=False),
    ]


def _decimals(values: Sequence[float], decimals: int, words: Words) -> Sequence[str]:
    written = [f"{value:.{decimals}f}" for value in values]
    return [one.replace(".", ",") for one in written] if words.language == "de" else written
