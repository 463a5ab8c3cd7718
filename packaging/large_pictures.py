"""The table at 3840 × 2160 with four and with eight people: ``python packaging/large_pictures.py --out DIR``.

Plays the demo workshop unless one that was played is named, opens its real window on a virtual screen (Xvfb) and drives
it with simulated fingers. Each picture is written with all its pixels, and once more for a page.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from driven_window import Table, with_window
from guide_pictures import BENCH, four_people

from planningtable.app.demo.play import play
from planningtable.app.snapshots import snapshot_source
from planningtable.app.words import load_words
from planningtable.city.job import Job

SIZE = (3840, 2160)


def eight_people(table: Table) -> None:
    """Eight at once: two write, one looks up the water, others compare, measure, look for a view."""
    table.settle()
    table.zoom(1.3)
    table.open("seat-3", "variants")
    table.tap("seat-3.variants.b")
    table.open("seat-6", "layers")
    table.tap("seat-6.layers.hollows")
    table.settle()
    table.tap("seat-6.layers.aside")
    table.open("seat-8", "comment")
    table.type("seat-8", "Wohin mit dem Wasser")
    table.open("seat-1", "comment")
    table.hands.tap(table.at(*BENCH))
    table.type("seat-1", "Hier fehlt eine Bank")
    table.open("seat-7", "compare")
    table.open("seat-4", "cameras")
    table.open("seat-2", "measuring")
    for card in ("variants", "indicators"):
        table.open("seat-5", card)
        table.tap(f"seat-5.{card}.aside")
    table.tap("seat-5.tab")
    table.settle()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--workshop", type=Path, metavar="FILE.gpkg")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        workshop = Path(name) / "auental.gpkg"
        if args.workshop is not None:
            shutil.copy(args.workshop, workshop)
        else:
            pictures = snapshot_source()
            try:
                workshop = play(Path(name), load_words("de"), pictures, Job()).workshop
            finally:
                pictures.close()
        for seats, scene, file in ((4, four_people, "table-4"), (8, eight_people, "table-8")):
            shows = (scene, lambda table, file=file: table.whole(file))
            with_window(workshop, args.out, "table", shows, size=SIZE, seats=seats, theme=args.theme)


if __name__ == "__main__":
    main()
