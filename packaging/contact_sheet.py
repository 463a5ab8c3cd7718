"""The contact sheet: the program's pictures beside each other, made by its own commands and in its own window.

``python packaging/contact_sheet.py`` plays the demo workshop and writes docs/pictures/contact-sheet.png, in about eight
minutes; it needs Xvfb. ``--real DATA`` adds pictures of real cities, of which DATA is a folder as tests/conftest.py
describes it; ``--out DIR`` keeps the single pictures.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).parents[1]))

from demo_extras import stands, write_design, write_plan
from sheet_shots import CREDIT, DEMO, DESIGN, EXTRA, REAL, WORKSHOPS, Shot
from sheet_window import window_pictures

from planningtable.app.demo.district import write_district
from planningtable.app.demo.play import play
from planningtable.app.snapshots import snapshot_source
from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.cli import main as command
from scenes.fonts import font

ROOT = Path(__file__).parents[1]
SIZE = (1600, 900)
"""Of a picture as it is drawn [px]: in the shape of the window's; on the sheet it is a quarter as wide."""

COLUMNS = 4
CELL = (408, 230)
GAP = 16
CAPTION = 34
CREDITS = 30
PAPER, INK, SOFT = "#fbfbf9", "#2b3338", "#5b666c"
COLOURS = 256

Captioned = tuple[str, Path]


def ask(*arguments: object) -> bool:
    """A command of the program; whether it was done. What it refuses it says itself."""
    return command.run([*map(str, arguments), "--language", "en"]) == 0


def draw(shots: Sequence[Shot], workshop: Path, out: Path) -> list[Captioned]:
    """Pictures of one workshop."""
    found = []
    for shot in shots:
        file = out / f"{shot.name}.png"
        if not ask("snapshot", workshop, "-o", file, "--size", f"{SIZE[0]}x{SIZE[1]}", *shot.asks.split()):
            raise RuntimeError(f"no picture {shot.name}")
        found.append((shot.caption, file))
    return found


def sheet(pictures: Sequence[Captioned], credit: str, file: Path) -> None:
    """Pictures in rows, each with its caption below, as a small file."""
    rows = -(-len(pictures) // COLUMNS)
    step_x, step_y = CELL[0] + GAP, CELL[1] + CAPTION + GAP
    height = rows * step_y + GAP + (CREDITS if credit else 0)
    whole = Image.new("RGB", (COLUMNS * step_x + GAP, height), PAPER)
    draw_on, face = ImageDraw.Draw(whole), font(17.0)
    for number, (caption, picture) in enumerate(pictures):
        x, y = GAP + number % COLUMNS * step_x, GAP + number // COLUMNS * step_y
        whole.paste(filling(Image.open(picture).convert("RGB")), (x, y))
        draw_on.text((x, y + CELL[1] + CAPTION / 2), caption, fill=INK, font=face, anchor="lm")
    if credit:
        draw_on.text((GAP, height - GAP - CREDITS / 2), credit, fill=SOFT, font=font(15.0), anchor="lm")
    palette = whole.quantize(COLOURS, Image.Quantize.FASTOCTREE)
    whole.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).save(file, optimize=True)


def filling(picture: Image.Image) -> Image.Image:
    """A picture as large as its cell; of a wider one, the middle."""
    scale = max(CELL[0] / picture.width, CELL[1] / picture.height)
    size = round(picture.width * scale), round(picture.height * scale)
    left, top = (size[0] - CELL[0]) // 2, (size[1] - CELL[1]) // 2
    return picture.resize(size, Image.Resampling.LANCZOS).crop((left, top, left + CELL[0], top + CELL[1]))


def demo_pictures(folder: Path, out: Path) -> list[Captioned]:
    """Those of the demo, its plan and its design, and of the window."""
    drawer = snapshot_source()
    try:
        workshop = play(folder / "played", load_words("en"), drawer, Job()).workshop
    finally:
        drawer.close()
    window_pictures(workshop, folder, out)
    window = [
        ("A variant under a lens", out / "lens.png"),
        ("Four views of one place", out / "views.png"),
        ("The audience's screen", out / "beamer.png"),
        ("At the table", ROOT / "docs" / "pictures" / "table.png"),
    ]
    return [*draw(DEMO, workshop, out), *draw(EXTRA, extras(folder), out), *window]


def extras(folder: Path) -> Path:
    """A workshop of the demo with a plan and a design."""
    district = write_district(folder / "district", Job())
    design, workshop = write_design(folder / DESIGN), folder / "extras.gpkg"
    files = ("--city", district.city, design, "--terrain", district.terrain, "--trees", district.trees)
    more = ("--land-cover", district.land_cover, "--streets", district.streets, "--name", "Auental")
    if not ask("new", workshop, *files, *more, "--place", f"{DESIGN}={stands(district.terrain)}"):
        raise RuntimeError("no workshop with a design")
    if not ask("plan", "add", workshop, write_plan(folder / "plan.gml")):
        raise RuntimeError("no workshop with a plan")
    return workshop


def real_pictures(data: Path, folder: Path, out: Path) -> list[Captioned]:
    """Those of real cities."""
    found = []
    for name, arguments in WORKSHOPS.items():
        files = [data / a if "/" in a and "=" not in a else a for a in arguments]
        if not ask("new", folder / f"{name}.gpkg", *files):
            raise RuntimeError(f"no workshop {name}")
        found += draw([shot for shot in REAL if shot.workshop == name], folder / f"{name}.gpkg", out)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--real", type=Path, metavar="DATA")
    parser.add_argument("--out", type=Path, metavar="DIR")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "played").mkdir()
        out: Path = args.out or folder / "single"
        out.mkdir(parents=True, exist_ok=True)
        pictures = demo_pictures(folder, out)
        if args.real is not None:
            pictures += real_pictures(args.real, folder, out)
        sheet(pictures, "" if args.real is None else CREDIT, ROOT / "docs" / "pictures" / "contact-sheet.png")


if __name__ == "__main__":
    main()
