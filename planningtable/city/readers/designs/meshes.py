"""Meshes of glTF, OBJ and PLY files → `Design`."""

import io
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Array
from planningtable.city.readers.designs.colours import colours_of
from planningtable.city.readers.designs.design import LOCAL, MOST_TRIANGLES, Design, Faces
from planningtable.city.readers.designs.quiet import DAMAGED, quiet
from planningtable.city.readers.files import Part
from planningtable.domain.text import PlanningError, Text

TYPE = "GenericCityObject"
# From y up to z up: x, -z, y.
_UPRIGHT = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])


class Siblings:
    """Buffers, materials and images beside a document; nothing else can be reached."""

    def __init__(self, part: Part) -> None:
        """The files beside a part.

        Args:
            part: the document.
        """
        self._part = part
        self.missing: list[str] = []

    def get(self, name: str) -> bytes:
        """Bytes of a file.

        Raises:
            FileNotFoundError: it is not there, or not beside the document.
        """
        found = self._part.sibling(name) if ".." not in PurePosixPath(name.replace("\\", "/")).parts else None
        if found is None:
            self.missing.append(name)
            raise FileNotFoundError(name)
        return found

    def __getitem__(self, name: str) -> bytes:
        return self.get(name)

    def __contains__(self, name: str) -> bool:
        return self._part.sibling(name) is not None

    def keys(self) -> tuple[str, ...]:
        """Nothing: there is no looking round in the folder."""
        return ()

    def namespaced(self, namespace: str) -> "Siblings":
        """The same."""
        del namespace
        return self


def read_meshes(part: Part, data: bytes, ending: str) -> Design:
    """One object with all meshes nested.

    Args:
        part: the document.
        data: its bytes.
        ending: what trimesh calls the format.

    Raises:
        PlanningError: damaged, empty or too big.
    """
    design = Design()
    stem = PurePosixPath(part.file_name).stem
    root = design.add_object(stem, TYPE, name=stem)
    siblings = Siblings(part)
    with quiet():
        try:
            scene = _scene(data, ending, siblings)
            nodes = _nodes(scene)
            total = sum(len(getattr(scene.geometry[name], "faces", ())) for name, _ in nodes)
            if total > MOST_TRIANGLES:
                raise PlanningError("error.design.too-many", file=part.name, most=MOST_TRIANGLES)
            images: dict[int, npt.NDArray[np.uint8] | None] = {}
            turn = _UPRIGHT if ending in ("glb", "gltf") else np.eye(3)
            for name, matrix in nodes:
                _add(design, root, name, (scene.geometry[name], matrix), (turn, images))
        except DAMAGED as error:
            missing = next((m for m in siblings.missing if m.lower().endswith((".bin", ".glbin"))), None)
            if missing is not None:
                raise PlanningError("error.design.buffer", file=part.name, buffer=missing[:200]) from error
            raise PlanningError("error.design.damaged", file=part.name) from error
    if len(design.ids) == 1:
        raise PlanningError("error.design.empty", file=part.name)
    for name in sorted(set(siblings.missing)):
        design.remark(root, Text.of("city.repaired.design-missing", file=name[:200]))
    design.features[LOCAL] = 1
    return design


def _nodes(scene: Any) -> list[tuple[str, Array]]:
    """Name of the mesh and matrix of each node, in an order that is the same every time."""
    nodes = [scene.graph[node] for node in scene.graph.nodes_geometry]
    found = [(str(name), np.asarray(matrix, np.float64)) for matrix, name in nodes]
    return sorted(found, key=lambda node: (node[0], node[1].tolist()))


def _scene(data: bytes, ending: str, siblings: Any) -> Any:
    import trimesh  # a second to import, and only designs need it

    kind = "glb" if data.startswith(b"glTF") else ending
    options: Mapping[str, Any] = {"split_object": True} if kind == "obj" else {}
    return trimesh.load_scene(
        io.BytesIO(data), file_type=kind, resolver=siblings, allow_remote=False, process=False, **options
    )


def _add(
    design: Design,
    root: int,
    node: str,
    placed: tuple[Any, Array],
    how: tuple[Array, dict[int, npt.NDArray[np.uint8] | None]],
) -> None:
    """A mesh where it stands; lines and points are remarked."""
    mesh, matrix = placed
    turn, images = how
    if not hasattr(mesh, "faces") or not hasattr(mesh, "visual"):
        design.remark(root, Text.of("city.repaired.design-lines", node=node[:200]))
        return
    design.features["mesh"] += 1
    row = design.add_object(f"{design.ids[root]}/{len(design.ids)}", TYPE, root, name=node)
    faces = np.asarray(mesh.faces, np.int64)
    if getattr(getattr(mesh.visual, "material", None), "image", None) is not None:
        design.features["texture"] += 1
    points = np.asarray(mesh.vertices, np.float64) @ matrix[:3, :3].T + matrix[:3, 3]
    count = len(faces)
    if np.linalg.det(matrix[:3, :3]) < 0:
        faces = faces[:, ::-1]
    design.add_faces(
        row,
        Faces(
            (points @ turn.T)[faces.reshape(-1)],
            np.full(count, 3, np.int64),
            np.ones(count, np.int64),
            colours_of(mesh, images),
        ),
    )
