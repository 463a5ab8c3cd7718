"""What is known of a document once all its chunks are read → its check-up."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from planningtable.app.intake.tally_text import text_of, text_row
from planningtable.app.intake.values import Place
from planningtable.city.checkup import FileCheck
from planningtable.city.crs.reference import Placement, degrees
from planningtable.city.grid import Extent
from planningtable.city.model.batch import Remark
from planningtable.city.model.piece import Tally
from planningtable.city.readers.formats import Heading
from planningtable.domain.text import Text


@dataclass(frozen=True, slots=True)
class Finding:
    """A document that was read.

    Attributes:
        heading: what holds for all of it; None where it could not be read at all.
        name: of the document.
        place: where it lies.
        tally: what is in it.
        problem: why it was not read, or not to its end.
        mark: SHA-256 of the file that it lies in.
        date: day of that file's last change, ISO 8601.
    """

    name: str
    heading: Heading | None
    place: Place
    tally: Tally
    problem: Text | None = None
    mark: str = ""
    date: str = ""


def problem_of(finding: Finding) -> Text | None:
    """What stands in the way of using a document: it was not read to its end, or there is no telling where it lies."""
    return finding.problem or finding.place.problem


def with_duplicates(tally: Tally, taken: Sequence[tuple[str, str]]) -> Tally:
    """A tally after objects of it, given by id and class, turned out to have come before."""
    shown = dict(tally.shown)
    for _, kind in taken:
        shown[kind] = shown.get(kind, 0) - 1
    reason = Text.of("city.reason.duplicate")
    return replace(
        tally,
        shown={kind: n for kind, n in shown.items() if n > 0},
        reported=(*tally.reported, *(Remark(id, reason, kind) for id, kind in taken)),
    )


def check_of(finding: Finding) -> FileCheck:
    """The check-up of a document."""
    heading, place, tally = finding.heading, finding.place, finding.tally
    if heading is None:
        return FileCheck(finding.name, "", problem=finding.problem)
    return FileCheck(
        name=finding.name,
        format=heading.format,
        version=heading.version,
        encoding=heading.encoding,
        title=heading.title,
        crs=place.crs,
        crs_name=place.crs_name,
        vertical=place.vertical,
        axis_order=place.way.axis_order if place.way is not None else "",
        objects=tally.objects,
        buildings=tally.buildings,
        building_parts=tally.building_parts,
        lods=tally.lods,
        surfaces=tally.surfaces,
        polygons=tally.polygons,
        holes=tally.holes,
        solids=tally.solids,
        terrain_triangles=tally.terrain_triangles,
        given=tally.given,
        shown=sum(tally.shown.values()),
        shown_types=tally.shown,
        reported=tally.reported,
        rough=tally.rough,
        repaired=tally.repaired,
        faults=tally.faults,
        faulty=tally.faulty,
        unnamed=tally.unnamed,
        attributes=tally.attributes,
        features=tally.features,
        measured=tally.measured,
        extent=(*tally.low, *tally.high),
        extent_wgs84=_corners(place, tally),
        # Why a file breaks off is said first; that it lies nowhere is to be known as well.
        notes=(*place.notes, place.problem) if finding.problem and place.problem else place.notes,
        problem=problem_of(finding),
    )


def _corners(place: Place, tally: Tally) -> tuple[float, ...]:
    if place.way is None or not tally.low:
        return ()
    extent = Extent(tally.low[0], tally.low[1], tally.high[0], tally.high[1])
    found = degrees(place.way.crs, extent)
    corners = (found.west, found.south, found.east, found.north)
    return corners if np.isfinite(corners).all() else ()


_HEADING = ("name", "format", "version", "encoding", "title", "licence")


def to_text(finding: Finding) -> str:
    """What is to be kept of a finding beside its tallies, to go on with an import that was stopped."""
    heading, place = finding.heading, finding.place
    row: dict[str, Any] = {"name": finding.name, "problem": text_row(finding.problem)}
    row |= {"mark": finding.mark, "date": finding.date}
    if heading is not None:
        row["heading"] = {name: getattr(heading, name) for name in _HEADING}
    row["place"] = {
        "crs": place.crs,
        "crs_name": place.crs_name,
        "vertical": place.vertical,
        "way": None if place.way is None else _way_row(place.way),
        "problem": text_row(place.problem),
        "notes": [text_row(note) for note in place.notes],
    }
    return json.dumps(row, ensure_ascii=True, separators=(",", ":"))


def from_text(text: str, tally: Tally) -> Finding:
    """The finding that a text and a tally hold."""
    row = json.loads(text)
    place = row["place"]
    way = None if place["way"] is None else _way_of(place["way"])
    notes = _texts(place["notes"])
    return Finding(
        row["name"],
        Heading(**row["heading"]) if "heading" in row else None,
        Place(place["crs"], place["crs_name"], place["vertical"], way, text_of(place["problem"]), notes),
        tally,
        text_of(row["problem"]),
        row["mark"],
        row["date"],
    )


def _way_row(way: Placement) -> dict[str, Any]:
    return {f.name: getattr(way, f.name) for f in fields(way)} | {"notes": [text_row(note) for note in way.notes]}


def _way_of(row: Mapping[str, Any]) -> Placement:
    return Placement(**{**row, "at": tuple(row["at"]), "notes": _texts(row["notes"])})


def _texts(rows: Sequence[Any]) -> tuple[Text, ...]:
    return tuple(text for text in map(text_of, rows) if text is not None)
