"""glTF, OBJ, PLY and IFC: what the table of formats asks of a reader."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch, Remark
from planningtable.city.readers.designs.design import MOST_BYTES, Design, Place
from planningtable.city.readers.designs.ifc import BUILDING, read_ifc
from planningtable.city.readers.designs.ifc_head import place_of, references_of, schema_of, title_of
from planningtable.city.readers.designs.mesh_checks import Check, check_gltf, check_obj, check_ply
from planningtable.city.readers.designs.meshes import TYPE, read_meshes
from planningtable.city.readers.files import Part, whole
from planningtable.city.readers.formats import Chunk, CityFormat, Heading
from planningtable.domain.text import PlanningError


@dataclass(frozen=True, slots=True)
class _Mesh:
    """A format of meshes.

    Attributes:
        name: as people call it.
        ending: what trimesh calls it.
        check: looks at the bytes and tells the version.
    """

    name: str
    ending: str
    check: Check

    def head(self, part: Part, job: Job) -> Heading:
        """The heading; `Heading.context` is a `Place`.

        Raises:
            PlanningError: damaged, empty, of another version, or too big.
            CancelledError: the job was cancelled.
        """
        data = whole(part, job, MOST_BYTES)
        return Heading(part.name, self.name, self.check(data, part.name), context=Place())

    def read(self, heading: Heading, chunk: Chunk) -> CityBatch:
        """The whole design; one that turns out to be damaged is reported."""
        del heading
        part: Part = chunk.payload
        return _guarded(part, TYPE, lambda: read_meshes(part, whole(part, Job(), MOST_BYTES), self.ending))


def _guarded(part: Part, type: str, read: Callable[[], Design]) -> CityBatch:
    try:
        return read().batch()
    except PlanningError as error:
        design = Design()
        design.reported.append(Remark(PurePosixPath(part.file_name).stem, error.text, type))
        return design.batch()


def _chunks(part: Part, heading: Heading, job: Job) -> Iterator[Chunk]:
    """The document as one chunk; `Chunk.payload` is the `Part`, which the reader opens.

    Raises:
        CancelledError: the job was cancelled.
    """
    del heading
    job.check()
    yield Chunk(0, part)


def _ifc_head(part: Part, job: Job) -> Heading:
    """The heading; `Heading.context` is a `Place`.

    Raises:
        PlanningError: no IFC, of another version, or too big.
        CancelledError: the job was cancelled.
    """
    data = whole(part, job, MOST_BYTES)
    schema = schema_of(data, part.name)
    return Heading(
        part.name,
        "IFC",
        schema.removeprefix("IFC"),
        title=title_of(data),
        reference_names=references_of(data),
        context=place_of(data),
    )


def _ifc_read(heading: Heading, chunk: Chunk) -> CityBatch:
    """The whole model; one that turns out to be damaged is reported."""
    part: Part = chunk.payload
    return _guarded(
        part,
        BUILDING,
        lambda: read_ifc(part.name, whole(part, Job(), MOST_BYTES).decode("latin-1"), heading.context),
    )


def _mesh(mesh: _Mesh) -> CityFormat:
    return CityFormat(mesh.head, _chunks, mesh.read)


GLTF = _mesh(_Mesh("glTF", "gltf", check_gltf))
OBJ = _mesh(_Mesh("OBJ", "obj", check_obj))
PLY = _mesh(_Mesh("PLY", "ply", check_ply))
IFC = CityFormat(_ifc_head, _chunks, _ifc_read)
