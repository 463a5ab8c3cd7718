"""Variants and measures as the commands print them."""

from collections.abc import Mapping
from typing import Any

from planningtable.cli.shell import Shell
from planningtable.domain.values import BASE, Measure, Variant


def variant_row(variant: Variant) -> dict[str, Any]:
    return {
        "id": variant.id,
        "title": variant.title,
        "parent": variant.parent,
        "measures": [m.id for m in variant.measures],
    }


def printed_variant(row: Mapping[str, Any], shell: Shell) -> dict[str, Any]:
    """The same for people: the existing state by its name, measures counted."""
    title = shell.words("variant.base") if row["id"] == BASE else row["title"]
    return {"id": row["id"], "title": title, "parent": row["parent"] or "–", "measures": len(row["measures"])}


def measure_row(measure: Measure, variant: str) -> dict[str, Any]:
    return {
        "id": measure.id,
        "variant": variant,
        "kind": measure.kind,
        "geometry": measure.geometry,
        "target": measure.target,
        "parameters": dict(measure.parameters),
    }
