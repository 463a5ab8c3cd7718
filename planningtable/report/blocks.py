"""The tree of a document: what is said, not what it looks like. All sentences are in the reader's language."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Style: ``normal``, ``lead`` or ``note``."""

    text: str
    style: str = "normal"


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and what they are."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """Align: ``left`` or ``right``; width: share of the table's width."""

    title: str
    align: str = "left"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with a smaller second line; a span covers several columns and opens a group."""

    text: str
    sub: str = ""
    strong: bool = False
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header is repeated on every page; the caption says what it holds."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """A legend: colours with what they mean."""

    title: str
    items: tuple[tuple[str, str], ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: PNG or SVG bytes, words for those who do not see it, width as a share of the page's."""

    data: bytes
    format: str
    alt: str
    caption: str
    width: float = 1.0
    key: Key | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """A contribution."""

    number: int
    category: str
    colour: str
    text: str
    where: str
    said: str
    opinions: str
    comments: tuple[str, ...] = ()
    language: str = "de"


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block: TypeAlias = Heading | Paragraph | Bullets | Facts | Table | Figure | Voice | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A document.

    Attributes:
        title: of the workshop.
        subtitle: what it is.
        language: ``de`` or ``en``.
        cover: facts on the title page.
        picture: on the title page; None where there is none.
        contents: heading of the table of contents.
        footer: at the foot of each page.
        page: word before the page number.
        blocks: the document.
    """

    title: str
    subtitle: str
    language: str
    cover: tuple[tuple[str, str], ...]
    picture: Figure | None
    contents: str
    footer: str
    page: str
    blocks: tuple[Block, ...]


def as_text(document: Document) -> str:
    """The words of a document, one line a block part: for tests and for searching."""
    lines = [document.title, document.subtitle, *(f"{name}: {value}" for name, value in document.cover)]
    for block in document.blocks:
        lines += _lines(block)
    return "\n".join(lines)


def _lines(block: Block) -> list[str]:
    match block:
        case Heading(text, level):
            return ["#" * level + " " + text]
        case Paragraph(text):
            return [text]
        case Bullets(items):
            return [f"- {item}" for item in items]
        case Facts(rows):
            return [f"{name}: {value}" for name, value in rows]
        case Table(caption, columns, rows):
            body = [" | ".join(f"{c.text} {c.sub}".strip() for c in row) for row in rows]
            return [caption, " | ".join(c.title for c in columns), *body]
        case Figure(alt=alt, caption=caption, key=key):
            legend = () if key is None else (key.title, *(label for _, label in key.items), key.source)
            return [f"[{caption}: {alt}]", *legend]
        case Voice(number, category, _, text, where, said, opinions, comments):
            return [f"{number} {category}", text, where, said, opinions, *comments]
        case PageBreak():
            return []
