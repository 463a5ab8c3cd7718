"""Workshop files for tests."""

from pathlib import Path

from helpers.sites import SOUTH, WEST, block_site
from planningtable.app.session import Session
from planningtable.city.site import Site
from planningtable.domain.commands import AddComment, AddVariant, CastVote, Contribute, PlaceMeasure, SetGoal
from planningtable.domain.values import Category, Goal, Opinion, Place


def small_site() -> Site:
    return block_site(size=100.0, cell=5.0)


def point(x: float, y: float) -> str:
    """A point in metres from the corner of the sites of `block_site`."""
    return f"POINT ({WEST + x} {SOUTH + y})"


def tree(id: str, x: float = 10, y: float = 10, variant: str = "v1") -> PlaceMeasure:
    return PlaceMeasure(variant, id, "tree", point(x, y), None, (("height", 8.0),))


def idea(id: str, text: str = "Mehr Bäume", x: float = 10, y: float = 10) -> Contribute:
    return Contribute(id, Category.IDEA, text, "de", Place(point(x, y)))


def played(path: Path) -> Session:
    """A workshop in which several seats have done something of everything."""
    session = Session.create(path, small_site(), "Werkstatt Süd")
    session.execute(SetGoal(Goal("sealed-share", 0.4, 2.0)), "facilitator")
    session.execute(AddVariant("v1", "Grüne Mitte"), "facilitator")
    session.execute(tree("m1"), "seat-1")
    session.execute(tree("m2", 30, 50), "seat-2")
    street = f"LINESTRING ({WEST + 1} {SOUTH + 48}, {WEST + 90} {SOUTH + 48})"
    session.execute(PlaceMeasure("v1", "m3", "swale", street, None, (("depth", 0.3),)), "seat-3")
    square = f"POLYGON (({WEST} {SOUTH}, {WEST + 9} {SOUTH}, {WEST + 9} {SOUTH + 9}, {WEST} {SOUTH}))"
    session.execute(PlaceMeasure("v1", "m4", "meadow", square), "seat-4")
    session.undo("seat-4")
    session.redo("seat-4")
    session.execute(AddVariant("v2", "Mit Wasser", "v1"), "facilitator")
    session.execute(idea("c1"), "seat-1")
    about = Place(point(20, 25), "building", "b0")
    session.execute(Contribute("c2", Category.CONCERN, "Zu hoch; „finde ich“\n\nwirklich", "de", about, "v1"), "seat-2")
    area = Place(square)
    session.execute(Contribute("c3", Category.PRAISE, "=1+1", "en", area, "v2"), "seat-3")
    session.execute(CastVote("c1", Opinion.AGREE), "seat-2")
    session.execute(CastVote("c1", Opinion.DISAGREE), "seat-3")
    session.execute(CastVote("c2", Opinion.AGREE), "seat-4")
    session.execute(AddComment("c1", "a1", "Wo genau?"), "seat-4")
    return session
