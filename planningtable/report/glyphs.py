"""Which signs the report's fonts can print: a tagged PDF must not hold any that it cannot.

Source of the table layout: OpenType 1.9, chapter ``cmap``, formats 4 and 12.
"""

import struct
import unicodedata
from dataclasses import dataclass
from importlib import resources
from typing import Self

FONT = "OpenSans-Regular.ttf"
# Of DejaVu Sans Mono, which typst brings along: signs of the seats, arrows, check marks, signs of the legends.
ALSO = frozenset("●▲■◆✚◗✖★✎↳→←↑↓✓✗≤≥≈−⚠▼○□△")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The printable characters."""

    known: frozenset[int]

    @classmethod
    def of_report(cls) -> Self:
        font = resources.files("assets") / "fonts" / FONT
        return cls(characters_of(font.read_bytes()) | {ord(sign) for sign in ALSO})

    def printable(self, text: str) -> str:
        """The text with every sign that cannot be printed spelt out as its code, e.g. [U+1F333]."""
        composed = unicodedata.normalize("NFC", text)
        return "".join(self._shown(sign) for sign in composed)

    def _shown(self, sign: str) -> str:
        if sign in "\n\r\u2028\u2029":
            return "\n" if sign != "\r" else ""
        if sign == "\t":
            return " "
        if ord(sign) in self.known or sign in "\u00a0\u202f":
            return sign if sign != "\u202f" else "\u00a0"
        if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Mn"}:
            return ""
        return f"[U+{ord(sign):04X}]"


def characters_of(font: bytes) -> frozenset[int]:
    """All code points that a TrueType font maps to a glyph."""
    count = struct.unpack_from(">H", font, 4)[0]
    for i in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * i)
        if tag == b"cmap":
            return _cmap(font, offset)
    return frozenset()


def _cmap(font: bytes, start: int) -> frozenset[int]:
    tables = struct.unpack_from(">H", font, start + 2)[0]
    found: set[int] = set()
    for i in range(tables):
        platform, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * i)
        layout = struct.unpack_from(">H", font, start + offset)[0]
        if platform in (0, 3) and layout == 4:
            found |= _segments(font, start + offset)
        elif platform in (0, 3) and layout == 12:
            found |= _groups(font, start + offset)
    return frozenset(found)


def _segments(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    return {code for low, high in zip(starts, ends, strict=True) for code in range(low, high + 1) if code != 0xFFFF}


def _groups(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">I", font, at + 12)[0]
    groups = (struct.unpack_from(">III", font, at + 16 + 12 * i) for i in range(count))
    return {code for low, high, _ in groups for code in range(low, high + 1)}
