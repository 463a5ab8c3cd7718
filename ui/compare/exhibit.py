"""One state of the site beside the one on the map, worked out and told to its stage."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from planningtable.domain.values import Variant
from planningtable.layers.times import MAIN, within
from ui.board import Board, Oracle
from ui.compare.comparing import AS_MAP, Lens, Wish
from ui.compare.sight import Sight
from ui.prompting import Prompter, Stage
from ui.working import WorkedOut, Workers


@dataclass(frozen=True, slots=True)
class Look:
    """What is exhibited: a `Wish` with everything that it left to the map filled in, but for the time.

    Attributes:
        variant: id of a variant that may be gone by now.
        layer: id; empty for none.
        scenario: id; empty without a layer.
        frame: which of the layer's times; -1 for its main grid; None for that of the map.
    """

    variant: str
    layer: str = ""
    scenario: str = ""
    frame: int | None = AS_MAP

    @property
    def timeless(self) -> "Look":
        """The same at the time of the map: what is worked out does not depend on the time that is shown of it."""
        return replace(self, frame=AS_MAP)


def look_of(wish: Wish, board: Board) -> Look:
    """What a wish means while the board shows what it does."""
    variant = board.variant.id if wish.variant is None else wish.variant
    if wish.layer is None:
        return Look(variant, board.shown.layer, board.shown.scenario, wish.frame)
    layer = board.host.layers.get(wish.layer)
    if layer is None:
        return Look(variant)
    return Look(variant, wish.layer, wish.scenario or layer.describe().scenarios[0].id, wish.frame)


def compares(lens: Lens, board: Board) -> bool:
    """Whether both of a lens's pair show the same layer, so that there is a difference in numbers."""
    seen, hidden = look_of(lens.seen, board), look_of(lens.hidden, board)
    return bool(seen.layer) and seen != hidden and (seen.layer, seen.scenario) == (hidden.layer, hidden.scenario)


def needed(lens: Lens, board: Board) -> set[Wish]:
    """What has to be worked out for a lens: what is seen, and the other one of the pair where both are compared."""
    if not compares(lens, board) or look_of(lens.hidden, board) == look_of(Wish(), board):
        return {lens.seen}
    return {lens.seen, lens.hidden}


def variant_of(look: Look, board: Board) -> Variant:
    """The variant that is exhibited; the base once it is gone."""
    return board.state.variant(look.variant) or board.state.variants[0]


def frame_of(look: Look, board: Board, worked: WorkedOut) -> int:
    """Which of the layer's times is exhibited; -1 for its main grid, also where the map's layer has other times."""
    same = (look.layer, look.scenario) == (board.shown.layer, board.shown.scenario)
    following = board.frame if same else MAIN
    return within(worked.result, following if look.frame is None else look.frame)


class Exhibit:
    """Keeps a stage in step with the board. Whoever made it calls `renew` after each change.

    Attributes:
        look: what is exhibited; its time and its layer may be set anew before `renew`.
        worked: how far it is worked out.
    """

    def __init__(
        self, look: Look, board: Board, oracle: Oracle, workers: Workers, stage: Stage, changed: Callable[[], None]
    ) -> None:
        self.look = look
        self.worked = WorkedOut(board.host.layers, oracle, workers, self._on_worked)
        self._board = board
        self._prompter = Prompter(stage)
        self._changed = changed

    @property
    def busy(self) -> bool:
        """Whether something of it is still being worked out."""
        return self.worked.activity is not None

    @property
    def frame(self) -> int:
        """Which of the layer's times is exhibited; -1 for its main grid."""
        return frame_of(self.look, self._board, self.worked)

    @property
    def sight(self) -> Sight:
        """What is seen of it."""
        look, worked = self.look, self.worked
        layer = self._board.host.layers.get(look.layer)
        scenario = layer.describe().scenario(look.scenario) if layer else None
        variant = variant_of(look, self._board).id
        name = scenario.name if scenario else None
        result = self._board.colours.of(worked.result, self._board.look.palette)
        return Sight(variant, name, worked.site, result, self.frame, worked.gaps)

    def renew(self) -> None:
        """Have what is outdated worked out, and pass on what people see beside it."""
        self.worked.ask(variant_of(self.look, self._board), self.look.layer, self.look.scenario)
        self._tell()

    def close(self) -> None:
        """Nothing is worked out any more."""
        self.worked.close()

    def _tell(self) -> None:
        variant = variant_of(self.look, self._board)
        self._prompter.tell(self._board, self.worked, variant.measures, self.frame)

    def _on_worked(self) -> None:
        self._tell()
        self._changed()
