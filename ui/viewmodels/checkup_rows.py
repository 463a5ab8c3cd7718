"""What the check-up page lists of a file: rows made of what was found, in the reader's words."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from planningtable.city.checkup import FileCheck
from planningtable.city.model.batch import Remark
from planningtable.domain.text import Text, Words
from planningtable.report.checkup_page import facts_of, outcome_of
from planningtable.report.faults import fault_words, type_words
from planningtable.report.numbers import number

ARCHIVES = (".zip", ".gz")
MOST_ROWS = 500
"""Rows of a list that are shown at once; a search finds the others."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file in the list. Mood: ``good``, ``rough``, ``lacking`` or ``problem``."""

    name: str
    detail: str
    outcome: str
    mood: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class SumRow:
    """A number above the lists."""

    label: str
    value: str
    mood: str


@dataclass(frozen=True, slots=True)
class TabRow:
    """A list of the chosen file; its label says how many entries it has."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry of the list that is shown.

    Attributes:
        label: what it is about: an id, a code, an attribute, a fact.
        note: class or number beside it.
        detail: a sentence; empty where the label says it all.
        target: id that the picture can show; empty for none.
        plain: a name with its value rather than a sentence.
    """

    label: str
    note: str
    detail: str
    target: str = ""
    plain: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A coordinate system that may be used instead."""

    name: str
    label: str


TABS: Mapping[str, str] = MappingProxyType(
    {
        "overview": "ui.checkup.tab.overview",
        "types": "ui.checkup.tab.types",
        "reported": "ui.checkup.tab.reported",
        "rough": "ui.checkup.tab.rough",
        "faults": "ui.checkup.tab.faults",
        "repaired": "ui.checkup.tab.repaired",
        "attributes": "ui.checkup.tab.attributes",
    }
)
"""The lists of a file by name, with what they are called."""


def mood_of(check: FileCheck) -> str:
    """How a file came out, in one word."""
    if check.problem is not None:
        return "problem"
    if check.reported:
        return "lacking"
    return "rough" if check.rough or check.faults or check.repaired else "good"


def file_row(check: FileCheck, words: Words, *, chosen: bool) -> FileRow:
    archive, name = _within(check.name)
    kind = f"{check.format} {check.version}".strip()
    detail = " · ".join(part for part in (kind, check.crs, archive) if part)
    return FileRow(name, detail, _outcome(check, words), mood_of(check), chosen)


def _within(name: str) -> tuple[str, str]:
    """Archive and file in it: the end of a long name tells files apart. No archive for others."""
    archive, _, member = name.rpartition(":")
    if not archive.lower().endswith(ARCHIVES):
        return "", name
    return archive, member.rpartition("/")[2] or member


def _outcome(check: FileCheck, words: Words) -> str:
    if check.problem is not None:
        return words("ui.checkup.outcome-problem")
    if not check.given:
        return words("ui.checkup.outcome-plain" if check.format else "ui.checkup.outcome-unused")
    shown, given = (number(n, 0, words.language) for n in (check.shown, check.given))
    return words("ui.checkup.outcome", shown=shown, given=given)


def sum_rows(check: FileCheck, words: Words) -> tuple[SumRow, ...]:
    """The numbers that matter most; none for files without objects of their own."""
    if not check.given:
        return ()
    sums = outcome_of((check,))
    usable = check.problem is None
    numbers = (
        ("given", sums.given, ""),
        ("shown" if usable else "could-be-shown", sums.shown, "good" if usable else ""),
        ("reported", sums.reported, "lacking"),
        ("faults", sums.faults, "rough"),
    )
    return tuple(
        SumRow(words(f"checkup.count.{name}"), number(n, 0, words.language), mood if n else "")
        for name, n, mood in numbers
    )


def tab_rows(check: FileCheck, words: Words, chosen: str) -> tuple[TabRow, ...]:
    """The lists; those without entries are left out, except the overview and what is not shown."""
    sums = outcome_of((check,))
    counts = {
        "types": len(check.objects),
        "reported": sums.reported,
        "rough": sums.rough,
        "faults": sums.faults,
        "repaired": sums.repaired,
        "attributes": len(check.attributes),
    }
    kept = [name for name in TABS if counts.get(name) or name == "overview" or (name == "reported" and check.given)]
    labels = {
        name: f"{words(TABS[name])}  {number(counts[name], 0, words.language)}" if name in counts else words(TABS[name])
        for name in kept
    }
    return tuple(TabRow(name, label, name == chosen) for name, label in labels.items())


def entries(check: FileCheck, tab: str, words: Words) -> Iterator[EntryRow]:
    """All entries of a list, made one by one: there may be a hundred thousand."""
    return _LISTS[tab](check, words)


def _overview(check: FileCheck, words: Words) -> Iterator[EntryRow]:
    for note in check.notes:
        yield EntryRow(words("checkup.fact.note"), "", words(note))
    for name, value in facts_of(check, words):
        yield EntryRow(name, value, "", plain=True)


def _types(check: FileCheck, words: Words) -> Iterator[EntryRow]:
    for kind, n in check.objects.items():
        said = type_words(kind, words)
        count = number(n, 0, words.language)
        if kind in check.shown_types:
            shown = number(check.shown_types[kind], 0, words.language)
            id = "ui.checkup.outcome" if check.problem is None else "ui.checkup.outcome-could-be"
            count = words(id, shown=shown, given=count)
        yield EntryRow(said, count, kind if said != kind else "", plain=True)


def _faults(check: FileCheck, words: Words) -> Iterator[EntryRow]:
    for code, n in check.faults.items():
        times = words("ui.checkup.count", count=number(n, 0, words.language))
        yield EntryRow(code, times, fault_words(code, words))
    yield from _remarks(check.faulty, words)


def _attributes(check: FileCheck, words: Words) -> Iterator[EntryRow]:
    for name, n in check.attributes.items():
        yield EntryRow(name, words("ui.checkup.count", count=number(n, 0, words.language)), "", plain=True)


def _remarks(remarks: tuple[Remark, ...], words: Words) -> Iterator[EntryRow]:
    said: dict[Text, str] = {}
    for r in remarks:
        if r.why not in said:
            said[r.why] = words(r.why)
        note = r.code or (type_words(r.type, words) if r.type else "")
        yield EntryRow(r.id or "–", note, said[r.why], r.id)


_LISTS: Mapping[str, Callable[[FileCheck, Words], Iterator[EntryRow]]] = MappingProxyType(
    {
        "overview": _overview,
        "types": _types,
        "reported": lambda check, words: _remarks(check.reported, words),
        "rough": lambda check, words: _remarks(check.rough, words),
        "faults": _faults,
        "repaired": lambda check, words: _remarks(check.repaired, words),
        "attributes": _attributes,
    }
)


def unnamed_in(check: FileCheck, tab: str) -> int:
    """How many remarks of a list are counted, but not among its entries."""
    return sum(check.unnamed.get("faulty" if tab == "faults" else tab, {}).values())


def found(rows: Iterator[EntryRow], wanted: str) -> tuple[tuple[EntryRow, ...], int]:
    """The first entries that hold a word, and how many there are of them."""
    word = wanted.strip().casefold()
    kept: list[EntryRow] = []
    count = 0
    for row in rows:
        if word and word not in f"{row.label}\n{row.note}\n{row.detail}".casefold():
            continue
        count += 1
        if len(kept) < MOST_ROWS:
            kept.append(row)
    return tuple(kept), count


def suggestions(problem: Text | None) -> tuple[str, ...]:
    """The coordinate systems that the sentence of a problem names, e.g. ``EPSG:25832``."""
    if problem is None:
        return ()
    values = " ".join(str(value) for _, value in problem.arguments)
    return tuple(dict.fromkeys(re.findall(r"EPSG:\d{4,6}", values)))


def about_crs(problem: Text) -> bool:
    """Whether another coordinate system may be the answer to a problem."""
    return re.match(r"error\.crs\.|crs\.note\.|error\.city\.[a-z]+-(crs|utm)$", problem.id) is not None


def crs_of(text: str) -> str | None:
    """``EPSG:code`` of what somebody typed; None where it is no code."""
    hit = re.fullmatch(r"\s*(?:EPSG\s*:?\s*)?(\d{4,6})\s*", text, re.IGNORECASE)
    return f"EPSG:{hit[1]}" if hit else None


def for_page(problem: Text, words: Words) -> Text:
    """A sentence that tells shell users of an option, as it is said on a page with a field for it."""
    here = f"checkup.page.{problem.id}"
    return Text(here, problem.arguments) if words.knows(here) else problem
