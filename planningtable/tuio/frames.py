"""What lies on a table at one moment, and recordings of it as text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from planningtable.tuio.values import Contact, Token

Contacts = Mapping[int, Contact]
Tokens = Mapping[int, Token]


@dataclass(frozen=True, slots=True)
class Frame:
    """One moment.

    Attributes:
        t: since the beginning [s].
        contacts: fingers by number.
        tokens: things with marks by number.
    """

    t: float
    contacts: Contacts = field(default_factory=lambda: MappingProxyType({}))
    tokens: Tokens = field(default_factory=lambda: MappingProxyType({}))


def written(frames: Iterable[Frame]) -> Iterator[str]:
    """Frames as text, one a line: ``0.016 1:0.25,0.5 2:0.75,0.5`` (a thing with the mark 12: ``3#12:0.5,0.5,90``)."""
    for frame in frames:
        fingers = (f"{id}:{c.x:.5g},{c.y:.5g}" for id, c in frame.contacts.items())
        things = (f"{id}#{t.symbol}:{t.x:.5g},{t.y:.5g},{t.angle:.5g}" for id, t in frame.tokens.items())
        yield " ".join((f"{frame.t:.3f}", *fingers, *things))


def read(lines: Iterable[str]) -> Iterator[Frame]:
    """Frames from lines as `written` makes them; ``#`` at the beginning of a line starts a remark.

    Raises:
        ValueError: a line is none; it says which.
    """
    before = -1.0
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            frame = _frame(line.split())
        except (ValueError, TypeError) as error:
            raise ValueError(str(number)) from error
        if not before <= frame.t < 1e6:
            raise ValueError(str(number))
        before = frame.t
        yield frame


def _whole(word: str) -> int:
    """A number that can be told: OSC knows 32 bits."""
    number = int(word)
    if not -(2**31) <= number < 2**31:
        raise ValueError
    return number


def _frame(words: list[str]) -> Frame:
    contacts: dict[int, Contact] = {}
    tokens: dict[int, Token] = {}
    for word in words[1:]:
        name, _, place = word.partition(":")
        numbers = tuple(map(float, place.split(",")))
        if not all(abs(number) < 1e6 for number in numbers):
            raise ValueError
        id, thing, symbol = name.partition("#")
        if thing:
            tokens[_whole(id)] = Token(_whole(symbol), *numbers)
        else:
            contacts[_whole(id)] = Contact(*numbers)
    return Frame(float(words[0]), contacts, tokens)
