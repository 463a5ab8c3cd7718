"""The value under a finger, said at the seat that touched: number, unit and class, or why there is none."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.layers.reading import Reading, Spot
from ui.compare.sight import Sight
from ui.viewmodels.hand import Hand

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class ReadingModel(QObject):
    """What the bubble beside a touched spot says; it says the new value when the layer's result changes.

    ``x`` and ``y`` are where the finger was, in pixels of the view, whose name ``view`` is; that of the map is empty.
    """

    changed = Signal()
    asked = Signal()
    """A finger has touched a spot."""

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._spot: Spot | None = None
        self._site: Site | None = None
        self._reading: Reading | None = None
        self._at = (0.0, 0.0)
        self._said: tuple[Reading | None, str] = (None, "")
        self._view = ""
        self._look: Callable[[], Sight | None] = self._on_map
        hand.changed.connect(self.renew)

    def ask(
        self, spot: Spot, x: float, y: float, view: str = "", look: Callable[[], Sight | None] | None = None
    ) -> None:
        """Say what the layer says of a spot; nothing where there is no layer.

        Args:
            spot: that was touched.
            x: of the finger in its view [px].
            y: likewise.
            view: name of a view beside the map; empty for the map.
            look: what is seen in that view now; None once it is closed.
        """
        self._view, self._look = view, look or self._on_map
        seen = self._look()
        self._spot, self._site, self._at = spot, seen.site if seen else None, (x, y)
        self.renew()
        if self._reading is not None:
            self.changed.emit()
            self.asked.emit()

    @Slot()
    def dismiss(self) -> None:
        """It was read."""
        self._spot = None
        self.renew()

    def _on_map(self) -> Sight:
        return self._hand.board.sight

    def renew(self) -> None:
        """Something else may be seen now."""
        seen, spot = self._look(), self._spot
        if spot is not None and spot.surface >= 0 and seen is not None and seen.site is not self._site:
            # Surfaces have other rows now; a building is still found by its id.
            spot = self._spot = replace(spot, surface=-1)
        self._reading = None if spot is None or seen is None else seen.reading(spot)
        if self._reading is None:
            self._spot = None
        told = self._reading is not None and self._reading.access is not None
        self._hand.board.asked.put(self._hand.seat, spot.building if told and spot is not None else "")
        said = (self._reading, self._hand.words.spoken)
        if said != self._said:
            self._said = said
            self.changed.emit()

    def _get_open(self) -> bool:
        return self._reading is not None

    def _get_x(self) -> float:
        return self._at[0]

    def _get_y(self) -> float:
        return self._at[1]

    def _get_east(self) -> float:
        return self._spot.east if self._spot else 0.0

    def _get_north(self) -> float:
        return self._spot.north if self._spot else 0.0

    def _get_title(self) -> str:
        reading = self._reading
        if reading is None:
            return ""
        title = self._hand.render(reading.title)
        return f"{title} ({self._hand.render(Text('reading.preview'))})" if reading.preview else title

    def _get_value(self) -> str:
        """The number with its unit; the name of the class where the number means nothing; empty where it is missing."""
        reading, hand = self._reading, self._hand
        if reading is None or reading.missing is not None:
            return ""
        if reading.value is None:
            return hand.render(reading.label) if reading.label else ""
        return f"{hand.words.number(reading.value, reading.decimals)} {reading.unit}".strip()

    def _get_label(self) -> str:
        """The class, or why there is no value."""
        reading, hand = self._reading, self._hand
        if reading is None:
            return ""
        if reading.missing is not None:
            return hand.render(Text.of("reading.missing-value", reason=hand.render(reading.missing)))
        return hand.render(reading.label) if reading.label and reading.value is not None else ""

    def _get_access(self) -> str:
        """How the building is reached; empty where all is as usual."""
        reading = self._reading
        return self._hand.render(reading.access) if reading is not None and reading.access is not None else ""

    def _get_tint(self) -> str:
        return self._reading.colour if self._reading else ""

    view = Property(str, lambda self: self._view, notify=changed)
    open = Property(bool, _get_open, notify=changed)
    x = Property(float, _get_x, notify=changed)
    y = Property(float, _get_y, notify=changed)
    east = Property(float, _get_east, notify=changed)
    north = Property(float, _get_north, notify=changed)
    title = Property(str, _get_title, notify=changed)
    value = Property(str, _get_value, notify=changed)
    label = Property(str, _get_label, notify=changed)
    access = Property(str, _get_access, notify=changed)
    tint = Property(str, _get_tint, notify=changed)
