"""Writes docs/methods.md from what layers, indicators and measures say of themselves."""

from collections.abc import Iterator
from pathlib import Path

from planningtable.app.plugins import PluginHost
from planningtable.app.words import load_words
from planningtable.domain.text import Words
from planningtable.indicators.indicator import IndicatorInfo
from planningtable.layers.layer import LayerInfo

HEAD = """# Methods and limits

Written by `packaging/methods_page.py` from what layers, indicators and measures say of themselves; a test compares
them. Marks of evidence: V read in a primary source or reference implementation, S read in a secondary source, R
recalled from the literature, shown to people as a guide value ("Richtwert").
"""


def _layer(info: LayerInfo, words: Words) -> Iterator[str]:
    yield f"\n## Layer: {words(info.name)} (`{info.id}`, version {info.version})\n\n{words(info.summary)}\n"
    yield f"\n{words(info.method)}\n\nWhat it does not say:\n\n"
    yield from (f"- {words(limit)}\n" for limit in info.limits)
    yield "\n| scenario | assumes | source |\n|---|---|---|\n"
    for scenario in info.scenarios:
        assumed = ", ".join(f"{name} {value:g}" for name, value in scenario.parameters)
        yield f"| {words(scenario.name)} (`{scenario.id}`) | {assumed} | {scenario.source} |\n"
    for palette in info.palettes:
        legend = next(iter(palette.legends.values()))
        classes = ", ".join(words(a_class.label) for a_class in legend.classes)
        yield f"\nClasses to choose: {words(palette.name)}, {classes}. Source: {legend.source}\n"
    yield "\nSources: " + "; ".join(info.sources) + "\n"


def _indicator(info: IndicatorInfo, words: Words) -> Iterator[str]:
    unit = f" [{info.unit}]" if info.unit else ""
    yield f"\n### {words(info.name)}{unit} (`{info.id}`)\n\n"
    yield f"{words(info.formula)} From: {words(info.inputs)}\n\n"
    yield f"Better: {info.direction.value}. Utility 0 at {info.worst:g}, 1 at {info.target:g}. "
    yield f"Dimension: {info.dimension.value}. SDG: {', '.join(info.sdg)}. Source: {info.source}\n\n"
    yield f"What it does not say: {words(info.silence)}\n"


def text() -> str:
    words, host = load_words("en"), PluginHost.discover()
    parts = [HEAD]
    for layer in host.layers.values():
        parts += _layer(layer.describe(), words)
    parts.append("\n## Indicators\n")
    for indicator in host.indicators.values():
        parts += _indicator(indicator.info, words)
    parts.append("\n## Measures\n\n| measure | cost | source |\n|---|---|---|\n")
    for kind in host.measure_kinds.values():
        cost = kind.cost
        parts.append(
            f"| {words(kind.name)} (`{kind.id}`) | {cost.low:g} to {cost.high:g} €/{cost.per} | {cost.source} |\n"
        )
    return "".join(parts)


if __name__ == "__main__":
    (Path(__file__).parents[1] / "docs" / "methods.md").write_text(text(), "utf-8")
