"""The workshop as a workbook: contributions, measures, indicators, goals, methods. Texts are never formulas."""

import io
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

import xlsxwriter

from planningtable.domain.text import Words
from planningtable.report.content import Content
from planningtable.report.places import Converter, Located
from planningtable.report.sections.naming import opinions, seat_name, title_of, variant_title
from planningtable.report.sections.variants import parameters_of
from planningtable.report.whereabouts import whereabouts

Field: TypeAlias = str | float | int | None
Part: TypeAlias = tuple[Sequence[str], Sequence[int], Sequence[Sequence[Field]]]
LIMIT = 32_767


def workbook(content: Content, words: Words) -> bytes:
    """The file's bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties(
            {"title": content.workshop.name, "comments": content.program, "created": _naive(content.made)}
        )
        styles = {
            "head": book.add_format(
                {"bold": True, "bg_color": "#e6eef0", "bottom": 1, "text_wrap": True, "valign": "top"}
            ),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "number": book.add_format({"valign": "top"}),
        }
        converter = Converter(content.workshop.crs)
        parts: tuple[tuple[str, Part], ...] = (
            ("contributions", _contributions(content, converter, words)),
            ("measures", _measures(content, converter, words)),
            ("indicators", _indicators(content, words)),
            ("goals", _goals(content, words)),
            ("methods", _methods(content, words)),
        )
        for name, part in parts:
            _fill(book.add_worksheet(words(f"report.sheet.{name}")), styles, part)
    return buffer.getvalue()


def _naive(at: datetime) -> datetime:
    return at.replace(tzinfo=None)


def _fill(sheet: Any, styles: Mapping[str, Any], part: Part) -> None:
    header, widths, rows = part
    count = 0
    for column, (title, width) in enumerate(zip(header, widths, strict=True)):
        sheet.write_string(0, column, title, styles["head"])
        sheet.set_column(column, column, width)
    for count, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            _write(sheet, (count, column), value, styles)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(count, 1), len(header) - 1)


def _write(sheet: Any, at: tuple[int, int], value: Field, styles: Mapping[str, Any]) -> None:
    if isinstance(value, str):
        sheet.write_string(*at, value[:LIMIT], styles["text"])
    elif value is not None and math.isfinite(value):
        sheet.write_number(*at, value, styles["number"])


def _names(words: Words, *ids: str) -> list[str]:
    return [words(f"report.{id}") for id in ids]


def _degrees(located: Located | None) -> tuple[Field, Field, Field, Field]:
    if located is None:
        return None, None, None, None
    return round(located.east, 3), round(located.north, 3), round(located.longitude, 7), round(located.latitude, 7)


def _contributions(content: Content, converter: Converter, words: Words) -> Part:
    header = [
        *_names(words, "csv.number", "csv.category", "csv.text", "csv.where", "sheet.agree", "sheet.disagree"),
        *_names(words, "csv.answers", "column.variant", "column.seat", "column.phase", "column.time"),
        *_names(words, "sheet.east", "sheet.north", "sheet.longitude", "sheet.latitude"),
        "id",
    ]
    rows = [
        (
            number,
            words(f"category.{c.category.value}"),
            c.text,
            words(whereabouts(content.site, c.place)),
            *opinions(c),
            "\n".join(f"{seat_name(a.seat, words)}: {a.text}" for a in c.comments),
            title_of(content, c.variant, words),
            seat_name(c.seat, words),
            words(f"phase.{c.phase.value}"),
            c.at,
            *_degrees(converter.located(c.place.geometry)),
            c.id,
        )
        for number, c in enumerate(content.workshop.contributions, 1)
    ]
    return header, [9, 14, 60, 28, 11, 11, 40, 22, 14, 16, 24, 13, 13, 14, 14, 18], rows


def _measures(content: Content, converter: Converter, words: Words) -> Part:
    header = [
        *_names(words, "column.variant", "column.number", "column.measure", "sheet.parameters", "column.size"),
        *_names(words, "sheet.unit", "sheet.cost-low", "sheet.cost-high"),
        *_names(words, "sheet.east", "sheet.north", "sheet.longitude", "sheet.latitude"),
        "id",
    ]
    rows = [
        (
            variant_title(sheet.variant, words),
            number,
            line.measure.kind if line.kind is None else words(line.kind.name),
            parameters_of(line, words) if line.skipped is None else words(line.skipped),
            None if line.kind is None else round(line.size, 2),
            None if line.kind is None else line.kind.cost.per,
            None if line.kind is None or line.skipped else round(line.cost[0]),
            None if line.kind is None or line.skipped else round(line.cost[1]),
            *_degrees(converter.located(line.measure.geometry)),
            line.measure.id,
        )
        for sheet in content.variants
        for number, line in enumerate(sheet.measures, 1)
    ]
    return header, [24, 7, 22, 40, 11, 9, 14, 14, 13, 13, 14, 14, 16], rows


def _indicators(content: Content, words: Words) -> Part:
    header = [
        *_names(words, "column.dimension", "column.indicator", "sheet.unit", "column.variant", "sheet.value"),
        *_names(words, "sheet.low", "sheet.high", "sheet.target", "column.score"),
        "SDG",
        "id",
    ]
    rows = [
        (
            words(f"report.dimension.{line.info.dimension.value}"),
            words(line.info.name),
            line.info.unit,
            title_of(content, variant, words),
            value.value,
            value.low,
            value.high,
            None if line.goal is None else line.goal.target,
            line.utilities.get(variant),
            ", ".join(line.info.sdg),
            line.info.id,
        )
        for line in content.indicators
        for variant, value in line.values.items()
    ]
    return header, [18, 36, 10, 24, 12, 12, 12, 12, 14, 12, 22], rows


def _goals(content: Content, words: Words) -> Part:
    lines = {line.info.id: line.info for line in content.indicators}
    header = [*_names(words, "column.indicator", "sheet.target", "sheet.unit", "sheet.direction", "sheet.weight"), "id"]
    rows = []
    for goal in content.workshop.goals:
        info = lines.get(goal.indicator)
        rows.append(
            (
                goal.indicator if info is None else words(info.name),
                goal.target,
                "" if info is None else info.unit,
                "" if info is None else words(f"report.sheet.direction-{info.direction.value}"),
                goal.weight,
                goal.indicator,
            )
        )
    return header, [36, 12, 10, 24, 10, 22], rows


def _methods(content: Content, words: Words) -> Part:
    header = [
        *_names(words, "sheet.kind", "column.result", "sheet.unit", "methods.formula", "methods.inputs"),
        *_names(words, "sheet.limits", "methods.source", "methods.version"),
        "id",
    ]
    layers = [
        (
            words("report.methods.layer"),
            words(sheet.info.name),
            "",
            words(sheet.info.method),
            "" if sheet.provenance is None else ", ".join(sheet.provenance.data),
            "\n".join(words(limit) for limit in sheet.info.limits),
            "; ".join(sheet.info.sources),
            sheet.info.version,
            sheet.info.id,
        )
        for sheet in content.layers
    ]
    indicators = [
        (
            words("report.column.indicator"),
            words(line.info.name),
            line.info.unit,
            words(line.info.formula),
            words(line.info.inputs),
            words(line.info.silence),
            line.info.source,
            line.info.version,
            line.info.id,
        )
        for line in content.indicators
    ]
    return header, [12, 30, 10, 60, 40, 50, 50, 10, 22], [*layers, *indicators]
