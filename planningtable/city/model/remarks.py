"""Remarks on objects and surfaces: named one by one up to a number for each reason, counted beyond it.

A city whose every object has the same fault must not fill the memory with as many sentences.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from planningtable.city.model.batch import Remark

LISTS = ("reported", "rough", "repaired", "faulty")
"""The lists of remarks that tallies and check-ups have."""

MOST_NAMED = 1000
"""Remarks of a document that are named one by one, for each list and reason."""


class Listed(Protocol):
    """What has `LISTS`, such as a tally or a check-up."""

    @property
    def unnamed(self) -> Mapping[str, Mapping[str, int]]:
        """List to reason to the number of remarks that are not named one by one."""


def reason_of(remark: Remark) -> str:
    """val3dity's code and name, or else the id of the sentence: what remarks of one kind have in common."""
    return remark.code or remark.why.id


def number_of(listed: Listed, name: str) -> int:
    """Length of a list, with the remarks that are not named one by one."""
    return len(getattr(listed, name)) + sum(listed.unnamed.get(name, {}).values())


def beyond(listed: Listed, name: str) -> tuple[tuple[Remark, int], ...]:
    """For each reason with remarks that are not named: the first one that is, and how many are not."""
    counts = listed.unnamed.get(name, {})
    first: dict[str, Remark] = {}
    named: Sequence[Remark] = getattr(listed, name)
    for remark in named if counts else ():
        first.setdefault(reason_of(remark), remark)
    return tuple((remark, counts[reason]) for reason, remark in first.items() if reason in counts)


@dataclass(slots=True)
class Naming:
    """A list in the making.

    Attributes:
        named: one by one, in the order they came.
        unnamed: number of the others by reason.
    """

    named: list[Remark] = field(default_factory=list)
    unnamed: Counter[str] = field(default_factory=Counter)
    _named: Counter[str] = field(default_factory=Counter)

    def add(self, remarks: Iterable[Remark], unnamed: Mapping[str, int]) -> None:
        """More remarks, and the number of those that came with them without a name."""
        for remark in remarks:
            reason = reason_of(remark)
            if self._named[reason] < MOST_NAMED:
                self._named[reason] += 1
                self.named.append(remark)
            else:
                self.unnamed[reason] += 1
        self.unnamed.update(unnamed)
