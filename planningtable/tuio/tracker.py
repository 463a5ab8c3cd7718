"""What all trackers together say lies on the table.

Each tracker is known by where its packets come from and by the name it gives itself; its numbers are its own, so each
finger and each thing gets a number here. A tracker that falls silent takes its fingers with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import TypeAlias

from planningtable.tuio import first, second
from planningtable.tuio.first import FirstGeneration
from planningtable.tuio.osc import LARGEST, MalformedError, Message, messages
from planningtable.tuio.second import SecondGeneration
from planningtable.tuio.values import Contact, Session, Token, Told

SILENT = 3.0
"""A tracker tells at least once a second that it is there [s]."""
MOST_TRACKERS = 8
LONGEST_NAME = 200

_Name: TypeAlias = tuple[str, str, str]
_Speaker: TypeAlias = FirstGeneration | SecondGeneration


@dataclass(frozen=True, slots=True)
class Counts:
    """Packets.

    Attributes:
        taken: that were read.
        malformed: that could not be read, or not to their end.
        oversized: larger than a tracker's may be.
        late: frames that another overtook.
        strangers: of more trackers than a table has.
    """

    taken: int = 0
    malformed: int = 0
    oversized: int = 0
    late: int = 0
    strangers: int = 0

    @property
    def left_out(self) -> int:
        return self.malformed + self.oversized + self.strangers


class Trackers:
    """Takes in packets; never raises for one."""

    def __init__(self, largest: int = LARGEST) -> None:
        self.counts = Counts()
        self._largest = largest
        self._speakers: dict[_Name, _Speaker] = {}
        self._heard: dict[_Name, float] = {}
        self._numbers: dict[tuple[_Name, str, Session], int] = {}
        self._next = count(1)

    def take(self, packet: bytes, sender: str, now: float) -> None:
        """Take in a packet.

        Args:
            packet: as it came.
            sender: where it came from.
            now: monotonic time [s].
        """
        if len(packet) > self._largest:
            self.counts = replace(self.counts, oversized=self.counts.oversized + 1)
            return
        try:
            found = messages(packet)
            self._told(found, sender, now)
        except MalformedError:
            self.counts = replace(self.counts, malformed=self.counts.malformed + 1)
        else:
            self.counts = replace(self.counts, taken=self.counts.taken + 1)

    def forget_silent(self, now: float) -> None:
        """Take away what trackers told that have not been heard of for a while."""
        for name in [name for name, heard in self._heard.items() if now - heard > SILENT]:
            del self._speakers[name], self._heard[name]

    def contacts(self) -> Mapping[int, Contact]:
        """Fingers by number; one number never comes twice."""
        found = {(name, "f", s): c for name, told in self._all() for s, c in told.contacts.items()}
        return {number: found[key] for key, number in self._numbered("f", found)}

    def tokens(self) -> Mapping[int, Token]:
        """Things by number."""
        found = {(name, "t", s): t for name, told in self._all() for s, t in told.tokens.items()}
        return {number: found[key] for key, number in self._numbered("t", found)}

    def _all(self) -> list[tuple[_Name, Told]]:
        return [(name, speaker.told()) for name, speaker in self._speakers.items()]

    def _numbered(
        self, kind: str, found: Mapping[tuple[_Name, str, Session], object]
    ) -> list[tuple[tuple[_Name, str, Session], int]]:
        for key in [key for key in self._numbers if key[1] == kind and key not in found]:
            del self._numbers[key]
        for key in found:
            if key not in self._numbers:
                self._numbers[key] = next(self._next)
        return [(key, self._numbers[key]) for key in found]

    def _told(self, found: tuple[Message, ...], sender: str, now: float) -> None:
        sources: dict[str, str] = {}
        for message in found:
            generation, _, what = message.address.lstrip("/").partition("/")
            if f"/{generation}/" == first.PREFIX:
                if message.arguments[:1] == ("source",):
                    sources[what] = _name(message)
                    continue
                speaker = self._speaker((sender, generation, sources.get(what, "")), now, FirstGeneration)
            elif f"/{generation}/" == second.PREFIX:
                if what == "frm":
                    sources[generation] = _name(message)
                speaker = self._speaker((sender, generation, sources.get(generation, "")), now, SecondGeneration)
            else:
                continue
            if speaker is not None and speaker.take(what, message.arguments):
                self.counts = replace(self.counts, late=self.counts.late + 1)

    def _speaker(
        self, name: _Name, now: float, kind: type[FirstGeneration] | type[SecondGeneration]
    ) -> _Speaker | None:
        if name not in self._speakers:
            if len(self._speakers) >= MOST_TRACKERS:
                self.counts = replace(self.counts, strangers=self.counts.strangers + 1)
                return None
            self._speakers[name] = kind()
        self._heard[name] = now
        return self._speakers[name]


def _name(message: Message) -> str:
    """The name that a tracker gives itself, the last text of its message."""
    return next((a for a in reversed(message.arguments) if isinstance(a, str)), "")[:LONGEST_NAME]
