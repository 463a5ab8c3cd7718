"""The check-up of files that are no city models: what they are, what is in them, what they are for."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from planningtable.app.intake.documents import Delivery
from planningtable.city.checkup import FileCheck
from planningtable.city.crs.reference import degrees
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.model.piece import Tally
from planningtable.city.readers.detect import Kind
from planningtable.city.readers.files import Part
from planningtable.city.readers.ground import orthophoto
from planningtable.city.readers.ground.raster import raster_of
from planningtable.city.readers.ground.references import world_affine
from planningtable.city.readers.ground.tiles import FORMATS as TERRAIN_FORMATS
from planningtable.city.readers.vector.parcels import parcels_survey
from planningtable.city.readers.vector.survey import LayerSurvey, survey
from planningtable.city.readers.xplan.reader import read_plans
from planningtable.domain.text import PlanningError, Text

# Rasters up to so many pixels are read to count those without a value.
MOST_PIXELS = 50_000_000
# Deliveries come with papers for people; what has another ending may be a city model that is broken.
PAPERS = frozenset({".txt", ".md", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".htm", ".html", ".log", ".xls", ".xlsx"})


def check_others(found: Delivery, job: Job) -> tuple[FileCheck, ...]:
    """One check-up a file that is no city model; what cannot be read says why.

    Raises:
        CancelledError: the job was cancelled.
    """
    checks = []
    for number, (part, kind) in enumerate(found.others):
        span = job.part(number / len(found.others), (number + 1) / len(found.others))
        span.report(0.0, Text.of("city.job.looking", file=part.name))
        try:
            checks.append(_SURVEYS[kind](part, kind, span))
        except PlanningError as error:
            checks.append(FileCheck(part.name, "", problem=error.text))
    checks += [FileCheck(name, "", problem=why) for name, why in found.left_out]
    return tuple(checks)


def _vector(part: Part, kind: Kind, job: Job) -> FileCheck:
    del kind
    seen = survey(part, job)
    types: Counter[str] = Counter()
    attributes: Counter[str] = Counter()
    for layer in seen.layers:
        types.update(layer.types)
        attributes.update(layer.attributes)
    if seen.delimiter:
        types["rows"] = sum(layer.rows for layer in seen.layers)
    crs = next((layer.crs for layer in seen.layers if layer.crs), "")
    notes = (*seen.notes, *(note for layer in seen.layers for note in _layer_notes(layer)))
    return FileCheck(
        part.name,
        seen.format,
        encoding=seen.encoding,
        crs=crs,
        crs_name=crs,
        objects=dict(sorted(types.items())),
        attributes=dict(sorted(attributes.items())),
        extent_wgs84=_wgs84(crs, _extent(seen.layers)),
        notes=tuple(dict.fromkeys((*_parcels(part, seen.layers, job), *notes))),
    )


def _parcels(part: Part, layers: Sequence[LayerSurvey], job: Job) -> tuple[Text, ...]:
    """What there is to be said of parcels, where there are some."""
    layer = next((layer for layer in layers if layer.purpose == "parcels"), None)
    if layer is None:
        return ()
    if not layer.crs:
        return (Text.of("city.survey.parcels", count=layer.rows),)
    return parcels_survey(part, layer.crs, job)


def _layer_notes(layer: LayerSurvey) -> tuple[Text, ...]:
    counts = (("without-place", layer.without_place), ("broken", layer.broken), ("invalid", layer.invalid))
    return tuple(Text.of(f"city.survey.{id}", layer=layer.name, rows=n) for id, n in counts if n)


def _extent(layers: Sequence[LayerSurvey]) -> Extent | None:
    boxes = [Extent(la.low[0], la.low[1], la.high[0], la.high[1]) for la in layers if la.low and la.high]
    if not boxes:
        return None
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.joined(box)
    return whole


def _wgs84(crs: str, extent: Extent | None) -> tuple[float, ...]:
    if not crs.startswith("EPSG:") or extent is None:
        return ()
    found = degrees(crs, extent)
    corners = (found.west, found.south, found.east, found.north)
    return corners if np.isfinite(corners).all() else ()


def _terrain(part: Part, kind: Kind, job: Job) -> FileCheck:
    del job
    seen = TERRAIN_FORMATS[kind].survey(part, "")
    counts: dict[str, int] = {}
    if seen.extent is not None and seen.cell > 0 and np.isfinite(seen.extent.area / seen.cell / seen.cell):
        pixels = seen.extent.area / seen.cell / seen.cell
        counts["cells"] = round(pixels)
        if pixels <= MOST_PIXELS and kind in (Kind.RASTER, Kind.ASC):
            raster = raster_of(part)
            valid = int(np.isfinite(raster.values).sum())
            counts = {"cells": valid, "cells without data": raster.values.size - valid}
    return FileCheck(
        part.name,
        seen.format,
        crs=seen.crs,
        crs_name=seen.crs,
        objects=counts,
        extent_wgs84=_wgs84(seen.crs, seen.extent),
        notes=seen.notes,
    )


def _photo(part: Part, kind: Kind, job: Job) -> FileCheck:
    del kind, job
    seen = orthophoto.survey(part)
    use = Text.of("city.survey.photo", columns=seen.columns, rows=seen.rows, pixel=round(seen.pixel, 3))
    return FileCheck(
        part.name,
        seen.format,
        crs=seen.crs,
        crs_name=seen.crs,
        objects={"bands": seen.bands, "pixels": seen.columns * seen.rows},
        extent_wgs84=_wgs84(seen.crs, seen.extent),
        notes=(use,) if seen.crs else (use, Text.of("vector.note.no-crs", file=part.name)),
    )


def _picture(part: Part, kind: Kind, job: Job) -> FileCheck:
    """A photo by its world file, or a texture."""
    return _photo(part, kind, job) if world_affine(part) is not None else _named(part, kind, job)


def _plan(part: Part, kind: Kind, job: Job) -> FileCheck:
    del kind
    plans = read_plans(part, job)
    given: Counter[str] = Counter()
    for plan in plans:
        given.update(plan.given)
    reported = [remark for plan in plans for remark in plan.reported]
    shown = given - Counter(remark.type for remark in reported)
    listed = Tally.total([Tally(reported=tuple(reported), repaired=tuple(r for plan in plans for r in plan.repaired))])
    return FileCheck(
        part.name,
        "XPlanGML",
        version=plans[0].version,
        title=plans[0].name,
        crs=plans[0].crs,
        crs_name=plans[0].crs_name,
        objects=dict(sorted(given.items())),
        given=given.total(),
        shown=given.total() - len(reported),
        shown_types=dict(sorted(shown.items())),
        reported=listed.reported,
        repaired=listed.repaired,
        unnamed=listed.unnamed,
        extent_wgs84=_wgs84(plans[0].crs, plans[0].extent),
        notes=tuple(note for plan in plans for note in plan.notes),
    )


def _named(part: Part, kind: Kind, job: Job) -> FileCheck:
    """A file that is what it is and is not looked into."""
    del job
    return FileCheck(part.name, kind.name, notes=(Text.of("city.survey.beside", kind=kind.text),))


def _not_read(part: Part, kind: Kind, job: Job) -> FileCheck:
    del job
    if part.ending in PAPERS:
        return FileCheck(part.name, "", notes=(Text.of("city.note.not-used", file=part.name, kind=kind.text),))
    problem = Text.of("error.city.no-model", file=part.name, kind=kind.text)
    return FileCheck(part.name, "", problem=problem)


_SURVEYS: Mapping[Kind, Callable[[Part, Kind, Job], FileCheck]] = MappingProxyType(
    {
        **dict.fromkeys(Kind, _not_read),
        **dict.fromkeys((Kind.VECTOR, Kind.CSV, Kind.ALKIS, Kind.GML), _vector),
        **dict.fromkeys((Kind.RASTER, Kind.ASC, Kind.XYZ, Kind.LAS), _terrain),
        Kind.PHOTO: _photo,
        Kind.IMAGE: _picture,
        Kind.SIDE: _named,
        Kind.XPLAN: _plan,
    }
)
