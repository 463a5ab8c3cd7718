"""How the numbers were made, what they do not say, where the data come from; and the minutes."""

from collections.abc import Iterable, Iterator

from planningtable.city.site import Source
from planningtable.domain.text import Words
from planningtable.layers.layer import Quantity
from planningtable.layers.listing import Listing
from planningtable.report.blocks import Block, Bullets, Cell, Column, Facts, Heading, PageBreak, Paragraph, Table
from planningtable.report.content import Content, IndicatorLine, LayerSheet, MinuteLine
from planningtable.report.numbers import localised, number, quantity, sensible, span
from planningtable.report.sections.naming import seat_name, title_of

LISTED = 10
"""Objects of a listing that are told; tables of all of them are written by ``compute``."""


def methods(content: Content, words: Words) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(words("report.methods.title"))
    yield Paragraph(words("report.methods.intro"))
    for sheet in content.layers:
        yield from _layer(content, sheet, words)
    if not content.layers:
        yield Paragraph(words("report.methods.no-layers"))
    if content.indicators:
        yield Heading(words("report.methods.indicators"), 2)
        for line in content.indicators:
            yield from _indicator(line, words)
    yield from _measures(content, words)


def _layer(content: Content, sheet: LayerSheet, words: Words) -> Iterator[Block]:
    info = sheet.info
    yield Heading(words(info.name), 2)
    yield Paragraph(words(info.method))
    facts = [(words("report.methods.version"), info.version)]
    if sheet.scenario is not None:
        facts.append((words("report.methods.scenario"), words(sheet.scenario)))
    if sheet.resolution:
        facts.append((words("report.methods.resolution"), quantity(sheet.resolution, 1, "m", words.language)))
    if sheet.provenance is not None:
        facts += [_parameter(name, value, words) for name, value in sheet.provenance.parameters]
    yield Facts(tuple(facts))
    if sheet.totals:
        yield _totals(content, sheet, words)
    for variant, listings in sheet.listings.items():
        for listing in listings:
            yield from _listing(title_of(content, variant, words), listing, words)
    limits = sheet.provenance.limits if sheet.provenance is not None else info.limits
    if limits:
        yield Heading(words("report.methods.limits"), 3)
        yield Bullets(tuple(words(limit) for limit in limits))
    yield Paragraph(words("report.methods.sources", sources="; ".join(info.sources)), "note")


def _parameter(name: str, value: str, words: Words) -> tuple[str, str]:
    """A setting in words where there are any, else under its own name."""
    id = f"report.parameter.{name}"
    known = f"report.setting.{value}"
    shown = words(known) if words.knows(known) else localised(value, words.language)
    return (words(id), shown) if words.knows(id) else (name, shown)


def _listing(variant: str, listing: Listing, words: Words) -> Iterator[Block]:
    """The first of the objects that a result tells of; of the others how many there are."""
    if not listing.rows:
        return
    yield Heading(words("report.methods.listing", name=words(listing.name), variant=variant), 3)
    told = tuple(words(text) for text in listing.texts()[:LISTED])
    more = len(listing.rows) - len(told)
    yield Bullets((*told, words("report.methods.listing-more", count=more)) if more else told)


def _totals(content: Content, sheet: LayerSheet, words: Words) -> Table:
    variants = tuple(sheet.totals)
    names = [quantity_.name for quantity_ in next(iter(sheet.totals.values()))]
    columns = [Column(words("report.column.result"), width=2.4)]
    columns += [Column(title_of(content, variant, words), "right", 1.4) for variant in variants]
    rows = []
    for i, name in enumerate(names):
        cells = [Cell(words(name))]
        share = _is_share(sheet.totals[variant][i] for variant in variants)
        for variant in variants:
            cells.append(_total(sheet.totals[variant][i], words.language, share=share))
        rows.append(tuple(cells))
    return Table(words("report.methods.totals", layer=words(sheet.info.name)), tuple(columns), tuple(rows))


def _is_share(totals: Iterable[Quantity]) -> bool:
    """Whether numbers without a unit are shares of one rather than counts: within it, and not all whole."""
    values = [total.value for total in totals if not total.unit]
    return any(not float(v).is_integer() for v in values) and all(0.0 <= v <= 1.0 for v in values)


def _total(total: Quantity, language: str, *, share: bool) -> Cell:
    """Shares are printed in percent; numbers with a range to the digits that it allows."""
    value, unit = total.value, total.unit
    low = value if total.low is None else total.low
    high = value if total.high is None else total.high
    if share:
        value, low, high, unit = value * 100, low * 100, high * 100, "%"
    decimals = 0 if abs(value) >= 100 or (not unit and float(value).is_integer()) else 1
    value, low, high = sensible(value, low, high, decimals)
    spread = span(low, high, decimals, language) if low != high else ""
    return Cell(quantity(value, decimals, unit, language), spread)


def _indicator(line: IndicatorLine, words: Words) -> Iterator[Block]:
    info = line.info
    yield Heading(words(info.name), 3)
    yield Facts(
        (
            (words("report.methods.formula"), words(info.formula)),
            (words("report.methods.inputs"), words(info.inputs)),
            (words("report.methods.silence"), words(info.silence)),
            (words("report.methods.source"), info.source),
            (words("report.methods.version"), info.version),
        )
    )


def _measures(content: Content, words: Words) -> Iterator[Block]:
    kinds = {line.kind.id: line.kind for sheet in content.variants for line in sheet.measures if line.kind is not None}
    if not kinds:
        return
    yield Heading(words("report.methods.costs"), 2)
    yield Table(
        words("report.methods.costs-table"),
        (
            Column(words("report.column.measure"), width=1.6),
            Column(words("report.column.price"), "right", 1.4),
            Column(words("report.column.source"), width=3.4),
        ),
        tuple(
            (
                Cell(words(kind.name), strong=True),
                Cell(
                    words(
                        "report.methods.price",
                        range=span(kind.cost.low, kind.cost.high, 0, words.language),
                        unit=words("report.methods.piece") if kind.cost.per == "piece" else kind.cost.per,
                    )
                ),
                Cell(kind.cost.source),
            )
            for kind in kinds.values()
        ),
    )


def data(content: Content, words: Words) -> Iterator[Block]:
    site = content.site
    yield PageBreak()
    yield Heading(words("report.data.title"))
    yield Facts(
        (
            (words("report.data.crs"), site.crs + (f", {site.vertical}" if site.vertical else "")),
            (words("report.data.extent"), _extent(content, words)),
            (words("report.data.program"), content.program),
            (words("report.data.digest"), site.digest[:16] or "–"),
        )
    )
    if site.terrain_made:
        yield Paragraph(words("report.data.terrain-made"))
    if site.sources:
        yield _sources(site.sources, words)
    else:
        yield Paragraph(words("report.data.none"))
    remarks = (*site.notes, *(words(remark) for remark in content.remarks))
    if remarks:
        yield Heading(words("report.data.remarks"), 2)
        yield Bullets(remarks)


def _sources(sources: tuple[Source, ...], words: Words) -> Table:
    return Table(
        words("report.data.table"),
        (
            Column(words("report.column.data"), width=1.2),
            Column(words("report.column.file"), width=2.2),
            Column(words("report.column.licence"), width=1.2),
            Column(words("report.column.hash"), width=2.0),
        ),
        tuple(
            (
                Cell(words(f"report.data.what.{source.what}") if source.what else "–"),
                Cell(
                    source.name, " · ".join(p for p in (f"{source.format} {source.version}".strip(), source.date) if p)
                ),
                Cell(source.licence or words("report.data.no-licence")),
                Cell(" ".join(source.sha256[i : i + 16] for i in range(0, len(source.sha256), 16))),
            )
            for source in sources
        ),
    )


def _extent(content: Content, words: Words) -> str:
    extent = content.site.extent
    corners = (extent.west, extent.south, extent.east, extent.north)
    west, south, east, north = (number(value, 0, words.language) for value in corners)
    return words("report.data.corners", west=west, south=south, east=east, north=north)


def minutes(content: Content, words: Words) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(words("report.minutes.title"))
    if not content.minutes:
        yield Paragraph(words("report.minutes.none"))
        return
    yield Paragraph(words("report.minutes.intro"))
    yield Table(
        words("report.minutes.table"),
        (
            Column(words("report.column.time"), width=1.3),
            Column(words("report.column.seat"), width=1.2),
            Column(words("report.column.phase"), width=1.2),
            Column(words("report.column.act"), width=1.9),
            Column(words("report.column.about"), width=2.4),
        ),
        tuple(_minute(line, words) for line in content.minutes),
    )


def _minute(line: MinuteLine, words: Words) -> tuple[Cell, ...]:
    act = words(line.label)
    about = line.about if isinstance(line.about, str) else words(line.about)
    return (
        Cell(f"{line.at:%d.%m.%Y}" if words.language == "de" else f"{line.at:%Y-%m-%d}", f"{line.at:%H:%M:%S}"),
        Cell(seat_name(line.seat, words)),
        Cell(words(f"phase.{line.phase.value}")),
        Cell(words("report.minutes.undone", act=act) if line.undone else act),
        Cell(about),
    )
