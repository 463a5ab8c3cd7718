"""What a case file says: ground, edges, rain, losses, inflows, gauges."""

import itertools
import math

import numpy as np

from planningtable.api import Case, Grid, PlanningError
from plugins.heavy_rain.arrays import B8, F64
from plugins.heavy_rain.cases.raining import series_of
from plugins.heavy_rain.forcing import (
    CurveNumber,
    Feed,
    GreenAmpt,
    Horton,
    Hydrographs,
    Infiltration,
    Sealed,
    Supplier,
)
from plugins.heavy_rain.problem import SIDES, Basin, Edge, Plan
from plugins.heavy_rain.scenarios.moisture import STATES, curve_number, deficit, horton_start

SEWERS = {"on": 1.0, "blocked": 0.0}
"""Share of the capacity that is left [-]."""


def plan_of(case: Case, solver: str) -> Plan:
    usual = Plan(case.number("duration", least=1.0, most=1e7))
    return Plan(
        usual.duration,
        case.number("interval", usual.interval, least=0.1, most=3600.0),
        mark=case.number("arrival_depth", usual.mark, least=1e-3, most=10.0),
        courant=case.number("courant", usual.courant, least=0.05, most=1.0),
        theta=case.number("theta", usual.theta, least=0.5, most=1.0),
        film=case.number("film", usual.film, least=1e-6, most=0.1),
        step=case.number("max_step", usual.step, least=0.01, most=60.0),
        solver=solver,
    )


def basin_of(case: Case, terrain: Grid, manning: F64) -> Basin:
    bed = np.asarray(terrain.values, np.float64)
    blocked = ~np.isfinite(bed)
    if case.has("buildings"):
        blocked |= np.nan_to_num(case.grid("buildings", terrain).values) > 0.0
    depth = None
    if case.has("initial_level"):
        depth = np.maximum(np.nan_to_num(case.grid("initial_level", terrain).values - bed), 0.0)
    edges = tuple(_edge(part, terrain) for part in case.tables("boundary"))
    return Basin(bed, blocked, manning, terrain.cell, edges, depth)


def _edge(part: Case, terrain: Grid) -> Edge:
    side = part.choice("side", SIDES, "")
    kind = part.choice("kind", ("closed", "open", "level"), "closed")
    upright = side in ("west", "east")
    count = terrain.rows if upright else terrain.columns
    first, last = 0, count
    if part.has("part"):
        start, end = sorted(part.pair("part"))
        low = min(max(math.floor(start / terrain.cell + 0.5), 0), count)
        high = min(max(math.floor(end / terrain.cell + 0.5), low), count)
        # Given from the west or from the south; cells are counted from the north.
        first, last = (count - high, count - low) if upright else (low, high)
    slope = part.number("slope", least=0.0, most=10.0) if kind == "open" and part.has("slope") else None
    level = series_of(part, "file", "level_m") if kind == "level" else None
    return Edge(side, kind, first, last, slope, level)


def infiltration_of(case: Case, terrain: Grid) -> Infiltration:
    """How the ground takes water, and how wet it is before."""
    given = case.has("moisture")
    state = case.choice("moisture", STATES, STATES[0])
    if not case.has("infiltration") or case.raw("infiltration") == "none":
        return Sealed()
    table = case.table("infiltration")
    if table.has("horton"):
        initial, final, decay = _grids_of(table.table("horton"), terrain, ("f0", "fc", "k"))
        return Horton(horton_start(initial, final, decay, state) if given else initial, final, decay)
    if table.has("green_ampt"):
        conductivity, suction, pores = _grids_of(table.table("green_ampt"), terrain, ("k", "psi", "dtheta"))
        return GreenAmpt(conductivity, suction, deficit(pores, state) if given else pores)
    number = np.clip(table.grid_or_number("cn", terrain), 1.0, 100.0)
    return CurveNumber(curve_number(number, state) if given else number)


def sewer_of(case: Case, terrain: Grid) -> tuple[F64 | None, dict[str, str]]:
    """How fast the sewers take water [mm/h], None without sewers, and what is said of them."""
    if not case.has("sewer"):
        return None, {}
    sewer = case.table("sewer")
    capacity = _not_below(sewer, terrain, "mm_per_h")
    state = sewer.choice("state", tuple(SEWERS), "on")
    share = sewer.number("share", SEWERS[state], least=0.0, most=1.0)
    said = {"sewer_mm_per_h": f"{float(capacity.mean()):g}", "sewer_state": state, "sewer_share": f"{share:g}"}
    return capacity * share, said


def _grids_of(table: Case, terrain: Grid, keys: tuple[str, ...]) -> list[F64]:
    return [_not_below(table, terrain, key) for key in keys]


def _not_below(table: Case, terrain: Grid, key: str) -> F64:
    """A number or grid from 0 on; 0 where a grid has no value.

    Raises:
        PlanningError: it is negative somewhere.
    """
    values = np.nan_to_num(table.grid_or_number(key, terrain))
    if (values < 0.0).any():
        raise table.wrong(key, f"{float(values.min()):g}", "10")
    return np.asarray(values)


def inflows_of(case: Case, terrain: Grid, blocked: B8) -> tuple[tuple[Feed, Supplier], ...]:
    """Water let onto cells; a line feeds those of its cells that are free.

    Raises:
        PlanningError: one lies outside, or only where no water can be.
    """
    cells: list[tuple[int, int]] = []
    source: list[int] = []
    weight: list[float] = []
    series = []
    for k, part in enumerate(case.tables("inflow")):
        if part.has("at") == part.has("line"):
            raise PlanningError("error.simulate.place-or-line", key="inflow", one="at", other="line")
        points = [part.pair("at")] if part.has("at") else _along(part.points("line"), terrain.cell)
        mine = sorted({_cell(terrain, "inflow", x, y) for x, y in points})
        mine = [c for c in mine if not blocked[c]]
        if not mine:
            raise PlanningError("error.heavy-rain.blocked", key="inflow", x=points[0][0], y=points[0][1])
        cells += mine
        source += [k] * len(mine)
        weight += [1.0 / len(mine)] * len(mine)
        series.append(series_of(part, "hydrograph", "m3_per_s", least=0.0))
    if not series:
        return ()
    at = np.array(cells, np.int64)
    feed = Feed(at[:, 0], at[:, 1], np.array(source, np.int64), np.array(weight, np.float64))
    return ((feed, Hydrographs(tuple(series))),)


def _along(line: list[tuple[float, float]], cell: float) -> list[tuple[float, float]]:
    points = list(line)
    for (ax, ay), (bx, by) in itertools.pairwise(line):
        many = max(math.ceil(math.hypot(bx - ax, by - ay) / cell * 4.0), 1)
        points += [(ax + (bx - ax) * i / many, ay + (by - ay) * i / many) for i in range(many)]
    return points


def _cell(terrain: Grid, key: str, x: float, y: float) -> tuple[int, int]:
    extent = terrain.extent
    if not extent.contains(x, y):
        raise PlanningError("error.simulate.outside", key=key, x=x, y=y)
    row, column = terrain.index(np.array(x), np.array(y))
    return int(row), int(column)


def gauges_of(case: Case, terrain: Grid) -> tuple[list[str], list[tuple[int, int]]]:
    if not case.has("gauges"):
        return [], []
    rows = case.columns("gauges", ("name", "x", "y"), texts=("name",))
    return rows["name"], [_cell(terrain, "gauges", x, y) for x, y in zip(rows["x"], rows["y"], strict=True)]


def trace_of(case: Case, terrain: Grid, blocked: B8) -> tuple[int, int] | None:
    """The cell whose water is followed.

    Raises:
        PlanningError: it lies outside, or where no water can be.
    """
    if not case.has("trace"):
        return None
    x, y = case.pair("trace")
    place = _cell(terrain, "trace", x, y)
    if blocked[place]:
        raise PlanningError("error.heavy-rain.blocked", key="trace", x=x, y=y)
    return place
