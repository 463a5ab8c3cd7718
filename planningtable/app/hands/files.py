"""Files of hands: scripts and recordings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from planningtable.app.hands import acts, script
from planningtable.domain.text import PlanningError, Text
from planningtable.tuio import frames
from planningtable.tuio.frames import Frame

LARGEST = 200 * 2**20


@dataclass(frozen=True, slots=True)
class Hands:
    """What a file holds.

    Attributes:
        frames: in the order of their times.
        lasts: until the last of them [s].
    """

    frames: Iterable[Frame]
    lasts: float


def read_hands(path: Path) -> Hands:
    """A script, or a recording; the first line that is no remark tells which.

    Raises:
        PlanningError: it cannot be read, or a line of it is neither.
    """
    if not path.exists():
        raise PlanningError("error.hands.missing", file=str(path))
    try:
        if path.stat().st_size > LARGEST:
            raise PlanningError("error.hands.large", file=path.name)
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise PlanningError("error.hands.unread", file=path.name) from error
    first = next((line for line in lines if line.partition("#")[0].strip()), "")
    try:
        if script.is_script(first):
            done = tuple(script.read(lines))
            return Hands(acts.frames(done), max(act.begin + act.lasts for act in done))
        recorded = tuple(frames.read(lines))
    except ValueError as error:
        raise PlanningError("error.hands.line", file=path.name, line=str(error), reason=_why(error, first)) from error
    if not recorded:
        raise PlanningError("error.hands.empty", file=path.name)
    return Hands(recorded, recorded[-1].t)


def _why(error: ValueError, first: str) -> Text:
    """Why a line is wrong, by what the first line makes the file look like."""
    if isinstance(error, script.LineError):
        return error.reason
    is_recording = first.split()[0].replace(".", "", 1).isdecimal()
    return Text("hands.wrong.frame" if is_recording else "hands.wrong.neither")


def write_recording(path: Path, recorded: Iterator[Frame], *, replace: bool = False) -> int:
    """Write frames down as they come; how many.

    What was recorded until something ended it, a Ctrl-C for instance, is kept; where nothing was, nothing is written.

    Args:
        path: of the file.
        recorded: as they come.
        replace: whether a file that lies there may be replaced.

    Raises:
        PlanningError: a file lies there, or it cannot be written.
    """
    if path.exists() and not replace:
        raise PlanningError("error.hands.exists", file=path.name)
    part = path.with_name(f"{path.name}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8") as stream:
            try:
                for frame in recorded:
                    stream.writelines(f"{line}\n" for line in frames.written((frame,)))
                    count += 1
            finally:
                stream.flush()
                if count:
                    part.replace(path)
    except OSError as error:
        raise PlanningError("error.hands.unwritten", file=path.name, reason=error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)
    return count
