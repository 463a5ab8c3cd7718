"""Pictures of the window for the contact sheet: a lens, four views, and what the beamer shows."""

import shutil
from pathlib import Path

from driven_window import Table, with_window
from helpers.screen import free_udp_port, virtual_screen
from helpers.table_process import TableProcess

GLASS = (540.0, 300.0)
"""Where the lens lies on the demo's plan, over the swale of variant a [local metres]."""


def lens(table: Table) -> None:
    """A variant under glass, with the water of a heavy rain in both."""
    table.settle()
    table.zoom(1.5)
    rain(table, "seat-1")
    table.open("seat-1", "compare")
    table.tap("seat-1.compare.lens")
    table.close("seat-1", "compare")
    table.tap("lens-1.choose")
    table.tap("lens-1.variant.a")
    table.tap("lens-1.choose")
    table.settle()
    ((x, y),) = table.where("lens-1")
    with table.hands.fingers((x, y)) as (finger,):
        table.hands.move({finger: table.at(*GLASS)}, 0.5)
        table.hands.rest(0.3)
    ((x, y),) = table.where("lens-1")
    with table.hands.fingers((x - 60, y), (x + 60, y)) as (one, other):
        table.hands.move({one: (x - 120, y), other: (x + 120, y)}, 0.5)
        table.hands.rest(0.3)
    table.picture("lens")
    table.tap("lens-1.close")


def views(table: Table) -> None:
    """The same place in four views."""
    table.open("seat-1", "compare")
    table.tap("seat-1.compare.four")
    table.close("seat-1", "compare")
    table.picture("views")
    table.tap("views.close")


def rain(table: Table, seat: str) -> None:
    """Heavy rain on the map."""
    table.open(seat, "layers")
    table.tap(f"{seat}.layers.heavy-rain")
    # The card grows by what there is to choose.
    table.settle()
    table.tap(f"{seat}.layers.scenario.extreme")
    table.settle()
    table.close(seat, "layers")


def beamer_picture(workshop: Path, folder: Path, file: Path) -> None:
    """What the audience sees while somebody at the desk shows heavy rain."""
    copy = folder / "beamer.gpkg"
    shutil.copy(workshop, copy)
    with (
        virtual_screen() as display,
        TableProcess(copy, display, folder, tuio=free_udp_port(), language="en", mode="desk", beamer=0) as process,
    ):
        process.until("settled", seconds=240)
        rain(Table(process, folder, file.parent), "desk")
        process.until("settled", seconds=240)
        if not process.ask("beamer", str(file)):
            raise RuntimeError("the beamer shows nothing")


def window_pictures(workshop: Path, folder: Path, out: Path) -> None:
    """Write lens.png, views.png and beamer.png."""
    with_window(workshop, out, "table", (lens, views), "en")
    beamer_picture(workshop, folder, out / "beamer.png")
