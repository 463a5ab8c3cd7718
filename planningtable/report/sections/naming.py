"""Names that several chapters use."""

from collections.abc import Mapping
from types import MappingProxyType

from planningtable.domain.text import Words
from planningtable.domain.values import BASE, Category, Contribution, Opinion, Variant, Workshop
from planningtable.indicators.stability import STABLE
from planningtable.report.content import Content

# Dark enough for white figures on them (contrast of at least 4.5), and told apart by the colour-blind with the words.
CATEGORY_COLOURS: Mapping[Category, str] = MappingProxyType(
    {
        Category.IDEA: "#0063a0",
        Category.CONCERN: "#b34700",
        Category.QUESTION: "#5b4b9e",
        Category.OBSERVATION: "#4d5a60",
        Category.PRAISE: "#00734f",
    }
)
MEASURE_COLOUR = "#1f4e5f"


def variant_title(variant: Variant, words: Words) -> str:
    return words("variant.base") if variant.id == BASE else variant.title


def title_of_variant(workshop: Workshop, variant: str, words: Words) -> str:
    found = workshop.variant(variant)
    return variant if found is None else variant_title(found, words)


def title_of(content: Content, variant: str, words: Words) -> str:
    return title_of_variant(content.workshop, variant, words)


def seat_name(seat: str, words: Words) -> str:
    return words(f"seat.{seat}") if words.knows(f"seat.{seat}") else seat


def opinions(contribution: Contribution) -> tuple[int, int]:
    """How many agree and how many do not."""
    agree = sum(vote.opinion is Opinion.AGREE for vote in contribution.votes)
    return agree, len(contribution.votes) - agree


def certainty(content: Content) -> str:
    """How sure the first place is: ``stable``, ``close`` (first by most weights, but hardly ahead) or ``unstable``."""
    if content.stable:
        return "stable"
    return "close" if content.ranking[0].first >= STABLE else "unstable"


def quoted(text: str, words: Words, limit: int = 160) -> str:
    """A text in the quotation marks of the language, shortened at a word."""
    flat = " ".join(text.split())
    if len(flat) > limit:
        flat = flat[:limit].rsplit(" ", 1)[0] + " …"
    return words("report.quoted", text=flat)
