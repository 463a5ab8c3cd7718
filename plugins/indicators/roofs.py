"""Green roofs and what binds carbon dioxide."""

from planningtable.api import Inputs, LayerResult, Value
from plugins.indicators.areas import NOTHING, percent, trees_known

ROOFS = "green-roof:extensive"

TREE_CO2 = (10.0, 17.5, 25.0)
"""Carbon dioxide that a tree takes up [kg/a], guide values."""


def green_roof_share(inputs: Inputs) -> Value:
    """Green or planned roof area over the roof area fit for it [%]."""
    planned, potential = (_total(inputs.results[ROOFS], key)[1] for key in ("planned_area", "potential_area"))
    if potential <= 0:
        return NOTHING
    share = min(planned / potential, 1.0)
    return percent(share, share, share)


def co2_uptake(inputs: Inputs) -> Value:
    """Uptake by green roofs and trees per hectare and year [kg/(ha·a)]."""
    if not trees_known(inputs):
        return NOTHING
    roofs = _total(inputs.results[ROOFS], "planned_co2")
    trees = len(inputs.site.trees)
    hectares = inputs.site.extent.area / 10_000
    low, value, high = ((roof + trees * each) / hectares for roof, each in zip(roofs, TREE_CO2, strict=True))
    return Value(value, low, high)


def _total(result: LayerResult, key: str) -> tuple[float, float, float]:
    """Lower end, value and upper end of a total."""
    total = result.totals[key]
    low = total.value if total.low is None else total.low
    high = total.value if total.high is None else total.high
    return low, total.value, high
