"""The contact sheet: the program's pictures beside each other, made by its own commands.

``python packaging/contact_sheet.py`` plays the demo workshop and writes docs/pictures/contact-sheet.png; in four
minutes, without a screen. ``--real DATA --out DIR`` draws a town's own files instead, for the eyes of whoever has them:
DATA is a folder as tests/conftest.py describes it, and what is drawn of it is not part of the program.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

sys.path.insert(0, str(Path(__file__).parents[1]))

from city_picture import city_picture

from planningtable.app.demo.play import play
from planningtable.app.snapshots import snapshot_source
from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.cli import main as command
from scenes.fonts import font

ROOT = Path(__file__).parents[1]
SIZE = (1440, 900)
"""Of a picture as it is drawn [px]; on the sheet it is a third as wide."""

COLUMNS = 4
CELL = (480, 300)
GAP = 16
CAPTION = 34
PAPER, INK = "#fbfbf9", "#2b3338"
COLOURS = 256


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture.

    Attributes:
        name: of its file, without ending.
        caption: below it on the sheet.
        asks: what `planningtable snapshot` is asked for.
        workshop: which one it is of.
    """

    name: str
    caption: str
    asks: str
    workshop: str = "demo"


MARKET = "571500,5709698,75"
UNDERPASS = "571720,5709690,165,14"
AVENUE = "571555,5709590,340"

DEMO: tuple[Shot, ...] = (
    Shot("top", "From above, contributions, scale", "--view top --variant a"),
    Shot("oblique", "From the side", "--plain --no-pins --variant a"),
    Shot("rain", "Heavy rain, 100 mm in an hour", "--layer heavy-rain --scenario extreme --no-pins"),
    Shot("rain-top", "Heavy rain, 36 mm, west up", "--layer heavy-rain --view top --up west --no-pins"),
    Shot("heat", "Heat on a summer day", "--layer heat --variant b --no-pins"),
    Shot("roofs", "Roofs for greening", "--layer green-roof --variant a --no-pins"),
    Shot("child", "Through a child's eyes, 1.1 m", f"--eye {MARKET},child --plain --no-pins --sun 2026-06-21T16:00"),
    Shot(
        "wheelchair", "From a wheelchair, 1.2 m", f"--eye {AVENUE},wheelchair --plain --no-pins --sun 2026-06-21T12:00"
    ),
    Shot(
        "flood-eye", "Rain, from 14 m", f"--eye {UNDERPASS} --layer heavy-rain --scenario extreme --no-pins --variant a"
    ),
    Shot("flight", "Flight, 60 m", "--eye 571300,5709500,60,60 --plain --no-pins --variant b"),
    Shot("morning", "Sun, 21 March, 8:00", "--sun 2026-03-21T08:00 --no-pins --up west"),
    Shot("noon", "Sun, 21 December, noon", "--sun 2026-12-21T12:00 --no-pins --view top"),
    Shot("night", "Night", "--sun 2026-06-21T23:00 --plain --no-pins"),
    Shot("south-up", "South up, for the far side", "--view top --up south --plain --variant b"),
)

REAL: tuple[Shot, ...] = (
    Shot("textured-house", "Images of the model", "--textures --plain", "house"),
    Shot("textured-town", "Images of a town's model", "--textures", "town"),
    Shot("old-town", "844 buildings", "--sun 2026-06-21T17:30", "denhaag"),
    Shot("old-town-top", "From above, west up", "--view top --up west --sun 2026-06-21T09:00", "denhaag"),
    Shot("all-types", "All types", "", "delft"),
    Shot("all-types-top", "All types, east up", "--view top --up east", "delft"),
    Shot("all-types-night", "Night", "--sun 2026-12-21T17:10", "delft"),
    Shot("square-kilometre", "752 buildings", "--sun 2026-03-21T16:30", "munich"),
    Shot("square-kilometre-top", "The same from above", "--view top", "munich"),
    Shot("square-kilometre-heat", "Heat", "--layer heat --resolution 4", "munich"),
    Shot("plan", "Development plan", "--plan --view top", "duisburg"),
    Shot("design", "A design in place", "--sun 2026-06-21T16:00", "duisburg"),
)

WORKSHOPS = {
    "house": ("--city", "citygml/v2_lod3_textured_house.zip"),
    "town": ("--city", "citygml/v1_geores_town_textured.zip"),
    "denhaag": ("--city", "citygml/v1_denhaag_01.xml.gz"),
    "delft": ("--city", "cityjson/v20_delft_all_types.city.json"),
    "munich": ("--city", "load/v3_dhdn_gk4_752_buildings.gml.gz"),
    "duisburg": (
        "--city",
        "site_duisburg_baerl/lod2_existing_338_5706.gml",
        "site_duisburg_baerl/proposed_house.ifc",
        "--terrain",
        "site_duisburg_baerl/dgm1_site.tif",
        "--place",
        "site_duisburg_baerl/proposed_house.ifc=338152,5706290,29.5,20",
    ),
}
"""Workshops of a town's own files, by the arguments of `planningtable new`."""


def ask(*arguments: object) -> bool:
    """A command of the program; whether it was done. What it refuses it says itself."""
    return command.run([*map(str, arguments), "--language", "en"]) == 0


def draw(shot: Shot, workshop: Path, out: Path) -> Path | None:
    file = out / f"{shot.name}.png"
    done = ask("snapshot", workshop, "-o", file, "--size", f"{SIZE[0]}x{SIZE[1]}", *shot.asks.split())
    return file if done else None


def sheet(pictures: Sequence[tuple[str, Path]], file: Path) -> None:
    """Pictures in rows, each with its caption below, as a small file."""
    rows = -(-len(pictures) // COLUMNS)
    step_x, step_y = CELL[0] + GAP, CELL[1] + CAPTION + GAP
    whole = Image.new("RGB", (COLUMNS * step_x + GAP, rows * step_y + GAP), PAPER)
    draw_on, face = ImageDraw.Draw(whole), font(18.0)
    for number, (caption, picture) in enumerate(pictures):
        x, y = GAP + number % COLUMNS * step_x, GAP + number // COLUMNS * step_y
        shown = Image.open(picture).convert("RGB")
        shown.thumbnail(CELL, Image.Resampling.LANCZOS)
        whole.paste(shown, (x + (CELL[0] - shown.width) // 2, y + (CELL[1] - shown.height) // 2))
        draw_on.text((x, y + CELL[1] + CAPTION / 2), caption, fill=INK, font=face, anchor="lm")
    palette = whole.quantize(COLOURS, Image.Quantize.FASTOCTREE)
    whole.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).save(file, optimize=True)


def demo_pictures(folder: Path, out: Path) -> list[tuple[str, Path]]:
    """Those of the demo, and the city around it."""
    drawer = snapshot_source()
    try:
        workshop = play(folder / "played", load_words("en"), drawer, Job()).workshop
    finally:
        drawer.close()
    found = [(shot.caption, file) for shot in DEMO if (file := draw(shot, workshop, out)) is not None]
    around = out / "city-around.png"
    city_picture(folder / "city", around)
    return [*found, ("The city around the planning area", around), ("At the table", ROOT / "docs/pictures/table.png")]


def real_pictures(data: Path, folder: Path, out: Path) -> list[tuple[str, Path]]:
    """Those of a town's own files; files that are not there are left out."""
    made: dict[str, Path] = {}
    for name, arguments in WORKSHOPS.items():
        files = [argument if argument.startswith("--") else data / argument for argument in arguments]
        if ask("new", folder / f"{name}.gpkg", *files):
            made[name] = folder / f"{name}.gpkg"
    if "duisburg" in made:
        ask("plan", "add", made["duisburg"], data / "site_duisburg_baerl" / "bplan_1251_baerl_xplan51.gml")
    shots = [shot for shot in REAL if shot.workshop in made]
    return [(shot.caption, file) for shot in shots if (file := draw(shot, made[shot.workshop], out)) is not None]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--real", type=Path, metavar="DATA")
    parser.add_argument("--out", type=Path, metavar="DIR")
    args = parser.parse_args()
    if args.real is not None and args.out is None:
        parser.error("--real needs --out, a folder outside the program")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "played").mkdir()
        out: Path = args.out or folder / "single"
        out.mkdir(parents=True, exist_ok=True)
        file = out / "contact-sheet.png" if args.out else ROOT / "docs" / "pictures" / "contact-sheet.png"
        sheet(demo_pictures(folder, out) if args.real is None else real_pictures(args.real, folder, out), file)


if __name__ == "__main__":
    main()
