"""Charts as SVG: a radar of the five dimensions; colours that the colour-blind tell apart, and dashes beside them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

# Okabe & Ito (2008); the base is grey.
COLOURS = ("#6b7378", "#0072b2", "#d55e00", "#009e73", "#b0568a", "#8c6d00", "#56b4e9")
DASHES = ("2 3", "", "7 3", "3 2", "9 3 2 3", "1 2", "5 2")
FONT = "Open Sans"


@dataclass(frozen=True, slots=True)
class Series:
    """One variant of a chart: values [0..1], NaN where there is none."""

    name: str
    values: tuple[float, ...]
    colour: str
    dash: str


def series(names: Sequence[str], rows: Sequence[Sequence[float]]) -> tuple[Series, ...]:
    """Give each row a colour and a dash; the first is the base."""
    styles = len(COLOURS)
    return tuple(
        Series(name, tuple(row), COLOURS[i if i < styles else 1 + i % (styles - 1)], DASHES[i % len(DASHES)])
        for i, (name, row) in enumerate(zip(names, rows, strict=True))
    )


def radar(axes: Sequence[str], lines: Sequence[Series], width: int = 640, height: int = 350) -> bytes:
    """A radar chart; the outer ring is the target (1), the middle the worst (0)."""
    centre_x, centre_y, radius = width * 0.36, height * 0.54, height * 0.39
    angles = [2 * math.pi * i / len(axes) - math.pi / 2 for i in range(len(axes))]

    def at(angle: float, share: float) -> tuple[float, float]:
        return centre_x + math.cos(angle) * radius * share, centre_y + math.sin(angle) * radius * share

    parts = [_open(width, height)]
    for ring in (0.25, 0.5, 0.75, 1.0):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(a, ring) for a in angles))
        colour = "#9aa3a8" if ring == 1.0 else "#dfe4e6"
        parts.append(f'<polygon points="{points}" fill="none" stroke="{colour}" stroke-width="1"/>')
    for angle, name in zip(angles, axes, strict=True):
        (x, y), (tx, ty) = at(angle, 1.0), at(angle, 1.12)
        anchor = "middle" if abs(tx - centre_x) < 12 else "start" if tx > centre_x else "end"
        parts.append(f'<line x1="{centre_x:.1f}" y1="{centre_y:.1f}" x2="{x:.1f}" y2="{y:.1f}" stroke="#dfe4e6"/>')
        parts.append(_text(tx, ty + 4, name, anchor, 13, "#263238"))
    for row in lines:
        known = [at(a, max(min(v, 1.0), 0.0)) for a, v in zip(angles, row.values, strict=True) if math.isfinite(v)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in known)
        style = f'stroke="{row.colour}" stroke-width="2.4" stroke-dasharray="{row.dash}" stroke-linejoin="round"'
        parts.append(f'<polygon points="{points}" fill="{row.colour}" fill-opacity="0.05" {style}/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2" fill="{row.colour}"/>' for x, y in known]
    for i, row in enumerate(lines):
        y = centre_y - 11 * (len(lines) - 1) + 22 * i
        x = width * 0.74
        style = f'stroke="{row.colour}" stroke-width="2.4" stroke-dasharray="{row.dash}"'
        parts.append(f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x + 30:.1f}" y2="{y:.1f}" {style}/>')
        parts.append(_text(x + 38, y + 4, row.name[:22], "start", 13, "#263238"))
    return "".join([*parts, "</svg>"]).encode()


def _open(width: float, height: float) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'


def _text(x: float, y: float, text: str, anchor: str, size: float, colour: str, weight: str = "400") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-family="{FONT}" font-size="{size}" font-weight="{weight}" '
        f'fill="{colour}" text-anchor="{anchor}">{escape(text)}</text>'
    )
