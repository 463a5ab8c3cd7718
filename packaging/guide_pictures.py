"""Makes every picture of the user guide by the program itself: ``python packaging/guide_pictures.py``.

Plays the demo workshop without a screen, then opens its real window on a virtual screen (Xvfb) and drives it with
simulated fingers, told as TUIO packets. Needs Xvfb, xdotool and pdftoppm. Takes about seven minutes.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from city_picture import city_picture
from driven_window import Table, keep, with_window

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
GREY = "#8a9499"
PAGES = 6
"""Pages of the council pack on the contact sheet."""

BENCH = (330.0, 298.0)
"""A place on the demo's plan for a bench [local metres]."""

PIECES = ("time", "lens", "measure.tree", "voice")
"""What is learnt, by marks from 1."""

STANDING = """
0 token 1 at 0.24,0.28 turn 60 for 2
2.1 token 1 at 0.24,0.28 from 60 for 400
0 token 2 at 0.26,0.72 for 400
0 token 3 at 0.62,0.3 turn 60 for 2
2.1 token 3 at 0.62,0.3 from 60 for 400
0 token 4 at 0.72,0.78 for 400
"""

TREES = (70, 84, 98)
"""Eastings of trees on the meadow [local metres]."""


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
    table.squeeze("seat-4", "layers", 0.8)
    table.push("seat-4", "layers", 1400, 90)
    table.open("seat-3", "indicators")
    table.tap("seat-3.indicators.after")
    table.squeeze("seat-3", "indicators", 0.82)
    table.push("seat-3", "indicators", 130, 345)
    table.open("seat-1", "comment")
    table.push("seat-1", "comment", 950, 580)
    table.settle()
    table.hands.tap(table.at(*BENCH))
    table.type("seat-1", "Hier fehlt eine Bank im Scha")
    table.hold((230, 620), (1300, 720))


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


def pieces(table: Table) -> None:
    """The hour, a lens over the swale, a tree that is made larger, and somebody's voice."""
    table.settle()
    for role in PIECES:
        with table.pieces(f"0 token {PIECES.index(role) + 1} at 0.5,0.7 turn 0 for 400"):
            table.tap(f"piece.{role}")
    table.open("seat-3", "variants")
    table.tap("seat-3.variants.b")
    table.close("seat-3", "variants")
    table.close("seat-1", "comment")
    table.settle()
    with table.pieces(STANDING):
        table.settle()
        table.picture("pieces")


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


@contextmanager
def town_folder() -> Iterator[Path]:
    """A new folder whose path is short enough to be read in a picture."""
    folder = Path(tempfile.gettempdir()) / "Auental"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def checkup(table: Table, files: Sequence[Path]) -> None:
    """The town's own files on the check-up page."""
    table.settle()
    table.drop(files)
    table.settle()
    table.tap("checkup.tab.faults")
    table.picture("checkup")


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
        with_window(workshop, out, "table", (four_people, lambda table: table.picture("table")))
        with_window(workshop, out, "table", SCENES)
        with_window(workshop, out, "table", (pieces,))
        with_window(workshop, out, "desk", (desk,))
        with_window(workshop, out, "desk", (sun,))
        with town_folder() as town:
            with_window(workshop, out, "desk", (partial(checkup, files=damaged_district(town)),))


if __name__ == "__main__":
    main()
