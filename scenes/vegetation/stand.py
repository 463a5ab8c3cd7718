"""All trees of a site as columns, sorted by cells, and meshes of some of them. Runs in any thread."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from planningtable.city.site import Site
from scenes.light import SUN_AZIMUTH
from scenes.meshes import Array, Floats, Mesh, Rows, as_bytes
from scenes.vegetation.forms import Form, forms_of, tones_of
from scenes.vegetation.shapes import Shape, coarse, fine

PLANNED_CROWN = np.array([124.0, 196.0, 96.0])
TRUNK = np.array([158.0, 142.0, 122.0])

CELL_TREES = 32
"""So many trees at most stand in a cell, however close to each other: cells are drawn in one level."""

CLOSED = 2.0
"""Where the crowns of taller trees cover the ground so many times, nobody sees those beneath."""


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """Trees, those of a cell one after another; columns of length T.

    Attributes:
        feet: where trunks begin, shape (T, 3), metres relative to the site's origin.
        radius: of the crown [m].
        clear: height of the crown above the foot [m].
        half: half the height of the crown [m].
        turn: of the crown round its trunk [rad].
        form: `Form`.
        tone: colour of the foliage, sRGB, shape (T, 3).
        starts: first tree of each cell with one more at the end.
        boxes: what each cell's trees fill, west, south, low, east, north, high, relative to the origin, shape (n, 6).
        beneath: whether taller trees close the canopy above it, as nearly all do in a forest.
        coarse: all trees in the coarse level; what throws shadows.
    """

    feet: Array
    radius: Array
    clear: Array
    half: Array
    turn: Array
    form: npt.NDArray[np.int8]
    tone: Array
    starts: npt.NDArray[np.int64]
    boxes: Array
    beneath: npt.NDArray[np.bool_]
    coarse: "TreeMesh"

    def __len__(self) -> int:
        return len(self.radius)

    @property
    def middles(self) -> Floats:
        """Middles of the crowns, shape (T, 3) [m]."""
        return _middles(self.feet, self.clear, self.half)


@dataclass(frozen=True, slots=True, eq=False)
class TreeMesh:
    """Some trees, the same number of points and triangles each.

    Attributes:
        mesh: with soft light in its colours.
        normals: shape (n, 3).
        trees: rows of the trees.
    """

    mesh: Mesh
    normals: Floats
    trees: Rows


def stand_of(site: Site) -> Stand:
    """The trees of a site."""
    trees, (east, north) = site.trees, site.origin
    x, y = trees.east - east, trees.north - north
    order, starts = _cells(x, y)
    order = _tallest_first(order, starts, trees.height)
    tall = np.maximum(trees.height, 1.0)[order]
    radius = np.maximum(trees.crown[order], 1.0) / 2
    form = forms_of(trees)[order]
    low = np.isin(form, (Form.SHRUB, Form.CONE))
    clear = np.where(low, np.minimum(0.08 * tall, 1.0), np.minimum(0.28 * tall, 3.0))
    half = np.maximum((tall - clear) / 2, 0.4)
    feet = np.column_stack([x, y, site.terrain.sample(trees.east, trees.north)])[order].reshape(-1, 3)
    # Rows of the register, not of the cells: a tree looks the same whoever stands beside it.
    tint = 0.95 + 0.10 * _spread(len(trees), 2)[order]
    tone = np.where(trees.planned[order][:, None], PLANNED_CROWN, tones_of(trees)[order] * tint[:, None])
    turn = 2 * np.pi * _spread(len(trees), 1)[order]
    columns = (feet, radius, clear, half, turn, form, tone)
    boxes = _boxes(columns[:4], starts)
    beneath = _beneath(radius, starts, boxes)
    return Stand(*columns, starts, boxes, beneath, _mesh(columns, np.arange(len(trees)), coarse()))


def fine_mesh(stand: Stand, rows: npt.NDArray[np.intp]) -> TreeMesh:
    """Some trees as seen from near."""
    columns = (stand.feet, stand.radius, stand.clear, stand.half, stand.turn, stand.form, stand.tone)
    return _mesh(columns, rows, fine())


def _spread(count: int, salt: int) -> Array:
    """Numbers 0 to 1 that look random and are the same at every start, shape (count,)."""
    return np.asarray((np.arange(count) * 0.6180339887 + salt * 0.7548776662) % 1.0)


def _cells(x: Array, y: Array) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]:
    """An order in which trees of a cell stand together, and where each cell begins; halved until few are left."""
    left, leaves = [np.arange(len(x))], []
    while left:
        rows = left.pop()
        if len(rows) <= CELL_TREES:
            leaves.append(rows)
            continue
        along = x[rows] if np.ptp(x[rows]) >= np.ptp(y[rows]) else y[rows]
        middle = len(rows) // 2
        order = np.argpartition(along, middle)
        left += [rows[order[middle:]], rows[order[:middle]]]
    if not len(x):
        return np.zeros(0, np.intp), np.zeros(1, np.int64)
    return np.concatenate(leaves), np.cumsum([0, *(len(leaf) for leaf in leaves)]).astype(np.int64)


def _tallest_first(order: npt.NDArray[np.intp], starts: npt.NDArray[np.int64], height: Array) -> npt.NDArray[np.intp]:
    """The trees of each cell from tall to small: what is drawn first is not drawn over by what it hides."""
    cell = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    return order[np.lexsort((-height[order], cell))]


def _beneath(radius: Array, starts: npt.NDArray[np.int64], boxes: Array) -> npt.NDArray[np.bool_]:
    """Trees above which crowns of the same cell, whose trees go from tall to small, cover its ground `CLOSED` times."""
    counts = np.diff(starts)
    area = np.pi * radius**2
    above = np.cumsum(area) - area
    above -= np.repeat(above[starts[:-1]], counts)
    ground = (boxes[:, 3] - boxes[:, 0]) * (boxes[:, 4] - boxes[:, 1])
    return np.asarray(above > CLOSED * np.repeat(ground, counts))


def _middles(feet: Array, clear: Array, half: Array) -> Floats:
    return np.asarray(feet + np.column_stack([np.zeros((len(feet), 2)), clear + half]), np.float32)


def _boxes(columns: tuple[Array, ...], starts: npt.NDArray[np.int64]) -> Array:
    feet, radius, clear, half = columns
    if not len(feet):
        return np.zeros((0, 6))
    low = feet - np.column_stack([radius, radius, np.zeros(len(feet))])
    high = feet + np.column_stack([radius, radius, clear + 2 * half])
    return np.hstack([np.minimum.reduceat(low, starts[:-1]), np.maximum.reduceat(high, starts[:-1])])


def _mesh(columns: tuple[Array, ...], rows: npt.NDArray[np.intp], shape: Shape) -> TreeMesh:
    feet, radius, clear, half, turn, form, tone = (column[rows] for column in columns)
    local, normal = shape.points[form], shape.normals[form].copy()
    cos, sin = np.cos(turn)[:, None], np.sin(turn)[:, None]
    points = np.empty_like(local)
    points[:, :, 0] = (local[:, :, 0] * cos - local[:, :, 1] * sin) * radius[:, None] + feet[:, None, 0]
    points[:, :, 1] = (local[:, :, 0] * sin + local[:, :, 1] * cos) * radius[:, None] + feet[:, None, 1]
    points[:, :, 2] = local[:, :, 2] * half[:, None] + (feet[:, 2] + clear + half)[:, None]
    normal[:, :, 0], normal[:, :, 1] = (
        normal[:, :, 0] * cos - normal[:, :, 1] * sin,
        normal[:, :, 0] * sin + normal[:, :, 1] * cos,
    )
    crowns = tone[:, None, :] * _soft(local, normal)[:, :, None]
    posts, post_normals, post_colours = _trunks(feet, radius, clear, half)
    each = shape.points.shape[1] + posts.shape[1]
    one = np.concatenate([shape.triangles, _POST + shape.points.shape[1]])
    triangles = one[None] + (np.arange(len(rows)) * each)[:, None, None]
    mesh = Mesh(
        np.concatenate([points, posts], axis=1).reshape(-1, 3).astype(np.float32),
        triangles.reshape(-1, 3).astype(np.int32),
        as_bytes(np.concatenate([crowns, post_colours], axis=1).reshape(-1, 3)),
    )
    normals = np.concatenate([normal, post_normals], axis=1).reshape(-1, 3).astype(np.float32)
    return TreeMesh(mesh, normals, rows.astype(np.int32))


def _soft(local: Array, normal: Array) -> Array:
    """Soft light on crowns: from above, a little from the sun's side, less towards the foot, shape (T, p)."""
    sun = np.radians(SUN_AZIMUTH)
    light = 0.90 + 0.11 * normal[:, :, 2] + 0.07 * (normal[:, :, 0] * np.sin(sun) + normal[:, :, 1] * np.cos(sun))
    return np.asarray(light * (0.93 + 0.07 * np.clip(local[:, :, 2], -1.0, 1.0)))


_POST = np.array([[0, 1, 4], [0, 4, 3], [1, 2, 5], [1, 5, 4], [2, 0, 3], [2, 3, 5]], np.int32)
_POST_CORNERS = np.array([[1.0, 0.0], [-0.5, 0.866], [-0.5, -0.866]])


def _trunks(feet: Array, radius: Array, clear: Array, half: Array) -> tuple[Array, Array, Array]:
    """Three-sided posts: points, normals and colours, shape (T, 6, 3)."""
    thick = np.clip((clear + 2 * half) * 0.024, 0.08, 0.45)
    points = np.empty((len(feet), 6, 3))
    points[:, :, :2] = feet[:, None, :2] + np.tile(_POST_CORNERS, (2, 1))[None] * thick[:, None, None]
    points[:, :3, 2] = (feet[:, 2] - 0.5)[:, None]
    points[:, 3:, 2] = (feet[:, 2] + clear + np.minimum(0.6 * radius, half))[:, None]
    normals = np.tile(np.column_stack([_POST_CORNERS, np.zeros(3)]), (2, 1))
    shade = np.array([0.95, 0.82, 0.88, 0.95, 0.82, 0.88])
    colours = np.tile(TRUNK * shade[:, None], (len(feet), 1, 1))
    return points, np.tile(normals, (len(feet), 1, 1)), colours
