"""Streets under water: who gets through, who is cut off, which way leads around."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers.sites import SOUTH, WEST, block_site, with_objects

from planningtable.city.grid import Grid
from planningtable.city.land_cover import LandCover
from planningtable.city.site import Streets
from plugins.heavy_rain.consequences.bridges import over_water
from plugins.heavy_rain.consequences.detours import detours_of
from plugins.heavy_rain.consequences.limits import LIMITS
from plugins.heavy_rain.consequences.reach import reach_of
from plugins.heavy_rain.consequences.underpasses import crossings, cuttings
from plugins.heavy_rain.consequences.ways import Waters, waters_on, ways_of

SIZE = 120


def streets(*rows):
    """Rows of name, class, width and points from the corner of the site."""
    lines = np.array([shapely.LineString([(WEST + x, SOUTH + y) for x, y in points]) for *_, points in rows] + [None])
    return Streets(
        tuple(f"s{i}" for i in range(len(rows))),
        tuple(row[0] for row in rows),
        tuple(row[1] for row in rows),
        lines[:-1],
        np.array([row[2] for row in rows], float),
    )


RING = streets(
    ("Main Street", "main", 6.0, [(0, 20), (100, 20)]),
    ("East Lane", "residential", 5.0, [(100, 20), (100, 100)]),
    ("North Lane", "residential", 5.0, [(100, 100), (20, 100)]),
    ("West Lane", "residential", 5.0, [(20, 100), (20, 20)]),
)


def grid(**wet):
    """1 m cells of 0 m; `wet` is depth and its west, south, east, north from the corner."""
    values = np.zeros((SIZE, SIZE), np.float32)
    for depth, (w, s, e, n) in wet.values():
        values[SIZE - n : SIZE - s, w:e] = depth
    return Grid(values, WEST, SOUTH + SIZE, 1.0)


def dry_push():
    return grid()


def waters(network, which, depth, push=None, aloft=None):
    none = np.zeros(len(network.ends), bool)
    return waters_on(network, which.width, depth, push or dry_push(), none if aloft is None else aloft)


def test_lines_are_cut_where_they_cross_and_keep_their_length():
    cross = streets(("A", "main", 6.0, [(0, 50), (100, 50)]), ("B", "path", 2.0, [(50, 0), (50, 100)]))
    network = ways_of(cross)
    assert network.length.sum() == pytest.approx(200.0)
    assert np.bincount(network.street, network.length).tolist() == pytest.approx([100.0, 100.0])
    assert network.length.max() <= 3.0 + 1e-9
    middle = np.nonzero(np.all(np.isclose(network.at, [WEST + 50, SOUTH + 50], rtol=0, atol=1e-3), axis=1))[0]
    assert len(middle) == 1
    assert (network.ends == middle[0]).sum() == 4
    assert network.drivable.sum() == (network.street == 0).sum()


def test_nothing_happens_without_streets():
    site = block_site()
    network = ways_of(site.streets)
    assert not len(network.ends)
    none = np.zeros(0, bool)
    assert not len(waters(network, site.streets, grid()).depth)
    assert not detours_of(network, none, site.streets)
    assert np.isnan(reach_of(network, none, site.buildings, site.extent).dry).all()


@pytest.mark.parametrize(
    ("depth", "push", "stopped"),
    [
        (0.25, 0.1, ()),
        (0.35, 0.1, ("car",)),
        (0.45, 0.1, ("car", "fire-engine")),
        (0.55, 0.1, ("car", "fire-engine", "person")),
        (0.10, 0.35, ("car",)),
        (0.10, 0.50, ("car", "person")),
    ],
)
def test_who_is_stopped_by_depth_and_by_push(depth, push, stopped):
    found = Waters(np.array([depth]), np.array([push]))
    assert tuple(who for who, limit in LIMITS.passable.items() if found.stops(limit)[0]) == stopped


def test_the_water_is_read_over_the_width_of_the_street():
    network = ways_of(RING)
    gutter = waters(network, RING, grid(a=(0.4, (40, 22, 50, 23))))
    assert gutter.depth.max() == pytest.approx(0.4)
    beside = waters(network, RING, grid(a=(0.4, (40, 25, 50, 30))))
    assert beside.depth.max() == 0.0


def test_a_closed_street_shows_the_way_around():
    network = ways_of(RING)
    found = waters(network, RING, grid(a=(0.5, (55, 10, 65, 30))))
    shut = found.stops(LIMITS.passable["car"])
    (detour,) = detours_of(network, shut, RING)
    assert RING.names[detour.street] == "Main Street"
    assert detour.closed == pytest.approx(12.0, abs=4.0)
    assert detour.through == pytest.approx(detour.closed, abs=1e-6)
    # Around the ring: all of its 320 m but the closed stretch.
    assert detour.around == pytest.approx(80 * 4 - detour.through)
    assert detour.over == ("West Lane", "North Lane", "East Lane") or detour.over == (
        "East Lane",
        "North Lane",
        "West Lane",
    )
    steps = np.hypot(*np.diff(network.at[detour.points], axis=0).T)
    assert steps.sum() == pytest.approx(detour.around, rel=1e-4)


def test_where_no_way_leads_around_that_is_said():
    alley = streets(("Alley", "residential", 5.0, [(0, 60), (100, 60)]))
    network = ways_of(alley)
    shut = waters(network, alley, grid(a=(0.5, (55, 50, 65, 70)))).stops(LIMITS.passable["car"])
    (detour,) = detours_of(network, shut, alley)
    assert np.isinf(detour.around)
    assert detour.over == ()


def test_paths_lead_no_cars():
    with_path = streets(
        ("Alley", "residential", 5.0, [(0, 60), (100, 60)]), ("Path", "path", 2.0, [(20, 60), (20, 80), (90, 60)])
    )
    network = ways_of(with_path)
    shut = waters(network, with_path, grid(a=(0.5, (55, 50, 65, 66)))).stops(LIMITS.passable["car"])
    (detour,) = detours_of(network, shut, with_path)
    assert np.isinf(detour.around)


HOUSES = ((5, 24, 15, 34, 6.0), (104, 60, 114, 70, 6.0))


def test_a_house_behind_the_water_is_cut_off():
    site = block_site(boxes=HOUSES, trees=())
    alley = streets(("Alley", "residential", 5.0, [(0, 20), (100, 20), (100, 80)]))
    network = ways_of(alley)
    shut = waters(network, alley, grid(a=(0.5, (55, 10, 65, 30)))).stops(LIMITS.passable["fire-engine"])
    reach = reach_of(network, shut, site.buildings, site.extent)
    assert reach.cut_off.tolist() == [False, True]
    assert reach.dry[1] == pytest.approx(100.0 + 45.0, abs=6.0)
    assert reach.detour[0] == 0.0
    assert np.isnan(reach.detour[1])


def test_a_house_beyond_the_water_is_reached_by_a_longer_way():
    site = block_site(boxes=HOUSES, trees=())
    network = ways_of(RING)
    shut = waters(network, RING, grid(a=(0.5, (55, 10, 65, 30)))).stops(LIMITS.passable["fire-engine"])
    reach = reach_of(network, shut, site.buildings, site.extent)
    assert not reach.cut_off.any()
    # Dry over Main Street, in the water over West Lane, North Lane and down East Lane.
    assert reach.dry[1] == pytest.approx(100.0 + 45.0, abs=6.0)
    assert reach.wet[1] == pytest.approx(20.0 + 80.0 + 80.0 + 35.0, abs=6.0)
    assert reach.detour[1] == pytest.approx(reach.wet[1] - reach.dry[1])
    # Point by point back from the door the way is as long, and it keeps off the closed street.
    way = [int(reach.doors[1])]
    while reach.before[way[-1]] >= 0:
        way.append(int(reach.before[way[-1]]))
    assert np.hypot(*np.diff(network.at[way], axis=0).T).sum() == pytest.approx(reach.wet[1], rel=1e-4)
    assert not set(way) & set(np.unique(network.ends[shut]).tolist())


@pytest.mark.parametrize("painted_over", [False, True])
def test_the_stream_below_a_bridge_stops_nobody(painted_over):
    site = block_site(boxes=(), trees=())
    cover = site.land_cover.values.copy()
    cover[:, 60:64] = LandCover.WATER
    if painted_over:
        for middle, half in ((20, 3), (100, 3)):
            cover[SIZE - middle - half : SIZE - middle + half, 60:64] = LandCover.ASPHALT
    site = replace(site, land_cover=site.land_cover.with_values(cover), streets=RING)
    network = ways_of(RING)
    _, decks = crossings(site, grid())
    aloft = over_water(network, site, decks)
    stream = grid(a=(1.5, (60, 0, 64, 120)))
    assert waters(network, RING, stream, aloft=aloft).depth.max() == 0.0
    assert waters(network, RING, stream).depth.max() == pytest.approx(1.5)
    # Where the stream leaves its bed, the street beside the bridge is under water all the same.
    flood = grid(a=(1.5, (50, 0, 74, 120)))
    assert waters(network, RING, flood, aloft=aloft).depth.max() == pytest.approx(1.5)


def test_a_dam_between_two_waters_is_no_bridge():
    site = block_site(boxes=(), trees=())
    cover = site.land_cover.values.copy()
    cover[SIZE - 40 :, 30:80] = LandCover.WATER
    cover[SIZE - 23 : SIZE - 17] = LandCover.ASPHALT
    site = replace(site, land_cover=site.land_cover.with_values(cover), streets=RING)
    main = RING.names.index("Main Street")
    network = ways_of(RING)
    aloft = over_water(network, site, shapely.GeometryCollection())
    assert not aloft[network.street == main].any()


def test_water_below_a_bridge_is_an_underpass_in_the_water():
    """The bridge's deck is at 25 m, the ground at 20 m: the street goes below it, in and out."""
    below = streets(("Low Road", "main", 5.0, [(54, 0), (54, 120)]))
    site = replace(with_objects(block_site()), streets=below)
    under, decks = crossings(site, grid(a=(0.7, (50, 70, 58, 76))))
    assert [u.depth for u in under] == pytest.approx([0.7])
    assert shapely.is_empty(decks)
    # Without a street below it, it is a bridge and no underpass.
    under, decks = crossings(replace(site, streets=RING), grid(a=(0.7, (50, 70, 58, 76))))
    assert not under
    assert decks.area == pytest.approx(19 * 6)


def test_a_street_in_a_deep_cutting_counts_as_an_underpass():
    site = block_site(boxes=(), trees=(), slope=0.0)
    ground = site.terrain.values.copy()
    ground[:, 50:70] += 4.0  # an embankment across
    ground[94:106, 50:70] -= 4.0  # with a gap for Main Street
    site = replace(site, terrain=site.terrain.with_values(ground), streets=RING)
    network = ways_of(RING)
    (low,) = cuttings(site, network, waters(network, RING, grid(a=(0.9, (55, 15, 65, 25)))))
    assert low.name == "Main Street"
    assert low.depth == pytest.approx(0.9)
    assert WEST + 50 <= low.at[0] <= WEST + 70
