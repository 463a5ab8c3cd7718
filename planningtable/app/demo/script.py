"""What people do in the demo workshop: who acts, in which order, with which words. Places are local metres of the plan.

The workshop asks whether the quarter "Auental" copes better as a sponge (variant A) or with a green centre that also
gets new homes (variant B). All of it is invented.
"""

from dataclasses import dataclass

from shapely.geometry import LineString, Point, Polygon

from planningtable.app.demo import plan
from planningtable.app.demo.plan import Spot
from planningtable.domain.values import Category, Opinion, Parameter


@dataclass(frozen=True, slots=True)
class Placing:
    """A measure that a seat places.

    Attributes:
        seat: who places it.
        kind: of the measure.
        shape: local metres; a point on a building names the building.
        settings: parameters that differ from the kind's own.
    """

    seat: str
    kind: str
    shape: Point | Polygon
    settings: tuple[tuple[str, Parameter], ...] = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """A variant with what is placed in it."""

    id: str
    title: str
    seat: str
    placings: tuple[Placing, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A contribution with what others think of it.

    Attributes:
        seat: who says it.
        category: of the contribution.
        at: local metres; a point on a building, with ``about`` set so, is about the building.
        variant: that was shown.
        text: the words.
        language: of the seat.
        about: ``place`` or ``building``.
        votes: seat and opinion.
        answer: seat and words of a comment.
    """

    seat: str
    category: Category
    at: Spot
    variant: str
    text: str
    language: str = "de"
    about: str = "place"
    votes: tuple[tuple[str, Opinion], ...] = ()
    answer: tuple[str, str] | None = None


NAME = "Auental: Starkregen und Hitze"

ONE, TWO, THREE, FOUR = "seat-1", "seat-2", "seat-3", "seat-4"
YES, NO = Opinion.AGREE, Opinion.DISAGREE

GOALS: tuple[tuple[str, str, float, float], ...] = (
    (ONE, "flooded-area", 1.5, 3.0),
    (TWO, "sealed-share", 45.0, 2.0),
    (THREE, "canopy-cover", 20.0, 2.0),
    (FOUR, "dwellings", 45.0, 1.0),
    (ONE, "heat-stress-area", 50.0, 2.0),
)
"""Seat, indicator, target, weight."""


def _strip(start: Spot, end: Spot, width: float) -> Polygon:
    return LineString((start, end)).buffer(width / 2, cap_style="flat")


SPONGE = Plot(
    "a",
    "Schwammquartier",
    ONE,
    (
        Placing(ONE, "swale", _strip((531, 254), (537, 330), 14.0), (("depth", 0.5),)),
        Placing(TWO, "swale", _strip((184, 148), (300, 141), 16.0), (("depth", 0.5),)),
        Placing(THREE, "permeable-paving", plan.YARDS[0]),
        Placing(FOUR, "green-roof", Point(622, 396), (("substrate", 12.0),)),
        Placing(ONE, "cistern", Point(60, 303), (("volume", 100.0),)),
        Placing(TWO, "unsealing", plan.YARDS[1], (("cover", "MEADOW"),)),
    ),
)

GREEN_CENTRE = Plot(
    "b",
    "Grüne Mitte",
    THREE,
    (
        Placing(THREE, "unsealing", plan.SQUARE, (("cover", "LAWN"),)),
        Placing(FOUR, "tree", Point(268, 316.5), (("height", 14.0), ("crown", 11.0), ("species", "Tilia cordata"))),
        Placing(ONE, "unsealing", plan.SCHOOL_YARD, (("cover", "LAWN"),)),
        Placing(TWO, "green-roof", Point(624, 279), (("substrate", 10.0),)),
        Placing(THREE, "remove-building", Point(113, 235), (("cover", "LAWN"),)),
        Placing(
            FOUR,
            "new-building",
            Polygon([(24, 76), (130, 72), (131, 86), (25, 90)]),
            (("storeys", 5), ("substrate", 10.0)),
        ),
    ),
)

PLOTS = (SPONGE, GREEN_CENTRE)

VOICES: tuple[Said, ...] = (
    Said(
        ONE,
        Category.OBSERVATION,
        (557, 249),
        "base",
        "Nach jedem Gewitter steht die Unterführung unter Wasser. Im Juli 2021 kam man zwei Tage nicht durch.",
        votes=((TWO, YES), (THREE, YES), (FOUR, YES)),
        answer=(TWO, "Das stimmt, die Feuerwehr musste den Umweg über die Wiesenstraße nehmen."),
    ),
    Said(
        TWO,
        Category.IDEA,
        (205, 150),
        "a",
        "Die Mulde im Park könnte bei trockenem Wetter eine Spielwiese sein.",
        votes=((ONE, YES), (FOUR, YES)),
    ),
    Said(
        THREE,
        Category.CONCERN,
        (620, 295),
        "a",
        "Hält das Pflaster mit den breiten Fugen den Lieferverkehr zum Nahversorger aus?",
        votes=((FOUR, YES), (ONE, NO)),
    ),
    Said(
        FOUR,
        Category.PRAISE,
        (276, 315),
        "b",
        "Endlich Schatten auf dem Kirchplatz! Dort sitzen im Sommer viele ältere Menschen.",
        votes=((ONE, YES), (TWO, YES), (THREE, YES)),
    ),
    Said(
        ONE,
        Category.QUESTION,
        (624, 279),
        "b",
        "Trägt das Dach des Nahversorgers die Last eines Gründachs?",
        about="building",
        votes=((THREE, YES),),
        answer=(FOUR, "Das muss die Statik prüfen; am Tisch wird nur die erste Einschätzung gezeigt."),
    ),
    Said(
        TWO,
        Category.CONCERN,
        (48, 84),
        "b",
        "Der Neubau nimmt den Reihen dahinter die Sicht auf die Aue.",
        votes=((ONE, NO), (THREE, YES)),
    ),
    Said(
        THREE,
        Category.IDEA,
        (60, 303),
        "a",
        "The school could water its garden from the cistern and use it in science lessons.",
        language="en",
        about="building",
        votes=((ONE, YES), (TWO, YES)),
    ),
    Said(
        FOUR,
        Category.OBSERVATION,
        (350, 240),
        "base",
        "In der Lindenallee ist es an heißen Tagen deutlich kühler als in der Langen Straße.",
        votes=((ONE, YES),),
    ),
)
