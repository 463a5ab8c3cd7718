"""A command run to its end: how long it took, and the most memory that it and its children held together."""

import resource
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from planningtable.city.job import Job

# How often memory is looked at [s].
EVERY = 0.1
KIB = 1024


@dataclass(frozen=True, slots=True)
class Watched:
    """What a command took.

    Attributes:
        seconds: from start to end.
        peak: the most memory held at once, pages shared between processes counted once [bytes]; of the largest process
            alone where the system tells no more.
        code: exit code.
        output: what it wrote to stdout.
        errors: what it wrote to stderr.
    """

    seconds: float
    peak: float
    code: int
    output: str
    errors: str


def watched(command: Sequence[str], job: Job) -> Watched:
    """Run a command and watch it; ended when the job is cancelled.

    Raises:
        CancelledError: the job was cancelled.
    """
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    texts: dict[str, str] = {}
    reader = threading.Thread(target=lambda: texts.update(zip("oe", process.communicate(), strict=True)))
    reader.start()
    peak = 0.0
    try:
        while reader.is_alive():
            job.check()
            peak = max(peak, _memory(process.pid))
            reader.join(EVERY)
    finally:
        if process.poll() is None:
            process.terminate()
        reader.join()
    seconds = time.perf_counter() - begun
    if not peak:
        peak = float(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * KIB)
    return Watched(seconds, peak, process.returncode, texts["o"], texts["e"])


def _memory(pid: int) -> float:
    """Proportional set size of a process and its descendants [bytes]; 0 where /proc does not tell."""
    total = 0.0
    for process in _family(pid):
        try:
            for line in Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines():
                if line.startswith("Pss:"):
                    total += float(line.split()[1]) * KIB
        except OSError:
            continue
    return total


def _family(pid: int) -> Iterator[int]:
    yield pid
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return
    for task in tasks:
        try:
            children = (task / "children").read_text("ascii").split()
        except OSError:
            continue
        for child in children:
            yield from _family(int(child))
