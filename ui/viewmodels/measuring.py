"""The ruler of a seat: lengths, heights and areas on the model. Nobody else's plan changes by it; it is not kept."""

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from scenes.measuring import patch, span
from ui.viewmodels.hand import Hand, Touched

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

TOOL = "measuring"
KINDS = ("length", "height", "area")
MOST = 200
"""Places of a line or an area."""

Place = tuple[float, float, float]


@QmlElement
class MeasuringModel(QObject):
    """What is measured at a seat: the next touches of the map are its places, until it is cleared."""

    changed = Signal()
    asked = Signal(float, float, arguments=["x", "y"])
    """A finger of this seat is on the map, at this place of it [px]: the map says what lies there, by `add`."""

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._kind = "length"
        self._places: list[Place] = []
        hand.changed.connect(self.changed)

    def _get_kind(self) -> str:
        return self._kind

    def _get_count(self) -> int:
        return len(self._places)

    def _get_active(self) -> bool:
        return self._hand.tool_name == TOOL

    def _get_line(self) -> list[float]:
        """The line that is drawn: east, north, up, east, … [m]; heights go straight up from the first place."""
        places = list(self._places)
        if self._kind == "height" and len(places) == 2:
            places.insert(1, (places[0][0], places[0][1], places[1][2]))
        if self._kind == "area" and len(places) > 2:
            places.append(places[0])
        return [number for place in places for number in place]

    def _get_value(self) -> str:
        """The measured value with its unit; empty while there is none."""
        match self._kind:
            case "area" if len(self._places) > 2:
                return self._printed(patch(self._places).area, "m²")
            case "length" if len(self._places) > 1:
                return self._printed(span(self._places).length, "m")
            case "height" if len(self._places) == 2:
                return self._printed(abs(span(self._places).rise), "m")
        return ""

    def _get_detail(self) -> str:
        """What else is to be said of it; empty for nothing."""
        if not self._get_value():
            return ""
        found = span(self._places)
        if self._kind == "area":
            area = patch(self._places)
            outline = Text.of("measuring.round", length=self._printed(area.round, "m"))
            plan = Text.of("measuring.plan", area=self._printed(area.level, "m²"))
            return " · ".join(self._hand.render(text) for text in ((plan, outline) if area.slopes else (outline,)))
        if abs(found.rise) < 0.05 and self._kind == "length":
            return ""
        level = Text.of("measuring.level", length=self._printed(found.level, "m"))
        rise = Text.of("measuring.rise", height=self._printed(found.rise, "m"))
        return " · ".join(self._hand.render(text) for text in ((level, rise) if self._kind == "length" else (level,)))

    def _get_hint(self) -> str:
        return self._hand.render(Text(f"measuring.hint.{self._kind}"))

    kind = Property(str, _get_kind, notify=changed)
    count = Property(int, _get_count, notify=changed)
    active = Property(bool, _get_active, notify=changed)
    line = Property(list, _get_line, notify=changed)
    value = Property(str, _get_value, notify=changed)
    detail = Property(str, _get_detail, notify=changed)
    hint = Property(str, _get_hint, notify=changed)

    @Slot()
    def begin(self) -> None:
        """The next touches of the map are places."""
        self._places = []
        self._hand.take(TOOL, self._touched)

    @Slot(str)
    def choose(self, kind: str) -> None:
        """Measure something else: ``length``, ``height`` or ``area``."""
        if kind in KINDS:
            self._kind = kind
            self.begin()

    @Slot("QVariantMap")
    def add(self, place: dict[str, object]) -> None:
        """One more place; a height that has two begins anew."""
        if not place["kind"] or not self._get_active():
            return
        if (self._kind == "height" and len(self._places) == 2) or len(self._places) >= MOST:
            self._places = []
        east, north, up = (float(str(place[name])) for name in ("east", "north", "up"))
        self._places.append((east, north, up))
        self.changed.emit()

    @Slot()
    def back(self) -> None:
        """Take the last place back."""
        self._places = self._places[:-1]
        self.changed.emit()

    @Slot()
    def clear(self) -> None:
        """Take everything off the map."""
        self._places = []
        self.changed.emit()

    def _touched(self, touched: Touched) -> None:
        if touched.kind and touched.kind != "pin":
            self.asked.emit(*touched.spot)

    def _printed(self, value: float, unit: str) -> str:
        decimals = 0 if unit == "m²" and abs(value) >= 100 else 1 if abs(value) >= 10 or unit == "m²" else 2
        return f"{self._hand.words.number(value, decimals)} {unit}"
