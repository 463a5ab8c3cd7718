"""The check-up: what is in a file, what was repaired, what cannot be shown and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from planningtable.city.model.batch import Remark
from planningtable.city.model.piece import Measured
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
        objects: number by class, nested objects too.
        given: number of objects that stand for themselves (without a parent); always ``shown`` + `number_of`
            ``reported``.
        buildings: number of buildings.
        building_parts: number of building parts.
        lods: number of objects of their own with geometry (their nested objects' included), by level of detail.
        surfaces: number of boundary surfaces by class.
        polygons: number of polygons.
        holes: number of inner rings.
        solids: number of solids.
        terrain_triangles: number of triangles of TIN reliefs.
        shown: number of objects of their own that can be shown.
        shown_types: the same by class.
        reported: objects of their own that cannot be shown, and why.
        rough: objects that are shown only roughly, and how (a tree by its size, a footprint raised to its height).
        repaired: objects and surfaces that were mended or left out, and what was done.
        faults: number of geometry faults by val3dity's code and name.
        faulty: the objects and surfaces that have them.
        unnamed: list (``reported``, ``rough`` …) to reason (val3dity's code and name, or id of the sentence) to the
            number of remarks that are counted but not in the list
            (`planningtable.city.model.remarks.MOST_NAMED` of a reason are).
        attributes: how many objects carry an attribute.
        features: features of the format that occur, and how often.
        measured: areas and volumes of what is shown.
        extent: of what is shown, in the site's CRS: west, south, lowest, east, north, highest [m]; empty for none.
        extent_wgs84: longitude and latitude of its corners: west, south, east, north [°]; empty for none.
        notes: further remarks on the file.
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
    holes: int = 0
    solids: int = 0
    terrain_triangles: int = 0
    given: int = 0
    shown: int = 0
    shown_types: Mapping[str, int] = field(default_factory=dict)
    reported: tuple[Remark, ...] = ()
    rough: tuple[Remark, ...] = ()
    repaired: tuple[Remark, ...] = ()
    faults: Mapping[str, int] = field(default_factory=dict)
    faulty: tuple[Remark, ...] = ()
    unnamed: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    attributes: Mapping[str, int] = field(default_factory=dict)
    features: Mapping[str, int] = field(default_factory=dict)
    measured: Measured = field(default_factory=Measured)
    extent: tuple[float, ...] = ()
    extent_wgs84: tuple[float, ...] = ()
    notes: tuple[Text, ...] = ()
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
            "holes": self.holes,
            "solids": self.solids,
            "terrain_triangles": self.terrain_triangles,
            "given": self.given,
            "shown": self.shown,
            "shown_types": dict(self.shown_types),
            "reported": [_remark(r, words, "reason") for r in self.reported],
            "rough": [_remark(r, words, "what") for r in self.rough],
            "repaired": [_remark(r, words, "what") for r in self.repaired],
            "faults": dict(self.faults),
            "faulty": [_remark(r, words, "what") for r in self.faulty],
            "unnamed": {name: dict(counts) for name, counts in self.unnamed.items()},
            "attributes": dict(self.attributes),
            "features": dict(self.features),
            "measured": {f.name: round(getattr(self.measured, f.name), 3) for f in fields(Measured)},
            "extent": [round(v, 3) for v in self.extent],
            "extent_wgs84": [round(v, 7) for v in self.extent_wgs84],
            "notes": [words(note) for note in self.notes],
            "problem": words(self.problem) if self.problem is not None else None,
        }


def _remark(remark: Remark, words: Words, key: str) -> dict[str, str]:
    row = {"id": remark.id, key: words(remark.why)}
    if remark.type:
        row["type"] = remark.type
    if remark.code:
        row["code"] = remark.code
    return row


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
