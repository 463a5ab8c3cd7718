"""The heading of a document: version, title, CRS, transform, appearance, templates."""

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import orjson

from planningtable.city.grid import Array
from planningtable.city.readers.cityjson.frame import Frame, Transform
from planningtable.city.readers.cityjson.looks import appearance_of, features_of
from planningtable.city.readers.cityjson.words import text_of
from planningtable.city.readers.formats import Heading
from planningtable.domain.text import PlanningError

# Older ones differ in how transform, semantics and addresses are written.
OLDEST = (0, 5)
NEWEST = (2, 99)
MOST_TEMPLATES = 256 * 2**20
_NO_UV = np.zeros((0, 2))


def heading_of(
    name: str, format: str, encoding: str, member: Callable[[str], bytes], uv: Callable[[], Array] | None = None
) -> Heading:
    """The heading; `Heading.context` is a `Frame`.

    Args:
        name: of the document.
        format: ``CityJSON`` or ``CityJSONSeq``.
        encoding: of the text.
        member: the text of a member of the root; empty where there is none.
        uv: texture coordinates of the document; asked for where templates may use them.

    Raises:
        PlanningError: not CityJSON, of an unknown version, or with a transform that is none.
    """
    if _json(member("type")) != "CityJSON":
        found = text_of(_json(member("type")))
        id = "error.cityjson.no-header" if found == "CityJSONFeature" else "error.cityjson.not-cityjson"
        raise PlanningError(id, file=name)
    version = _version(_json(member("version")), name)
    metadata = _json(member("metadata"))
    metadata = metadata if isinstance(metadata, dict) else {}
    appearance = appearance_of(_json(member("appearance")))
    templates = member("geometry-templates")
    if len(templates) > MOST_TEMPLATES:
        raise PlanningError("error.container.in-memory", file=name, most=MOST_TEMPLATES // 2**20)
    features: Counter[str] = Counter(dict(features_of(appearance)))
    for extension in _keys(_json(member("extensions"))):
        features[f"ADE:{extension}"] += 1
    frame = Frame(
        _transform(member("transform"), name),
        appearance,
        templates,
        uv() if uv is not None and len(templates) > 2 else _NO_UV,
        tuple(features.items()),
    )
    return Heading(name, format, version, encoding, _title(metadata), _licence(metadata), _references(metadata), frame)


def _json(text: bytes) -> Any:
    """A small member; what is no JSON counts as missing."""
    try:
        return orjson.loads(text) if text else None
    except orjson.JSONDecodeError:
        return None


def _keys(value: Any) -> list[str]:
    return [str(k) for k in value] if isinstance(value, dict) else []


def _version(value: Any, name: str) -> str:
    text = text_of(value) if isinstance(value, str | int | float) else ""
    found = re.match(r"(?:https?://\S*/)?v?(\d+)(?:\.(\d+))?", text)
    if found is None:
        raise PlanningError("error.cityjson.no-version", file=name)
    number = int(found[1]), int(found[2] or 0)
    if not OLDEST <= number <= NEWEST:
        raise PlanningError("error.cityjson.version", file=name, version=text[:40])
    return f"{number[0]}.{number[1]}"


def _transform(text: bytes, name: str) -> Transform:
    value = _json(text)
    # Numbers larger than any, such as 1e400, are no JSON to the parser; a transform that is there must not be passed
    # over for that.
    if value is None and text.strip() in (b"", b"null"):
        return Transform()
    scale = _three(value.get("scale") if isinstance(value, dict) else None)
    translate = _three(value.get("translate") if isinstance(value, dict) else None)
    if scale is None or translate is None or not all(scale):
        raise PlanningError("error.cityjson.transform", file=name)
    return Transform(scale, translate)


def _three(value: Any) -> tuple[float, float, float] | None:
    if not isinstance(value, list) or len(value) != 3:
        return None
    if not all(isinstance(n, int | float) and not isinstance(n, bool) and math.isfinite(n) for n in value):
        return None
    return float(value[0]), float(value[1]), float(value[2])


def _title(metadata: Mapping[str, Any]) -> str:
    return next((text_of(metadata[k]) for k in ("title", "datasetTitle") if isinstance(metadata.get(k), str)), "")


def _licence(metadata: Mapping[str, Any]) -> str:
    found = [metadata.get(k) for k in ("license", "licence")]
    constraints = metadata.get("constraints")
    if isinstance(constraints, dict):
        found.extend(constraints.get(k) for k in ("legalConstraints", "useLimitation"))
    return next((text_of(f) for f in found if isinstance(f, str) and f.strip()), "")


def _references(metadata: Mapping[str, Any]) -> tuple[str, ...]:
    """The CRS, as a name or, in versions before 1.1, as an EPSG number."""
    crs = metadata.get("crs")
    for found in (metadata.get("referenceSystem"), crs, *(crs.values() if isinstance(crs, dict) else ())):
        if isinstance(found, str) and found.strip():
            name = found.strip()
            return (f"EPSG:{name}",) if name.isdecimal() else (name,)
        if isinstance(found, int) and not isinstance(found, bool):
            return (f"EPSG:{found}",)
    epsg = metadata.get("epsg")
    return (f"EPSG:{epsg}",) if isinstance(epsg, int | str) and str(epsg).isdecimal() else ()
