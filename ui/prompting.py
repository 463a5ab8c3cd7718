"""What a drawn scene is told of the board: only what has changed, for its work is dearer than a comparison."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from planningtable.city.measures.outline import outlined
from planningtable.city.photo import Photo
from planningtable.city.plan import Plan
from planningtable.city.site import Site
from planningtable.domain.values import Measure
from planningtable.layers.layer import LayerResult
from planningtable.layers.look import PLAIN, Look
from planningtable.layers.times import MAIN, within
from scenes.pins import Pin, pins_of
from ui.board import Board
from ui.working import WorkedOut


class Stage(Protocol):
    """The drawn scene as far as it is told anything."""

    def show_site(self, site: Site) -> None: ...
    def show_layer(self, result: LayerResult | None, frame: int = MAIN, look: Look = PLAIN) -> None: ...
    def show_plans(self, plans: tuple[Plan, ...]) -> None: ...
    def show_photos(self, photos: tuple[Photo, ...]) -> None: ...
    def show_textures(self, *, shown: bool) -> None: ...
    def show_sun(self, moment: datetime | None) -> None: ...
    def show_ways(self, buildings: tuple[str, ...]) -> None: ...
    def show_pins(self, pins: tuple[Pin, ...]) -> None: ...
    def show_measures(self, measures: tuple[Measure, ...]) -> None: ...


class Prompter:
    """Keeps a stage in step with the board and with a state that is worked out: the map's, or another one beside it."""

    def __init__(self, stage: Stage) -> None:
        """``stage`` shows nothing yet."""
        self._stage = stage
        self._told: dict[str, Any] = {
            "site": None,
            "layer": (None, MAIN, PLAIN),
            "plans": (),
            "photos": (),
            "textures": False,
            "sun": None,
            "ways": (),
            "pins": (),
            "measures": (),
        }

    def tell(self, board: Board, worked: WorkedOut, measures: tuple[Measure, ...], frame: int) -> None:
        """Pass on what is new.

        Args:
            board: says how everything is shown, and what lies over it.
            worked: the state of the site that is shown.
            measures: that are outlined.
            frame: which of the layer's times; -1 for its main grid, and where it lacks the time.
        """
        stage, site = self._stage, worked.site
        result = board.colours.of(worked.result, board.look.palette)
        if site is not None:
            self._once("site", site, lambda: stage.show_site(site))
        laid = result, within(result, frame), board.look
        self._once("layer", laid, lambda: stage.show_layer(*laid))
        plans = board.session.plans if board.plan_shown else ()
        self._once("plans", plans, lambda: stage.show_plans(plans))
        photos = board.session.photos if board.photo_shown else ()
        self._once("photos", photos, lambda: stage.show_photos(photos))
        self._once("textures", board.textures_shown, lambda: stage.show_textures(shown=board.textures_shown))
        self._once("sun", board.moment, lambda: stage.show_sun(board.moment))
        self._once("ways", board.asked.buildings, lambda: stage.show_ways(board.asked.buildings))
        pins = (*pins_of(board.state.contributions), *board.drafts.pins)
        self._once("pins", pins, lambda: stage.show_pins(pins))
        kinds = board.host.measure_kinds
        self._once("measures", measures, lambda: stage.show_measures(outlined(measures, kinds)))

    def _once(self, what: str, value: object, tell: Callable[[], None]) -> None:
        if self._told[what] != value:
            self._told[what] = value
            tell()
