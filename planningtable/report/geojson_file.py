"""Contributions and measures as GeoJSON (RFC 7946): WGS 84, longitude before latitude."""

import json
from collections.abc import Iterable
from typing import Any

from planningtable.domain.text import Words
from planningtable.domain.values import Contribution, Workshop
from planningtable.report.content import MeasureLine, VariantSheet
from planningtable.report.places import Converter
from planningtable.report.sections.naming import opinions


def contributions_geojson(workshop: Workshop, converter: Converter) -> bytes:
    return _collection(
        _feature(c.id, converter.geometry(c.place.geometry), _said(number, c))
        for number, c in enumerate(workshop.contributions, 1)
    )


def _said(number: int, c: Contribution) -> dict[str, Any]:
    agree, disagree = opinions(c)
    return {
        "number": number,
        "category": c.category.value,
        "text": c.text,
        "language": c.language,
        "seat": c.seat,
        "phase": c.phase.value,
        "at": c.at,
        "variant": c.variant,
        "about": c.place.about,
        "target": c.place.target,
        "agree": agree,
        "disagree": disagree,
        "comments": [{"seat": a.seat, "text": a.text, "at": a.at} for a in c.comments],
    }


def measures_geojson(sheets: Iterable[VariantSheet], converter: Converter, words: Words) -> bytes:
    return _collection(
        _feature(line.measure.id, converter.geometry(line.measure.geometry), _placed(sheet, line, words))
        for sheet in sheets
        for line in sheet.measures
    )


def _placed(sheet: VariantSheet, line: MeasureLine, words: Words) -> dict[str, Any]:
    kind = line.kind
    return {
        "variant": sheet.variant.id,
        "variant_title": sheet.variant.title,
        "kind": line.measure.kind,
        "name": line.measure.kind if kind is None else words(kind.name),
        "target": line.measure.target,
        "parameters": dict(line.measure.parameters),
        "size": None if kind is None else round(line.size, 2),
        "unit": None if kind is None else kind.cost.per,
        "cost_low_eur": None if kind is None else round(line.cost[0]),
        "cost_high_eur": None if kind is None else round(line.cost[1]),
        "carried_out": line.skipped is None and kind is not None,
    }


def _feature(id: str, geometry: dict[str, Any] | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": id, "geometry": geometry, "properties": {"id": id, **properties}}


def _collection(features: Iterable[dict[str, Any]]) -> bytes:
    collection = {"type": "FeatureCollection", "features": list(features)}
    return (json.dumps(collection, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
