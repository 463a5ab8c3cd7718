"""The check-up: what is in a file, what was repaired, what cannot be shown and why."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from planningtable.city.assemble import Assembled
from planningtable.city.crs.reference import Placement, Reference
from planningtable.city.readers.citygml.document import CityDocument, Remark
from planningtable.domain.text import Text, Words


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One file, or one document of an archive.

    Attributes:
        name: without the folder.
        format: ``CityGML``, ``GeoTIFF``, ``ESRI ASC``, ``GeoJSON``, ``CSV`` …
        version: of the format; empty where it has none.
        encoding: of the text; empty for others.
        title: that the file gives itself.
        crs: ``EPSG:code``; empty where none is named or it is unknown.
        crs_name: as it stood in the file.
        vertical: vertical datum as it stood in the file.
        axis_order: ``east, north`` or ``north, east``, as found in the coordinates.
        objects: number by type.
        buildings: number of buildings; always ``shown`` + length of ``reported``.
        building_parts: number of building parts.
        lods: number of buildings with geometry, by level of detail.
        surfaces: number of boundary surfaces by type.
        polygons: number of polygons of buildings.
        terrain_triangles: number of triangles of TIN reliefs.
        shown: number of buildings that can be shown.
        reported: buildings that cannot be shown, and why.
        repaired: surfaces that were mended or left out, and what was done.
        attributes: how many buildings carry an attribute.
        problem: what stands in the way of using the file as it is.
    """

    name: str
    format: str
    version: str = ""
    encoding: str = ""
    title: str = ""
    crs: str = ""
    crs_name: str = ""
    vertical: str = ""
    axis_order: str = ""
    objects: Mapping[str, int] = field(default_factory=dict)
    buildings: int = 0
    building_parts: int = 0
    lods: Mapping[str, int] = field(default_factory=dict)
    surfaces: Mapping[str, int] = field(default_factory=dict)
    polygons: int = 0
    terrain_triangles: int = 0
    shown: int = 0
    reported: tuple[Remark, ...] = ()
    repaired: tuple[Remark, ...] = ()
    attributes: Mapping[str, int] = field(default_factory=dict)
    problem: Text | None = None

    def as_mapping(self, words: Words) -> dict[str, Any]:
        """Keys as the command ``check`` prints them, remarks in a reader's words."""
        return {
            "name": self.name,
            "format": self.format,
            "version": self.version,
            "encoding": self.encoding,
            "title": self.title,
            "crs": self.crs,
            "crs_name": self.crs_name,
            "vertical": self.vertical,
            "axis_order": self.axis_order,
            "objects": dict(self.objects),
            "buildings": self.buildings,
            "building_parts": self.building_parts,
            "lods": dict(self.lods),
            "surfaces": dict(self.surfaces),
            "polygons": self.polygons,
            "terrain_triangles": self.terrain_triangles,
            "shown": self.shown,
            "reported": [{"id": id, "reason": words(why)} for id, why in self.reported],
            "repaired": [{"id": id, "what": words(what)} for id, what in self.repaired],
            "attributes": dict(self.attributes),
            "problem": words(self.problem) if self.problem is not None else None,
        }


@dataclass(frozen=True, slots=True)
class Checkup:
    """All files of an import or of a check, and remarks on the whole."""

    files: tuple[FileCheck, ...]
    notes: tuple[Text, ...] = ()

    def as_mapping(self, words: Words) -> dict[str, Any]:
        return {
            "files": [file.as_mapping(words) for file in self.files],
            "notes": [words(note) for note in self.notes],
        }


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """A document with its CRS, as far as one was found.

    Attributes:
        document: as read.
        reference: None where the file names no CRS that is known.
        placement: None where there is no reference, or the coordinates contradict it.
        problem: why there is none.
    """

    document: CityDocument
    reference: Reference | None
    placement: Placement | None
    problem: Text | None = None


def check_of(located: Sequence[Located], assembled: Assembled) -> tuple[FileCheck, ...]:
    """The check-ups of city documents that were assembled together."""
    return tuple(
        _one(one, assembled.shown[i], assembled.reported[i], assembled.repaired[i]) for i, one in enumerate(located)
    )


def _one(located: Located, shown: int, reported: tuple[Remark, ...], repaired: tuple[Remark, ...]) -> FileCheck:
    document, reference, placement = located.document, located.reference, located.placement
    counts: Counter[str] = Counter()
    for record in document.buildings:
        counts.update(record.attributes.keys())
    return FileCheck(
        name=document.name,
        format="CityGML",
        version=document.version,
        encoding=document.encoding,
        title=document.title,
        crs=f"EPSG:{reference.epsg}" if reference is not None else "",
        crs_name=document.reference_names[0] if document.reference_names else "",
        vertical=reference.vertical if reference is not None else "",
        axis_order=placement.axis_order if placement is not None else "",
        objects=document.objects,
        buildings=document.building_count,
        building_parts=document.part_count,
        lods=document.lods,
        surfaces=document.surfaces,
        polygons=len(document.polygons),
        terrain_triangles=len(document.terrain),
        shown=shown,
        reported=reported,
        repaired=repaired,
        attributes=dict(sorted(counts.items())),
        problem=located.problem,
    )
