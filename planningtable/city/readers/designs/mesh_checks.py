"""What is looked at before a mesh is loaded: that it is what it says, and of a size that can be drawn."""

import re
import struct
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import orjson

from planningtable.city.readers.designs.design import MOST_TRIANGLES
from planningtable.domain.text import PlanningError

Check: TypeAlias = Callable[[bytes, str], str]

# Packed in ways that need a decoder of their own.
PACKED = frozenset({"KHR_draco_mesh_compression", "EXT_meshopt_compression"})
_JSON_CHUNK = 0x4E4F534A
_MOST_NUMBERS = 12 * MOST_TRIANGLES


def check_gltf(data: bytes, name: str) -> str:
    """The version of a glTF or GLB file.

    Raises:
        PlanningError: damaged, of another version, packed, or too big.
    """
    tree = gltf_tree(data, name)
    asset = tree.get("asset")
    version = str(asset.get("version", "")) if isinstance(asset, Mapping) else ""
    if not version.startswith("2"):
        raise PlanningError("error.design.version", file=name, format="glTF", version=version[:20] or "–")
    required = tree.get("extensionsRequired")
    packed = PACKED.intersection(r for r in required if isinstance(r, str)) if isinstance(required, list) else ()
    if packed:
        raise PlanningError("error.design.packed", file=name, how=", ".join(sorted(packed)))
    numbers = sum(_count(accessor.get("count"), name) for accessor in _maps(tree.get("accessors")))
    if numbers > _MOST_NUMBERS:
        raise PlanningError("error.design.too-many", file=name, most=MOST_TRIANGLES)
    _check_nodes(_maps(tree.get("nodes")), name)
    return version


def gltf_tree(data: bytes, name: str) -> Mapping[str, Any]:
    """The JSON of a glTF or GLB file.

    Raises:
        PlanningError: it is none.
    """
    text = data
    if data.startswith(b"glTF"):
        if len(data) < 20:
            raise PlanningError("error.design.damaged", file=name)
        version, _, size, sort = struct.unpack_from("<IIII", data, 4)
        if version != 2:
            raise PlanningError("error.design.version", file=name, format="glTF", version=version)
        if sort != _JSON_CHUNK or 20 + size > len(data):
            raise PlanningError("error.design.damaged", file=name)
        text = data[20 : 20 + size]
    try:
        tree = orjson.loads(text.removeprefix(b"\xef\xbb\xbf").rstrip(b"\0 \r\n\t"))
    except orjson.JSONDecodeError as error:
        raise PlanningError("error.design.damaged", file=name) from error
    if not isinstance(tree, Mapping):
        raise PlanningError("error.design.damaged", file=name)
    return tree


def _maps(value: Any) -> list[Mapping[str, Any]]:
    return [v if isinstance(v, Mapping) else {} for v in value] if isinstance(value, list) else []


def _count(value: Any, name: str) -> int:
    if not isinstance(value, int) or value < 0:
        raise PlanningError("error.design.damaged", file=name)
    return value


def _check_nodes(nodes: list[Mapping[str, Any]], name: str) -> None:
    """Each node has at most one parent, and none is above itself: the nodes do not multiply.

    Raises:
        PlanningError: otherwise.
    """
    parent = [-1] * len(nodes)
    for row, node in enumerate(nodes):
        children = node.get("children")
        for child in children if isinstance(children, list) else ():
            if type(child) is not int or not 0 <= child < len(nodes) or parent[child] >= 0:
                raise PlanningError("error.design.damaged", file=name)
            parent[child] = row
    depth = [0] * len(nodes)
    for row in range(len(nodes)):
        above, steps = parent[row], 0
        while above >= 0 and not depth[above]:
            above, steps = parent[above], steps + 1
            if steps > len(nodes):
                raise PlanningError("error.design.damaged", file=name)
        depth[row] = 1


def check_ply(data: bytes, name: str) -> str:
    """The version of a PLY file.

    Raises:
        PlanningError: damaged, or too big.
    """
    head, end, _ = data[: 2**16].partition(b"end_header")
    found = re.search(rb"format\s+(\w+)\s+([\d.]+)", head)
    if not end or found is None:
        raise PlanningError("error.design.damaged", file=name)
    for element in re.finditer(rb"element\s+\w+\s+(\d+)", head):
        count = int(element[1][:18])
        if count > len(data):
            raise PlanningError("error.design.damaged", file=name)
        if count > 3 * MOST_TRIANGLES:
            raise PlanningError("error.design.too-many", file=name, most=MOST_TRIANGLES)
    return found[2].decode("ascii", "replace")


def check_obj(data: bytes, name: str) -> str:
    """Nothing: OBJ states no version.

    Raises:
        PlanningError: without corners or faces, or too big.
    """
    faces = len(re.findall(rb"^[ \t]*f[ \t]", data, re.MULTILINE))
    if not faces or re.search(rb"^[ \t]*v[ \t]", data, re.MULTILINE) is None:
        raise PlanningError("error.design.empty", file=name)
    if faces > MOST_TRIANGLES:
        raise PlanningError("error.design.too-many", file=name, most=MOST_TRIANGLES)
    return ""
