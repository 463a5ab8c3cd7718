import numpy as np
import pytest
from helpers.sites import block_site

from planningtable.city.codec import packed, unpacked
from planningtable.city.columns import objects_joined, surfaces_joined, surfaces_taken, taken
from planningtable.city.site import Buildings, Objects, Surfaces


def test_tables_come_back() -> None:
    site = block_site()
    for kind, table in ((Buildings, site.buildings), (Surfaces, site.surfaces), (Objects, site.objects)):
        assert packed(unpacked(kind, packed(table))) == packed(table)


@pytest.mark.parametrize("cut", [0, 3, 20, 200])
def test_a_damaged_table_is_noticed(cut: int) -> None:
    blob = packed(block_site().surfaces)
    with pytest.raises(ValueError, match=r".+"):
        unpacked(Surfaces, blob[:cut])


def test_taken_and_joined_are_inverse() -> None:
    site = block_site()
    first = np.array([True, True, False, False])
    halves = []
    for keep in (first, ~first):
        rows = np.flatnonzero(keep)
        halves.append(surfaces_taken(site.surfaces, keep[site.surfaces.building], np.cumsum(keep) - 1))
        assert taken(site.buildings, rows).ids == tuple(site.buildings.ids[i] for i in rows)
    again = surfaces_joined(halves, [0, 2])
    assert packed(again) == packed(site.surfaces)
    assert len(objects_joined([site.objects, site.objects])) == 0
