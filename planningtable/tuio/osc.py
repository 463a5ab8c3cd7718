"""Packets of Open Sound Control 1.0: the messages in them, however deep their bundles are.

Of our own because a packet may come from anybody: the reader on PyPI that would do for friends (python-osc 1.10) never
returns from a bundle whose element has a negative length, and writes into the program's log what strangers send.

Source: M. Wright, The Open Sound Control 1.0 Specification, 2002.
"""

import math
import struct
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

Argument: TypeAlias = int | float | str | bool | None

LARGEST = 65_507
"""Bytes of a UDP packet."""
DEEPEST = 4
"""Bundles within bundles; TUIO has none."""

_BUNDLE = b"#bundle\0"
_HEAD = len(_BUNDLE) + 8
_INT = struct.Struct(">i")
_NUMBERS = {"i": _INT, "f": struct.Struct(">f"), "h": struct.Struct(">q"), "d": struct.Struct(">d")}
_SKIPPED = {"t": 8, "r": 4, "m": 4, "c": 4}
_CONSTANTS: dict[str, bool | None] = {"T": True, "F": False, "N": None}


class MalformedError(Exception):
    """This is no packet of Open Sound Control."""


class Message(NamedTuple):
    """A message.

    Attributes:
        address: what it is about, e.g. ``/tuio/2Dcur``.
        arguments: in the order in which they were sent; blobs, times and colours are left out.
    """

    address: str
    arguments: tuple[Argument, ...]


def messages(packet: bytes) -> tuple[Message, ...]:
    """The messages of a packet, in their order.

    Raises:
        MalformedError: it cannot be read to its end.
    """
    return tuple(_contents(packet, 0))


def _contents(packet: bytes, depth: int) -> Iterator[Message]:
    if not packet.startswith(_BUNDLE):
        yield _message(packet)
        return
    if depth >= DEEPEST or len(packet) < _HEAD:
        raise MalformedError
    at = _HEAD
    while at < len(packet):
        size = _integer(packet, at)
        at += 4
        if size <= 0 or size % 4 or at + size > len(packet):
            raise MalformedError
        yield from _contents(packet[at : at + size], depth + 1)
        at += size


def _message(packet: bytes) -> Message:
    address, at = _text(packet, 0)
    if not address.startswith("/"):
        raise MalformedError
    if at == len(packet):
        return Message(address, ())
    tags, at = _text(packet, at)
    if not tags.startswith(","):
        raise MalformedError
    found: list[Argument] = []
    for tag in tags[1:]:
        if tag in _NUMBERS:
            kind = _NUMBERS[tag]
            if at + kind.size > len(packet):
                raise MalformedError
            (number,) = kind.unpack_from(packet, at)
            if not math.isfinite(number):
                raise MalformedError
            found.append(number)
            at += kind.size
        elif tag in "sS":
            text, at = _text(packet, at)
            found.append(text)
        elif tag in _CONSTANTS:
            found.append(_CONSTANTS[tag])
        else:
            at = _skipped(packet, at, tag)
    return Message(address, tuple(found))


def _skipped(packet: bytes, at: int, tag: str) -> int:
    if tag == "b":
        size = _integer(packet, at)
        after = at + 4 + size + -size % 4
    elif tag in _SKIPPED:
        size, after = 0, at + _SKIPPED[tag]
    else:
        raise MalformedError
    if size < 0 or after > len(packet):
        raise MalformedError
    return after


def _integer(packet: bytes, at: int) -> int:
    if at + 4 > len(packet):
        raise MalformedError
    (number,) = _INT.unpack_from(packet, at)
    return int(number)


def _text(packet: bytes, at: int) -> tuple[str, int]:
    """A text that ends with a zero, filled up with zeros to a multiple of four, and where it ends."""
    end = packet.find(b"\0", at)
    after = end + 4 - (end - at) % 4
    if end < 0 or after > len(packet):
        raise MalformedError
    try:
        return packet[at:end].decode("ascii"), after
    except UnicodeDecodeError as error:
        raise MalformedError from error
