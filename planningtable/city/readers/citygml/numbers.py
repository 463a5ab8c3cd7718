"""Coordinates from text to numbers."""

from array import array

import orjson


def add_numbers(text: str, into: "array[float]") -> bool:
    """Append the numbers in a text, parted by white space or commas; False, and nothing appended, if one is none."""
    # A JSON parser is the fastest exact one there is. What it does not take (double spaces, NaN, +1) goes the long way,
    # and so does what it takes for something else (true).
    if "e" not in text:
        try:
            into.fromlist(orjson.loads(f"[{text.strip().replace(' ', ',')}]"))
        except (orjson.JSONDecodeError, TypeError):
            pass
        else:
            return True
    if "_" in text:
        return False
    mark = len(into)
    try:
        into.extend(map(float, text.replace(",", " ").split()))
    except ValueError:
        del into[mark:]
        return False
    return True
