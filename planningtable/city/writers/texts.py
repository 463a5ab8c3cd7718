"""Ids and texts as the formats allow them, and back."""

import re

# Letters that every XML processor takes in an id, whatever edition of XML it follows.
_PLAIN = re.compile(r"[A-Za-z_À-ÖØ-öø-ÿ][A-Za-z0-9_.\-À-ÖØ-öø-ÿ]*")
_SIGN = re.compile(r"[^A-Za-z0-9_.\-À-ÖØ-öø-ÿ]|(?<![\s\S])[0-9.\-]|_(?=x[0-9A-F]{4,6}_)")
_ESCAPED = re.compile(r"_x([0-9A-F]{4,6})_")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def plain(text: str) -> str:
    """A text without control characters and other signs that no XML or JSON file may hold."""
    return text if text.isprintable() else _FORBIDDEN.sub("", text)


def xml_id(id: str) -> str:
    """An id as xs:ID: signs that are not allowed there become ``_x``, their code, ``_``; `original_id` undoes it."""
    if _PLAIN.fullmatch(id) and "_x" not in id:
        return id
    return _SIGN.sub(lambda sign: f"_x{ord(sign[0]):04X}_", id) or "_"


def original_id(id: str) -> str:
    """The id that `xml_id` made an xs:ID of."""
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), id)


class UniqueIds:
    """Gives out ids that occur once in a file."""

    def __init__(self) -> None:
        self._used: set[str] = set()
        self._next: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """The id itself, or with a number behind it if it is taken."""
        if wanted not in self._used:
            self._used.add(wanted)
            return wanted
        number = self._next.get(wanted, 2)
        while f"{wanted}-{number}" in self._used:
            number += 1
        self._next[wanted] = number + 1
        self._used.add(f"{wanted}-{number}")
        return f"{wanted}-{number}"
