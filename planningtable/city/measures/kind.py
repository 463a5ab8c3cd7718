"""Kinds of measures: data that says what may be placed and what it does to the site."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from planningtable.domain.text import Text
from planningtable.domain.values import Parameter


class Shape(StrEnum):
    """What a measure is drawn as."""

    POINT = "point"
    LINE = "line"
    AREA = "area"
    BUILDING = "building"


@dataclass(frozen=True, slots=True)
class KindParameter:
    """A value that people may set.

    Attributes:
        name: key, from the nomenclature.
        label: shown to people.
        unit: as printed.
        default: used where nothing is set.
        low: smallest allowed value; None for choices.
        high: largest allowed value; None for choices.
        choices: allowed words; empty for numbers.
    """

    name: str
    label: Text
    unit: str
    default: Parameter
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost of a measure.

    Attributes:
        low: lower end [€ per unit].
        high: upper end [€ per unit].
        per: ``piece``, ``m²``, ``m`` or ``m³``.
        source: with edition and mark of evidence.
    """

    low: float
    high: float
    per: str
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class MeasureKind:
    """What may be placed.

    Attributes:
        id: e.g. ``swale``.
        name: shown to people.
        summary: one sentence.
        shape: what it is drawn as.
        parameters: what may be set.
        cost: with its source.
        effects: kind of effect (``land-cover``, ``tree``, ``green-roof``, ``terrain``, ``channel``, ``wall``,
            ``trench``, ``cistern``, ``new-building``, ``remove-building``) to its settings; applied by
            `planningtable.city.measures.apply`.
        icon: name of an icon in ``assets/icons``.
        sources: literature and norms.
    """

    id: str
    name: Text
    summary: Text
    shape: Shape
    parameters: tuple[KindParameter, ...]
    cost: Cost
    effects: Mapping[str, Mapping[str, Parameter]]
    icon: str
    sources: tuple[str, ...]
