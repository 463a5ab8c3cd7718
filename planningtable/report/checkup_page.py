"""The check-up as a tree of blocks: counts first, then every list with its reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planningtable.city.checkup import Checkup, FileCheck
from planningtable.city.model.batch import Remark
from planningtable.city.model.remarks import MOST_NAMED, number_of
from planningtable.domain.text import Words
from planningtable.report.blocks import Block, Bullets, Cell, Column, Document, Facts, Figure, Heading, Paragraph, Table
from planningtable.report.faults import fault_words, type_words
from planningtable.report.numbers import counted, day, number, quantity

MOST_ROWS = 300
"""Rows of a list that are printed; more of them stand in the table file beside."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a file came out.

    Attributes:
        given: objects of their own in it.
        shown: how many of them are shown.
        reported: how many are not.
        rough: how many are shown only roughly.
        repaired: how many things were mended or left out.
        faults: number of geometry faults.
    """

    given: int
    shown: int
    reported: int
    rough: int
    repaired: int
    faults: int


def outcome_of(files: Sequence[FileCheck]) -> Outcome:
    """The sums over files."""
    return Outcome(
        sum(f.given for f in files),
        sum(f.shown for f in files),
        sum(number_of(f, "reported") for f in files),
        sum(number_of(f, "rough") for f in files),
        sum(number_of(f, "repaired") for f in files),
        sum(sum(f.faults.values()) for f in files),
    )


def build_checkup(checkup: Checkup, words: Words, made: datetime, picture: bytes | None) -> Document:
    """The whole report; pure: the same check-up and words give the same tree.

    Args:
        checkup: what was found.
        words: of the reader.
        made: date that is printed.
        picture: PNG of what is shown; None for none.
    """
    files = checkup.files
    title = files[0].name if len(files) == 1 else counted(words, "checkup.report.files", len(files))
    return Document(
        title=title,
        subtitle=words("checkup.report.subtitle"),
        language=words.language,
        cover=(*_sums(outcome_of(files), words), (words("checkup.report.made"), day(made, words))),
        picture=None if picture is None else _figure(picture, words),
        contents=words("report.contents"),
        footer=words("checkup.report.footer", date=day(made, words)),
        page=words("report.page"),
        blocks=(*_whole(checkup, words), *(block for file in files for block in _file(file, words))),
    )


def _figure(picture: bytes, words: Words) -> Figure:
    return Figure(picture, "png", words("checkup.report.picture-alt"), words("checkup.report.picture"))


def _sums(sums: Outcome, words: Words) -> tuple[tuple[str, str], ...]:
    counts = (
        ("given", sums.given),
        ("shown", sums.shown),
        ("reported", sums.reported),
        ("rough", sums.rough),
        ("repaired", sums.repaired),
        ("faults", sums.faults),
    )
    return tuple((words(f"checkup.count.{name}"), number(n, 0, words.language)) for name, n in counts)


def _whole(checkup: Checkup, words: Words) -> Iterator[Block]:
    yield Heading(words("checkup.report.summary"))
    yield Paragraph(words("checkup.report.lead"), "lead")
    columns = (
        Column(words("checkup.column.file"), width=3.0),
        Column(words("checkup.column.format"), width=1.6),
        Column(words("checkup.count.given"), "right", 1.1),
        Column(words("checkup.count.shown"), "right", 1.1),
        Column(words("checkup.count.reported"), "right", 1.5),
        Column(words("checkup.count.faults"), "right", 1.8),
    )
    rows = []
    for file in checkup.files:
        sums = outcome_of((file,))
        counts = (sums.given, sums.shown, sums.reported, sums.faults)
        cells = (Cell(number(n, 0, words.language)) for n in counts)
        rows.append((Cell(file.name, strong=True), Cell(f"{file.format} {file.version}".strip()), *cells))
    yield Table(words("checkup.report.table"), columns, tuple(rows))
    if checkup.notes:
        yield Bullets(tuple(words(note) for note in checkup.notes))


def _file(file: FileCheck, words: Words) -> Iterator[Block]:
    yield Heading(file.name, 1)
    if file.problem is not None:
        yield Paragraph(words(file.problem), "lead")
    yield Facts(facts_of(file, words))
    if file.notes:
        yield Bullets(tuple(words(note) for note in file.notes))
    yield from _types(file, words)
    yield from _faults(file, words)
    for name, remarks in lists_of(file):
        yield from _remarks(name, remarks, number_of(file, name), words)
    yield from _counts("attributes", file.attributes, words)
    yield from _counts("features", file.features, words)


def lists_of(file: FileCheck) -> tuple[tuple[str, tuple[Remark, ...]], ...]:
    """The lists of a file by name, what matters most first."""
    return (
        ("reported", file.reported),
        ("rough", file.rough),
        ("faulty", file.faulty),
        ("repaired", file.repaired),
    )


def facts_of(file: FileCheck, words: Words) -> tuple[tuple[str, str], ...]:
    """Name and value of everything that is one line; what the file does not have is left out."""
    language = words.language
    lods = ", ".join(f"LoD{lod}: {number(n, 0, language)}" for lod, n in file.lods.items())
    surfaces = ", ".join(f"{type_words(kind, words)} {number(n, 0, language)}" for kind, n in file.surfaces.items())
    facts = (
        ("format", f"{file.format} {file.version}".strip()),
        ("encoding", file.encoding),
        ("title", file.title),
        ("crs", file.crs or (words("checkup.unknown") if file.given else "")),
        ("crs-name", file.crs_name if file.crs_name != file.crs else ""),
        ("vertical", file.vertical),
        ("axes", _axes(file.axis_order, words)),
        ("place", _place(file.extent_wgs84, language)),
        ("buildings", _count(file.buildings, language)),
        ("parts", _count(file.building_parts, language)),
        ("lods", lods),
        ("surfaces", surfaces),
        ("polygons", _count(file.polygons, language)),
        ("holes", _count(file.holes, language)),
        ("solids", _count(file.solids, language)),
        ("terrain", _count(file.terrain_triangles, language)),
        ("roof-area", _amount(file.measured.roof_area, "m²", language)),
        ("ground-area", _amount(file.measured.ground_area, "m²", language)),
        ("wall-area", _amount(file.measured.wall_area, "m²", language)),
        ("volume", _amount(file.measured.volume, "m³", language)),
    )
    return tuple((words(f"checkup.fact.{name}"), value) for name, value in facts if value)


def _axes(order: str, words: Words) -> str:
    id = f"checkup.axes.{order.replace(', ', '-')}"
    return words(id) if order and words.knows(id) else order


def _place(corners: Sequence[float], language: str) -> str:
    if len(corners) != 4:
        return ""
    west, south, east, north = (number(v, 4, language) for v in corners)
    return f"{west}° – {east}°, {south}° – {north}°"


def _count(value: int, language: str) -> str:
    return number(value, 0, language) if value else ""


def _amount(value: float, unit: str, language: str) -> str:
    return quantity(value, 0, unit, language) if value else ""


def _types(file: FileCheck, words: Words) -> Iterator[Block]:
    if not file.objects:
        return
    yield Heading(words("checkup.list.types"), 2)
    columns = (
        Column(words("checkup.column.type"), width=3.0),
        Column(words("checkup.column.in-file"), "right"),
        Column(words("checkup.count.shown"), "right"),
    )
    rows = tuple(
        (
            Cell(type_words(kind, words), kind if type_words(kind, words) != kind else ""),
            Cell(number(n, 0, words.language)),
            Cell(number(file.shown_types[kind], 0, words.language) if kind in file.shown_types else "–"),
        )
        for kind, n in file.objects.items()
    )
    yield Table(words("checkup.report.types"), columns, rows)


def _faults(file: FileCheck, words: Words) -> Iterator[Block]:
    if not file.faults:
        return
    yield Heading(words("checkup.list.faults"), 2)
    yield Paragraph(words("checkup.report.faults"), "note")
    columns = (
        Column(words("checkup.column.fault"), width=2.8),
        Column(words("checkup.column.meaning"), width=3.2),
        Column(words("checkup.column.count"), "right", 0.8),
    )
    rows = tuple(
        (_code(code), Cell(fault_words(code, words)), Cell(number(n, 0, words.language)))
        for code, n in file.faults.items()
    )
    yield Table(words("checkup.list.faults"), columns, rows)


def _code(code: str) -> Cell:
    number_of, _, name = code.partition(" ")
    return Cell(number_of, name, strong=True)


def _remarks(name: str, remarks: tuple[Remark, ...], count: int, words: Words) -> Iterator[Block]:
    if not remarks:
        return
    yield Heading(f"{words(f'checkup.list.{name}')} ({number(count, 0, words.language)})", 2)
    columns = (
        Column(words("checkup.column.object"), width=2.2),
        Column(words(f"checkup.column.{name}"), width=3.8),
    )
    rows = tuple(
        (Cell(r.id or "–", type_words(r.type, words)), Cell(words(r.why), r.code)) for r in remarks[:MOST_ROWS]
    )
    yield Table(words(f"checkup.list.{name}"), columns, rows)
    if count > MOST_ROWS:
        more = number(count - MOST_ROWS, 0, words.language)
        id = "checkup.report.more" if len(remarks) == count else "checkup.report.more-than-named"
        most = number(MOST_NAMED, 0, words.language)
        yield Paragraph(words(id, count=more, file=words("checkup.file.csv"), most=most), "note")


def _counts(name: str, counts: Mapping[str, int], words: Words) -> Iterator[Block]:
    if not counts:
        return
    yield Heading(words(f"checkup.list.{name}"), 2)
    columns = (Column(words(f"checkup.column.{name}"), width=4.0), Column(words("checkup.column.count"), "right"))
    rows = tuple((Cell(key), Cell(number(n, 0, words.language))) for key, n in counts.items())
    yield Table(words(f"checkup.list.{name}"), columns, rows)
