"""Makes every picture of the user guide by the program itself: ``python packaging/guide_pictures.py``.

Plays the demo workshop without a screen, then opens its real window on a virtual screen (Xvfb) and drives it with
simulated fingers, told as TUIO packets. Needs Xvfb and pdftoppm. Takes about seven minutes.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PIL import Image

# The tree itself first: tests/ holds folders of the same names.
sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1]))

from city_picture import city_picture
from helpers.hands import Hands, Place
from helpers.screen import free_udp_port, virtual_screen
from helpers.table_process import TableProcess

from planningtable.app.demo import plan
from planningtable.app.demo.district import write_district
from planningtable.app.demo.play import play
from planningtable.app.session import Session
from planningtable.app.snapshots import snapshot_source
from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.domain.commands import EnterPhase
from planningtable.domain.seats import FACILITATOR
from planningtable.domain.values import Phase

ROOT = Path(__file__).parents[1]
WIDEST = 1600
GREY = "#8a9499"
NEAR = 15
"""So near is near enough for a card [px]."""
PAGES = 6
"""Pages of the council pack on the contact sheet."""

BENCH = (330.0, 298.0)
"""A place on the demo's plan for a bench [local metres]."""

TREES = (70, 84, 98)
"""Eastings of trees on the meadow [local metres]."""

AWAY: dict[str, Place] = {"seat-1": (0, -1), "seat-2": (1, 0), "seat-3": (0, 1), "seat-4": (-1, 0)}
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

    def drop(self, files: Sequence[Path]) -> None:
        """Drop files on the window."""
        self._process.ask("drop", *map(str, files))
        self._process.at("checkup.file.0")

    def settle(self) -> None:
        self._process.until("settled", seconds=240)
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

    def open(self, seat: str, card: str) -> None:
        self.tap(f"{seat}.tab")
        self.tap(f"{seat}.menu.{card}")
        self._process.at(f"{seat}.{card}.close")

    def close(self, seat: str, card: str) -> None:
        self.tap(f"{seat}.{card}.close")

    def type(self, seat: str, text: str) -> None:
        for letter in text:
            key = {" ": "space"}.get(letter, letter.lower())
            if letter.isupper() and not text.startswith(letter):
                self.tap(f"{seat}.key.shift")
            self.tap(f"{seat}.key.{key}")

    def at(self, east: float, north: float) -> Place:
        """Where a place of the demo's plan [local metres] is seen [px]."""
        x, y = self._process.ask("place", plan.WEST + east, plan.SOUTH + north)
        return (x, y)

    def fold_rings(self) -> None:
        """Close rings that somebody opened by resting a finger."""
        for name in self._process.targets():
            if name.endswith(".menu.close"):
                self.tap(name)

    def push(self, seat: str, card: str, x: float, y: float) -> None:
        """Push a card by its header until its cross is near a place [px]. Slow screens follow a finger with a delay."""
        away_x, away_y = AWAY[seat]
        for _ in range(8):
            (cross_x, cross_y) = self._process.at(f"{seat}.{card}.close")[0]
            if max(abs(x - cross_x), abs(y - cross_y)) < NEAR:
                return
            # The header lies to the left of its cross, as the person sees it.
            start = (cross_x + away_y * 150, cross_y - away_x * 150)
            with self.hands.fingers(start) as (finger,):
                self.hands.move({finger: (start[0] + x - cross_x, start[1] + y - cross_y)}, 1.0)
                self.hands.rest(0.3)

    def squeeze(self, seat: str, card: str, factor: float) -> None:
        """Make a card smaller by two fingers on its upper part."""
        name = f"{seat}.{card}.close"
        away_x, away_y = AWAY[seat]
        wanted = self._process.ask("targets")[name][2] * factor
        for _ in range(6):
            x, y, size, _ = self._process.ask("targets")[name]
            if size < wanted * 1.04:
                return

            def spot(along: float, x: float = x, y: float = y) -> Place:
                return (x + away_y * along - away_x * 60, y - away_x * along - away_y * 60)

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
            with self.hands.fingers((860, 540), (1060, 540)) as (one, other):
                reach = 100 * left + 30
                self.hands.move({one: (960 - reach, 540), other: (960 + reach, 540)}, 0.6)
                self.hands.rest(0.3)
            self.settle()

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


def four_people(table: Table) -> None:
    """The middle of a workshop: one reads numbers, one types, one looks up colours, two open their rings."""
    table.settle()
    table.zoom(1.22)
    table.open("seat-3", "variants")
    table.tap("seat-3.variants.b")
    table.close("seat-3", "variants")
    table.open("seat-4", "layers")
    table.tap("seat-4.layers.heavy-rain")
    table.tap("seat-4.layers.scenario.extreme")
    table.settle()
    table.open("seat-3", "indicators")
    table.tap("seat-3.indicators.after")
    table.squeeze("seat-3", "indicators", 0.82)
    table.push("seat-3", "indicators", 130, 345)
    table.push("seat-4", "layers", 1562, 90)
    table.open("seat-1", "comment")
    table.push("seat-1", "comment", 950, 580)
    table.settle()
    table.hands.tap(table.at(*BENCH))
    table.type("seat-1", "Hier fehlt eine Bank im Scha")
    table.hands.hold((230, 620), (1300, 720))
    table.picture("table")


def ring(table: Table) -> None:
    table.tap("seat-3.language")
    table.hands.hold((960, 760))
    table.picture("ring", (560, 500, 1360, 1080))
    table.tap("seat-1.menu.close")


def layer(table: Table) -> None:
    table.open("seat-1", "layers")
    table.tap("seat-1.layers.heavy-rain")
    table.settle()
    table.picture("layer", table.card("seat-1", "layers"))
    table.tap("seat-1.layers.why")
    table.picture("layer-why", table.card("seat-1", "layers"))
    table.close("seat-1", "layers")


def variants(table: Table) -> None:
    table.open("seat-1", "variants")
    table.tap("seat-1.variants.a")
    table.settle()
    table.picture("variants", table.card("seat-1", "variants"))
    table.tap("seat-1.variants.branch")
    table.close("seat-1", "variants")


def measures(table: Table) -> None:
    table.open("seat-1", "measures")
    table.tap("seat-1.measures.tree")
    for east in TREES:
        table.hands.tap(table.at(east, 155))
    table.settle()
    _, top, _, bottom = table.card("seat-1", "measures")
    table.picture("measures", (390, top, 1400, bottom))
    table.close("seat-1", "measures")


def indicators(table: Table) -> None:
    table.open("seat-1", "indicators")
    table.tap("seat-1.indicators.after")
    table.settle()
    table.picture("indicators", table.card("seat-1", "indicators", 920))
    table.tap("seat-1.indicators.flooded-area")
    table.picture("indicators-why", table.card("seat-1", "indicators", 920))
    table.close("seat-1", "indicators")


def comment(table: Table) -> None:
    table.open("seat-1", "comment")
    table.tap("seat-1.comment.idea")
    table.type("seat-1", "Hier fehlt eine Bank im Schatten")
    table.hands.tap(table.at(270, 345))
    table.picture("comment", table.card("seat-1", "comment"))
    table.tap("seat-1.comment.send")
    table.close("seat-1", "comment")


def pin(table: Table) -> None:
    table.open("seat-1", "variants")
    table.tap("seat-1.variants.a")
    table.close("seat-1", "variants")
    table.settle()
    x, y = table.at(205, 150)
    table.hands.tap((x, y - 25))
    table.picture("pin", table.card("seat-1", "contribution", 860, 140))
    table.close("seat-1", "contribution")


SCENES: tuple[Callable[[Table], None], ...] = (ring, layer, variants, measures, indicators, comment, pin)


def desk(table: Table) -> None:
    table.settle()
    table.open("desk", "variants")
    table.tap("desk.variants.a")
    table.close("desk", "variants")
    table.open("desk", "layers")
    table.tap("desk.layers.heat")
    table.settle()
    table.picture("desk")


def sun(table: Table) -> None:
    """A late afternoon in March at the desk."""
    table.settle()
    table.open("desk", "layers")
    table.tap("desk.layers.sun")
    table.close("desk", "layers")
    table.tap("desk.sun.march")
    table.slide("desk.sun.hour", 0.69)
    table.picture("sun")


def damaged_district(folder: Path) -> tuple[Path, ...]:
    """The demo's files with faults as towns' files have them: bent roofs, a wall missing, a house without faces."""
    district = write_district(folder, Job())
    city = district.city.read_text("utf-8")
    houses = re.findall(r"<bldg:Building .*?</bldg:Building>", city, re.DOTALL)
    for house in houses[3:60:12]:
        city = city.replace(house, _bent(house))
    for house in houses[8:60:17]:
        city = city.replace(
            house,
            re.sub(r"<bldg:boundedBy>\s*<bldg:WallSurface.*?</bldg:boundedBy>", "", house, count=1, flags=re.DOTALL),
        )
    bare = re.sub(r"<bldg:(boundedBy|lod2\w+|lod1\w+)>.*</bldg:\1>", "", houses[14], flags=re.DOTALL)
    district.city.write_text(city.replace(houses[14], bare), "utf-8")
    return district.city, district.terrain, district.trees


def _bent(house: str) -> str:
    """The first corner of the first roof is half a metre higher."""

    def higher(found: re.Match[str]) -> str:
        east, north, up, rest = found[2].split(maxsplit=3)
        return f"{found[1]}{east} {north} {float(up) + 0.5:.3f} {rest}"

    return re.sub(r"(<bldg:RoofSurface.*?<gml:posList[^>]*>)([^<]+)", higher, house, count=1, flags=re.DOTALL)


def checkup(table: Table, files: Sequence[Path]) -> None:
    """The town's own files on the check-up page."""
    table.settle()
    table.drop(files)
    table.settle()
    table.tap("checkup.tab.faults")
    table.picture("checkup")


def with_window(
    workshop: Path, out: Path, mode: str, scenes: Sequence[Callable[[Table], None]], language: str = "de"
) -> None:
    """Open the window on its own copy of the workshop and let people play."""
    os.environ["PYTHONPATH"] = str(ROOT)
    with tempfile.TemporaryDirectory() as name, virtual_screen() as display:
        folder = Path(name)
        copy = folder / workshop.name
        shutil.copy(workshop, copy)
        with TableProcess(copy, display, folder, tuio=free_udp_port(), language=language, mode=mode) as process:
            process.until("settled", seconds=240)
            table = Table(process, folder, out)
            for scene in scenes:
                scene(table)
            problems = process.ask("log")
            if problems:
                raise RuntimeError("; ".join(problems))


def contact_sheet(pdf: Path, folder: Path, out: Path) -> None:
    """Pages of the council pack beside each other."""
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(folder / "page")], check=True)
    files = sorted(folder.glob("page-*.png"))
    step = max(len(files) // PAGES, 1)
    pages = [Image.open(file).convert("RGB") for file in files[::step][:PAGES]]
    width, height, gap = pages[0].width, pages[0].height, 16
    columns = (len(pages) + 1) // 2
    sheet = Image.new("RGB", (columns * (width + gap) + gap, 2 * (height + gap) + gap), GREY)
    for i, page in enumerate(pages):
        sheet.paste(page, (gap + i % columns * (width + gap), gap + i // columns * (height + gap)))
    keep(sheet, out / "pack.png")


def played_workshop(folder: Path, out: Path) -> Path:
    """Play the demo; its layer pictures and council pack go into the guide. The workshop file."""
    pictures = snapshot_source()
    try:
        played = play(folder, load_words("de"), pictures, Job())
    finally:
        pictures.close()
    for layer, name in (("heavy-rain", "rain"), ("heat", "heat"), ("green-roof", "roofs")):
        drawn = next(p for p in played.pictures if p.stem == f"a-{layer}")
        keep(Image.open(drawn), out / f"{name}.png")
    pdf = next(file.path for file in played.pack if file.path.suffix == ".pdf")
    contact_sheet(pdf, folder, out)
    with Session.open(played.workshop) as session:
        session.execute(EnterPhase(Phase.FEEDBACK), FACILITATOR.id)
    return played.workshop


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures", metavar="DIR")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        city_picture(Path(name) / "city", out / "city-around.png")
        workshop = played_workshop(Path(name), out)
        with_window(workshop, out, "table", (four_people,))
        with_window(workshop, out, "table", SCENES)
        with_window(workshop, out, "desk", (desk,))
        with_window(workshop, out, "desk", (sun,))
        with_window(workshop, out, "desk", (partial(checkup, files=damaged_district(Path(name) / "Auental")),))


if __name__ == "__main__":
    main()
