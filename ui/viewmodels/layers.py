"""The layer card: which layer is draped, what its colours mean, what it adds up to, and why."""

from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.domain.text import Text
from planningtable.layers.free import PLACE, base_of, free_id, read_free
from planningtable.layers.layer import LayerInfo, LayerResult
from planningtable.layers.legend import Legend
from planningtable.layers.look import PLAIN
from planningtable.layers.times import shown_notes, shown_title
from scenes.plan_overlay import plan_legend
from scenes.textures.appearance import is_painted
from ui.viewmodels.figures import printed_quantity
from ui.viewmodels.hand import Hand
from ui.viewmodels.legends import Patch, heading, patches, preview_of
from ui.viewmodels.rows import Rows

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

LISTED = 8
"""Objects of a listing that the card tells of; files hold them all."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A layer or a scenario that can be chosen."""

    name: str
    label: str
    icon: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over the site, as printed."""

    label: str
    figure: str


def _listed(hand: Hand, result: LayerResult | None) -> list[Total]:
    """What a result tells of by name: a heading with the number, and a sentence each of the first ones."""
    rows = []
    for listing in result.listings.values() if result else ():
        if listing.rows:
            rows.append(Total(hand.render(listing.name), str(len(listing.rows))))
            rows += [Total(f"· {hand.render(text)}", "") for text in listing.texts()[:LISTED]]
    return rows


@QmlElement
class LayersModel(QObject):
    """What the layer card shows."""

    changed = Signal()
    advanced = Signal()

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self._layers = Rows(Choice, self)
        self._scenarios = Rows(Choice, self)
        self._legend = Rows(Patch, self)
        self._totals = Rows(Total, self)
        self._reason = False
        hand.changed.connect(self._renew)
        hand.advanced.connect(self.advanced)
        self.changed.connect(self.advanced)
        self._renew()

    def _info(self) -> LayerInfo | None:
        layer = self._hand.board.host.layers.get(self._hand.board.shown.layer)
        return layer.describe() if layer else None

    def _result(self) -> LayerResult | None:
        return self._hand.board.result

    def _shown_legend(self) -> Legend | None:
        """The layer's; the signs of the development plans where they are shown without a layer."""
        board, result = self._hand.board, self._result()
        if result is not None:
            return result.legends.get(result.main)
        plans_alone = board.plan_shown and not board.shown.layer
        return plan_legend(board.session.plans) if plans_alone else None

    def _renew(self) -> None:
        hand, shown = self._hand, self._hand.board.shown
        infos = [layer.describe() for layer in hand.board.host.layers.values()]
        self._layers.set([Choice(i.id, hand.render(i.name), i.icon, i.id == shown.layer) for i in infos])
        info = self._info()
        scenarios = info.scenarios if info else ()
        # A rain that people set themselves is none of the given ones; a touched place is told to each of them.
        given = base_of(shown.scenario) if info and info.place else ""
        self._scenarios.set(
            [Choice(s.id, hand.render(s.name), "", s.id == (given or shown.scenario)) for s in scenarios]
        )
        result, legend = self._result(), self._shown_legend()
        look, gaps = (hand.board.look, hand.board.worked.gaps) if result else (PLAIN, False)
        self._legend.set(patches(hand, legend, look, gaps=gaps, signs=hand.board.sight.signs) if legend else [])
        totals = result.totals.values() if result else ()
        printed = [Total(hand.render(q.name), printed_quantity(hand.words, q)) for q in totals]
        self._totals.set([*printed, *_listed(hand, result)])
        self.changed.emit()

    def _get_layers(self) -> QObject:
        return self._layers

    def _get_scenarios(self) -> QObject:
        return self._scenarios

    def _get_legend(self) -> QObject:
        return self._legend

    def _get_totals(self) -> QObject:
        return self._totals

    def _get_chosen(self) -> bool:
        return self._info() is not None

    def _get_title(self) -> str:
        info = self._info()
        return self._hand.render(info.name if info else Text("ui.layers.title"))

    def _get_legend_title(self) -> str:
        legend = self._shown_legend()
        if legend is None:
            return ""
        board = self._hand.board
        title = shown_title(board.result, board.shown_frame) if board.result else legend.title
        return heading(self._hand, title, legend)

    def _get_notes(self) -> str:
        """What limits the layer on this very site, and what else is drawn of it, a sentence a line."""
        board, info, result = self._hand.board, self._info(), self._result()
        if result is None:
            return ""
        always = info.limits if info else ()
        special = (limit for limit in result.provenance.limits if limit not in always)
        below = {"photo": board.photo_shown, "textures": board.textures_shown}
        notes = (*special, *shown_notes(result, board.shown_frame, board.look, **below))
        return "\n".join(self._hand.render(note) for note in notes)

    def _get_preview(self) -> str:
        """Printed wherever a coarse answer is shown; empty once it is final."""
        return preview_of(self._hand, self._result())

    def _get_problem(self) -> str:
        problem = self._hand.board.problem
        return self._hand.render(problem) if problem else ""

    def _get_fraction(self) -> float:
        activity = self._hand.board.worked.activity
        return activity.fraction if activity else 1.0

    def _get_reason(self) -> bool:
        return self._reason and self._info() is not None

    def _get_reasons(self) -> str:
        """Method, sources and limits, as paragraphs."""
        info, hand = self._info(), self._hand
        if info is None:
            return ""
        scenario = hand.board.scenario
        sources = (*info.sources, scenario.source) if scenario else info.sources
        parts = [
            hand.render(info.method),
            *(f"{hand.render(Text('ui.why.limit'))} {hand.render(limit)}" for limit in info.limits),
            f"{hand.render(Text('ui.why.sources'))} {'; '.join(sources)}",
        ]
        return "\n\n".join(parts)

    def _get_photo_credit(self) -> str:
        """Whom the photos that are shown are owed to; empty while none is."""
        board = self._hand.board
        if not board.photo_shown:
            return ""
        return self._hand.render(Text.of("photo.show.credit", photos="; ".join(p.credit for p in board.session.photos)))

    plan_possible = Property(bool, lambda self: bool(self._hand.board.session.plans), constant=True)
    plan_shown = Property(bool, lambda self: self._hand.board.plan_shown, notify=changed)
    photo_possible = Property(bool, lambda self: bool(self._hand.board.session.photos), constant=True)
    photo_shown = Property(bool, lambda self: self._hand.board.photo_shown, notify=changed)
    textures_possible = Property(bool, lambda self: is_painted(self._hand.board.session.site), constant=True)
    textures_shown = Property(bool, lambda self: self._hand.board.textures_shown, notify=changed)
    photo_credit = Property(str, _get_photo_credit, notify=changed)
    layers = Property(Rows, _get_layers, constant=True)
    scenarios = Property(Rows, _get_scenarios, constant=True)
    legend = Property(Rows, _get_legend, constant=True)
    totals = Property(Rows, _get_totals, constant=True)
    chosen = Property(bool, _get_chosen, notify=changed)
    title = Property(str, _get_title, notify=changed)
    legend_title = Property(str, _get_legend_title, notify=changed)
    notes = Property(str, _get_notes, notify=changed)
    preview = Property(str, _get_preview, notify=changed)
    problem = Property(str, _get_problem, notify=changed)
    fraction = Property(float, _get_fraction, notify=advanced)
    reason = Property(bool, _get_reason, notify=changed)
    reasons = Property(str, _get_reasons, notify=changed)

    @Slot(str)
    def choose(self, layer: str) -> None:
        """Drape a layer; the one that is draped is taken away."""
        self._reason = False
        board = self._hand.board
        again = layer == board.shown.layer
        self._hand.act(lambda: board.show_layer("" if again else layer, by=self._hand.seat))

    @Slot(str)
    def choose_scenario(self, scenario: str) -> None:
        board, info = self._hand.board, self._info()
        values = read_free(board.shown.scenario, info.free, place=info.place) if info else None
        place = {name: value for name, value in (values or {}).items() if name in PLACE}
        self._hand.act(lambda: board.show_layer(board.shown.layer, free_id(scenario, place), self._hand.seat))

    @Slot()
    def toggle_plan(self) -> None:
        """Lay the development plans over the ground, or take them away."""
        board = self._hand.board
        self._hand.act(lambda: board.show_plan(shown=not board.plan_shown))

    @Slot()
    def toggle_photo(self) -> None:
        """Lay the aerial photos over ground and roofs, or take them away."""
        board = self._hand.board
        self._hand.act(lambda: board.show_photos(shown=not board.photo_shown))

    @Slot()
    def toggle_textures(self) -> None:
        """Paint buildings and objects as their files do, or white."""
        board = self._hand.board
        self._hand.act(lambda: board.show_textures(shown=not board.textures_shown))

    @Slot()
    def toggle_reason(self) -> None:
        self._reason = not self._reason
        self.changed.emit()
