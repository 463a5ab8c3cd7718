"""The document as a tagged PDF (PDF/UA-1), set by typst; no network, no fonts but those that come along."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, replace
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from planningtable.domain.text import PlanningError
from planningtable.report.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    PageBreak,
    Paragraph,
    Table,
    Voice,
)
from planningtable.report.glyphs import Glyphs

TEMPLATE = "council_pack.typ"
KINDS: Mapping[type[Block], str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    Bullets: "bullets",
    Facts: "facts",
    Table: "table",
    Figure: "figure",
    Voice: "voice",
    PageBreak: "page-break",
}


def to_pdf(document: Document) -> bytes:
    """Set a document.

    Raises:
        PlanningError: typst refuses; the sentence carries its reason.
    """
    with tempfile.TemporaryDirectory(prefix="council-pack-") as name:
        folder = Path(name)
        (folder / "document.json").write_text(_as_json(document, folder), encoding="utf-8")
        template = resources.files("planningtable.report") / TEMPLATE
        (folder / TEMPLATE).write_bytes(template.read_bytes())
        with resources.as_file(resources.files("assets") / "fonts") as fonts:
            try:
                return bytes(
                    typst.compile(
                        folder / TEMPLATE,
                        root=folder,
                        font_paths=[fonts],
                        ignore_system_fonts=True,
                        format="pdf",
                        pdf_standards=["ua-1"],
                    )
                )
            except RuntimeError as problem:  # typst.TypstError is one
                raise PlanningError("error.report.pdf", reason=str(problem)) from problem


def _as_json(document: Document, folder: Path) -> str:
    """The tree as JSON; figures become files in the folder; signs that no font has are spelt out."""
    names = iter(range(1_000_000))

    def stored(figure: Figure) -> dict[str, Any]:
        file = f"figure-{next(names)}.{figure.format}"
        (folder / file).write_bytes(figure.data)
        return {**asdict(replace(figure, data=b"")), "data": None, "file": file, "kind": "figure"}

    def shown(block: Block) -> dict[str, Any]:
        return stored(block) if isinstance(block, Figure) else {"kind": KINDS[type(block)], **asdict(block)}

    tree = {
        **{key: getattr(document, key) for key in ("title", "subtitle", "language", "contents", "footer", "page")},
        "cover": document.cover,
        "picture": None if document.picture is None else stored(document.picture),
        "blocks": [shown(block) for block in document.blocks],
    }
    return json.dumps(_printable(tree, Glyphs.of_report()), ensure_ascii=False)


def _printable(value: Any, glyphs: Glyphs) -> Any:
    match value:
        case str():
            return glyphs.printable(value)
        case dict():
            return {key: _printable(item, glyphs) for key, item in value.items()}
        case list() | tuple():
            return [_printable(item, glyphs) for item in value]
        case _:
            return value
