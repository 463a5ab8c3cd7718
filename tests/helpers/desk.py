"""A person at the desk of the real window, with keys alone or with the mouse alone."""

import time
from collections.abc import Callable

from helpers.table_process import TableProcess

MOST_STOPS = 250
"""After so many presses of the tab key a control is not to be found."""


class Desk:
    """What both ways to work at the desk share."""

    def __init__(self, process: TableProcess) -> None:
        self.process = process

    def until_there(self, *names: str) -> None:
        self.process.at(*(f"desk.{name}" for name in names))

    def spot(self, east: float, north: float) -> tuple[float, float]:
        """Where a place is seen [px]."""
        x, y = self.process.ask("place", east, north)
        return x, y


class KeyDesk(Desk):
    """Works with keys alone."""

    def key(self, name: str, held: str = "", times: int = 1) -> str:
        return str(self.process.ask("key", name, held, times))

    def write(self, text: str) -> None:
        self.process.ask("write", text)

    def go(self, name: str) -> None:
        """Tab on to a control."""
        now = self.process.ask("focus")
        for _ in range(MOST_STOPS):
            if now == name:
                return
            now = self.key("Tab")
        raise AssertionError(f"the tab key does not lead to {name}")

    def press(self, name: str) -> None:
        """Tab on to a control and press it."""
        self.go(name)
        self.key("Return")

    def card(self, number: int) -> None:
        """Open a card of the menu by its number."""
        self.key(str(number), "Control")

    def close(self) -> None:
        """Close the card that has the keys."""
        self.key("Escape")

    def touch(self, east: float, north: float) -> None:
        """Lead the pointer to a place of the map, and touch there."""
        if self.process.ask("focus") != "map":
            self.key("F6")
        if "cursor" not in self.process.targets():
            self.key("Return")
        x, y = self.spot(east, north)
        for stride, held in ((32.0, ""), (2.0, "Shift")):
            at = self.process.targets()["cursor"]
            for way, names in ((x - at[0], ("Left", "Right")), (y - at[1], ("Up", "Down"))):
                steps = round(abs(way) / stride)
                if steps:
                    self.key(names[way > 0], held, steps)
        self.key("Return")


class MouseDesk(Desk):
    """Works with the mouse alone; writes on the keyboard on the screen."""

    def press(self, name: str) -> None:
        ((x, y),) = self.process.at(name)
        self.process.ask("click", x, y)

    def touch(self, east: float, north: float) -> None:
        self.process.ask("click", *self.spot(east, north))

    def menu(self, card: str) -> None:
        """Open a card through the menu."""
        self.press("desk.tab")
        self.press(f"desk.menu.{card}")

    def write(self, text: str) -> None:
        for sign in text:
            self.press(f"desk.key.{'space' if sign == ' ' else sign.lower()}")


def until(check: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not check():
        if time.monotonic() > end:
            raise TimeoutError("it did not come about")
        time.sleep(0.05)
