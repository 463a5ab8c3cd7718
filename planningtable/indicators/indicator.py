"""The contract of an indicator: a frozen descriptor and a pure function."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.domain.values import Direction, Measure
from planningtable.layers.layer import LayerResult


class Dimension(StrEnum):
    """The five dimensions of Urban Menus (urbanmenus.com)."""

    HAPPINESS = "happiness"
    SAFETY = "safety"
    INNOVATION = "innovation"
    PROFITABILITY = "profitability"
    CYCLES = "cycles"


@dataclass(frozen=True, slots=True)
class IndicatorInfo:
    """What an indicator says of itself.

    Attributes:
        id: e.g. ``sealed-share``.
        name: shown to people.
        unit: as printed; empty for shares of one.
        decimals: how many decimals are printed.
        direction: which way is better.
        dimension: of Urban Menus.
        sdg: SDG targets, e.g. ``11.3``.
        worst: value that counts as utility 0.
        target: value that counts as utility 1; the default goal.
        formula: in words.
        inputs: what it is computed from, in words.
        source: literature or norm of formula and target.
        silence: what it does not say.
        version: of the method; part of the cache key.
        needs: ids of layers it needs, as ``layer:scenario``.
    """

    id: str
    name: Text
    unit: str
    decimals: int
    direction: Direction
    dimension: Dimension
    sdg: tuple[str, ...]
    worst: float
    target: float
    formula: Text
    inputs: Text
    source: str
    silence: Text
    version: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """An indicator's value.

    Attributes:
        value: in the indicator's unit; NaN where it cannot be computed.
        low: lower end of its range.
        high: upper end of its range.
        coverage: share of the site with the data it needs [0..1].
    """

    value: float
    low: float
    high: float
    coverage: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Inputs:
    """What an indicator may look at.

    Attributes:
        site: with the variant's measures.
        base: without measures.
        measures: of the variant.
        results: ``layer:scenario`` to the layer's result on ``site``.
        base_results: the same on ``base``.
        cost: lower and upper end of the cost of all measures that were carried out [€].
        cost_by_effects: the same by what the measures do, e.g. ``{"cistern"}``; sums to ``cost``.
    """

    site: Site
    base: Site
    measures: tuple[Measure, ...]
    results: Mapping[str, LayerResult]
    base_results: Mapping[str, LayerResult]
    cost: tuple[float, float] = (0.0, 0.0)
    cost_by_effects: Mapping[frozenset[str], tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A descriptor with its function."""

    info: IndicatorInfo
    compute: Callable[[Inputs], Value]
