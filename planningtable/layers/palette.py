"""Other classes and colours for a layer, as authorities have them."""

from collections.abc import Mapping
from dataclasses import dataclass

from planningtable.domain.text import Text
from planningtable.layers.legend import Legend


@dataclass(frozen=True, slots=True, eq=False)
class Palette:
    """Classes and colours that take the place of a layer's own.

    Attributes:
        id: e.g. ``lubw``.
        name: shown to people.
        legends: name of a grid or column to its legend; others keep the layer's own.
    """

    id: str
    name: Text
    legends: Mapping[str, Legend]
