"""What a square metre of green roof does in a year, by depth of its substrate."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate with its range."""

    low: float
    value: float
    high: float


@dataclass(frozen=True, slots=True)
class Band:
    """Rates of a range of substrate depths.

    Attributes:
        deepest: largest depth that belongs to the band [cm].
        retention: share of the yearly rain that does not run off [-].
        co2: uptake of carbon dioxide [kg/(m² a)].
        dust: binding of particulate matter PM10 [kg/(m² a)].
        evaporation: evaporated water [mm/a].
    """

    deepest: float
    retention: Rate
    co2: Rate
    dust: Rate
    evaporation: Rate


# Retention: FLL guideline for green roofs, 650 to 800 mm/a; the ends of the table were read in the Gründachkataster
# Münster, the rows between are guide values. CO2 and PM10 of extensive roofs: Köhler 2012, as used in Münster (read);
# the others and evaporation: guide values.
_EXTENSIVE = (Rate(0.59, 0.59, 1.2), Rate(0.0098, 0.0098, 0.015), Rate(200.0, 275.0, 350.0))
_SIMPLE = (Rate(0.8, 1.15, 1.5), Rate(0.010, 0.0125, 0.015), Rate(300.0, 375.0, 450.0))
_INTENSIVE = (Rate(1.5, 2.0, 2.5), Rate(0.015, 0.0175, 0.020), Rate(400.0, 500.0, 600.0))

BANDS: tuple[Band, ...] = (
    Band(4.0, Rate(0.35, 0.40, 0.45), *_EXTENSIVE),
    Band(6.0, Rate(0.40, 0.45, 0.50), *_EXTENSIVE),
    Band(10.0, Rate(0.45, 0.50, 0.55), *_EXTENSIVE),
    Band(15.0, Rate(0.50, 0.55, 0.60), *_EXTENSIVE),
    Band(25.0, Rate(0.55, 0.60, 0.70), *_SIMPLE),
    Band(50.0, Rate(0.60, 0.70, 0.90), *_INTENSIVE),
    Band(np.inf, Rate(0.85, 0.90, 0.95), *_INTENSIVE),
)

LATENT_HEAT = 0.68
"""Heat that evaporation takes up [kWh per kg of water]."""


def rates(substrate: npt.NDArray[np.float64], quantity: str, end: str = "value") -> npt.NDArray[np.float64]:
    """Rates by substrate depth.

    Args:
        substrate: depths [cm], any shape; 0 is no green roof and has no effect.
        quantity: ``retention``, ``co2``, ``dust`` or ``evaporation``.
        end: ``low``, ``value`` or ``high``.

    Returns:
        The rates in the unit of `Band`, shape as ``substrate``.
    """
    band = np.searchsorted([b.deepest for b in BANDS], substrate, side="left")
    table = np.array([getattr(getattr(b, quantity), end) for b in BANDS])
    return np.where(substrate > 0, table[band], 0.0)
