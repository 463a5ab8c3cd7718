"""One chapter a variant: pictures, measures with their cost."""

from collections.abc import Iterator

from planningtable.domain.text import Words
from planningtable.domain.values import BASE, Place
from planningtable.layers.legend import Legend
from planningtable.report.blocks import Block, Cell, Column, Figure, Heading, Key, PageBreak, Paragraph, Table
from planningtable.report.city_map import Pin, plan_figure
from planningtable.report.content import Content, MeasureLine, Picture, VariantSheet
from planningtable.report.numbers import FIXED, counted, euros, number
from planningtable.report.sections.naming import MEASURE_COLOUR, variant_title
from planningtable.report.whereabouts import spot_of, whereabouts

WIDTH = 0.86
"""So that two pictures with their legends stand on a page."""


def variants(content: Content, words: Words) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(words("report.variants.title"))
    if all(sheet.variant.id == BASE for sheet in content.variants):
        yield Paragraph(words("report.variants.none"))
    else:
        yield Paragraph(words("report.variants.intro"))
    for i, sheet in enumerate(content.variants):
        if i:
            yield PageBreak()
        yield from _sheet(content, sheet, words)


def _sheet(content: Content, sheet: VariantSheet, words: Words) -> Iterator[Block]:
    title = variant_title(sheet.variant, words)
    yield Heading(title, 2)
    yield Paragraph(_origin(content, sheet, words))
    for picture in sheet.pictures:
        yield figure_of(picture, title, words)
    if sheet.variant.id == BASE:
        return
    yield Heading(words("report.measures.title"), 3)
    if not sheet.measures:
        yield Paragraph(words("report.measures.none"))
        return
    pins = _pins(sheet)
    if pins:
        caption = words("report.measures.map", variant=title)
        yield plan_figure(content.site, pins, (caption, caption), words)
    yield _table(content, sheet, words)
    yield Paragraph(words("report.measures.total", cost=euros(*sheet.cost, words.language)))
    yield Paragraph(words("report.measures.cost-note"), "note")


def _origin(content: Content, sheet: VariantSheet, words: Words) -> str:
    if sheet.variant.id == BASE:
        site = content.site
        return words(
            "report.variants.base",
            buildings=number(len(site.buildings), 0, words.language),
            trees=number(len(site.trees), 0, words.language),
            width=number(site.extent.width, 0, words.language),
            height=number(site.extent.height, 0, words.language),
        )
    parent = content.workshop.variant(sheet.variant.parent or BASE)
    name = words("variant.base") if parent is None else variant_title(parent, words)
    return counted(words, "report.variants.origin", len(sheet.measures), parent=name)


def figure_of(picture: Picture, variant: str, words: Words) -> Figure:
    """A picture with its words."""
    name = words(picture.title)
    if picture.scenario is not None:
        name = words("report.figure.scenario", layer=name, scenario=words(picture.scenario))
    if picture.preview:
        name = words("report.figure.preview", title=name)
    caption = words("report.figure.caption", variant=variant, title=name)
    key = None if picture.legend is None else legend_key(picture.legend, words)
    return Figure(picture.png, "png", words("report.figure.alt", variant=variant, title=name), caption, WIDTH, key)


def legend_key(legend: Legend, words: Words) -> Key:
    """A layer's legend with its limits."""
    title = words(legend.title) + (f" [{legend.unit}]" if legend.unit else "")
    items = tuple((c.colour, words(c.label)) for c in legend.classes)
    return Key(title, items, words("report.figure.legend-source", source=legend.source) if legend.source else "")


def _pins(sheet: VariantSheet) -> tuple[Pin, ...]:
    spots = [(i, spot_of(line.measure.geometry)) for i, line in enumerate(sheet.measures, 1)]
    return tuple(Pin(i, *spot, MEASURE_COLOUR) for i, spot in spots if spot is not None)


def _table(content: Content, sheet: VariantSheet, words: Words) -> Table:
    return Table(
        words("report.measures.table", variant=variant_title(sheet.variant, words)),
        (
            Column(words("report.column.number"), "right", 0.5),
            Column(words("report.column.measure"), width=2.6),
            Column(words("report.column.where"), width=2.2),
            Column(words("report.column.size"), "right", 1.1),
            Column(words("report.column.cost"), "right", 1.7),
        ),
        tuple(_row(content, i, line, words) for i, line in enumerate(sheet.measures, 1)),
    )


def _row(content: Content, index: int, line: MeasureLine, words: Words) -> tuple[Cell, ...]:
    measure, kind = line.measure, line.kind
    about = "building" if measure.target else "place"
    where = words(whereabouts(content.site, Place(measure.geometry, about, measure.target)))
    if kind is None:
        return Cell(str(index)), Cell(measure.kind, words("report.measures.unknown")), Cell(where), Cell("–"), Cell("–")
    return (
        Cell(str(index)),
        Cell(
            words(kind.name), parameters_of(line, words) if line.skipped is None else words(line.skipped), strong=True
        ),
        Cell(where),
        Cell(size_of(line, words)),
        Cell(euros(*line.cost, words.language) if line.skipped is None else words("report.measures.skipped")),
    )


def size_of(line: MeasureLine, words: Words) -> str:
    """Size in the unit of its cost."""
    if line.kind is None:
        return ""
    if line.kind.cost.per == "piece":
        return counted(words, "report.count.pieces", round(line.size))
    return number(line.size, 0 if line.size >= 20 else 1, words.language) + FIXED + line.kind.cost.per


def parameters_of(line: MeasureLine, words: Words) -> str:
    """What was set by hand, with its unit; what the kind sets by itself is left out."""
    if line.kind is None:
        return ""
    given = dict(line.measure.parameters)
    parts = []
    for parameter in line.kind.parameters:
        value = given.get(parameter.name, "")
        if isinstance(value, bool) or value == "":
            continue
        if isinstance(value, str):
            id = f"measures.choice.{value}"
            shown = words(id) if words.knows(id) else value
        else:
            shown = number(float(value), 0 if float(value).is_integer() else 1, words.language)
        parts.append(f"{words(parameter.label)} {shown}{FIXED + parameter.unit if parameter.unit else ''}")
    return ", ".join(parts)
