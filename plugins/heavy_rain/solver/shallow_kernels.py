"""Machine-code kernels of the full shallow water equations: second order in space and time, balanced over any bed.

Depth, unit discharge eastwards and southwards live at the cell centres. Between two cells their limited slopes meet;
the bed between them is raised to the higher side (Audusse et al. 2004, doi 10.1137/S1064827503431090), so that a lake
at rest stays at rest; the fluxes are those of Harten, Lax and van Leer, with the speeds of a dry bed where one side is
dry, and carry the velocity along the face from the side that the water comes from. Friction is solved as the full
quadratic after each step. Everything is float64.
"""

from typing import NamedTuple

import numpy as np

from planningtable.api import compiled
from plugins.heavy_rain.arrays import B8, F64
from plugins.heavy_rain.solver.friction import inverse_cube_root
from plugins.heavy_rain.solver.ground import LEVEL, OPEN, Ground

GRAVITY = 9.81
THIN = 1e-4
"""Depth below which velocities are damped instead of being divided out [m]."""
STEEP = 1.3
"""1 is calm and smears, 2 is sharp, but lets lakes between many islands slosh by themselves [-]."""


class Flow(NamedTuple):
    """State at the centres, shape (rows, columns): depth [m], unit discharges [m²/s]."""

    depth: F64
    east: F64
    south: F64


class Fields(NamedTuple):
    """What is reconstructed at the faces of one direction: level [m], depth [m], velocity through and along [m/s]."""

    level: F64
    depth: F64
    through: F64
    along: F64


class Faces(NamedTuple):
    """Fluxes over the faces before each cell and behind the last, shape (rows + 1, columns + 1).

    Attributes:
        mass: of water [m²/s].
        left: of momentum through the face, as the cell before it feels it [m³/s²].
        right: the same for the cell behind it.
        along: of momentum along the face [m³/s²].
    """

    mass: F64
    left: F64
    right: F64
    along: F64


class Site(NamedTuple):
    """Bed [m], cells that are not blocked, roughness, edges, edge length of a cell [m]."""

    bed: F64
    free: B8
    ground: Ground
    cell: float


@compiled
def velocities(flow: Flow, bed: F64, east: Fields, south: Fields) -> float:
    """Level and velocities; returns the highest wave speed [m/s]."""
    rows, columns = flow.depth.shape
    fastest = 1e-6
    for i in range(rows):
        for j in range(columns):
            h = flow.depth[i, j]
            over = h / (h * h + max(THIN - h, 0.0) * THIN) if h > 1e-9 else 0.0
            u, v = flow.east[i, j] * over, flow.south[i, j] * over
            east.level[i, j], south.level[i, j] = bed[i, j] + h, bed[i, j] + h
            east.depth[i, j], south.depth[i, j] = h, h
            east.through[i, j], east.along[i, j] = u, v
            south.through[i, j], south.along[i, j] = v, u
            fastest = max(fastest, max(abs(u), abs(v)) + np.sqrt(GRAVITY * h))
    return float(fastest)


@compiled
def _limited(a: float, b: float) -> float:
    """The mean of two slopes, but none more than `STEEP` times the other: levels and depths stay between neighbours."""
    least = STEEP * min(abs(a), abs(b))
    mean = max(min(0.5 * (a + b), least), -least)
    return mean if a * b > 0.0 else 0.0


@compiled
def slopes(values: F64, free: B8, step: tuple[int, int], slope: F64) -> None:
    """Limited slope in one direction, per cell; 0 beside what is blocked, and left as it is at the edge."""
    rows, columns = values.shape
    di, dj = np.uint64(step[0]), np.uint64(step[1])
    # Unsigned: a sign would be looked at in each cell, and nothing vectorise.
    for i in range(di, np.uint64(rows) - di):
        for j in range(dj, np.uint64(columns) - dj):
            middle = values[i, j]
            limited = _limited(middle - values[i - di, j - dj], values[i + di, j + dj] - middle)
            slope[i, j] = limited if free[i - di, j - dj] and free[i + di, j + dj] else 0.0


@compiled
def lean(site: Site, slope_east: F64, slope_south: F64) -> None:
    """At open edges the bed goes on outside as it does inside, and the water with it."""
    rows, columns = site.free.shape
    for i in range(rows):
        for side, j, inner in ((0, 0, min(1, columns - 1)), (1, columns - 1, max(columns - 2, 0))):
            if site.ground.kind[side, i] == OPEN and site.free[i, j] and site.free[i, inner]:
                slope_east[i, j] = (site.bed[i, inner] - site.bed[i, j]) * (1.0 if side == 0 else -1.0)
    for j in range(columns):
        for side, i, inner in ((2, 0, min(1, rows - 1)), (3, rows - 1, max(rows - 2, 0))):
            if site.ground.kind[side, j] == OPEN and site.free[i, j] and site.free[inner, j]:
                slope_south[i, j] = (site.bed[inner, j] - site.bed[i, j]) * (1.0 if side == 2 else -1.0)


@compiled
def _hll(left: tuple[float, float, float], right: tuple[float, float, float]) -> tuple[float, float]:
    """Fluxes of mass and momentum between two states of depth, velocity and wave speed."""
    hl, ul, cl = left
    hr, ur, cr = right
    if hl <= 0.0 and hr <= 0.0:
        return 0.0, 0.0
    star_u = 0.5 * (ul + ur) + cl - cr
    star_c = abs(0.5 * (cl + cr) + 0.25 * (ul - ur))
    slow = min(ul - cl, star_u - star_c) if hl > 0.0 else ur - 2.0 * cr
    fast = max(ur + cr, star_u + star_c) if hr > 0.0 else ul + 2.0 * cl
    ql, qr = hl * ul, hr * ur
    pl, pr = ql * ul + 0.5 * GRAVITY * hl * hl, qr * ur + 0.5 * GRAVITY * hr * hr
    if slow >= 0.0:
        return ql, pl
    if fast <= 0.0:
        return qr, pr
    over = 1.0 / (fast - slow)
    return (
        (fast * ql - slow * qr + slow * fast * (hr - hl)) * over,
        (fast * pl - slow * pr + slow * fast * (qr - ql)) * over,
    )


@compiled
def _between(
    left: tuple[float, float, float, float], right: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """Fluxes between two states of level, depth and velocities through and along; see `Faces`."""
    el, hl, ul, vl = left
    er, hr, ur, vr = right
    bed = max(el - hl, er - hr)
    dl, dr = max(el - bed, 0.0), max(er - bed, 0.0)
    mass, push = _hll((dl, ul, np.sqrt(GRAVITY * dl)), (dr, ur, np.sqrt(GRAVITY * dr)))
    half = 0.5 * GRAVITY
    carried = mass * (vl if mass > 0.0 else vr)
    return mass, push + half * (hl * hl - dl * dl), push + half * (hr * hr - dr * dr), carried


@compiled
def _state(fields: Fields, slope: Fields, place: tuple[int, int], half: float) -> tuple[float, float, float, float]:
    i, j = place
    return (
        fields.level[i, j] + half * slope.level[i, j],
        max(fields.depth[i, j] + half * slope.depth[i, j], 0.0),
        fields.through[i, j] + half * slope.through[i, j],
        fields.along[i, j] + half * slope.along[i, j],
    )


@compiled
def fluxes(fields: Fields, slope: Fields, free: B8, step: tuple[int, int], faces: Faces) -> None:
    """Fluxes over all inner faces of one direction; what is blocked mirrors the water beside it."""
    rows, columns = free.shape
    di, dj = step
    for i in range(di, rows):
        for j in range(dj, columns):
            p, q = i - di, j - dj
            if not free[i, j] and not free[p, q]:
                faces.mass[i, j], faces.left[i, j], faces.right[i, j], faces.along[i, j] = 0.0, 0.0, 0.0, 0.0
                continue
            left = _state(fields, slope, (p, q), 0.5)
            right = _state(fields, slope, (i, j), -0.5)
            if not free[i, j]:
                right = (left[0], left[1], -left[2], left[3])
            if not free[p, q]:
                left = (right[0], right[1], -right[2], right[3])
            made = _between(left, right)
            faces.mass[i, j], faces.left[i, j], faces.right[i, j], faces.along[i, j] = made


@compiled
def _at_edge(
    site: Site, place: tuple[int, int, int, int], state: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    """Fluxes out of the grid, from the state of a cell whose velocity through is counted outwards."""
    side, at, i, j = place
    level, h, out, along = state
    kind = site.ground.kind[side, at]
    if kind == OPEN:
        if h <= 0.0:
            return 0.0, 0.0, 0.0, 0.0
        normal = h ** (2.0 / 3.0) * site.ground.fall[side, at] / site.ground.rough[i, j]
        # Slower than waves: as gravity and friction let it; faster: nothing from outside can hold it. None comes in.
        wave = np.sqrt(GRAVITY * h)
        fast = out if out >= wave else min(normal, wave)
        mass = h * fast
        push = mass * fast + 0.5 * GRAVITY * h * h
        return mass, push, push, mass * along
    if kind == LEVEL:
        outside = np.float64(site.ground.level[side, at])
        there = max(outside - (level - h), 0.0)
        return _between((level, h, out, along), (level - h + there, there, out, along))
    return _between((level, h, out, along), (level, h, -out, along))


@compiled
def edges(site: Site, east: Fields, south: Fields, across: Faces, down: Faces) -> None:
    """Fluxes over the four sides of the grid."""
    rows, columns = site.free.shape
    for i in range(rows):
        for side, j, face, sign in ((0, 0, 0, -1.0), (1, columns - 1, columns, 1.0)):
            _edge(site, (side, i, i, j), east, sign, across, (i, face))
    for j in range(columns):
        for side, i, face, sign in ((2, 0, 0, -1.0), (3, rows - 1, rows, 1.0)):
            _edge(site, (side, j, i, j), south, sign, down, (face, j))


@compiled
def _edge(
    site: Site,
    place: tuple[int, int, int, int],
    fields: Fields,
    sign: float,
    faces: Faces,
    face: tuple[int, int],
) -> None:
    i, j = place[2], place[3]
    made = (0.0, 0.0, 0.0, 0.0)
    if site.free[i, j]:
        state = (fields.level[i, j], fields.depth[i, j], sign * fields.through[i, j], fields.along[i, j])
        made = _at_edge(site, place, state)
    # Both sides hold what the inner cell feels; turned back from outwards to eastwards or southwards.
    faces.mass[face], faces.left[face], faces.right[face] = sign * made[0], made[1], made[1]
    faces.along[face] = sign * made[3]


@compiled
def limit(depth: F64, across: Faces, down: Faces, ratio: float) -> None:
    """No cell gives more than it has; exact in mass."""
    rows, columns = depth.shape
    for i in range(rows):
        for j in range(columns):
            out = max(across.mass[i, j + 1], 0.0) - min(across.mass[i, j], 0.0)
            out += max(down.mass[i + 1, j], 0.0) - min(down.mass[i, j], 0.0)
            if out * ratio <= depth[i, j]:
                continue
            share = depth[i, j] / (out * ratio)
            if across.mass[i, j + 1] > 0.0:
                across.mass[i, j + 1] *= share
            if across.mass[i, j] < 0.0:
                across.mass[i, j] *= share
            if down.mass[i + 1, j] > 0.0:
                down.mass[i + 1, j] *= share
            if down.mass[i, j] < 0.0:
                down.mass[i, j] *= share


@compiled
def gather(
    site: Site, flow: Flow, faces: tuple[Faces, Faces], bed_slopes: tuple[F64, F64], dt: float, after: Flow
) -> None:
    """One Euler step: what comes over the faces, and the slope of the bed inside the cells."""
    rows, columns = site.free.shape
    across, down = faces
    ratio = dt / site.cell
    pull = GRAVITY * ratio
    for i in range(rows):
        for j in range(columns):
            if not site.free[i, j]:
                continue
            h = flow.depth[i, j]
            gained = across.mass[i, j] - across.mass[i, j + 1] + down.mass[i, j] - down.mass[i + 1, j]
            after.depth[i, j] = max(h + ratio * gained, 0.0)
            pushed = across.right[i, j] - across.left[i, j + 1] + down.along[i, j] - down.along[i + 1, j]
            after.east[i, j] = flow.east[i, j] + ratio * pushed - pull * h * bed_slopes[0][i, j]
            pushed = down.right[i, j] - down.left[i + 1, j] + across.along[i, j] - across.along[i, j + 1]
            after.south[i, j] = flow.south[i, j] + ratio * pushed - pull * h * bed_slopes[1][i, j]


@compiled
def rub(site: Site, flow: Flow, dt: float) -> None:
    """Quadratic friction, solved exactly; no water, no discharge."""
    rows, columns = site.free.shape
    for i in range(rows):
        for j in range(columns):
            h = flow.depth[i, j]
            if h <= 1e-7:
                flow.east[i, j], flow.south[i, j] = 0.0, 0.0
                continue
            rough = site.ground.rough[i, j]
            root = np.float64(inverse_cube_root(np.float32(h)))
            drag = GRAVITY * dt * rough * rough * root**6 * root
            norm = np.sqrt(flow.east[i, j] ** 2 + flow.south[i, j] ** 2)
            share = 2.0 / (1.0 + np.sqrt(1.0 + 4.0 * drag * norm))
            flow.east[i, j] *= share
            flow.south[i, j] *= share
