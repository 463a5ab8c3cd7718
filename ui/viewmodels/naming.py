"""How what is compared is called, in the words of a seat."""

from planningtable.domain.text import Text
from ui.compare.comparing import Wish
from ui.compare.exhibit import Look, look_of
from ui.viewmodels.hand import Hand
from ui.viewmodels.variants import title_of


def named(hand: Hand, wish: Wish) -> str:
    """What a wish shows, in the words of a seat: the variant, and the layer if there is one."""
    look = look_of(wish, hand.board)
    title = _variant_name(hand, look)
    return f"{title} · {_layer_name(hand, look)}" if look.layer else title


def differing(hand: Hand, wish: Wish, seen: Wish) -> str:
    """In what a wish differs from what is seen."""
    look, other = look_of(wish, hand.board), look_of(seen, hand.board)
    if (look.layer, look.scenario) == (other.layer, other.scenario):
        return _variant_name(hand, look)
    return _layer_name(hand, look) if look.variant == other.variant else named(hand, wish)


def _variant_name(hand: Hand, look: Look) -> str:
    variant = hand.board.state.variant(look.variant)
    return title_of(hand, variant) if variant else hand.render(Text("ui.compare.gone"))


def _layer_name(hand: Hand, look: Look) -> str:
    layer = hand.board.host.layers.get(look.layer)
    return hand.render(layer.describe().name if layer else Text("ui.compare.no-layer"))
