"""A hash of a site's content, so that equal sites share their computed results."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Protocol

import numpy as np
import shapely

from planningtable.city.site import Site


class _Hasher(Protocol):
    def update(self, data: Any, /) -> None: ...


def _feed_array(hasher: _Hasher, array: np.ndarray[Any, Any]) -> None:
    hasher.update(f"{array.dtype.str}{array.shape}".encode())
    if array.dtype == object:
        for blob in shapely.to_wkb(array, byte_order=1):
            hasher.update(blob)
    else:
        hasher.update(np.ascontiguousarray(array).data)


def _feed_fields(hasher: _Hasher, value: Any) -> None:
    for item in fields(value):
        if item.name != "digest":
            hasher.update(item.name.encode())
            _feed(hasher, getattr(value, item.name))


def _feed(hasher: _Hasher, value: Any) -> None:
    if isinstance(value, np.ndarray):
        _feed_array(hasher, value)
    elif is_dataclass(value):
        _feed_fields(hasher, value)
    elif isinstance(value, Mapping):
        for key in sorted(value):
            hasher.update(repr((key, value[key])).encode())
    elif isinstance(value, bytes):
        hasher.update(value)
    elif isinstance(value, tuple) and all(type(item) is str for item in value):
        # Ids and names by the hundred thousand: the lengths keep ("a", "bc") from being ("ab", "c").
        hasher.update(np.array([len(item) for item in value], np.int32).tobytes())
        hasher.update("".join(value).encode("utf-8", "surrogatepass"))
    elif isinstance(value, tuple):
        hasher.update(f"({len(value)}".encode())
        for item in value:
            _feed(hasher, item)
    else:
        hasher.update(repr(value).encode())


def digest_of(site: Site) -> str:
    """32 hexadecimal digits that depend on everything in the site but its own digest."""
    hasher = hashlib.blake2b(digest_size=16)
    _feed(hasher, site)
    return hasher.hexdigest()


def sealed(site: Site) -> Site:
    """The same site with its digest filled in."""
    return replace(site, digest=digest_of(site))
