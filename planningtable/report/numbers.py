"""Numbers, ranges and dates as people in a country write them."""

import math
import re
from datetime import datetime

from planningtable.domain.text import Words

NARROW = "\u202f"
FIXED = "\u00a0"
MINUS = "\u2212"


def number(value: float, decimals: int, language: str) -> str:
    """A number with its thousands apart; an en dash where there is none.

    >>> number(-12345.678, 1, "de")
    '−12.345,7'
    """
    if not math.isfinite(value):
        return "–"
    text = f"{abs(value):,.{decimals}f}"
    if language == "de":
        text = text.translate(str.maketrans(",.", ".,"))
    rounded_to_zero = not any(digit in text for digit in "123456789")
    return text if value >= 0 or rounded_to_zero else MINUS + text


def quantity(value: float, decimals: int, unit: str, language: str) -> str:
    """A number with its unit."""
    text = number(value, decimals, language)
    return f"{text}{FIXED}{unit}" if unit and math.isfinite(value) else text


def decimals_of(value: float) -> int:
    """As many as make three significant digits; none for whole numbers."""
    size = abs(value)
    if not math.isfinite(size) or size == 0 or size >= 100 or float(size).is_integer():
        return 0
    return 2 - math.floor(math.log10(size))


def span(low: float, high: float, decimals: int, language: str) -> str:
    """A range; a single number where both ends print the same; nothing where there is none."""
    if not (math.isfinite(low) and math.isfinite(high)):
        return ""
    first, last = number(low, decimals, language), number(high, decimals, language)
    return first if first == last else f"{first}{NARROW}–{NARROW}{last}"


def sensible(value: float, low: float, high: float, decimals: int) -> tuple[float, float, float]:
    """Value and range with the digits that the range allows: large numbers are not printed to the last one.

    >>> sensible(312606.0, 179664.0, 445548.0, 0)
    (310000.0, 180000.0, 450000.0)
    """
    width = high - low
    if decimals > 0 or not math.isfinite(width) or width < 100 or abs(value) < 1000:
        return value, low, high
    step = 10.0 ** (math.floor(math.log10(width)) - 1)
    return round(value / step) * step, round(low / step) * step, round(high / step) * step


def localised(text: str, language: str) -> str:
    """A printed value with the decimal sign of the language; anything but a number as it is."""
    return text.replace(".", ",") if language == "de" and re.fullmatch(r"[-+]?\d+\.\d+", text) else text


def euros(low: float, high: float, language: str) -> str:
    """A range of money, rounded to two significant digits of its upper end: nobody knows it better."""
    if high <= 0:
        return f"0{FIXED}€"
    step = 10.0 ** max(math.floor(math.log10(high)) - 1, 0)
    return f"{span(round(low / step) * step, round(high / step) * step, 0, language)}{FIXED}€"


def percent(share: float, language: str, decimals: int = 0) -> str:
    return quantity(share * 100, decimals, "%", language)


def day(at: datetime, words: Words) -> str:
    """A date in words, e.g. 3. Mai 2026."""
    return words("report.date", day=at.day, month=words(f"report.month.{at.month}"), year=at.year)


def clock(at: datetime, words: Words) -> str:
    """A time of day, e.g. 17:05 Uhr."""
    return words("report.clock", hour=at.hour, minute=f"{at.minute:02d}")


def counted(words: Words, id: str, count: int, **arguments: str | float) -> str:
    """The sentence for this many: ``id.none`` (where there is one), ``id.one`` or ``id.many``."""
    form = "one" if count == 1 else "none" if count == 0 and words.knows(f"{id}.none") else "many"
    return words(f"{id}.{form}", count=count, **arguments)


def listed(words: Words, items: tuple[str, ...]) -> str:
    """Items joined by commas and "and"."""
    if len(items) < 2:
        return "".join(items)
    return words("report.and", first=", ".join(items[:-1]), last=items[-1])
