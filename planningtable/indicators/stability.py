"""How sure an order is: the share of weightings under which an option comes first.

Stochastic multicriteria acceptability analysis (SMAA-2, Lahdelma & Salminen 2001): weights are drawn many times, and
the order is made for each draw. The error of a share from 10 000 draws is about one percentage point.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.indicators.ranking import normalised

SAMPLES = 10_000
SEED = 20_040
"""Fixed, so that the same comparison gives the same shares."""

CONCENTRATION = 30.0
"""How closely the draws keep to the group's weights: with 30 a weight of 0.2 varies by about 0.07 (one sigma)."""

STABLE = 0.8
"""From this share on a first place counts as stable."""

CLEAR_LEAD = 0.01
"""A smaller lead in utility is none, whatever the weights: the values themselves are not that sure; ours."""


@dataclass(frozen=True, slots=True, eq=False)
class Acceptability:
    """Shares of the draws.

    Attributes:
        places: share of the draws in which option i comes at place j + 1, shape (m, m); ties count for each.
        central: mean weights under which option i comes first, shape (m, n); NaN where it never does.
    """

    places: npt.NDArray[np.float64]
    central: npt.NDArray[np.float64]

    @property
    def first(self) -> npt.NDArray[np.float64]:
        """Share of the draws in which each option comes first, shape (m,)."""
        return np.asarray(self.places[:, 0], np.float64)


def acceptability(
    utilities: npt.ArrayLike,
    weights: npt.ArrayLike | None = None,
    *,
    samples: int = SAMPLES,
    seed: int = SEED,
    concentration: float = CONCENTRATION,
) -> Acceptability:
    """Draw weights and count places.

    Args:
        utilities: shape (m, n), options in rows [0..1].
        weights: of the group, shape (n,): drawn around them (Dirichlet); None draws evenly from all weightings.
        samples: how many draws.
        seed: of the random numbers.
        concentration: sum of the Dirichlet parameters.
    """
    values = np.asarray(utilities, np.float64)
    options, count = values.shape
    draws = _draws(weights, count, samples, np.random.default_rng(seed), concentration)
    scores = np.round(draws @ values.T, 9)
    place = np.zeros((samples, options), np.int64)
    for other in range(options):
        place += scores[:, other, None] > scores
    shares = np.stack([(place == p).mean(axis=0) for p in range(options)], axis=1)
    first = place == 0
    wins = first.sum(axis=0)
    central = np.full((options, count), np.nan)
    won = wins > 0
    central[won] = (first.T.astype(np.float64) @ draws)[won] / wins[won, None]
    return Acceptability(shares, central)


def _draws(
    weights: npt.ArrayLike | None, count: int, samples: int, random: np.random.Generator, concentration: float
) -> npt.NDArray[np.float64]:
    if weights is None:
        return random.dirichlet(np.ones(count), samples)
    mean = normalised(weights)
    drawn = np.zeros((samples, count))
    counted = mean > 0
    drawn[:, counted] = random.dirichlet(mean[counted] * concentration, samples)
    return drawn
