"""Where the members of a JSON object begin and end, found without parsing them."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from planningtable.city.compiled import exact, tiered

Bytes: TypeAlias = npt.NDArray[np.uint8]
Ranges: TypeAlias = npt.NDArray[np.int64]

DEEPEST = 512
_BLOCK = 4096
# Bytes that Python scans, and looks through for numbers, in some 50 µs.
_SCANNED, _MARKED = 28, 120
# Classes of bytes.
_OTHER, _SPACE, _QUOTE, _ESCAPE, _OPEN, _BRACE, _BRACKET, _COMMA, _COLON = range(9)
# Where one is: before a key, in it, behind a backslash in it, before the colon, in a value, in a string of it ….
_KEY, _IN_KEY, _KEY_ESCAPE, _AFTER_KEY, _VALUE, _IN_TEXT, _TEXT_ESCAPE = range(7)
# What is to be done.
_GO_ON, _BEGIN_KEY, _END_KEY, _BEGIN_VALUE, _DEEPER, _HIGHER, _NEXT, _END, _WRONG = range(9)
# How it ended.
ENDED, FULL, BROKEN, CUT_OFF = range(4)


def _classes() -> npt.NDArray[np.uint8]:
    classes = np.full(256, _OTHER, np.uint8)
    for marks, sort in (
        (b" \t\r\n", _SPACE), (b'"', _QUOTE), (b"\\", _ESCAPE), (b"{[", _OPEN), (b"}", _BRACE), (b"]", _BRACKET),
        (b",", _COMMA), (b":", _COLON),
    ):  # fmt: skip
        classes[list(marks)] = sort
    return classes


def _rules() -> npt.NDArray[np.uint8]:
    """Next state and action by nesting (0 or 1 for any), state and class of the byte, shape (2, 7, 9, 2)."""
    rules = np.zeros((2, 7, 9, 2), np.uint8)
    rules[..., 0] = np.arange(7)[:, None]
    rules[:, (_KEY, _AFTER_KEY), :, 1] = _WRONG
    rules[:, (_KEY, _AFTER_KEY), _SPACE, 1] = _GO_ON
    rules[:, _KEY, _QUOTE] = _IN_KEY, _BEGIN_KEY
    rules[:, _KEY, _BRACE] = _KEY, _END
    rules[:, _IN_KEY, _QUOTE] = _AFTER_KEY, _END_KEY
    rules[:, _IN_KEY, _ESCAPE, 0] = _KEY_ESCAPE
    rules[:, _KEY_ESCAPE, :, 0] = _IN_KEY
    rules[:, _AFTER_KEY, _COLON] = _VALUE, _BEGIN_VALUE
    rules[:, _VALUE, _QUOTE, 0] = _IN_TEXT
    rules[:, _VALUE, _OPEN, 1] = _DEEPER
    rules[1, _VALUE, (_BRACE, _BRACKET), 1] = _HIGHER
    rules[0, _VALUE, (_BRACKET, _COLON), 1] = _WRONG
    rules[0, _VALUE, _BRACE, 1] = _END
    rules[0, _VALUE, _COMMA] = _KEY, _NEXT
    rules[:, _IN_TEXT, _QUOTE, 0] = _VALUE
    rules[:, _IN_TEXT, _ESCAPE, 0] = _TEXT_ESCAPE
    rules[:, _TEXT_ESCAPE, :, 0] = _IN_TEXT
    return rules


def _scan(data: Bytes, start: int, classes: Bytes, rules: Bytes, table: Ranges, stack: Bytes) -> tuple[int, int, int]:
    """Fill the table with members; returns their number, where it stopped, and how it ended."""
    count = 0
    state = 0
    depth = 0
    for i in range(start, len(data)):
        byte = data[i]
        sort = classes[byte]
        action = rules[min(depth, 1), state, sort, 1]
        state = rules[min(depth, 1), state, sort, 0]
        if action == _GO_ON:
            continue
        if action == _WRONG or (action == _HIGHER and stack[depth - 1] != byte):
            return count, i, BROKEN
        if action <= _BEGIN_VALUE:
            # where the key begins, where it ends, where the value begins
            table[count, action - 1] = i + (action != _BEGIN_KEY)
        elif action == _DEEPER:
            # deeper than the stack reaches the closing brackets no longer match, and that is the end of it
            stack[depth] = byte + 2
            depth = min(depth + 1, len(stack) - 1)
        elif action == _HIGHER:
            depth -= 1
        else:
            table[count, 3] = i
            count += action == _NEXT or state == _VALUE
            if action == _END:
                return count, i + 1, ENDED
            if count == len(table):
                return count, i + 1, FULL
    return count, len(data), CUT_OFF


def _mark(data: Bytes, start: int, stop: int, used: npt.NDArray[np.bool_]) -> None:
    """Mark the integers in a bracketed value, from its opening bracket on."""
    depth = 0
    number = -1
    text = False
    for i in range(start, stop):
        byte = data[i]
        if text:
            text = byte != 34 or data[i - 1] == 92
        elif 48 <= byte <= 57:
            number = min(max(number, 0) * 10 + int(byte) - 48, 1 << 48)
        else:
            if 0 <= number < len(used):
                used[number] = True
            number = -1
            text = byte == 34
            if byte == 91 or byte == 123:
                depth += 1
            elif byte == 93 or byte == 125:
                depth -= 1
            if depth == 0:
                return


def _to_scan(data: Bytes, start: int, *_rest: Any) -> float:
    return (len(data) - start) / _SCANNED


def _to_mark(_data: Bytes, start: int, stop: int, _used: npt.NDArray[np.bool_]) -> float:
    return (stop - start) / _MARKED


@lru_cache(1)
def _kernels() -> tuple[Any, Any, Bytes, Bytes]:
    return tiered(_to_scan)(exact(_scan)), tiered(_to_mark)(exact(_mark)), _classes(), _rules()


class BrokenJson(ValueError):
    """The text is no JSON; ``position`` is the byte at which that shows."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


def members(data: Bytes, start: int) -> Iterator[Ranges]:
    """The members of an object, some at a time.

    Args:
        data: JSON in UTF-8.
        start: of the object's opening brace.

    Yields:
        Begin and end of the key (with its quotation marks), begin and end of the value, shape (N, 4) [bytes].

    Raises:
        BrokenJson: brackets do not match, the text breaks off, or a member is none.
    """
    scan, _, classes, rules = _kernels()
    if start >= len(data) or data[start] != ord("{"):
        raise BrokenJson(min(start, len(data)))
    table = np.zeros((_BLOCK, 4), np.int64)
    stack = np.zeros(DEEPEST, np.uint8)
    position, status = start + 1, FULL
    while status == FULL:
        count, position, status = scan(data, position, classes, rules, table, stack)
        if status in (BROKEN, CUT_OFF):
            raise BrokenJson(position)
        yield table[:count].copy()


def mark_integers(data: Bytes, start: int, stop: int, used: npt.NDArray[np.bool_]) -> None:
    """Set ``used`` where its row stands in the bracketed value that begins at ``start``."""
    _, mark, _, _ = _kernels()
    mark(data, start, stop, used)
