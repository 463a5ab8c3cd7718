"""Limits on what a single object may carry, so that one object of a file does not fill the memory of all who read it.

What is beyond them is cut and told. Ordinary files are far from them: a building has some dozens of attributes.
"""

from collections.abc import Iterable, MutableMapping
from dataclasses import replace
from hashlib import blake2b
from itertools import islice
from typing import NamedTuple

from planningtable.city.model.batch import CityBatch, PolygonRows, Remark, Template
from planningtable.domain.text import Text

MOST_ATTRIBUTES = 2_000
LONGEST_VALUE = 10_000
"""Characters of a value or a name."""
LONGEST_ID = 200
"""Characters of an id, of a class, and of an attribute's key."""


class Cut(NamedTuple):
    """What was cut of the attributes of an object.

    Attributes:
        dropped: number of attributes that were left out.
        shortened: number of values and keys that were shortened.
    """

    dropped: int
    shortened: int


def short_id(id: str) -> str:
    """An id of at most `LONGEST_ID` characters; different ids stay different, equal ones equal."""
    if len(id) <= LONGEST_ID:
        return id
    digest = blake2b(id.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return f"{id[: LONGEST_ID - len(digest) - 1]}…{digest}"


def short_value(value: str) -> str:
    """A value of at most `LONGEST_VALUE` characters."""
    return value if len(value) <= LONGEST_VALUE else f"{value[: LONGEST_VALUE - 1]}…"


def cut_attributes(attributes: MutableMapping[str, str]) -> Cut | None:
    """Cut attributes in place; None where nothing was beyond the limits."""
    if not attributes:
        return None
    longest = max(map(len, attributes.values())) > LONGEST_VALUE or max(map(len, attributes)) > LONGEST_ID
    if len(attributes) <= MOST_ATTRIBUTES and not longest:
        return None
    dropped = max(len(attributes) - MOST_ATTRIBUTES, 0)
    kept = list(islice(attributes.items(), MOST_ATTRIBUTES))
    attributes.clear()
    shortened = 0
    for key, value in kept:
        shortened += len(key) > LONGEST_ID or len(value) > LONGEST_VALUE
        attributes[short_id(key)] = short_value(value)
    return Cut(dropped, shortened)


def with_short_ids(batch: CityBatch) -> CityBatch:
    """A batch whose ids are at most `LONGEST_ID` long, with one remark on those that were shortened.

    It comes last: until then references are followed by the ids as they stand in the file.
    """
    objects, boundaries = batch.objects, batch.boundaries
    drawn = (batch.polygons, *(t.polygons for t in batch.templates))
    found = [id for ids in (objects.ids, boundaries.ids, *(p.ids for p in drawn)) for id in _long(ids)]
    templates = batch.templates
    if found:
        objects = replace(objects, ids=_short(objects.ids))
        boundaries = replace(boundaries, ids=_short(boundaries.ids))
        templates = tuple(Template(short_id(t.id), _short_polygons(t.polygons), t.kind) for t in templates)
    elif not any(_is_long(remark) for remark in (*batch.repaired, *batch.reported)):
        return batch
    said = (
        [Remark("gml:id", Text.of("city.repaired.long-ids", count=len(found), first=short_id(found[0])))]
        if found
        else ()
    )
    return replace(
        batch,
        objects=objects,
        boundaries=boundaries,
        polygons=_short_polygons(batch.polygons),
        templates=templates,
        repaired=(*map(_short_remark, batch.repaired), *said),
        reported=tuple(map(_short_remark, batch.reported)),
    )


def _long(ids: tuple[str, ...]) -> Iterable[str]:
    if max(map(len, ids), default=0) <= LONGEST_ID:
        return ()
    return (id for id in ids if len(id) > LONGEST_ID)


def _short(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(short_id, ids)) if any(_long(ids)) else ids


def _short_polygons(polygons: PolygonRows) -> PolygonRows:
    ids = _short(polygons.ids)
    return polygons if ids is polygons.ids else replace(polygons, ids=ids)


def _is_long(remark: Remark) -> bool:
    words = (remark.id, remark.type, *(value for _, value in remark.why.arguments))
    return any(isinstance(word, str) and len(word) > LONGEST_ID for word in words)


def _short_remark(remark: Remark) -> Remark:
    if not _is_long(remark):
        return remark
    arguments = {k: short_id(v) if isinstance(v, str) else v for k, v in remark.why.arguments}
    return Remark(short_id(remark.id), Text.of(remark.why.id, **arguments), short_id(remark.type), remark.code)
