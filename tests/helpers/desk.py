"""A person at the desk of the real window, with keys alone or with the mouse alone."""

from typing import Protocol

from helpers.table_process import TableProcess
from planningtable.city.measures.kind import KindParameter
from ui.viewmodels.keyboard import SHIFTED
from ui.viewmodels.measures import step_of
from ui.viewmodels.ring import ENTRIES

MOST_STOPS = 250
"""After so many presses of the tab key a control is not to be found."""

FREE = (120.0, 300.0, 1800.0, 440.0)
"""Left, top, right and bottom of where no card lies [px]."""


class Desk(Protocol):
    """What somebody does at the desk, whichever way."""

    process: TableProcess
    language: str

    def open(self, card: str) -> None:
        """Open a card of the menu."""
        ...

    def close(self, card: str) -> None: ...

    def press(self, name: str, times: int = 1) -> None: ...

    def set(self, kind: str, parameter: KindParameter, now: float | str, wanted: float | str) -> None:
        """Turn a setting of the kind in the hand."""
        ...

    def touch(self, east: float, north: float) -> None:
        """Touch the map."""
        ...

    def touch_pin(self, id: str, east: float, north: float) -> None:
        """Touch the pin of a contribution, beside its place."""
        ...

    def write(self, text: str) -> None: ...

    def erase(self, count: int) -> None: ...

    def undo(self) -> None: ...

    def redo(self) -> None: ...


def steps_between(parameter: KindParameter, now: float | str, wanted: float | str) -> int:
    """So many steps up lead from one value to the other."""
    if parameter.choices:
        return parameter.choices.index(str(wanted)) - parameter.choices.index(str(now))
    return round((float(wanted) - float(now)) / step_of(parameter))


class KeyDesk:
    """Works with keys alone."""

    def __init__(self, process: TableProcess) -> None:
        self.process = process
        self.language = "de"

    def key(self, name: str, held: str = "", times: int = 1) -> str:
        return str(self.process.ask("key", name, held, times))

    def go(self, name: str) -> None:
        """Tab on to a control."""
        now = self.process.ask("focus")
        for _ in range(MOST_STOPS):
            if now == name:
                return
            now = self.key("Tab")
        raise AssertionError(f"the tab key does not lead to {name}")

    def press(self, name: str, times: int = 1) -> None:
        self.go(name)
        self.key("Return", "", times)

    def card(self, number: int) -> None:
        """Open a card of the menu by its number."""
        self.key(str(number), "Control")

    def open(self, card: str) -> None:
        self.card(ENTRIES.index(card) + 1)

    def close(self, card: str) -> None:
        self.press(f"desk.{card}.close")

    def set(self, kind: str, parameter: KindParameter, now: float | str, wanted: float | str) -> None:
        del kind
        steps = steps_between(parameter, now, wanted)
        if not steps:
            return
        if parameter.choices:
            self.press(f"desk.measures.{parameter.name}.{'more' if steps > 0 else 'less'}", abs(steps))
            return
        self.go(f"desk.measures.{parameter.name}.slider")
        self.key("Right" if steps > 0 else "Left", "", abs(steps))

    def touch(self, east: float, north: float) -> None:
        """Lead the pointer to a place, and touch there."""
        self._take_pointer()
        self._point(*self.process.ask("place", east, north))

    def touch_pin(self, id: str, east: float, north: float) -> None:
        self._take_pointer()
        self._point(*self.process.until("pin", id, east, north))

    def _take_pointer(self) -> None:
        if self.process.ask("focus") != "map":
            self.key("F6")
        if "cursor" not in self.process.targets():
            self.key("Return")

    def _point(self, x: float, y: float) -> None:
        for stride, held in ((32.0, ""), (2.0, "Shift")):
            at = self.process.targets()["cursor"]
            for way, names in ((x - at[0], ("Left", "Right")), (y - at[1], ("Up", "Down"))):
                steps = round(abs(way) / stride)
                if steps:
                    self.key(names[way > 0], held, steps)
        self.key("Return")

    def write(self, text: str) -> None:
        self.process.ask("write", text)

    def erase(self, count: int) -> None:
        self.key("Backspace", "", count)

    def undo(self) -> None:
        self.key("Z", "Control")

    def redo(self) -> None:
        self.key("Y", "Control")


class MouseDesk:
    """Works with the mouse alone; writes on the keyboard on the screen."""

    def __init__(self, process: TableProcess) -> None:
        self.process = process
        self.language = "de"

    def press(self, name: str, times: int = 1) -> None:
        ((x, y),) = self.process.at(name)
        for _ in range(times):
            self.process.ask("click", x, y)

    def open(self, card: str) -> None:
        self.press("desk.tab")
        self.press(f"desk.menu.{card}")

    def close(self, card: str) -> None:
        self.press(f"desk.{card}.close")

    def set(self, kind: str, parameter: KindParameter, now: float | str, wanted: float | str) -> None:
        del kind
        steps = steps_between(parameter, now, wanted)
        if steps:
            self.press(f"desk.measures.{parameter.name}.{'more' if steps > 0 else 'less'}", abs(steps))

    def touch(self, east: float, north: float) -> None:
        self._lay_free(east, north)
        self.process.ask("click", *self.process.ask("place", east, north))

    def touch_pin(self, id: str, east: float, north: float) -> None:
        self._lay_free(east, north)
        self.process.ask("click", *self.process.until("pin", id, east, north))

    def _lay_free(self, east: float, north: float) -> None:
        """Pull the map until a place lies where no card does."""
        x, y = self.process.ask("place", east, north)
        left, top, right, bottom = FREE
        way = (min(max(x, left), right) - x, min(max(y, top), bottom) - y)
        if way != (0.0, 0.0):
            self.process.ask("drag", 960 - way[0] / 2, 260 - way[1] / 2, 960 + way[0] / 2, 260 + way[1] / 2)
            self.process.until("still")

    def write(self, text: str) -> None:
        self.process.at("desk.key.shift", "desk.key.space")
        keys = self.process.targets()
        shifted = {sign: key for key, sign in SHIFTED[self.language].items()}
        written = ""
        for sign in text:
            name = "space" if sign == " " else shifted.get(sign, sign.lower())
            capital = not written or (written.endswith(" ") and written.rstrip()[-1] in ".!?")
            held = sign in shifted or (sign.isalpha() and sign != "ß" and sign.isupper() != capital)
            if held:
                self.process.ask("click", *keys["desk.key.shift"])
            self.process.ask("click", *keys[f"desk.key.{name}"])
            written += sign

    def erase(self, count: int) -> None:
        self.press("desk.key.erase", count)

    def undo(self) -> None:
        self.press("desk.undo")

    def redo(self) -> None:
        self.press("desk.redo")
