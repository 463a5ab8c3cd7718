"""``planningtable fingers``: simulated hands for a table, and recordings of real ones."""

import argparse
from pathlib import Path

from planningtable.app.hands import script
from planningtable.app.hands.acts import Act, frames
from planningtable.app.hands.crowd import MOST_HANDS, crowd
from planningtable.app.hands.files import read_hands, write_recording
from planningtable.app.hands.perform import play, record
from planningtable.app.windows import Ear
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError

HELP = "cli.fingers.help"
USUAL = "3333"
LONGEST = 86_400


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    playing = verbs.add_parser("play")
    playing.add_argument("file", type=Path, metavar="FILE")
    playing.add_argument("--to", default=USUAL, metavar="[ADDRESS:]PORT")
    playing.add_argument("--speed", type=float, default=1.0, metavar="TIMES")
    many = verbs.add_parser("crowd")
    many.add_argument("--to", default=USUAL, metavar="[ADDRESS:]PORT")
    many.add_argument("--hands", type=int, default=8, metavar="N")
    many.add_argument("--seconds", type=float, default=60.0, metavar="S")
    many.add_argument("--seed", type=int, default=1, metavar="N")
    many.add_argument("--script", action="store_true")
    recording = verbs.add_parser("record")
    recording.add_argument("file", type=Path, metavar="FILE")
    recording.add_argument("--at", default=USUAL, metavar="[ADDRESS:]PORT")
    recording.add_argument("--seconds", type=float, default=60.0, metavar="S")
    recording.add_argument("--force", action="store_true")


def run(args: argparse.Namespace, shell: Shell) -> int:
    if args.verb == "play":
        return _play(args, shell)
    if not 0 < args.seconds <= LONGEST:
        raise PlanningError("error.hands.seconds", most=LONGEST)
    return _crowd(args, shell) if args.verb == "crowd" else _record(args, shell)


def _play(args: argparse.Namespace, shell: Shell) -> int:
    if not 0.01 <= args.speed <= 100:
        raise PlanningError("error.hands.speed")
    hands = read_hands(args.file)
    sent = play(hands.frames, Ear.of(args.to), shell.job(), args.speed, hands.lasts)
    shell.result({"packets": sent}, lambda: shell.say("cli.fingers.played", packets=sent))
    return 0


def _crowd(args: argparse.Namespace, shell: Shell) -> int:
    if not 1 <= args.hands <= MOST_HANDS:
        raise PlanningError("error.hands.count", most=MOST_HANDS)
    acts = crowd(args.hands, args.seconds, args.seed)
    if args.script:
        lines = tuple(script.written(acts))
        shell.result({"acts": lines}, lambda: print("\n".join(lines)))  # noqa: T201 - a file, not a sentence
        return 0
    sent = play(frames(acts), Ear.of(args.to), shell.job(), lasts=_end(acts))
    shell.result(
        {"acts": len(acts), "packets": sent}, lambda: shell.say("cli.fingers.crowd", acts=len(acts), packets=sent)
    )
    return 0


def _end(acts: tuple[Act, ...]) -> float:
    return max((act.begin + act.lasts for act in acts), default=1.0)


def _record(args: argparse.Namespace, shell: Shell) -> int:
    count = write_recording(args.file, record(Ear.of(args.at), shell.job(), args.seconds), replace=args.force)
    shell.result(
        {"file": str(args.file), "frames": count},
        lambda: shell.say("cli.fingers.recorded", frames=count, file=str(args.file)),
    )
    return 0
