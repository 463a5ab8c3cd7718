"""The page of the verification suite: numbers beside their limits, and curves."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.heavy_rain.verification.drawing import svg
from plugins.heavy_rain.verification.finding import Check, Finding

PICTURES = Path("pictures") / "verification"
HEAD = """# Verification of heavy rain

Written by `python -m plugins.heavy_rain.verification docs` from runs of the program; the same cases with the same
limits are tests (`tests/plugins/heavy_rain/verification`). Curves: wide and pale is the reference, dashed is computed.
The public data sets are not part of the program; a case that needs them is left out where they are not there.

Not run: T12 (EA benchmark 8A), whose terrain is not publicly at hand.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """A case, what it found, and how long that took [s]."""

    check: Check
    finding: Finding
    seconds: float


def write(folder: Path, outcomes: list[Outcome]) -> Path:
    """Write the page and its pictures into a folder of documentation.

    Returns:
        The page.
    """
    (folder / PICTURES).mkdir(parents=True, exist_ok=True)
    for outcome in outcomes:
        for k, chart in enumerate(outcome.finding.charts):
            (folder / _picture(outcome.check, k)).write_text(svg(chart), "utf-8")
    page = folder / "verification.md"
    page.write_text(text(outcomes), "utf-8")
    return page


def text(outcomes: list[Outcome]) -> str:
    """The page as Markdown."""
    parts = [HEAD, "\n| case | | limits kept |\n|---|---|---|\n"]
    for outcome in outcomes:
        check, measured = outcome.check, outcome.finding.measured
        kept = sum(m.kept for m in measured)
        parts.append(f"| [{check.id}](#{check.id.lower()}) | {check.title} | {kept} of {len(measured)} |\n")
    for outcome in outcomes:
        parts += _section(outcome)
    return "".join(parts)


def _section(outcome: Outcome) -> Iterator[str]:
    check = outcome.check
    yield f"\n## {check.id}\n\n**{check.title}.** {check.about} Source: {check.source}.\n\n"
    yield "| measured | value | at most | |\n|---|---|---|---|\n"
    for m in outcome.finding.measured:
        unit = f" {m.unit}" if m.unit else ""
        said = "kept" if m.kept else "**missed**"
        yield f"| {m.what} | {m.value:.3g}{unit} | {m.limit:.3g}{unit} | {said} |\n"
    for k, _ in enumerate(outcome.finding.charts):
        yield f"\n![{check.title}]({_picture(check, k).as_posix()})\n"


def _picture(check: Check, number: int) -> Path:
    return PICTURES / f"{check.id.lower()}{f'-{number + 1}' if number else ''}.svg"
