"""One state of the site beside the one on the map, worked out and told to its stage."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Protocol

from planningtable.city.job import Job
from planningtable.city.photo import Photo
from planningtable.city.plan import Plan
from planningtable.city.site import Site
from planningtable.domain.text import PlanningError, Text
from planningtable.domain.values import Measure, Variant
from planningtable.layers.layer import LayerResult
from planningtable.layers.look import PLAIN
from planningtable.layers.look import Look as Drawn
from planningtable.layers.times import MAIN, within
from scenes.pins import Pin, pins_of
from ui.board import Board, Oracle, Workers
from ui.compare.comparing import Wish


class Stage(Protocol):
    """The drawn scene as far as an exhibit tells it anything."""

    def show_site(self, site: Site) -> None: ...
    def show_layer(self, result: LayerResult | None, frame: int = MAIN, look: Drawn = PLAIN) -> None: ...
    def show_plans(self, plans: tuple[Plan, ...]) -> None: ...
    def show_photos(self, photos: tuple[Photo, ...]) -> None: ...
    def show_textures(self, *, shown: bool) -> None: ...
    def show_sun(self, moment: datetime | None) -> None: ...
    def show_pins(self, pins: tuple[Pin, ...]) -> None: ...
    def show_measures(self, measures: tuple[Measure, ...]) -> None: ...


@dataclass(frozen=True, slots=True)
class Look:
    """What is exhibited: a `Wish` with everything that it left to the map filled in.

    Attributes:
        variant: id of a variant that may be gone by now.
        layer: id; empty for none.
        scenario: id; empty without a layer.
        frame: which of the layer's times; -1 for its main grid.
    """

    variant: str
    layer: str = ""
    scenario: str = ""
    frame: int = -1


def look_of(wish: Wish, board: Board) -> Look:
    """What a wish means while the board shows what it does."""
    variant = board.variant.id if wish.variant is None else wish.variant
    if wish.layer is None:
        return Look(variant, board.shown.layer, board.shown.scenario, wish.frame)
    layer = board.host.layers.get(wish.layer)
    if layer is None:
        return Look(variant)
    return Look(variant, wish.layer, wish.scenario or layer.describe().scenarios[0].id, wish.frame)


def variant_of(look: Look, board: Board) -> Variant:
    """The variant that is exhibited; the base once it is gone."""
    return board.state.variant(look.variant) or board.state.variants[0]


class Exhibit:
    """Keeps a stage in step with the board. Whoever made it calls `renew` after each change."""

    def __init__(self, look: Look, board: Board, oracle: Oracle, workers: Workers, stage: Stage) -> None:
        self.look = look
        self.problem: Text | None = None
        self.busy = False
        self.result: LayerResult | None = None
        self.changed: Callable[[], None] = lambda: None
        self._board = board
        self._oracle = oracle
        self._workers = workers
        self._stage = stage
        self._site: Site | None = None
        self._measures: tuple[Measure, ...] | None = None
        self._beside: tuple[object, ...] = ()
        self._laid: tuple[LayerResult, int, Drawn] | None = None
        self._job: Job | None = None

    def renew(self) -> None:
        """Have what is outdated worked out, and pass on what people see beside it."""
        variant = variant_of(self.look, self._board)
        if variant.measures != self._measures:
            self._measures = variant.measures
            self.close()
            self.problem, self.busy = None, True
            self._stage.show_measures(variant.measures)
            self._job = self._workers.start(lambda _job: self._oracle.site(variant), self._on_site, self._on_failure)
        self._pass_on()
        self._lay()

    def close(self) -> None:
        """Nothing is worked out any more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _pass_on(self) -> None:
        board, stage = self._board, self._stage
        pins = (*pins_of(board.state.contributions), *board.drafts.pins)
        beside = (board.plan_shown, board.photo_shown, board.textures_shown, board.moment, pins)
        if beside == self._beside:
            return
        self._beside = beside
        stage.show_plans(board.session.plans if board.plan_shown else ())
        stage.show_photos(board.session.photos if board.photo_shown else ())
        stage.show_textures(shown=board.textures_shown)
        stage.show_sun(board.moment)
        stage.show_pins(pins)

    def _lay(self) -> None:
        """The layer at the wanted time; where it is the map's, as the map shows it."""
        board, look, result = self._board, self.look, self.result
        if result is None:
            return
        as_map = (look.layer, look.scenario) == (board.shown.layer, board.shown.scenario)
        frame = within(result, board.frame if as_map and look.frame == MAIN else look.frame)
        laid = (result, frame, board.look if as_map else PLAIN)
        if laid != self._laid:
            self._laid = laid
            self._stage.show_layer(*laid)

    def _on_site(self, site: Site) -> None:
        self._site = site
        self._stage.show_site(site)
        self._next_layer(site, 0)
        self.changed()

    def _next_layer(self, site: Site, step: int) -> None:
        """Work out the layer at its next finer resolution: coarse first, the last one is final."""
        look = self.look
        layer = self._board.host.layers.get(look.layer)
        resolutions = layer.resolutions(site) if layer else ()
        if step >= len(resolutions):
            self.busy, self._job = False, None
            return
        variant = variant_of(look, self._board)
        self._job = self._workers.start(
            lambda job: self._oracle.layer(variant, look.layer, look.scenario, resolutions[step], job),
            partial(self._on_layer, site, step),
            self._on_failure,
        )

    def _on_layer(self, site: Site, step: int, result: LayerResult) -> None:
        self.result = result
        self._lay()
        self._next_layer(site, step + 1)
        self.changed()

    def _on_failure(self, error: Exception) -> None:
        self.busy, self._job = False, None
        if not isinstance(error, PlanningError):
            raise error
        self.problem = error.text
        self.changed()
