"""All that is exhibited beside the map: each state once, however many lenses and views show it."""

from PySide6.QtCore import QObject, Signal

from ui.background import Background
from ui.board import Board, Oracle
from ui.compare.comparing import Wish
from ui.compare.exhibit import Exhibit, Look, look_of
from ui.compare.sight import Sight
from ui.scene_source import SceneSource


class Showcase(QObject):
    """Makes and gives up exhibits as they are asked for. Belongs to one window."""

    changed = Signal()

    def __init__(self, board: Board, oracle: Oracle, background: Background, map_source: SceneSource) -> None:
        super().__init__()
        self._board = board
        self._oracle = oracle
        self._background = background
        self._map = map_source
        self._shown: dict[Look, tuple[Exhibit, SceneSource]] = {}
        self._spare: list[SceneSource] = []

    def source(self, wish: Wish) -> SceneSource:
        """What to draw for a wish."""
        return self._of(look_of(wish, self._board))[1]

    def exhibit(self, wish: Wish) -> Exhibit:
        """How far it is worked out."""
        return self._of(look_of(wish, self._board))[0]

    def sight(self, wish: Wish) -> Sight:
        """What is seen of it; the map's own where it shows the same."""
        look = look_of(wish, self._board)
        return self._board.sight if look == look_of(Wish(), self._board) else self._of(look)[0].sight

    def renew(self, wishes: set[Wish]) -> None:
        """Keep what these wishes mean in step with the board, and nothing else: what nobody looks at is forgotten."""
        looks = {look_of(wish, self._board) for wish in wishes}
        idle = [look for look in self._shown if look not in looks]
        for look in looks.difference(self._shown):
            # The same variant at another time or with another layer is drawn by whoever drew it before.
            kin = [one for one in idle if one.variant == look.variant]
            twin = next((one for one in kin if one.timeless == look.timeless), kin[0] if kin else None)
            if twin is not None:
                idle.remove(twin)
                exhibit, source = self._shown.pop(twin)
                exhibit.look = look
                self._shown[look] = exhibit, source
        for look in idle:
            exhibit, source = self._shown.pop(look)
            exhibit.close()
            source.clear()
            self._spare.append(source)
        for look in looks:
            self._of(look)[0].renew()

    def close(self) -> None:
        for exhibit, _ in self._shown.values():
            exhibit.close()

    def _of(self, look: Look) -> tuple[Exhibit, SceneSource]:
        if look not in self._shown:
            source = self._spare.pop() if self._spare else SceneSource(self._background, self, beside=self._map)
            exhibit = Exhibit(look, self._board, self._oracle, self._background, source, self.changed.emit)
            twin = next((one for known, (one, _) in self._shown.items() if known.timeless == look.timeless), None)
            if twin is not None:
                exhibit.worked.take_over(twin.worked)
            self._shown[look] = exhibit, source
            exhibit.renew()
        return self._shown[look]
