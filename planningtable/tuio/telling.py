"""A frame as a tracker tells it by TUIO 1.1."""

import struct
from itertools import count

from planningtable.tuio.frames import Frame

SOURCE = "planningtable"
# Of a UDP packet that no network cuts in pieces.
MOST_BYTES = 1400


class Teller:
    """Frames → packets, with numbers of their own."""

    def __init__(self, source: str = SOURCE) -> None:
        self._source = source
        self._numbers = count(1)
        self._things = False

    def packets(self, frame: Frame) -> tuple[bytes, ...]:
        """The packets that tell of a frame: fingers, and things where there are any or were until now."""
        number = next(self._numbers)
        fingers = [_message("2Dcur", "set", id, c.x, c.y, 0.0, 0.0, 0.0) for id, c in frame.contacts.items()]
        things = [
            _message("2Dobj", "set", id, t.symbol, t.x, t.y, t.angle, 0.0, 0.0, 0.0, 0.0, 0.0)
            for id, t in frame.tokens.items()
        ]
        told = self._told("2Dcur", tuple(frame.contacts), fingers, number)
        if things or self._things:
            told += self._told("2Dobj", tuple(frame.tokens), things, number)
        self._things = bool(things)
        return tuple(told)

    def _told(self, profile: str, alive: tuple[int, ...], changes: list[bytes], number: int) -> list[bytes]:
        """One profile, in as many packets as it takes; each holds all that is alive."""
        head = [_message(profile, "source", self._source), _message(profile, "alive", *alive)]
        end = _message(profile, "fseq", number)
        room = MOST_BYTES - len(_bundle(*head, end))
        packets, held = [], list[bytes]()
        for change in changes:
            if held and sum(4 + len(one) for one in (*held, change)) > room:
                packets.append(_bundle(*head, *held, end))
                held = []
            held.append(change)
        return [*packets, _bundle(*head, *held, end)]


def _bundle(*messages: bytes) -> bytes:
    return b"#bundle\0" + struct.pack(">q", 1) + b"".join(struct.pack(">i", len(one)) + one for one in messages)


def _message(profile: str, *values: str | float) -> bytes:
    tags, content = ",", b""
    for value in values:
        if isinstance(value, str):
            tags, content = tags + "s", content + _text(value)
        elif isinstance(value, int):
            tags, content = tags + "i", content + struct.pack(">i", value)
        else:
            tags, content = tags + "f", content + struct.pack(">f", value)
    return _text(f"/tuio/{profile}") + _text(tags) + content


def _text(text: str) -> bytes:
    whole = text.encode("ascii", "replace") + b"\0"
    return whole + bytes(-len(whole) % 4)
