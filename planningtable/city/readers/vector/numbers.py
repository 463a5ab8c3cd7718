"""Numbers and texts as offices write them."""

import math
import re
from collections.abc import Iterable, Mapping

import numpy as np

from planningtable.city.grid import Array

_NUMBER = re.compile(r"[+-]?(?:\d[\d.,'\u2019\u202f\u00a0]*\d|\d|[.,]\d+)(?:[eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3}){2,}")
# Whole numbers up to here are exact as floats.
_EXACT = 2.0**53


def text(value: object) -> str:
    """A value as text; empty for nothing and NaN; whole numbers without decimals."""
    if value is None:
        return ""
    if isinstance(value, float | np.floating):
        plain = float(value)
        if math.isnan(plain):
            return ""
        return str(int(plain)) if plain.is_integer() and abs(plain) < _EXACT else repr(plain)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace").strip()
    return str(value).strip()


def number(value: object) -> float:
    """A number, also with a decimal comma, marks of thousands or a unit behind it; NaN for anything else."""
    if isinstance(value, int | float | np.integer | np.floating):
        found_value = float(value)
        return found_value if np.isfinite(found_value) else float("nan")
    word = text(value)
    if word.isascii() and word.count(",") + word.count(".") < 2 and not word.strip("+-.,0123456789"):
        # Nearly all values of large registers; the rest takes ten times as long.
        try:
            return float(word.replace(",", "."))
        except ValueError:
            return float("nan")
    found = _NUMBER.match(word)
    rest = word[found.end() :].strip() if found else word
    if found is None or (rest and (rest[0].isdigit() or rest[0] in "-+.,:/_")):
        return float("nan")
    try:
        result = float(_plain(found[0]))
    except ValueError:
        return float("nan")
    return result if math.isfinite(result) else float("nan")


def _plain(word: str) -> str:
    word = re.sub("['\u2019\u202f\u00a0]", "", word)
    if "," in word and "." in word:
        decimal = max(word.rfind(","), word.rfind("."))
        other = "." if word[decimal] == "," else ","
        return word.replace(other, "").replace(",", ".")
    if word.count(",") > 1:
        return word.replace(",", "")
    if _THOUSANDS.fullmatch(word):
        return word.replace(".", "")
    return word.replace(",", ".")


def numbers(fields: Mapping[str, Array], names: Iterable[str], count: int) -> Array:
    """The first column among the names, as numbers; NaN where there is none or no number."""
    for name in names:
        if name in fields:
            return np.array([number(v) for v in fields[name]], np.float64).reshape(count)
    return np.full(count, np.nan)


def texts(fields: Mapping[str, Array], names: Iterable[str], count: int) -> tuple[str, ...]:
    """The first column among the names, as text; empty where there is none or no value."""
    for name in names:
        if name in fields:
            return tuple(text(v) for v in fields[name])
    return ("",) * count


def first_texts(fields: Mapping[str, Array], names: Iterable[str], count: int) -> tuple[str, ...]:
    """In each row the first value that is not empty, in the order of the names."""
    found = [""] * count
    for name in names:
        if name in fields and not all(found):
            found = [have or text(v) for have, v in zip(found, fields[name], strict=True)]
    return tuple(found)
