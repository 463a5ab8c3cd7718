"""``planningtable compare``: indicators side by side."""

import argparse
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planningtable.app.comparison import Comparison, Row, compare
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.cli.shell import Shell
from planningtable.domain.text import Words
from planningtable.indicators.indicator import Value

HELP = "cli.compare.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.gpkg")
    parser.add_argument("--variants", default="", metavar="A,B")
    parser.add_argument("--quick", action="store_true")


def run(args: argparse.Namespace, shell: Shell) -> int:
    wanted = tuple(id.strip() for id in args.variants.split(",") if id.strip())
    with Session.open(args.file) as session:
        host = PluginHost.discover()
        found = compare(
            session,
            Results(session, host),
            host,
            wanted,
            shell.job(),
            resolution=math.inf if args.quick else None,
        )
    for need, reason in found.missing.items():
        shell.warn("compare.missing-layer", layer=need, reason=shell.words(reason))
    shell.result(as_json(found, shell.words), lambda: _show(found, shell))
    return 0


def as_json(found: Comparison, words: Words) -> Mapping[str, Any]:
    """The comparison as other tools read it; numbers that cannot be computed are null."""
    return {
        "variants": [{"id": id, "title": found.titles[id]} for id in found.variants],
        "indicators": [_indicator(row, words) for row in found.rows],
        "dimensions": {id: {str(d): mean for d, mean in means.items()} for id, means in found.dimensions.items()},
        "ranking": [
            {"variant": r.variant, "place": r.place, "score": r.score, "topsis": r.topsis, "first": r.first}
            for r in found.ranking
        ],
        "stability": {
            "first": dict(found.stability.first),
            "samples": found.stability.samples,
            "stable": found.stability.stable,
            "leader": found.stability.leader,
            "methods_agree": found.stability.agree,
            "lead": found.stability.lead,
        },
        "skipped": {
            id: [{"measure": s.measure, "reason": words(s.reason)} for s in skipped]
            for id, skipped in found.skipped.items()
            if skipped
        },
        "missing": {need: words(reason) for need, reason in found.missing.items()},
        "by_goals": found.by_goals,
        "preview": found.preview,
    }


def _indicator(row: Row, words: Words) -> Mapping[str, Any]:
    info = row.info
    return {
        "id": info.id,
        "name": words(info.name),
        "unit": info.unit,
        "direction": str(info.direction),
        "dimension": str(info.dimension),
        "sdg": list(info.sdg),
        "values": {
            id: {"value": v.value, "low": v.low, "high": v.high, "coverage": v.coverage, "utility": row.utilities[id]}
            for id, v in row.values.items()
        },
        "goal": None if row.goal is None else row.goal.target,
        "weight": row.weight,
        "worst": info.worst,
        "target": info.target,
        "formula": words(info.formula),
        "source": info.source,
        "silence": words(info.silence),
    }


def _show(found: Comparison, shell: Shell) -> None:
    words = shell.words
    titles = [words("compare.base") if id == "base" else found.titles[id] for id in found.variants]
    lines = [["", *titles, words("compare.goal")]]
    for row in found.rows:
        name = f"{words(row.info.name)} [{row.info.unit}]" if row.info.unit else words(row.info.name)
        cells = [_number(row.values[id], row.info.decimals, words.language) for id in found.variants]
        goal = "" if row.goal is None else _decimal(row.goal.target, row.info.decimals, words.language)
        lines.append([name, *cells, goal])
    for line in _columns(lines):
        shell.say("compare.line", line=line)
    for ranked in found.ranking:
        title = titles[found.variants.index(ranked.variant)]
        shell.say(
            "compare.ranked",
            place=ranked.place,
            title=title,
            score=_decimal(ranked.score, 2, words.language),
            first=f"{ranked.first:.0%}".replace("%", " %"),
        )
    if found.ranking and not found.stability.stable:
        shell.say("compare.unstable")
    if found.preview:
        shell.say("compare.preview")


def _columns(lines: list[list[str]]) -> list[str]:
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return [
        "  ".join(cell.ljust(widths[0]) if i == 0 else cell.rjust(widths[i]) for i, cell in enumerate(line)).rstrip()
        for line in lines
    ]


def _number(value: Value, decimals: int, language: str) -> str:
    return _decimal(value.value, decimals, language)


def _decimal(value: float, decimals: int, language: str) -> str:
    if math.isnan(value):
        return "–"
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "de" else text
