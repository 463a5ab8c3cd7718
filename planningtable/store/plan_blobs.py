"""Development plans as one blob and back, without loss; nothing in it can run.

The blob is deflated (and so carries a check sum): the length of a JSON head, the head, and all geometries as WKB in
the order in which the head counts them.
"""

import json
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from types import MappingProxyType
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.city.codec import LEVEL, geometries_of, wkb_of
from planningtable.city.grid import Array
from planningtable.city.model.batch import Remark
from planningtable.city.plan import HeightLimit, Limits, Plan, PlanKind, PlanObject, PlanText
from planningtable.domain.text import Text

PART = "plans"
"""Where the blob lies among the parts of a site."""

_SAID = ("id", "type", "name", "number", "date", "version", "crs", "crs_name", "file")


def to_blob(plans: Sequence[Plan]) -> bytes:
    """All plans of a workshop as bytes."""
    geometries = [g for plan in plans for g in (plan.area, *(o.geometry for o in plan.objects))]
    column: Array = np.empty(len(geometries), object)
    column[:] = geometries
    head = json.dumps([_plan_row(plan) for plan in plans], ensure_ascii=False, separators=(",", ":"))
    words = head.encode("utf-8", "surrogatepass")
    return zlib.compress(b"".join((struct.pack("<I", len(words)), words, wkb_of(column))), LEVEL)


def from_blob(blob: bytes) -> tuple[Plan, ...]:
    """The plans that a blob holds.

    Raises:
        ValueError: the blob is damaged.
    """
    try:
        content = zlib.decompress(blob)
        (length,) = struct.unpack_from("<I", content)
        geometries = iter(geometries_of(content[4 + length :]))
        rows = json.loads(content[4 : 4 + length].decode("utf-8", "surrogatepass"))
        return tuple(_plan(row, geometries) for row in rows)
    except (KeyError, TypeError, IndexError, StopIteration, struct.error, zlib.error, EOFError) as error:
        raise ValueError(f"the plans cannot be read: {error!r}") from error
    except shapely.errors.ShapelyError as error:
        raise ValueError(f"the plans cannot be read: {error!r}") from error


def _plan_row(plan: Plan) -> dict[str, Any]:
    return {
        **{name: getattr(plan, name) for name in _SAID},
        "state": _text_row(plan.state),
        "objects": [_object_row(o) for o in plan.objects],
        "texts": [[t.id, t.key, t.text] for t in plan.texts],
        "given": dict(plan.given),
        "reported": [_remark_row(r) for r in plan.reported],
        "repaired": [_remark_row(r) for r in plan.repaired],
        "notes": [_text_row(note) for note in plan.notes],
    }


def _plan(row: Mapping[str, Any], geometries: Iterable[BaseGeometry]) -> Plan:
    following = iter(geometries)
    area = next(following)
    return Plan(
        **{name: str(row[name]) for name in _SAID},
        state=_text(row["state"]),
        area=area,
        objects=tuple(_object(o, next(following)) for o in row["objects"]),
        texts=tuple(PlanText(*t) for t in row["texts"]),
        given=MappingProxyType({str(name): int(count) for name, count in row["given"].items()}),
        reported=tuple(_remark(r) for r in row["reported"]),
        repaired=tuple(_remark(r) for r in row["repaired"]),
        notes=tuple(text for note in row["notes"] if (text := _text(note)) is not None),
    )


def _object_row(o: PlanObject) -> dict[str, Any]:
    stated = {f.name: v for f in fields(Limits) if f.name != "heights" and (v := getattr(o.limits, f.name)) is not None}
    heights = [{f.name: getattr(h, f.name) for f in fields(HeightLimit)} for h in o.limits.heights]
    return {
        "id": o.id,
        "type": o.type,
        "kind": int(o.kind),
        "label": o.label,
        "use": _text_row(o.use),
        "limits": stated,
        "heights": heights,
        "level": o.level,
        "texts": list(o.texts),
        "attributes": [list(pair) for pair in o.attributes],
    }


def _object(row: Mapping[str, Any], geometry: BaseGeometry) -> PlanObject:
    heights = tuple(HeightLimit(**h) for h in row["heights"])
    return PlanObject(
        id=row["id"],
        type=row["type"],
        kind=PlanKind(row["kind"]),
        geometry=geometry,
        label=row["label"],
        use=_text(row["use"]),
        limits=Limits(**row["limits"], heights=heights),
        level=int(row["level"]),
        texts=tuple(row["texts"]),
        attributes=tuple((str(name), str(value)) for name, value in row["attributes"]),
    )


def _remark_row(remark: Remark) -> list[Any]:
    return [remark.id, _text_row(remark.why), remark.type, remark.code]


def _remark(row: Sequence[Any]) -> Remark:
    id, why, type, code = row
    text = _text(why)
    if text is None:
        raise ValueError("a remark without a reason")
    return Remark(id, text, type, code)


def _text_row(text: Text | None) -> Any:
    if text is None:
        return None
    return [text.id, [[n, _text_row(v) if isinstance(v, Text) else v] for n, v in text.arguments]]


def _text(row: Any) -> Text | None:
    if row is None:
        return None
    id, arguments = row
    return Text(str(id), tuple((str(n), _argument(v)) for n, v in arguments))


def _argument(value: Any) -> Any:
    return _text(value) if isinstance(value, list) else value
