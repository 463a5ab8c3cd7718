"""What a workshop holds: frozen values, compared by value.

Coordinates are eastings and northings in metres in the workshop's projected CRS (axis order east, north), as WKT.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Parameter: TypeAlias = str | float | int | bool


class Phase(StrEnum):
    """The phases of a workshop, in their order."""

    BASIS = "basis"
    GOALS = "goals"
    VARIANTS = "variants"
    EVALUATION = "evaluation"
    FEEDBACK = "feedback"
    COUNCIL = "council"


class Category(StrEnum):
    """What a contribution is about."""

    IDEA = "idea"
    CONCERN = "concern"
    QUESTION = "question"
    OBSERVATION = "observation"
    PRAISE = "praise"


class Direction(StrEnum):
    """Which way of an indicator is better."""

    MORE = "more"
    LESS = "less"
    NEUTRAL = "neutral"


class Opinion(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that people change on the site.

    Attributes:
        id: unique in the workshop.
        kind: id of a measure kind, e.g. ``tree``.
        geometry: WKT (Point, LineString or Polygon) in the workshop's CRS, metres.
        target: id of the building it acts on, where the kind asks for one.
        parameters: name and value, sorted by name; units are those of the kind.
    """

    id: str
    kind: str
    geometry: str
    target: str | None = None
    parameters: tuple[tuple[str, Parameter], ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A state of the site that people compare: the base with measures.

    Attributes:
        id: unique in the workshop; ``base`` is the existing state and takes no measures.
        title: shown to people, in their own words.
        parent: the variant that it was branched from.
        measures: in the order in which they were placed.
    """

    id: str
    title: str
    parent: str | None = None
    measures: tuple[Measure, ...] = ()


BASE = "base"


@dataclass(frozen=True, slots=True)
class Goal:
    """What the group wants of one indicator, fixed before the first variant.

    Attributes:
        indicator: id of the indicator.
        target: value to be reached, in the indicator's unit.
        weight: points given by the group, 0 or more; normalised when ranking.
    """

    indicator: str
    target: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a contribution belongs.

    Attributes:
        geometry: WKT in the workshop's CRS, metres.
        about: ``place``, ``building`` or ``measure``.
        target: id of the building or measure.
    """

    geometry: str
    about: str = "place"
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """A seat's opinion of a contribution; a seat has one, and may change it."""

    seat: str
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Comment:
    """An answer to a contribution."""

    id: str
    seat: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """What somebody said, where, and who agrees.

    Attributes:
        id: unique in the workshop.
        seat: where it was written.
        category: idea, concern, question, observation or praise.
        text: as it was typed.
        language: of the seat when it was written.
        place: where it belongs.
        variant: the variant that was shown.
        phase: the phase in which it was said.
        at: UTC time, ISO 8601.
        votes: one a seat.
        comments: in order.
    """

    id: str
    seat: str
    category: Category
    text: str
    language: str
    place: Place
    variant: str
    phase: Phase
    at: str
    votes: tuple[Vote, ...] = ()
    comments: tuple[Comment, ...] = ()


@dataclass(frozen=True, slots=True)
class Workshop:
    """The state of a workshop: what all events so far, less the undone, amount to.

    Attributes:
        name: shown to people.
        crs: ``EPSG:code`` of the projected CRS.
        phase: the phase that runs.
        goals: one an indicator.
        goals_fixed: whether goals may still change; the first variant fixes them.
        variants: the base first.
        contributions: in the order in which they were made.
    """

    name: str
    crs: str
    phase: Phase = Phase.BASIS
    goals: tuple[Goal, ...] = ()
    goals_fixed: bool = False
    variants: tuple[Variant, ...] = (Variant(BASE, "base"),)
    contributions: tuple[Contribution, ...] = ()

    def variant(self, id: str) -> Variant | None:
        return next((v for v in self.variants if v.id == id), None)

    def contribution(self, id: str) -> Contribution | None:
        return next((c for c in self.contributions if c.id == id), None)
