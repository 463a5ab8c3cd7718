"""The GLB container: buffers, views, accessors, materials."""

import json
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from planningtable.city.grid import Array

_MAGIC, _VERSION = 0x46546C67, 2
_JSON, _BIN = 0x4E4F534A, 0x004E4942
FLOAT, UINT32 = 5126, 5125
VERTICES, INDICES = 34962, 34963
# Sizes in a GLB are 32-bit numbers.
MOST_BYTES = 2**32 - 1


@dataclass(slots=True, eq=False)
class GltfFile:
    """A glTF document that grows.

    Attributes:
        document: the JSON.
        chunks: bytes of the buffer, each a multiple of four long.
        size: of all of them.
    """

    document: dict[str, Any]
    chunks: list[bytes] = field(default_factory=list)
    size: int = 0

    def add(self, name: str, item: dict[str, Any]) -> int:
        """Put an item into one of the document's lists; returns its number."""
        items: list[dict[str, Any]] = self.document.setdefault(name, [])
        items.append(item)
        return len(items) - 1

    def view(self, data: bytes, target: int | None = None, stride: int | None = None) -> int:
        """A buffer view of bytes."""
        view: dict[str, Any] = {"buffer": 0, "byteOffset": self.size, "byteLength": len(data)}
        if target is not None:
            view["target"] = target
        if stride is not None:
            view["byteStride"] = stride
        self.chunks.append(data + b"\0" * (-len(data) % 4))
        self.size += len(self.chunks[-1])
        return self.add("bufferViews", view)

    def vectors(self, view: int, rows: Array, first: int, *, bounds: bool = False) -> int:
        """An accessor of vectors of 32-bit floats that start at a row of a view."""
        count, width = rows.shape
        accessor: dict[str, Any] = {
            "bufferView": view,
            "byteOffset": 4 * width * first,
            "componentType": FLOAT,
            "count": count,
            "type": f"VEC{width}",
        }
        if bounds:
            accessor["min"], accessor["max"] = rows.min(axis=0).tolist(), rows.max(axis=0).tolist()
        return self.add("accessors", accessor)

    def indices(self, view: int, first: int, count: int) -> int:
        """An accessor of 32-bit indices."""
        return self.add(
            "accessors",
            {
                "bufferView": view,
                "byteOffset": 4 * first,
                "componentType": UINT32,
                "count": count,
                "type": "SCALAR",
            },
        )

    def material(self, name: str, colour: tuple[int, int, int], texture: int | None = None) -> int:
        """A matt material; colours are given as they look on a screen [0..255]."""
        surface: dict[str, Any] = {"metallicFactor": 0, "roughnessFactor": 1}
        if texture is None:
            surface["baseColorFactor"] = [*(round(_linear(c / 255), 4) for c in colour), 1]
        else:
            surface["baseColorTexture"] = {"index": texture}
        return self.add("materials", {"name": name, "pbrMetallicRoughness": surface, "doubleSided": True})

    def write(self, path: Path) -> None:
        """Write the file.

        Raises:
            OSError: it cannot be written.
        """
        if self.size:
            self.document["buffers"] = [{"byteLength": self.size}]
        text = json.dumps(self.document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
        text += b" " * (-len(text) % 4)
        total = 12 + 8 + len(text) + (8 + self.size if self.size else 0)
        with path.open("wb") as file:
            file.write(struct.pack("<III", _MAGIC, _VERSION, total))
            file.write(struct.pack("<II", len(text), _JSON) + text)
            if self.size:
                file.write(struct.pack("<II", self.size, _BIN))
                for chunk in self.chunks:
                    file.write(chunk)


def _linear(value: float) -> float:
    """A share of full colour in sRGB as linear light."""
    return value / 12.92 if value <= 0.04045 else float(np.power((value + 0.055) / 1.055, 2.4))
