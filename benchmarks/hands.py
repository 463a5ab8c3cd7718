"""Many hands: how soon a table for eight has dealt with forty fingers at once, and whether anything is left behind.

The real window, full screen, in a process of its own; hands at random tap, rest, drag and pinch all over it, told as
TUIO a hundred times a second from this process. They open rings and cards, press keys and switches, move the map.

``PLANNINGTABLE_BENCH_SECONDS`` says for how long, ``PLANNINGTABLE_BENCH_HANDS`` how many hands; a hand has one or two
fingers.
"""

import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.told_window import AFTERWARDS, ToldWindow
from planningtable.app.demo.play import open_demo
from planningtable.app.hands.acts import frames
from planningtable.app.hands.crowd import crowd
from planningtable.city.job import Job
from planningtable.domain.text import Text
from planningtable.tuio.frames import Frame
from scenes.meshes import Array

RATE = 100.0
SECONDS = "60"
HANDS = "40"
FIRST = 60
"""What memory grows in the first minute is not counted [s]."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A frame as it was told.

    Attributes:
        packets: all that had been sent after it.
        at: when, by `time.monotonic` [s].
        fingers: that were down.
        acted: whether a finger came or went, which a person does to see something.
    """

    packets: int
    at: float
    fingers: int
    acted: bool = True


def run(job: Job) -> Mapping[str, float | str]:
    """From a frame of contacts to the model and to the screen, 95 % are sooner; what was left behind."""
    seconds = float(os.environ.get("PLANNINGTABLE_BENCH_SECONDS", SECONDS))
    hands = int(os.environ.get("PLANNINGTABLE_BENCH_HANDS", HANDS))
    with tempfile.TemporaryDirectory() as folder:
        workshop = open_demo(Path(folder), job.part(0.0, 0.1))
        sent, seen = _played(workshop, seconds, hands, job.part(0.1, 1.0))
    model = waits(sent, seen["dealt"]) * 1000.0
    drawn = waits(sent, shown(seen["dealt"], seen["frames"])) * 1000.0
    drawing = float(np.median([end - begin for begin, end in seen["frames"]])) * 1000.0
    memory = seen["memory"]
    after = memory[min(FIRST, len(memory) - 1)]
    return {
        "seconds": float(np.quantile(model, 0.95)) / 1000.0,
        "per_unit": f"model {np.quantile(model, 0.95):.0f} ms, screen {np.quantile(drawn, 0.95):.0f} ms (95 %)",
        "limit_ratio": float(np.quantile(drawn, 0.95)) / drawing,
        "frames_told": float(len(sent)),
        "fingers_most": float(max(one.fingers for one in sent)),
        "fingers_mean": float(np.mean([one.fingers for one in sent])),
        **{f"model_{name}": value for name, value in spread(model).items()},
        **{f"screen_{name}": value for name, value in spread(drawn).items()},
        "drawing_median": drawing,
        "pictures": float(len(seen["frames"])),
        "memory_after_first_minute": after / 2**20,
        "memory_at_end": memory[-1] / 2**20,
        "fingers_left": float(seen["down"]),
        "map_held": float(seen["moving"]),
        "packets_left_out": float(seen["left_out"]),
    }


def waits(sent: Sequence[Sent], dealt: Sequence[Sequence[float]]) -> Array:
    """From each frame that was told to the first moment at which all its packets had been dealt with [s]."""
    taken, times = np.array([one[0] for one in dealt]), np.array([one[1] for one in dealt])
    found = np.searchsorted(taken, [one.packets for one in sent])
    known = found < len(times)
    return np.asarray(times[found[known]] - np.array([one.at for one in sent])[known])


def shown(dealt: Sequence[Sequence[float]], pictures: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """How many packets had been dealt with when a picture was begun, and when it was on the screen.

    Where nothing changed on the screen there is no picture, and nobody waits for one: such moments count as shown.
    """
    begins = np.array([begin for begin, _ in pictures])
    found = []
    for packets, at in dealt:
        next_one = int(np.searchsorted(begins, at))
        prompt = next_one < len(pictures) and begins[next_one] - at < 1.0
        found.append((packets, pictures[next_one][1] if prompt else at))
    return found


def spread(times: Array) -> dict[str, float]:
    """Of waiting times."""
    return {
        "median": float(np.median(times)),
        "p95": float(np.quantile(times, 0.95)),
        "p99": float(np.quantile(times, 0.99)),
        "longest": float(times.max()),
    }


def _played(workshop: Path, seconds: float, hands: int, job: Job) -> tuple[list[Sent], dict[str, Any]]:
    with ToldWindow("benchmarks.hands_window", str(workshop)) as window:
        sent = _tell(window, seconds, hands, job)
        time.sleep(AFTERWARDS)
        return sent, window.ask("seen")


def _tell(window: ToldWindow, seconds: float, hands: int, job: Job) -> list[Sent]:
    sent = list[Sent]()
    begun = time.monotonic()
    for frame in (*frames(crowd(hands, seconds, seed=5), RATE), Frame(0.0)):
        job.report(min(frame.t / seconds, 1.0), Text("hands.playing"))
        time.sleep(max(begun + frame.t - time.monotonic(), 0.0))
        packets = window.tell(frame)
        sent.append(Sent(packets, time.monotonic(), len(frame.contacts)))
    return sent
