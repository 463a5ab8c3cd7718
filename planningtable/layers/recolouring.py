"""A result in other classes and colours: drawn anew, never computed anew."""

from collections.abc import Sequence
from dataclasses import replace

from planningtable.layers.layer import LayerResult
from planningtable.layers.palette import Palette


def recoloured(result: LayerResult, palettes: Sequence[Palette], id: str) -> LayerResult:
    """The result with the legends of one of the palettes; as it is where there is no such one."""
    found = next((palette for palette in palettes if palette.id == id), None)
    if found is None:
        return result
    legends = {key: found.legends.get(key, legend) for key, legend in result.legends.items()}
    return replace(result, legends=legends)
