"""What a command may do to the outside: words, progress, the one JSON object."""

import json
import math
import sys
from collections.abc import Callable, Mapping
from typing import Any, TextIO

from planningtable.city.job import Job
from planningtable.domain.text import Argument, Text, Words


def plain(value: Any) -> Any:
    """A value that JSON knows: numpy scalars become numbers, NaN and infinities become null, paths become text."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if hasattr(value, "item") and not isinstance(value, str | bytes):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, str | int | float | bool | None) else str(value)


class Shell:
    """Words, progress to stderr, results to stdout."""

    def __init__(
        self, words: Words, *, json_wanted: bool, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self.words = words
        self.json_wanted = json_wanted
        self._out = out or sys.stdout
        self._err = err or sys.stderr
        self._progress = ""
        self._followed = False

    def follow(self) -> None:
        """From now on progress goes to stderr as one JSON object a line, for programs that show it."""
        self._followed = True

    def job(self) -> Job:
        """A job whose progress is written to stderr, one line that is written over where stderr is a screen."""
        return Job(self._report)

    def say(self, text: Text | str, /, **arguments: Argument) -> None:
        """A sentence for people: to stdout, or to stderr when stdout is for JSON."""
        self._end_progress()
        print(self.words(text, **arguments), file=self._err if self.json_wanted else self._out)

    def warn(self, text: Text | str, /, **arguments: Argument) -> None:
        """A sentence to stderr."""
        self._end_progress()
        print(self.words(text, **arguments), file=self._err)

    def result(self, result: Mapping[str, Any], show: Callable[[], None]) -> None:
        """The result: one JSON object when ``--json`` was given, otherwise whatever ``show`` says."""
        self._end_progress()
        if self.json_wanted:
            print(json.dumps(plain(result), ensure_ascii=False, indent=2), file=self._out)
        else:
            show()

    def _report(self, fraction: float, what: Text) -> None:
        line = f"{fraction:4.0%} {self.words(what)}"
        if line == self._progress:
            return
        self._progress = line
        if self._followed:
            told = {"fraction": fraction, "doing": self.words(what)}
            print(json.dumps(told, ensure_ascii=False), file=self._err, flush=True)
            return
        if self._err.isatty():
            print(f"\r\x1b[K{line}", end="", file=self._err, flush=True)

    def _end_progress(self) -> None:
        if self._progress and self._err.isatty():
            print("\r\x1b[K", end="", file=self._err, flush=True)
        self._progress = ""
