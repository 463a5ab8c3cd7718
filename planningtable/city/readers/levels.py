"""The highest level of detail that the beginning of a city model shows: a cheap scan, nothing is parsed."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from planningtable.city.readers.detect import Kind, head_of
from planningtable.city.readers.files import Part
from planningtable.domain.text import PlanningError

# Enough for the first objects behind metadata and textures.
SCANNED = 256 * 1024
_XML = re.compile(rb"[<:]lod([0-4])[A-Z]")
_JSON = re.compile(rb'"lod"\s*:\s*"?([0-9](?:\.[0-9])?)')
_PATTERNS: Mapping[Kind, re.Pattern[bytes]] = MappingProxyType(
    {Kind.CITYGML: _XML, Kind.CITYJSON: _JSON, Kind.CITYJSONSEQ: _JSON}
)


def level_of(part: Part, kind: Kind) -> float | None:
    """The highest level of detail that stands near the beginning.

    Returns:
        0 to 4, with one digit behind the point where the format has one; None where there is none to be seen, and for
        formats without levels.
    """
    pattern = _PATTERNS.get(kind)
    if pattern is None:
        return None
    try:
        head = head_of(part, SCANNED)
    except PlanningError:
        return None  # reading says why
    # Of UTF-16 every other byte is zero, as good as.
    found = pattern.findall(head.replace(b"\0", b""))
    return max(map(float, found), default=None)
