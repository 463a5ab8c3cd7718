"""Everything that a council pack is made of, as plain frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from planningtable.city.measures.kind import MeasureKind
from planningtable.city.plan import Finding, Plan
from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.domain.values import Goal, Measure, Phase, Variant, Workshop
from planningtable.indicators.indicator import Dimension, IndicatorInfo, Value
from planningtable.layers.layer import LayerInfo, Provenance, Quantity
from planningtable.layers.legend import Legend
from planningtable.layers.listing import Listing


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """A picture of a variant.

    Attributes:
        png: the file's bytes.
        title: what is seen, e.g. the layer's name.
        scenario: name of the scenario; None for the plain model.
        legend: of the layer; None for the plain model.
        preview: whether a coarse result is shown.
    """

    png: bytes
    title: Text
    scenario: Text | None = None
    legend: Legend | None = None
    preview: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class MeasureLine:
    """A measure with its price.

    Attributes:
        measure: as placed.
        kind: of the measure; None where its plugin is not loaded.
        size: in the unit of the kind's cost.
        cost: lower and upper end [€].
        skipped: why it could not be carried out and does not count; None where it was.
    """

    measure: Measure
    kind: MeasureKind | None
    size: float = 0.0
    cost: tuple[float, float] = (0.0, 0.0)
    skipped: Text | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PlanLine:
    """What a development plan says to a measure."""

    plan: Plan
    measure: str
    finding: Finding


@dataclass(frozen=True, slots=True, eq=False)
class VariantSheet:
    """One variant, the base among them."""

    variant: Variant
    pictures: tuple[Picture, ...] = ()
    measures: tuple[MeasureLine, ...] = ()
    plan: tuple[PlanLine, ...] = ()

    @property
    def cost(self) -> tuple[float, float]:
        """Lower and upper end of all measures [€]."""
        counted = [line.cost for line in self.measures if line.skipped is None]
        return sum(low for low, _ in counted), sum(high for _, high in counted)


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorLine:
    """An indicator over the variants.

    Attributes:
        info: the descriptor.
        values: variant to value.
        utilities: variant to utility [0..1]; NaN where it has none.
        goal: of the group; None where it set none.
    """

    info: IndicatorInfo
    values: Mapping[str, Value]
    utilities: Mapping[str, float] = field(default_factory=dict)
    goal: Goal | None = None


@dataclass(frozen=True, slots=True)
class Rank:
    """A variant's place.

    Attributes:
        variant: its id.
        place: from 1 on.
        score: weighted utility [0..1].
        first: share of the tried weightings in which it comes first [0..1].
    """

    variant: str
    place: int
    score: float
    first: float


@dataclass(frozen=True, slots=True, eq=False)
class LayerSheet:
    """A layer as it was computed.

    Attributes:
        info: what it says of itself.
        provenance: of a result; None where nothing was computed.
        scenario: name of the scenario.
        resolution: cell size [m].
        totals: variant to the numbers of its result.
        listings: variant to the objects that its result tells of by name.
    """

    info: LayerInfo
    provenance: Provenance | None = None
    scenario: Text | None = None
    resolution: float = 0.0
    totals: Mapping[str, tuple[Quantity, ...]] = field(default_factory=dict)
    listings: Mapping[str, tuple[Listing, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MinuteLine:
    """A line of the minutes.

    Attributes:
        at: when, in the zone of the place.
        seat: id of the seat.
        phase: the phase that ran.
        label: message id of what was done.
        about: the variant's title, the kind's name or a contribution's first words.
        undone: whether it was taken back and does not count.
    """

    at: datetime
    seat: str
    phase: Phase
    label: str
    about: str | Text = ""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class GoalHistory:
    """When the goals were fixed, and whether they were opened again."""

    fixed: tuple[datetime, ...] = ()
    reopened: tuple[datetime, ...] = ()
    first_variant: datetime | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """A whole workshop, ready for the report.

    Attributes:
        workshop: its state.
        site: what stands there.
        made: when the pack was made, in the zone of the place.
        program: name and version of the program.
        variants: the base first.
        indicators: in the order of the catalogue.
        ranking: best first; empty where nothing was compared.
        stable: whether the first place holds under other weightings; None where nothing was compared.
        by_goals: whether the group's goals weigh; otherwise all indicators weigh the same.
        confirmed: whether a second method puts the same variant first.
        dimensions: variant to the mean utility of each dimension [0..1].
        layers: computed layers.
        goals: when they were fixed.
        minutes: from the log, in order.
        remarks: what could not be made, one sentence each.
        plans: development plans that hold here.
    """

    workshop: Workshop
    site: Site
    made: datetime
    program: str
    variants: tuple[VariantSheet, ...] = ()
    indicators: tuple[IndicatorLine, ...] = ()
    ranking: tuple[Rank, ...] = ()
    stable: bool | None = None
    by_goals: bool = True
    confirmed: bool | None = None
    dimensions: Mapping[str, Mapping[Dimension, float]] = field(default_factory=dict)
    layers: tuple[LayerSheet, ...] = ()
    goals: GoalHistory = GoalHistory()
    minutes: tuple[MinuteLine, ...] = ()
    remarks: tuple[Text, ...] = ()
    plans: tuple[Plan, ...] = ()
