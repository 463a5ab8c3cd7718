import zlib
from dataclasses import fields, replace

import numpy as np
import pytest
import shapely
from helpers.sites import block_site

from planningtable.city.attributes import AttributeTable
from planningtable.city.digest import digest_of, sealed
from planningtable.city.site import Site, Streets
from planningtable.store.site_blobs import from_blobs, to_blobs


def whole_site() -> Site:
    site = block_site()
    buildings = replace(
        site.buildings,
        names=("Rathaus", "", "Ölmühle „Süd“", "d"),
        attributes=AttributeTable.of([{"Baujahr": "1904"}, {}, {"": ""}, {"a": "b", "c": "d"}]),
        footprints=np.array(
            [shapely.MultiPolygon([p, shapely.affinity.translate(p, 50)]) for p in site.buildings.footprints], object
        ),
    )
    lines = np.array([shapely.LineString([(565000.1, 5934000), (565100, 5934000.3)])], object)
    streets = Streets(("s1",), ("Lange Straße",), ("main",), lines, np.array([6.5]))
    return sealed(replace(site, buildings=buildings, streets=streets, notes=("one", "two")))


def test_the_digest_is_the_same_after_the_round_trip() -> None:
    site = whole_site()
    again = from_blobs(to_blobs(site))
    assert again.digest == site.digest == digest_of(again)
    assert again.extent == site.extent
    assert again.sources == site.sources
    assert again.buildings.attributes == site.buildings.attributes


def test_every_column_keeps_its_kind_of_number() -> None:
    site = whole_site()
    again = from_blobs(to_blobs(site))
    for table in ("buildings", "surfaces", "trees", "streets"):
        for item in fields(getattr(site, table)):
            before, after = getattr(getattr(site, table), item.name), getattr(getattr(again, table), item.name)
            assert type(before) is type(after)
            if isinstance(before, np.ndarray):
                assert before.dtype == after.dtype, f"{table}.{item.name}"
                assert not after.flags.writeable


def test_a_site_without_anything_on_it() -> None:
    site = block_site(boxes=(), trees=())
    again = from_blobs(to_blobs(site))
    assert again.digest == digest_of(again) == site.digest


@pytest.mark.parametrize("part", ["site", "terrain", "buildings.footprints", "surfaces.vertices"])
def test_a_damaged_part_is_noticed(part: str) -> None:
    blobs = dict(to_blobs(whole_site()))
    whole = blobs[part]
    for damaged in (whole[: len(whole) // 2], b"", whole[:20] + bytes([whole[20] ^ 0xFF]) + whole[21:]):
        with pytest.raises(ValueError, match=r".+"):
            from_blobs(blobs | {part: damaged})
    del blobs[part]
    with pytest.raises(ValueError, match=r".+"):
        from_blobs(blobs)


def test_blobs_cannot_carry_programs() -> None:
    import io

    buffer = io.BytesIO()
    np.save(buffer, np.array([object], object), allow_pickle=True)
    with pytest.raises(ValueError, match="allow_pickle"):
        from_blobs(dict(to_blobs(whole_site())) | {"terrain": zlib.compress(buffer.getvalue())})
