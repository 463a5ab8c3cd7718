"""Image files of textures, beside the model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from planningtable.city.site import Texture
from planningtable.city.writers.texts import plain

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_PNG = b"\x89PNG"
_JPEG = b"\xff\xd8"
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Image:
    """A texture as a file.

    Attributes:
        path: relative to the model's folder, with ``/``.
        data: bytes; empty where the image was missing from the start, and no file is written.
        mime: ``image/png`` or ``image/jpeg``.
    """

    path: str
    data: bytes
    mime: str


def images_of(textures: Sequence[Texture], folder: str) -> tuple[Image, ...]:
    """Files of the textures, one a texture, in a folder; names that no system objects to, each once."""
    used: set[str] = set()
    found = []
    for number, texture in enumerate(textures):
        name = _UNSAFE.sub("_", PurePosixPath(plain(texture.name).replace("\\", "/")).name).strip(". ")[-_LONGEST:]
        name = name or f"image-{number}"
        if name.casefold() in used:
            name = f"{number}-{name}"
        used.add(name.casefold())
        found.append(Image(f"{folder}/{name}", texture.data, _mime(name, texture.data)))
    return tuple(found)


def _mime(name: str, data: bytes) -> str:
    if data.startswith(_PNG):
        return "image/png"
    if data.startswith(_JPEG) or name.lower().endswith((".jpg", ".jpeg")):
        return "image/jpeg"
    return "image/png"
