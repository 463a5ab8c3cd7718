"""Screens that are plugged in and out of one virtual display, side by side, with xrandr."""

import os
import shutil
import subprocess

from PIL import Image, ImageGrab

TABLE, BEAMER = "TABLE", "BEAMER"
WIDTHS, HEIGHTS = {TABLE: 1920, BEAMER: 1280}, {TABLE: 1080, BEAMER: 720}
WHOLE = (WIDTHS[TABLE] + WIDTHS[BEAMER], HEIGHTS[TABLE])


def can_be_plugged() -> bool:
    return shutil.which("xrandr") is not None


class Plugs:
    """The plugs of a display that is as large as `WHOLE`."""

    def __init__(self, display: str) -> None:
        self.display = display

    def plug(self, name: str, place: str = "", *, lower: int = 0) -> None:
        """Plug in a screen, at the place of the one that ``place`` names, so many pixels lower.

        The table's takes the whole display over from the one screen that Xvfb begins with.
        """
        seat = place or name
        size = f"{WIDTHS[seat]}/500x{HEIGHTS[seat] - lower}/300+{0 if seat == TABLE else WIDTHS[TABLE]}+0"
        self._run("--setmonitor", name, size, "screen" if name == TABLE else "none")

    def pull(self, name: str) -> None:
        self._run("--delmonitor", name)

    def seen(self) -> Image.Image:
        """What is on all screens together."""
        return ImageGrab.grab(xdisplay=self.display)

    def _run(self, *words: str) -> None:
        subprocess.run(["xrandr", *words], check=True, env={**os.environ, "DISPLAY": self.display})
