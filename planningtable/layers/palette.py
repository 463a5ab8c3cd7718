"""Other classes and colours for a layer, as authorities have them: the same result, drawn anew, never computed anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from planningtable.domain.text import Text
from planningtable.layers.legend import Legend

if TYPE_CHECKING:
    from planningtable.layers.layer import LayerResult


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


def recoloured(result: "LayerResult", palettes: Sequence[Palette], id: str) -> "LayerResult":
    """The result with the legends of one of the palettes; as it is where there is no such one."""
    found = next((palette for palette in palettes if palette.id == id), None)
    if found is None:
        return result
    legends = {key: found.legends.get(key, legend) for key, legend in result.legends.items()}
    return replace(result, legends=legends)
