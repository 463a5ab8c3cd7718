"""What it costs."""

from planningtable.api import Inputs, Value
from plugins.indicators.areas import NOTHING
from plugins.indicators.storage import storage_volume

STORING = frozenset({"cistern", "green-roof", "terrain", "trench"})
"""What measures do that `storage_volume` counts; the others' cost, as of new houses, says nothing about rain."""

SMALLEST_GAIN = 0.1
"""Less additional room for rain is none [m³]."""


def capital_cost(inputs: Inputs) -> Value:
    """Cost of all measures, the middle of its range [€]."""
    low, high = inputs.cost
    return Value((low + high) / 2, low, high)


def cost_per_retention(inputs: Inputs) -> Value:
    """Cost of the measures that store rain over the room for rain that the variant adds [€/m³]."""
    gain = storage_volume(inputs.site)[1] - storage_volume(inputs.base)[1]
    storing = [cost for effects, cost in inputs.cost_by_effects.items() if effects & STORING]
    low, high = (sum(cost[end] for cost in storing) for end in range(2))
    if gain < SMALLEST_GAIN or high <= 0:
        return NOTHING
    return Value((low + high) / 2 / gain, low / gain, high / gain)
