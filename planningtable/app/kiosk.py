"""The code without which a table for everybody is not closed, and the patience that wrong ones cost."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field, replace
from typing import Self

from planningtable.domain.text import PlanningError

SHORTEST, LONGEST = 4, 12
"""Digits of a code."""

FREE = 2
"""So many wrong codes in a row cost nothing: fingers slip."""
FIRST_WAIT, LONGEST_WAIT = 5.0, 300.0
"""After one more the next may be tried so much later [s]; the time doubles with each."""

# About 20 ms: nobody notices, and a list of all codes of a guessed length becomes dear.
_COST = {"n": 2**13, "r": 8, "p": 1}


@dataclass(frozen=True, slots=True)
class Code:
    """A code that can be tried, but not read.

    Attributes:
        salt: makes equal codes differ.
        digest: of salt and code, by scrypt (RFC 7914).
    """

    salt: bytes = field(repr=False)
    digest: bytes = field(repr=False)

    @classmethod
    def of(cls, digits: str) -> Self:
        """The code that somebody chose.

        Raises:
            PlanningError: it has other signs than digits, or too few or too many of them.
        """
        if not (digits.isascii() and digits.isdecimal() and SHORTEST <= len(digits) <= LONGEST):
            raise PlanningError("error.window.code", least=SHORTEST, most=LONGEST)
        salt = secrets.token_bytes(16)
        return cls(salt, _digest(digits, salt))

    def opens(self, digits: str) -> bool:
        """Whether these are its digits."""
        return hmac.compare_digest(self.digest, _digest(digits, self.salt))


@dataclass(frozen=True, slots=True)
class Patience:
    """Wrong codes so far.

    Attributes:
        wrong: how many in a row.
        until: when the next may be tried, by the clock of whoever asks [s].
    """

    wrong: int = 0
    until: float = 0.0

    def missed(self, now: float) -> Self:
        """After one more wrong code."""
        wrong = self.wrong + 1
        wait = min(FIRST_WAIT * 2.0 ** (wrong - FREE - 1), LONGEST_WAIT) if wrong > FREE else 0.0
        return replace(self, wrong=wrong, until=now + wait)

    def left(self, now: float) -> float:
        """How long nothing may be tried [s]; 0 when it may."""
        return max(self.until - now, 0.0)


def _digest(digits: str, salt: bytes) -> bytes:
    return hashlib.scrypt(digits.encode(), salt=salt, dklen=32, **_COST)
