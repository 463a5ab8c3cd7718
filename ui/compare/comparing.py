"""What is compared on the table: lenses, the swipe line, several views. Plain values; nothing of it is journaled."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from planningtable.domain.values import BASE, Workshop
from ui.listeners import Listeners

MOST_LENSES = 8
"""More would cover the table."""

AS_MAP = None
"""What a wish leaves open follows the map."""

Count: TypeAlias = Literal[1, 2, 4]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a part of the picture is to show.

    Attributes:
        variant: id; None follows the map.
        layer: id, empty for none; None follows the map, with its scenario.
        scenario: id of the layer's scenario; empty for its first.
        frame: which of the layer's times, -1 for its main grid; None follows the map where that shows the same layer.
    """

    variant: str | None = AS_MAP
    layer: str | None = AS_MAP
    scenario: str = ""
    frame: int | None = AS_MAP


@dataclass(frozen=True, slots=True)
class Lens:
    """A round glass on the map.

    Attributes:
        id: its own.
        seat: id of the seat that it faces.
        shows: what is seen in it.
        against: the other one of its pair, seen while it is flipped.
        flipped: whether it is.
        calls: how often it was called before its seat.
    """

    id: str
    seat: str
    shows: Wish
    against: Wish = Wish()
    flipped: bool = False
    calls: int = 0

    @property
    def seen(self) -> Wish:
        return self.against if self.flipped else self.shows

    @property
    def hidden(self) -> Wish:
        """The other one of the pair."""
        return self.shows if self.flipped else self.against


@dataclass(frozen=True, slots=True)
class Views:
    """The picture cut into views.

    Attributes:
        wishes: what each one shows but the first, which is the map.
        linked: all look from the same place.
    """

    wishes: tuple[Wish, ...]
    linked: bool = True


def other(state: Workshop, shown: str, layer: str) -> Wish:
    """What is worth comparing with a map that shows a variant and a layer: the base, the latest variant, no layer."""
    if shown != BASE:
        return Wish(variant=BASE)
    variants = [variant.id for variant in state.variants if variant.id != BASE]
    if variants:
        return Wish(variant=variants[-1])
    return Wish(layer="") if layer else Wish()


def others(state: Workshop, shown: str, layer: str, layers: tuple[str, ...], count: int) -> tuple[Wish, ...]:
    """So many wishes beside a map that shows a variant and a layer.

    First what a lens would show, then the other variants, then other ``layers`` on the same.
    """
    variants = [Wish(variant=variant.id) for variant in state.variants if variant.id != shown]
    offered = [other(state, shown, layer), *variants, *(Wish(layer=one) for one in layers)]
    # Each once, and nothing that is like the map.
    wishes = [wish for wish in dict.fromkeys(offered) if wish != Wish()][:count]
    return tuple(wishes + [Wish()] * (count - len(wishes)))


class Comparing:
    """What is compared right now. Tells its listeners once a change."""

    def __init__(self) -> None:
        self.lenses: tuple[Lens, ...] = ()
        self.swipe: Wish | None = None
        self.views: Views | None = None
        self._listeners = Listeners()
        self._count = 0

    def subscribe(self, listener: Callable[[], None]) -> None:
        self._listeners.add(listener)

    def open_lens(self, seat: str, shows: Wish) -> bool:
        """Lay a lens before a seat; False where there are enough, or views are shown.

        A lens looks at the place of the map that it covers: over a view beside the map it would show another one.
        """
        if self.views is not None or len(self.lenses) >= MOST_LENSES:
            return False
        self._count += 1
        self.lenses = (*self.lenses, Lens(f"lens-{self._count}", seat, shows))
        self._tell()
        return True

    def lens(self, id: str) -> Lens | None:
        return next((lens for lens in self.lenses if lens.id == id), None)

    def change_lens(self, lens: Lens) -> None:
        """Put a lens in the place of the one with its id."""
        self.lenses = tuple(lens if one.id == lens.id else one for one in self.lenses)
        self._tell()

    def call_lens(self, id: str) -> None:
        """Lay a lens before its seat anew."""
        lens = self.lens(id)
        if lens is not None:
            self.change_lens(replace(lens, calls=lens.calls + 1))

    def close_lens(self, id: str) -> None:
        self.lenses = tuple(lens for lens in self.lenses if lens.id != id)
        self._tell()

    def swipe_with(self, wish: Wish | None) -> None:
        """Lay something beside the map, with a line to swipe between; None takes it away."""
        self.swipe = wish
        if wish is not None:
            self.views = None
        self._tell()

    def show_views(self, views: Views | None) -> None:
        """Cut the picture into views, which takes lenses and the swipe line away; None shows the map alone."""
        self.views = views
        if views is not None:
            self.lenses, self.swipe = (), None
        self._tell()

    def link(self, *, linked: bool) -> None:
        """Whether all views look from the same place."""
        if self.views is not None:
            self.show_views(replace(self.views, linked=linked))

    def _tell(self) -> None:
        self._listeners.tell()
