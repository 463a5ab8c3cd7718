"""The real window on a virtual screen, driven by simulated fingers as people use it, and pictures of it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

# The tree itself first: tests/ holds folders of the same names.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from helpers.hands import Hands, Place
from helpers.pieces import pieces
from helpers.screen import free_udp_port, virtual_screen
from helpers.table_process import TableProcess

from planningtable.app.demo import plan

ROOT = Path(__file__).parents[1]
WIDEST = 1600
"""Of a picture that is kept [px]."""

USUAL = (1920, 1080)
"""Pixels of the window for which places are given; on a larger one they are farther apart."""

NEAR = 15
"""So near is near enough for a card [px]."""

SOUTH, NORTH = (0, -1), (0, 1)
AWAY: dict[str, Place] = {
    **{f"seat-{n}": SOUTH for n in (1, 5, 7)},
    **{f"seat-{n}": NORTH for n in (3, 6, 8)},
    "seat-2": (1, 0),
    "seat-4": (-1, 0),
}
"""The direction away from each person, in the window."""


def keep(picture: Image.Image, file: Path) -> None:
    """Write a small file: no wider than needed, few colours."""
    picture = picture.convert("RGB")
    if picture.width > WIDEST:
        picture = picture.resize((WIDEST, round(picture.height * WIDEST / picture.width)), Image.Resampling.LANCZOS)
    # An octree keeps the colours of small things: a pin, a swatch of the legend.
    palette = picture.quantize(256, Image.Quantize.FASTOCTREE)
    picture.quantize(palette=palette, dither=Image.Dither.NONE).save(file, optimize=True)


class Table:
    """The window at work, as people use it."""

    def __init__(self, process: TableProcess, folder: Path, out: Path) -> None:
        self._process = process
        self._shot = folder / "shot.png"
        self._out = out
        self.hands: Hands = process.hands()
        self._growth: float = process.ask("size")[0] / USUAL[0]

    def drop(self, files: Sequence[Path]) -> None:
        """Drop files on the window."""
        self._process.ask("drop", *map(str, files))
        self._process.at("checkup.file.0")

    def settle(self) -> None:
        self._process.until("settled", seconds=900)
        self.hands.rest(0.3)

    def tap(self, *names: str) -> None:
        """Touch targets, all at the same time."""
        self.hands.tap(*self._process.at(*names))

    def where(self, *names: str) -> list[Place]:
        """Middles of targets, once they are there and rest."""
        return list(self._process.at(*names))

    def slide(self, name: str, share: float) -> None:
        """Touch a slider at a share of its way."""
        x, y, width, height = self._process.ask("targets")[name]
        self.hands.tap((x + (share - 0.5) * (width - height), y))

    def hold(self, *places: Place) -> None:
        """Rest a finger on each place."""
        self.hands.hold(*((x * self._growth, y * self._growth) for x, y in places))

    def open(self, seat: str, card: str) -> None:
        self.tap(f"{seat}.tab")
        self.tap(f"{seat}.menu.{card}")
        self._process.at(f"{seat}.{card}.close")

    def close(self, seat: str, card: str) -> None:
        self.tap(f"{seat}.{card}.close")

    def type(self, seat: str, text: str) -> None:
        for place, letter in enumerate(text):
            key = {" ": "space"}.get(letter, letter.lower())
            # A sentence begins with a capital letter by itself.
            if letter.isupper() and place > 0:
                self.tap(f"{seat}.key.shift")
            self.tap(f"{seat}.key.{key}")

    def at(self, east: float, north: float) -> Place:
        """Where a place of the demo's plan [local metres] is seen [px]."""
        x, y = self._process.ask("place", plan.WEST + east, plan.SOUTH + north)
        return (x, y)

    @contextmanager
    def pieces(self, lines: str) -> Iterator[None]:
        """Pieces that stand on the table meanwhile; what each is must be known."""
        with pieces(self._process.port, lines):
            self.hands.rest(1.0)
            yield

    def fold_rings(self) -> None:
        """Close rings that somebody opened by resting a finger."""
        for name in self._process.targets():
            if name.endswith(".menu.close"):
                self.tap(name)

    def push(self, seat: str, card: str, x: float, y: float) -> None:
        """Push a card by its header until its cross is near a place [px]. Slow screens follow a finger with a delay."""
        away_x, away_y = AWAY[seat]
        x, y, grip = x * self._growth, y * self._growth, 200 * self._growth
        for _ in range(8):
            (cross_x, cross_y) = self._process.at(f"{seat}.{card}.close")[0]
            if max(abs(x - cross_x), abs(y - cross_y)) < NEAR:
                return
            # The header lies to the left of its cross, as the person sees it.
            start = (cross_x + away_y * grip, cross_y - away_x * grip)
            with self.hands.fingers(start) as (finger,):
                self.hands.move({finger: (start[0] + x - cross_x, start[1] + y - cross_y)}, 1.0)
                self.hands.rest(0.3)

    def squeeze(self, seat: str, card: str, factor: float) -> None:
        """Make a card smaller by two fingers on its upper part."""
        name = f"{seat}.{card}.close"
        away_x, away_y = AWAY[seat]
        self._process.at(name)
        wanted = self._process.ask("targets")[name][2] * factor
        for _ in range(6):
            self._process.at(name)
            x, y, size, _ = self._process.ask("targets")[name]
            if size < wanted * 1.04:
                return

            def spot(along: float, x: float = x, y: float = y) -> Place:
                far, along = 60 * self._growth, along * self._growth
                return (x + away_y * along - away_x * far, y - away_x * along - away_y * far)

            with self.hands.fingers(spot(100), spot(400)) as (one, other):
                half = 150 * wanted / size
                self.hands.move({one: spot(250 - half), other: spot(250 + half)}, 0.4)
            self.fold_rings()

    def zoom(self, factor: float) -> None:
        """Spread two fingers in the middle of the map until it is so many times as large."""
        wanted = self._process.ask("camera")["distance"] / factor
        for _ in range(6):
            left = self._process.ask("camera")["distance"] / wanted
            if left < 1.1:
                return
            middle, level = 960 * self._growth, 540 * self._growth
            near, reach = 100 * self._growth, (100 * left + 30) * self._growth
            with self.hands.fingers((middle - near, level), (middle + near, level)) as (one, other):
                self.hands.move({one: (middle - reach, level), other: (middle + reach, level)}, 0.6)
                self.hands.rest(0.3)
            # On a slow machine fingers that are about to move have rested.
            self.fold_rings()
            self.settle()

    def whole(self, name: str) -> None:
        """Keep the window as it is, with all its pixels, and as a picture for a page."""
        self.settle()
        file = self._out / f"{name}-{USUAL[0] * self._growth:.0f}.png"
        if not self._process.ask("picture", str(file)):
            raise RuntimeError(f"no picture of the window for {name}")
        keep(Image.open(file), self._out / f"{name}.png")

    def picture(self, name: str, crop: tuple[int, int, int, int] | None = None) -> None:
        """Keep the window, or a part of it, as a picture."""
        self.settle()
        if not self._process.ask("picture", str(self._shot)):
            raise RuntimeError(f"no picture of the window for {name}")
        whole = Image.open(self._shot)
        keep(whole.crop(crop) if crop else whole, self._out / f"{name}.png")

    def card(self, seat: str, name: str, width: int = 860, margin: int = 60) -> tuple[int, int, int, int]:
        """What lies around a card of the person in the south, down to the table's edge."""
        (_, y) = self._process.at(f"{seat}.{name}.close")[0]
        return (960 - width // 2, max(round(y) - margin, 0), 960 + width // 2, 1080)


def with_window(
    workshop: Path,
    out: Path,
    mode: str,
    scenes: Sequence[Callable[[Table], None]],
    language: str = "de",
    size: tuple[int, int] = USUAL,
    **options: object,
) -> None:
    """Open the window, of a size in pixels, on its own copy of the workshop and let people play."""
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory() as name, virtual_screen(size) as display:
        # A mouse that rests in the middle would have signs say what they mean when a card passes below it.
        subprocess.run(["xdotool", "mousemove", "0", "0"], check=True, env={**os.environ, "DISPLAY": display})
        folder = Path(name)
        copy = folder / workshop.name
        shutil.copy(workshop, copy)
        with TableProcess(
            copy, display, folder, tuio=free_udp_port(), language=language, mode=mode, rest=0, **options
        ) as process:
            process.until("settled", seconds=900)
            table = Table(process, folder, out)
            for scene in scenes:
                scene(table)
            problems = process.ask("log")
            if problems:
                raise RuntimeError("; ".join(problems))
