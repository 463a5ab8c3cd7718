"""What a heavy rain does to houses, sites that need care, streets and ways: numbers, columns and lists of a result."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planningtable.api import Access, Column, Grid, Listing, Quantity, Site, Text
from plugins.heavy_rain.arrays import B8, F64, I64
from plugins.heavy_rain.consequences.bridges import over_water
from plugins.heavy_rain.consequences.damage import CLASSES, damage_classes, sensitive
from plugins.heavy_rain.consequences.detours import Detour, detours_of
from plugins.heavy_rain.consequences.limits import LIMITS
from plugins.heavy_rain.consequences.reach import Reach, reach_of
from plugins.heavy_rain.consequences.underpasses import crossings, cuttings
from plugins.heavy_rain.consequences.ways import Waters, Ways, waters_on, ways_of

TOUCHED = 0.1
"""Depth from which a building or an underpass counts as touched [m]."""
NOBODY = "nobody"


@dataclass(frozen=True, slots=True, eq=False)
class Consequences:
    """Parts of a layer's result."""

    totals: Mapping[str, Quantity]
    columns: Mapping[str, Column]
    listings: Mapping[str, Listing]
    access: Access


def consequences(site: Site, depth: Grid, push: Grid, beside: F64) -> Consequences:
    """What the water means.

    Args:
        site: with a variant's measures.
        depth: highest at every place [m].
        push: highest depth times velocity at every place [m²/s].
        beside: highest at the wall of each building, shape (buildings,) [m].
    """
    classes, care = damage_classes(site.buildings, beside), sensitive(site.buildings)
    ways = ways_of(site.streets)
    below, decks = crossings(site, depth)
    waters = waters_on(ways, site.streets.width, depth, push, over_water(ways, site, decks))
    lows = sorted((*below, *cuttings(site, ways, waters)), key=lambda u: -u.depth)
    flooded = [u for u in lows if u.depth > TOUCHED]
    stopped = {who: waters.stops(limit) for who, limit in LIMITS.passable.items()}
    reach = reach_of(ways, stopped["fire-engine"], site.buildings, site.extent)
    values = {
        **{f"damage_{name}": (float((classes == k).sum()), "") for k, name in enumerate(CLASSES) if k},
        "sensitive_touched": (float((care & (beside > TOUCHED)).sum()), ""),
        "underpasses_flooded": (float(len(flooded)), ""),
        **_lengths(ways, stopped),
        "cut_off": (float(reach.cut_off.sum()), ""),
        "longest_detour_m": (float(np.nan_to_num(reach.detour).max(initial=0.0)), "m"),
    }
    return Consequences(
        {key: Quantity(v, unit, Text.of(f"heavy-rain.total.{key}")) for key, (v, unit) in values.items()},
        _columns(classes, reach),
        {
            "touched": _touched(site, beside, classes, care),
            "cut_off": _cut_off(site, reach),
            "streets": _streets(site, waters, ways, detours_of(ways, stopped["car"], site.streets)),
            "underpasses": Listing(
                Text.of("heavy-rain.listing.underpasses"),
                "heavy-rain.listing.underpasses-line",
                ("name", "east", "north", "depth_m"),
                tuple((u.name, round(u.at[0], 2), round(u.at[1], 2), round(u.depth, 3)) for u in flooded),
            ),
        },
        _access(ways, stopped, reach),
    )


def _access(ways: Ways, stopped: Mapping[str, B8], reach: Reach) -> Access:
    closed = stopped["car"] & ways.drivable
    shut = stopped["fire-engine"][closed]
    return Access(ways.at, ways.ends[closed], shut, reach.before, reach.doors, reach.cut_off, reach.detour)


def _lengths(ways: Ways, stopped: Mapping[str, B8]) -> dict[str, tuple[float, str]]:
    """Length of streets, and for people of paths too, on which one does not get through [m]."""
    counted = {who: shut & (ways.drivable | (who == "person")) for who, shut in stopped.items()}
    return {f"closed_{who}_m": (float(ways.length[shut].sum()), "m") for who, shut in counted.items()}


def _columns(classes: I64, reach: Reach) -> dict[str, Column]:
    wet = np.where(np.isinf(reach.wet), np.nan, reach.wet)
    return {
        "damage_class": Column("buildings", classes.astype(np.float64), "", Text.of("heavy-rain.column.damage")),
        "cut_off": Column("buildings", reach.cut_off.astype(np.float64), "", Text.of("heavy-rain.column.cut-off")),
        "way_m": Column("buildings", wet, "m", Text.of("heavy-rain.column.way")),
        "detour_m": Column("buildings", reach.detour, "m", Text.of("heavy-rain.column.detour")),
    }


def _touched(site: Site, beside: F64, classes: I64, care: B8) -> Listing:
    """Those that need care first, then by damage class and depth."""
    rows = np.nonzero(beside > TOUCHED)[0]
    rows = rows[np.lexsort((-beside[rows], -classes[rows], ~care[rows]))]
    return Listing(
        Text.of("heavy-rain.listing.touched"),
        "heavy-rain.listing.touched-line",
        ("name", "id", "use", "depth_m", "damage", "sensitive"),
        tuple(
            (
                _called(site, int(row)),
                site.buildings.ids[row],
                Text.of(f"heavy-rain.use.{site.buildings.uses[row]}"),
                round(float(beside[row]), 3),
                Text.of(f"heavy-rain.damage.{CLASSES[classes[row]]}"),
                int(care[row]),
            )
            for row in rows.tolist()
        ),
    )


def _cut_off(site: Site, reach: Reach) -> Listing:
    return Listing(
        Text.of("heavy-rain.listing.cut-off"),
        "heavy-rain.listing.cut-off-line",
        ("name", "id", "way_dry_m"),
        tuple(
            (_called(site, row), site.buildings.ids[row], round(float(reach.dry[row])))
            for row in np.nonzero(reach.cut_off)[0].tolist()
        ),
    )


def _called(site: Site, row: int) -> str:
    """What people call a building."""
    buildings = site.buildings
    return buildings.names[row] or buildings.addresses[row] or buildings.ids[row]


def _streets(site: Site, waters: Waters, ways: Ways, detours: tuple[Detour, ...]) -> Listing:
    """Streets on which cars stop, with who else does, and the way around."""
    rows = []
    for detour in detours:
        mine = (ways.street == detour.street) & ways.drivable
        deepest = float(waters.depth[mine].max(initial=0.0))
        name = site.streets.names[detour.street] or site.streets.ids[detour.street]
        around = np.isfinite(detour.around)
        rows.append(
            (
                name,
                round(deepest, 3),
                round(detour.closed, 1),
                Text.of(f"heavy-rain.passable.{_passes(waters, mine)}"),
                Text.of("heavy-rain.detour.over", length=round(detour.around), names=_over(detour))
                if around
                else Text.of("heavy-rain.detour.none"),
                round(detour.around, 1) if around else -1.0,
            )
        )
    return Listing(
        Text.of("heavy-rain.listing.streets"),
        "heavy-rain.listing.streets-line",
        ("name", "depth_m", "closed_m", "passable", "detour", "detour_m"),
        tuple(rows),
    )


def _over(detour: Detour) -> Text:
    """Up to three names of streets on the way around."""
    if not detour.over:
        return Text.of("heavy-rain.detour.unnamed")
    return Text.of("heavy-rain.detour.names", names=", ".join(detour.over[:3]))


def _passes(waters: Waters, mine: B8) -> str:
    """Who still gets through everywhere on the links: ``fire-engine``, ``person`` or nobody."""
    left = [who for who, limit in LIMITS.passable.items() if not waters.stops(limit)[mine].any()]
    return left[0] if left else NOBODY
