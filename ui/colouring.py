"""Results in the classes and colours that people chose; each is recoloured once, so that nothing is drawn twice."""

from collections import OrderedDict
from collections.abc import Mapping

from planningtable.layers.layer import Layer, LayerResult
from planningtable.layers.recolouring import recoloured

KEPT = 12
"""Results that are remembered: those of the map and of all lenses and views."""


class Colouring:
    """Remembers the results that it has recoloured."""

    def __init__(self, layers: Mapping[str, Layer]) -> None:
        self._layers = layers
        self._known: OrderedDict[tuple[int, str], tuple[LayerResult, LayerResult]] = OrderedDict()

    def of(self, result: LayerResult | None, palette: str) -> LayerResult | None:
        """The result in a palette, the very same one for the same result; as it is without one."""
        layer = self._layers.get(result.layer) if result is not None and palette else None
        if result is None or layer is None:
            return result
        key = id(result), palette
        if key not in self._known:
            self._known[key] = result, recoloured(result, layer.describe().palettes, palette)
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
        self._known.move_to_end(key)
        return self._known[key][1]
