"""Charts as SVG. Colours by Okabe & Ito (2008); what is computed is dashed, so that colour never tells alone."""

import math
from xml.sax.saxutils import escape

import numpy as np

from plugins.heavy_rain.verification.finding import Chart, Line

COLOURS = ("#0072b2", "#d55e00", "#007a55", "#b0568a", "#8c6d00", "#4d5960")
INK, GRID = "#263238", "#dfe4e6"
WIDTH, HEIGHT = 860, 340
LEFT, TOP, RIGHT, BOTTOM = 70, 16, 270, 52
"""Margins; the names of the curves stand in the right one [px]."""
TICKS = 6
MARKS = ("circle", "square", "diamond", "ring")


def svg(chart: Chart) -> str:
    """The chart as a document of its own."""
    x = _axis(np.concatenate([line.x for line in chart.lines]))
    y = _axis(np.concatenate([line.y for line in chart.lines]))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="Open Sans, Arial, sans-serif" font-size="13" fill="{INK}">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *_frame(chart, x, y),
    ]
    colours = _colours(chart.lines)
    for k, (line, colour) in enumerate(zip(chart.lines, colours, strict=True)):
        parts += _curve(line, colour, x, y, MARKS[k % len(MARKS)])
        parts += _name(line, colour, TOP + 14 + 22 * k, MARKS[k % len(MARKS)])
    return "\n".join([*parts, "</svg>\n"])


def _colours(lines: tuple[Line, ...]) -> list[str]:
    """What follows a reference shares its colour."""
    found: list[int] = []
    for k, line in enumerate(lines):
        shares = k > 0 and lines[k - 1].reference and not line.reference and not line.dots
        found.append(found[-1] if shares else (found[-1] + 1 if found else 0))
    return [COLOURS[k % len(COLOURS)] for k in found]


def _axis(values: np.ndarray) -> tuple[float, float, float]:
    """Lower end, upper end and distance of ticks, in round numbers."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    rough = max(high - low, 1e-9) / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1.0, 2.0, 2.5, 5.0, 10.0) if m * power >= rough)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step


def _at(value: float, axis: tuple[float, float, float], upright: bool) -> float:
    share = (value - axis[0]) / (axis[1] - axis[0])
    if upright:
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _frame(chart: Chart, x: tuple[float, float, float], y: tuple[float, float, float]) -> list[str]:
    parts = []
    right, floor = WIDTH - RIGHT, HEIGHT - BOTTOM
    for value in np.arange(x[0], x[1] + x[2] / 2, x[2]):
        at = _at(float(value), x, upright=False)
        parts.append(f'<path d="M{at:.1f} {TOP}V{floor}" stroke="{GRID}"/>')
        parts.append(f'<text x="{at:.1f}" y="{floor + 18}" text-anchor="middle">{_number(value)}</text>')
    for value in np.arange(y[0], y[1] + y[2] / 2, y[2]):
        at = _at(float(value), y, upright=True)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{right}" stroke="{GRID}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{_number(value)}</text>')
    middle = (LEFT + right) / 2
    parts.append(f'<text x="{middle:.0f}" y="{HEIGHT - 12}" text-anchor="middle">{escape(chart.x)}</text>')
    across = (TOP + floor) / 2
    parts.append(
        f'<text transform="translate(18 {across:.0f}) rotate(-90)" text-anchor="middle">{escape(chart.y)}</text>'
    )
    return parts


def _number(value: float) -> str:
    return f"{value:.6g}" if abs(value) > 1e-12 else "0"


def _style(line: Line, colour: str) -> str:
    if line.reference:
        return f'stroke="{colour}" stroke-width="5" stroke-opacity="0.35"'
    return f'stroke="{colour}" stroke-width="1.8" stroke-dasharray="6 3"'


def _curve(
    line: Line, colour: str, x: tuple[float, float, float], y: tuple[float, float, float], mark: str
) -> list[str]:
    spots = [
        (_at(float(a), x, upright=False), _at(float(b), y, upright=True))
        for a, b in zip(line.x, line.y, strict=True)
        if math.isfinite(b)
    ]
    if line.dots:
        return [_mark(px, py, colour, mark) for px, py in spots]
    path = "M" + " ".join(f"{px:.1f},{py:.1f}" for px, py in spots)
    return [f'<path d="{path}" fill="none" stroke-linejoin="round" {_style(line, colour)}/>']


def _mark(x: float, y: float, colour: str, mark: str) -> str:
    if mark == "ring":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" fill="none" stroke="{colour}" stroke-width="2"/>'
    if mark == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"/>'
    turn = f' transform="rotate(45 {x:.1f} {y:.1f})"' if mark == "diamond" else ""
    return f'<rect x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9" fill="{colour}"{turn}/>'


def _name(line: Line, colour: str, y: int, mark: str) -> list[str]:
    x = WIDTH - RIGHT + 16
    sign = (
        _mark(x + 14, y - 4, colour, mark)
        if line.dots
        else f'<path d="M{x} {y - 4}H{x + 28}" fill="none" {_style(line, colour)}/>'
    )
    return [sign, f'<text x="{x + 38}" y="{y}">{escape(line.name)}</text>']
