"""What it costs."""

from planningtable.api import Inputs, Value
from plugins.indicators.areas import NOTHING
from plugins.indicators.storage import storage_volume

SMALLEST_GAIN = 0.1
"""Less additional room for rain is none [m³]."""


def capital_cost(inputs: Inputs) -> Value:
    """Cost of all measures, the middle of its range [€]."""
    low, high = inputs.cost
    return Value((low + high) / 2, low, high)


def cost_per_retention(inputs: Inputs) -> Value:
    """Cost of all measures over the room for rain that they add [€/m³]."""
    gain = storage_volume(inputs.site)[1] - storage_volume(inputs.base)[1]
    low, high = inputs.cost
    if gain < SMALLEST_GAIN or high <= 0:
        return NOTHING
    return Value((low + high) / 2 / gain, low / gain, high / gain)
