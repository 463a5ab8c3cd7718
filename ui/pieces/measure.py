"""A piece that places a measure where it is put down; pushed, it moves it; turned, it makes it larger or smaller."""

from collections.abc import Mapping
from dataclasses import replace

from planningtable.app.placing import Pointing, moved, placement
from planningtable.city.measures.kind import KindParameter, MeasureKind, Shape
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import BASE, Measure, Parameter
from ui.board import Board
from ui.pieces.use import Spot, notch
from ui.viewmodels.hand import Hand
from ui.viewmodels.measures import step_of
from ui.viewmodels.seat import SeatModel

EACH = 15.0
"""One step of the value [°]."""


class MeasurePiece:
    """A measure. It stays when the piece is taken up: a tracker may lose a piece, and nothing may be lost with it."""

    def __init__(self, board: Board, kind: MeasureKind) -> None:
        self._board = board
        self._kind = kind
        self._turns = next((p for p in kind.parameters if not p.choices), None)
        self._hand: Hand | None = None
        self._variant = ""
        self._measure = ""
        self._steps = 0
        self._to: str | None = None

    def put(self, seat: SeatModel, spot: Spot) -> None:
        self._hand, self._variant = seat.hand, self._board.variant.id
        touched = spot.touched
        if self._variant == BASE:
            self._hand.say(Text("ui.measures.hint.base"))
        elif touched.kind and not touched.beyond:
            building = touched.id if touched.kind == "building" and self._kind.shape is Shape.BUILDING else None
            self._hand.try_to(lambda: self._place(seat.hand, Pointing(touched.point, building)))
        elif touched.kind:
            self._hand.say(Text("ui.beyond.planning"))

    def turned(self, degrees: float) -> None:
        self._steps = notch(degrees, EACH)

    def pushed(self, spot: Spot) -> None:
        touched = spot.touched
        if self._kind.shape is not Shape.BUILDING and touched.kind and not touched.beyond:
            self._to = touched.point

    def rested(self) -> None:
        """One act for all that was pushed and turned until now: it is undone as one."""
        found = self._found()
        if found is None or self._hand is None:
            return
        change = moved(self._variant, found, self._to) if self._to is not None else None
        self._to = None
        parameters = tuple({**dict(found.parameters), **self._given()}.items())
        if change is None:
            change = replace(moved(self._variant, found, found.geometry), geometry=found.geometry)
        change = replace(change, parameters=parameters)
        if (change.geometry, dict(parameters)) != (found.geometry, dict(found.parameters)):
            self._hand.attempt(change)

    def lifted(self) -> None:
        self.rested()

    def value(self) -> str:
        if self._turns is None or self._hand is None or not self._measure:
            return ""
        value = float(self._value(self._turns))
        label, words = self._hand.render(self._turns.label), self._hand.words
        figure = words.number(value, 0 if value == round(value) else 1)
        return f"{label} {figure} {self._turns.unit}".strip()

    def _place(self, hand: Hand, pointing: Pointing) -> None:
        measure = hand.fresh_id("measure")
        try:
            command = placement(
                self._board.session.site,
                self._kind,
                variant=self._variant,
                measure=measure,
                pointing=pointing,
                given=self._given(),
            )
        except PlanningError as error:
            if error.text.id == "error.placing.no-building-there":
                raise PlanningError("ui.measures.no-building") from error
            raise
        self._board.session.execute(command, hand.seat.id)
        self._measure = measure

    def _found(self) -> Measure | None:
        """The measure, unless it was undone or removed meanwhile."""
        variant = self._board.state.variant(self._variant)
        return next((m for m in variant.measures if m.id == self._measure), None) if variant else None

    def _given(self) -> Mapping[str, Parameter]:
        return {self._turns.name: self._value(self._turns)} if self._turns is not None else {}

    def _value(self, parameter: KindParameter) -> Parameter:
        value = float(parameter.default) + self._steps * step_of(parameter)
        value = min(max(value, parameter.low or 0.0), parameter.high or value)
        return round(value) if isinstance(parameter.default, int) else round(value, 3)
