"""What the head of a TIFF or JPEG 2000 tells: heights, colours over a place on Earth, or a mere picture."""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

# Tags of TIFF: photometric interpretation, bands, bits and kind of a sample.
_BITS, _PHOTOMETRIC, _BANDS, _SAMPLE = 258, 262, 277, 339
# Pixel scale, tie points, transformation, GeoKeys.
_PLACE = frozenset((33550, 33922, 34264, 34735))
_RGB, _PALETTE, _CMYK, _YCBCR = 2, 3, 5, 6
_SIZES = {1: "B", 3: "H", 4: "I", 16: "Q"}
# No file reaches so far.
_NOWHERE = 2**62
# More entries than this has no TIFF.
_MOST_ENTRIES = 4096


BytesAt: TypeAlias = Callable[[int, int], bytes]


class Sort(Enum):
    """What a raster is for."""

    VALUES = auto()
    PHOTO = auto()
    PICTURE = auto()
    BROKEN = auto()


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the numbers of a TIFF are: classic ones have 4 bytes for a place, BigTIFF 8."""

    order: str
    first: int
    count: str
    entry: int
    place: str


def sort_of_tiff(head: bytes, bytes_at: BytesAt | None = None) -> Sort:
    """Three or more bands of bytes or short integers over a place are a photo; colours without a place, a picture.

    Args:
        head: the first bytes.
        bytes_at: gives bytes from anywhere in the file, by place and number. Without that, and where the head does not
            reach to the tags, values are assumed.
    """
    if len(head) < 16:
        return Sort.BROKEN if len(head) < 8 else Sort.VALUES
    tags = _tags(head, bytes_at or (lambda place, size: head[place : place + size]))
    placed = bool(_PLACE & tags.keys())
    if not placed:
        return Sort.PICTURE if tags.get(_PHOTOMETRIC) in (_RGB, _PALETTE, _CMYK, _YCBCR) else Sort.VALUES
    whole = tags.get(_SAMPLE, 1) == 1 and tags.get(_BITS) in (8, 16)
    return Sort.PHOTO if whole and tags.get(_BANDS, 1) >= 3 else Sort.VALUES


def sort_of_jpeg2000(head: bytes) -> Sort:
    """Three or more bands without signs are a photo."""
    place = head.find(b"ihdr")
    if place >= 0 and len(head) >= place + 15:
        bands, bits = struct.unpack(">HB", head[place + 12 : place + 15])
    else:
        place = head.find(b"\xff\x51")
        if place < 0 or len(head) < place + 41:
            return Sort.VALUES
        bands, bits = struct.unpack(">HB", head[place + 38 : place + 41])
    return Sort.PHOTO if bands >= 3 and not bits & 0x80 else Sort.VALUES


def _tags(head: bytes, bytes_at: BytesAt) -> Mapping[int, int]:
    """The tags of the first directory, each with its first value; 0 where that is no whole number."""
    order = "<" if head[:2] == b"II" else ">"
    (version,) = struct.unpack(order + "H", head[2:4])
    layout = _Layout(order, 8, "Q", 20, "Q") if version == 43 else _Layout(order, 4, "H", 12, "I")
    (start,) = _numbers(bytes_at, layout.first, order + layout.place) or (_NOWHERE,)
    (count,) = _numbers(bytes_at, start, order + layout.count) or (0,)
    begin = start + struct.calcsize(order + layout.count)
    entries = range(begin, begin + layout.entry * min(count, _MOST_ENTRIES), layout.entry)
    found: dict[int, int] = {}
    for at in entries:
        tag = _numbers(bytes_at, at, order + "HH")
        if not tag:
            break
        found[tag[0]] = _first_value(bytes_at, at, tag[1], layout)
    return found


def _first_value(bytes_at: BytesAt, at: int, sort: int, layout: _Layout) -> int:
    """The first value of a tag: in its entry, or where that points to."""
    letter = _SIZES.get(sort)
    many = _numbers(bytes_at, at + 4, layout.order + layout.place)
    if letter is None or not many:
        return 0
    place = at + 4 + struct.calcsize(layout.order + layout.place)
    if many[0] * struct.calcsize(layout.order + letter) > struct.calcsize(layout.order + layout.place):
        (place,) = _numbers(bytes_at, place, layout.order + layout.place) or (_NOWHERE,)
    value = _numbers(bytes_at, place, layout.order + letter)
    return value[0] if value else 0


def _numbers(bytes_at: BytesAt, place: int, form: str) -> tuple[int, ...]:
    """Numbers at a place; none where the file ends before."""
    size = struct.calcsize(form)
    found = bytes_at(place, size) if place < _NOWHERE else b""
    return struct.unpack(form, found) if len(found) == size else ()
