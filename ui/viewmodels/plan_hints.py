"""What the development plans say to a placed measure, as sentences of a card."""

from planningtable.app.plan_hints import hints
from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.domain.values import Measure
from ui.viewmodels.hand import Hand

# More is not read at a table; the council pack lists them all.
MOST = 4


class PlanHints:
    """Compares a measure with the plans once, however often the card is drawn anew."""

    def __init__(self, hand: Hand) -> None:
        self._hand = hand
        self._asked: tuple[Measure, Site] | None = None
        self._said: tuple[Text, ...] = ()

    def text(self, measure: Measure | None) -> str:
        """Sentences, one a line, violations first; empty where there is nothing to say."""
        board = self._hand.board
        if measure is None or not board.session.plans:
            return ""
        asked = self._asked
        if asked is None or asked[0] != measure or asked[1] is not board.site:
            self._asked = (measure, board.site)
            kinds = board.host.measure_kinds
            self._said = hints(board.session.plans, kinds, measure, board.session.site, board.site)
        lines = [self._hand.render(hint) for hint in self._said[:MOST]]
        if len(self._said) > MOST:
            lines.append(self._hand.render(Text.of("plan.hint.more", count=len(self._said) - MOST)))
        return "\n".join(lines)
