"""``planningtable demo``: the demo district on the table, or a whole workshop without a screen."""

import argparse
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

from planningtable.app.demo.play import Played, open_demo, play
from planningtable.app.snapshots import snapshot_source
from planningtable.app.windows import Ear, WindowRequest, open_window
from planningtable.cli.shell import Shell
from planningtable.domain.text import PlanningError

HELP = "cli.demo.help"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--headless", action="store_true")
    parser.add_argument("--out", type=Path, metavar="DIR")
    parser.add_argument("--mode", choices=("table", "desk"), default="table")
    parser.add_argument("--tuio", metavar="[ADDRESS:]PORT")
    parser.add_argument("--picture", type=Path, metavar="PNG")


def run(args: argparse.Namespace, shell: Shell) -> int:
    if args.headless or not has_screen():
        if not args.headless:
            shell.warn("cli.demo.no-screen")
        return _headless(args.out or default_folder("demo-played"), shell)
    ear = Ear.of(args.tuio) if args.tuio else None
    folder = args.out or default_folder("demo")
    _writable(folder)
    workshop = open_demo(folder, shell.job())
    return open_window(
        WindowRequest(workshop=workshop, mode=args.mode, language=shell.words.language, tuio=ear, picture=args.picture)
    )


def has_screen() -> bool:
    """Whether a window can be shown: always on Windows and macOS, with a display elsewhere."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def default_folder(name: str) -> Path:
    """Where the demo lies when no folder is named: a folder of that name in the user's own data folder."""
    home = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(home) if home else Path.home() / ".local" / "share") / "planningtable" / name


def _writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise PlanningError("error.demo.folder", folder=str(folder)) from problem


def _headless(folder: Path, shell: Shell) -> int:
    _writable(folder)
    started = time.perf_counter()
    pictures = snapshot_source()
    try:
        played = play(folder.resolve(), shell.words, pictures, shell.job())
    finally:
        pictures.close()
    result = {
        "workshop": played.workshop,
        "pictures": played.pictures,
        "pack": [{"file": file.path, "sha256": file.sha256} for file in played.pack],
        "buildings": played.buildings,
        "ranking": [asdict(place) for place in played.comparison.ranking],
        "seconds": round(time.perf_counter() - started, 1),
        "steps": played.seconds,
        "peak_memory_mib": _peak_memory(),
    }
    shell.result(result, lambda: _show(played, shell))
    return 0


def _peak_memory() -> float | None:
    """Largest memory this process has held [MiB]; None on Windows, which has no such count in the standard library."""
    if sys.platform == "win32":
        return None
    import resource

    scale = 1024 * 1024 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale, 1)


def _show(played: Played, shell: Shell) -> None:
    shell.say("cli.demo.pictures", folder=str(played.pictures[0].parent), count=len(played.pictures))
    shell.say("cli.demo.workshop", file=str(played.workshop))
    shell.say("cli.demo.pack", folder=str(played.pack[0].path.parent), count=len(played.pack))
