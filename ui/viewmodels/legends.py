"""Legends as they are printed: in the layers card, in views and at lenses."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from planningtable.layers.access import label_of
from planningtable.layers.layer import LayerResult, Quality
from planningtable.layers.legend import Legend
from planningtable.layers.look import Look, laid
from scenes.layers.access import RED
from scenes.layers.hatch import COLOUR
from ui.compare.sight import Sight, Told, told
from ui.viewmodels.hand import Hand
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Patch:
    """A class of the legend, in the colour of the picture; or a sign on the map, or the hatch for missing values."""

    tint: str
    label: str
    hatched: bool = False
    sign: str = ""


def patches(hand: Hand, legend: Legend, look: Look, *, gaps: bool = False, signs: tuple[str, ...] = ()) -> list[Patch]:
    """The classes of a legend as they are seen, signs on streets and houses, and the hatch where there are gaps."""
    rows = [Patch(a_class.colour, hand.render(a_class.label)) for a_class in laid(legend, look).classes]
    rows += [Patch(RED, hand.render(label_of(sign)), sign=sign) for sign in signs]
    return [*rows, Patch(COLOUR, hand.render(Text("layer-look.gap")), hatched=True)] if gaps else rows


def heading(hand: Hand, title: Text, legend: Legend) -> str:
    """What the classes are of, with its unit."""
    printed = hand.render(title)
    return f"{printed} [{legend.unit}]" if legend.unit else printed


def preview_of(hand: Hand, result: LayerResult | None) -> str:
    """Printed wherever a coarse answer is shown; empty once it is final."""
    if result is None or result.quality is Quality.FULL:
        return ""
    return hand.render(Text.of("ui.layers.preview", cell=hand.words.number(result.resolution)))


@QmlElement
class LegendModel(QObject):
    """A small legend that lies on the picture."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = Rows(Patch, self)
        self._title = self._detail = self._note = ""

    def take(
        self, hand: Hand, told: Told | None, *, note: str = "", gaps: bool = False, signs: tuple[str, ...] = ()
    ) -> None:
        """Show a legend in the words of a seat; None shows nothing.

        Args:
            hand: of the seat.
            told: what stands in it.
            note: a line below the classes; empty for none.
            gaps: whether parts of the layer are hatched.
            signs: that are drawn on streets and houses.
        """
        rows = [] if told is None else patches(hand, told.legend, hand.board.look, gaps=gaps, signs=signs)
        title = "" if told is None else heading(hand, told.title, told.legend)
        detail = "" if told is None or told.scenario is None else hand.render(told.scenario)
        note = "" if told is None else note
        self._rows.set(rows)
        if (title, detail, note) != (self._title, self._detail, self._note):
            self._title, self._detail, self._note = title, detail, note
            self.changed.emit()

    shown = Property(bool, lambda self: self._title != "", notify=changed)
    title = Property(str, lambda self: self._title, notify=changed)
    detail = Property(str, lambda self: self._detail, notify=changed)
    note = Property(str, lambda self: self._note, notify=changed)
    rows = Property(Rows, lambda self: self._rows, constant=True)


def explain(legend: LegendModel, hand: Hand, sight: Sight | None) -> None:
    """Have a small legend say in the words of a seat what is seen; None: nothing."""
    if sight is None:
        legend.take(hand, None)
    else:
        legend.take(hand, told(sight), note=preview_of(hand, sight.result), gaps=sight.gaps, signs=sight.signs)


def explain_briefly(legend: LegendModel, hand: Hand, sight: Sight | None) -> None:
    """The same without the scenario where it is that of the map, which the cards tell."""
    known = sight is not None and sight.scenario == hand.board.sight.scenario
    explain(legend, hand, replace(sight, scenario=None) if sight is not None and known else sight)
