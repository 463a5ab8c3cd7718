"""Aerial photos as one blob and back; nothing in it can run.

The blob is the length of a JSON head, the head, and the pictures one after another, whose lengths and check sums
stand in the head.
"""

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

from planningtable.city.grid import Extent
from planningtable.city.photo import Photo

PART = "photos"
"""Where the blob lies among the parts of a site."""

_SAID = ("name", "source", "date", "format", "crs")


def to_blob(photos: Sequence[Photo]) -> bytes:
    """All photos of a workshop as bytes."""
    head = json.dumps([_row(photo) for photo in photos], ensure_ascii=False, separators=(",", ":"))
    words = head.encode("utf-8", "surrogatepass")
    return b"".join((struct.pack("<I", len(words)), words, *(photo.picture for photo in photos)))


def from_blob(blob: bytes) -> tuple[Photo, ...]:
    """The photos that a blob holds; the pictures stay compressed.

    Raises:
        ValueError: the blob is damaged.
    """
    photos = []
    try:
        (length,) = struct.unpack_from("<I", blob)
        rows = json.loads(blob[4 : 4 + length].decode("utf-8", "surrogatepass"))
        start = 4 + length
        for row in rows:
            picture = blob[start : start + int(row["bytes"])]
            start += len(picture)
            if (len(picture), zlib.crc32(picture)) != (row["bytes"], row["crc"]):
                raise ValueError("a photo in the file is not what was written")
            photos.append(_photo(row, picture))
    except (KeyError, TypeError, IndexError, struct.error) as error:
        raise ValueError(f"the photos cannot be read: {error!r}") from error
    return tuple(photos)


def _row(photo: Photo) -> dict[str, Any]:
    return {
        **{name: getattr(photo, name) for name in _SAID},
        "files": list(photo.files),
        "extent": [float(v) for v in astuple(photo.extent)],
        "pixel": float(photo.pixel),
        "bytes": len(photo.picture),
        "crc": zlib.crc32(photo.picture),
    }


def _photo(row: Mapping[str, Any], picture: bytes) -> Photo:
    west, south, east, north = (float(v) for v in row["extent"])
    return Photo(
        **{name: str(row[name]) for name in _SAID},
        files=tuple(str(file) for file in row["files"]),
        extent=Extent(west, south, east, north),
        pixel=float(row["pixel"]),
        picture=picture,
    )
