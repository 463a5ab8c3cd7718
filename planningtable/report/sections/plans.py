"""The development plan: what it says to each variant, and what was not checked."""

from collections.abc import Iterator

from planningtable.city.plan import Plan, Verdict, plan_name
from planningtable.domain.text import Words
from planningtable.domain.values import BASE
from planningtable.report.blocks import Block, Bullets, Facts, Heading, Paragraph
from planningtable.report.content import Content, PlanLine, VariantSheet
from planningtable.report.sections.naming import variant_title


def plans(content: Content, words: Words) -> Iterator[Block]:
    """Nothing where the workshop has no plan."""
    if not content.plans:
        return
    yield Heading(words("plan.report.title"))
    yield Paragraph(words("plan.report.intro"))
    yield Facts(tuple((words(plan_name(plan)), _state(plan, words)) for plan in content.plans))
    for sheet in content.variants:
        if sheet.variant.id != BASE:
            yield Heading(variant_title(sheet.variant, words), 2)
            yield from _variant(content, sheet, words)
    yield Paragraph(words("plan.report.limits"), "note")


def _state(plan: Plan, words: Words) -> str:
    parts = [words("plan.report.date", date=plan.date)] if plan.date else []
    parts += [words(plan.state)] if plan.state is not None else []
    parts.append(words("plan.report.objects", objects=len(plan.objects), reported=len(plan.reported)))
    return ", ".join(parts)


def _variant(content: Content, sheet: VariantSheet, words: Words) -> Iterator[Block]:
    for verdict in Verdict:
        found = [line for line in sheet.plan if line.finding.verdict is verdict]
        if not found and verdict is Verdict.VIOLATED:
            yield Paragraph(words("plan.report.none"))
        if found:
            yield Paragraph(words(f"plan.report.{verdict.value}"))
            yield Bullets(tuple(_line(content, sheet, line, words) for line in found))


def _line(content: Content, sheet: VariantSheet, line: PlanLine, words: Words) -> str:
    """Number and kind of the measure as in the variant's table, and the finding."""
    measures = [m.measure.id for m in sheet.measures]
    number = measures.index(line.measure) + 1
    kind = sheet.measures[number - 1].kind
    name = line.measure if kind is None else words(kind.name)
    said = words(line.finding.text)
    if len(content.plans) > 1:
        said = f"{words(plan_name(line.plan))}: {said}"
    return words("plan.report.line", number=number, measure=name, finding=said)
