"""What the text of an IFC file says of itself, without reading it as a model: version, title, place, CRS."""

import re
from collections.abc import Iterator

from planningtable.city.readers.designs.design import Place
from planningtable.domain.text import PlanningError

# Schemas that can be read, as they begin.
SCHEMAS = ("IFC2X3", "IFC4X3", "IFC4")
_SCHEMA = re.compile(rb"FILE_SCHEMA\s*\(\s*\(\s*'([^']*)'", re.IGNORECASE)
_SITE = re.compile(rb"=\s*IFCSITE\s*\(", re.IGNORECASE)
_PROJECT = re.compile(rb"=\s*IFCPROJECT\s*\(", re.IGNORECASE)
_CRS = re.compile(rb"=\s*IFCPROJECTEDCRS\s*\(", re.IGNORECASE)
_CONVERSION = re.compile(rb"=\s*IFCMAPCONVERSION(?:SCALED)?\s*\(", re.IGNORECASE)
_CONTEXT = re.compile(rb"=\s*IFCGEOMETRICREPRESENTATIONCONTEXT\s*\(", re.IGNORECASE)
_MOST_ARGUMENTS = 64 * 1024


def schema_of(data: bytes, name: str) -> str:
    """The schema, e.g. ``IFC4``.

    Raises:
        PlanningError: it states none, or one that is not read.
    """
    found = _SCHEMA.search(data[: 2**20])
    if not data.lstrip()[:12].upper().startswith(b"ISO-10303-21") or found is None:
        raise PlanningError("error.design.damaged", file=name)
    schema = found[1].decode("ascii", "replace").upper()
    if not schema.startswith(SCHEMAS):
        raise PlanningError("error.design.version", file=name, format="IFC", version=schema[:40] or "–")
    return schema


def title_of(data: bytes) -> str:
    """Name of the project; empty if it has none."""
    found = next(_arguments(data, _PROJECT), ())
    return step_text(found[2]) or step_text(found[5]) if len(found) > 5 else ""


def references_of(data: bytes) -> tuple[str, ...]:
    """The CRS that the model is converted to; empty where it stands in its own coordinates."""
    if _CONVERSION.search(data) is None:
        return ()
    names = (step_text(found[0]) for found in _arguments(data, _CRS) if found)
    return tuple(dict.fromkeys(name for name in names if name))


def place_of(data: bytes) -> Place:
    """Where the site says it is."""
    latitude = longitude = elevation = None
    for found in _arguments(data, _SITE):
        if len(found) >= 12 and found[9].startswith(b"(") and found[10].startswith(b"("):
            latitude, longitude = degrees_of(_numbers(found[9])), degrees_of(_numbers(found[10]))
            height = _numbers(found[11])
            elevation = height[0] if height else None
            break
    north = next((n for n in (_north(data, c) for c in _arguments(data, _CONTEXT)) if n is not None), (0.0, 1.0))
    return Place(latitude, longitude, elevation, north, not references_of(data))


def degrees_of(parts: list[float]) -> float | None:
    """Degrees of degrees, minutes, seconds and millionths; None if it is no angle on Earth."""
    if not 1 <= len(parts) <= 4:
        return None
    degrees = sum(n / d for n, d in zip(parts, (1.0, 60.0, 3600.0, 3600.0e6), strict=False))
    return degrees if -180 <= degrees <= 180 else None


def _north(data: bytes, context: tuple[bytes, ...]) -> tuple[float, float] | None:
    reference = context[5] if len(context) > 5 else b""
    if not re.fullmatch(rb"#\d+", reference):
        return None
    found = next(_arguments(data, re.compile(rb"(?<![\w#])" + reference + rb"\s*=\s*IFCDIRECTION\s*\(", re.I)), ())
    numbers = _numbers(found[0]) if found else []
    return (numbers[0], numbers[1]) if len(numbers) > 1 and any(numbers[:2]) else None


def _numbers(text: bytes) -> list[float]:
    found = []
    for word in re.findall(rb"[-+]?\d[\d.]*(?:[eE][-+]?\d+)?", text)[:8]:
        try:
            found.append(float(word))
        except ValueError:
            return []
    return found


def _arguments(data: bytes, pattern: "re.Pattern[bytes]") -> Iterator[tuple[bytes, ...]]:
    """Arguments of the instances that a pattern finds."""
    for found in pattern.finditer(data):
        yield tuple(_split(data[found.end() : found.end() + _MOST_ARGUMENTS]))


def _split(text: bytes) -> Iterator[bytes]:
    """Arguments up to the closing bracket, as they stand there."""
    depth = start = 0
    quoted = False
    for i, byte in enumerate(text):
        quoted ^= byte == 39
        if quoted:
            continue
        depth += (byte == 40) - (byte == 41)
        if depth < 0 or (depth == 0 and byte == 44):
            yield text[start:i].strip()
            start = i + 1
        if depth < 0:
            return


def step_text(text: bytes) -> str:
    """A text of a STEP file, its escapes undone; empty for none."""
    if not text.startswith(b"'"):
        return ""
    plain = text[1:-1].replace(b"''", b"'").decode("latin-1")
    plain = re.sub(
        r"\\X2\\((?:[0-9A-F]{4})*)\\X0\\", lambda m: bytes.fromhex(m[1]).decode("utf-16-be", "replace"), plain
    )
    plain = re.sub(r"\\X\\([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), plain)
    return re.sub(r"\\S\\(.)", lambda m: chr(ord(m[1]) + 128 if ord(m[1]) < 128 else ord(m[1])), plain).strip()
