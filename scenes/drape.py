"""A layer's result laid over ground and roofs, in exactly the colours of its legend."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from planningtable.city.grid import Grid
from planningtable.city.site import Site
from planningtable.layers.gaps import Gaps, gaps
from planningtable.layers.layer import Column, LayerResult, Quality
from planningtable.layers.legend import Legend, class_rows
from planningtable.layers.look import PLAIN, Look
from planningtable.layers.times import MAIN, shown_access, shown_flow, shown_grid
from scenes.ground import Ground
from scenes.layers.access import AccessSigns, access_signs, way_mesh
from scenes.layers.contours import contours
from scenes.layers.hatch import COLOUR, stripes
from scenes.meshes import Array, Bytes, Lines, Mesh, as_bytes, rgb
from scenes.resample import nearest, outside, smooth
from scenes.water.arrows import arrows
from scenes.water.sheet import WaterSheet, water_sheet


@dataclass(frozen=True, slots=True, eq=False)
class Drape:
    """A layer's result, ready to be drawn.

    Attributes:
        picture: ground or photo with the layer over it, sRGB, shape (rows, columns, 3); None: they are as without it.
        tints: sRGB and opacity of each surface, shape (S, 4); None where the layer says nothing of buildings.
        legend: the classes that are drawn; None where the layer has none.
        preview: whether the result is a first, coarse one.
        water: the surface of water; None for other layers.
        arrows: where it flows, colours with opacity; None where the result does not say.
        contours: lines along the limits of the classes; None where they are not asked for.
        gaps: of the grid that is drawn, which the next of its times takes over; None where no grid is.
        signs: closed streets and what else is known of how buildings are reached; None where nothing is.
        ways: around closed streets, to the buildings that somebody asks about; None for none.
    """

    picture: Bytes | None
    tints: Bytes | None
    legend: Legend | None
    preview: bool
    water: WaterSheet | None = None
    arrows: Mesh | None = None
    contours: Lines | None = None
    gaps: Gaps | None = None
    signs: AccessSigns | None = None
    ways: Mesh | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """What a layer is painted on.

    Attributes:
        picture: sRGB, shape (rows, columns, 3), row 0 north.
        frame: its cells.
    """

    picture: Bytes
    frame: Grid


def base_of(site: Site, ground: Ground, photo: Bytes | None = None) -> Base:
    """The ground in soft light, or a photo over the site's extent, shape (rows, columns, 3)."""
    if photo is None:
        return Base(ground.picture, ground.frame)
    extent, (rows, columns) = site.extent, photo.shape[:2]
    cell = max(extent.width / columns, extent.height / rows)
    return Base(photo, Grid(np.zeros((rows, columns), np.uint8), extent.west, extent.north, cell))


def palette(legend: Legend) -> Bytes:
    """Colours of the classes, sRGB, shape (classes, 3)."""
    return np.array([rgb(a_class.colour) for a_class in legend.classes]).reshape(-1, 3).astype(np.uint8)


def drape(
    site: Site,
    ground: Ground,
    result: LayerResult | None,
    frame: int = MAIN,
    look: Look = PLAIN,
    before: Drape | None = None,
    photo: Bytes | None = None,
) -> Drape | None:
    """What a result looks like on a site.

    Args:
        site: the site it was computed for.
        ground: of the same site.
        result: None takes the layer away.
        frame: which of the result's time frames; -1 for the main grid or column.
        look: how it is laid over the model.
        before: what was drawn before, another time perhaps, whose gaps are taken over where they are the same.
        photo: of the ground, sRGB over the site's extent, shape (rows, columns, 3): it is seen where the layer draws
            nothing, and through it. None: the ground in soft light.
    """
    if result is None:
        return None
    legend = result.legends.get(result.main)
    preview = result.quality is Quality.PREVIEW
    if legend is None:
        return Drape(None, None, None, preview)
    column = result.columns.get(result.main)
    if column is not None:
        return Drape(None, surface_tints(site, column, legend, look.opacity), legend, preview)
    grid, flow = shown_grid(result, frame), shown_flow(result, frame)
    if grid is None:
        return Drape(None, None, legend, preview)
    base = base_of(site, ground, photo)
    picture, drawn = painted(base, grid, legend, look.opacity)
    holes = gaps(site, grid, None if before is None else before.gaps)
    picture = hatched(picture, base.frame, grid, holes)
    water = water_sheet(site, grid, legend, picture, drawn) if result.water else None
    arrow_mesh = None if flow is None else arrows(site, flow, grid, legend)
    lines = contours(site, grid, legend, water=result.water) if look.contours else None
    access, depths = shown_access(result, frame), grid if result.water else None
    signs = access_signs(site, access, depths, None if before is None else before.signs)
    return Drape(picture, None, legend, preview, water, arrow_mesh, lines, holes, signs)


def with_ways(drape: Drape | None, site: Site, buildings: Sequence[str]) -> Drape | None:
    """The same with the ways around to these buildings and no others; the very same where nothing changes.

    Args:
        drape: of a result for ``site``.
        site: has the buildings.
        buildings: their ids.
    """
    if drape is None or drape.signs is None:
        return drape
    ways = way_mesh(site, drape.signs.access, buildings, drape.signs.depths)
    return drape if ways is drape.ways else replace(drape, ways=ways)


def painted(base: Base, grid: Grid, legend: Legend, opacity: float = 1.0) -> tuple[Bytes, npt.NDArray[np.bool_]]:
    """A picture with the classes of a grid painted over it, and where one is, shape (rows, columns)."""
    rows = class_rows(resampled(grid, base.frame), legend)
    picture = base.picture.copy()
    drawn = rows >= 0
    colours = palette(legend)[rows[drawn]]
    picture[drawn] = colours if opacity >= 1.0 else as_bytes(picture[drawn] * (1.0 - opacity) + colours * opacity)
    return picture, drawn


def hatched(picture: Bytes, frame: Grid, grid: Grid, holes: Gaps) -> Bytes:
    """The picture with stripes where the grid has no values, and beside it.

    Args:
        picture: sRGB, shape (rows, columns, 3); it is changed.
        frame: cells of the picture.
        grid: that is painted on the picture.
        holes: its gaps.
    """
    missing = outside(grid, frame)
    if holes.cells.any():
        missing |= nearest(grid.with_values(holes.cells), frame)
    if missing.any():
        picture[missing & stripes(missing.shape)] = rgb(COLOUR).astype(np.uint8)
    return picture


def resampled(grid: Grid, frame: Grid) -> Array:
    """Values of a grid at the cells of a finer frame, shape (rows, columns); NaN outside.

    Floating values run smoothly between the cells, so that a shore is a line and not a staircase; codes stay
    what they are.
    """
    values = nearest(grid, frame).astype(np.float32)
    if np.issubdtype(grid.values.dtype, np.floating):
        between = smooth(grid, grid.values, frame)
        values = np.where(np.isfinite(between), between, values)
    values[outside(grid, frame)] = np.nan
    return values


def surface_tints(site: Site, column: Column, legend: Legend, opacity: float = 1.0) -> Bytes | None:
    """Colour of each surface from a column of surfaces or buildings, shape (S, 4); None for other columns.

    None also for a column of another variant, which has other rows: its values would stand on the wrong roofs.
    """
    values = np.asarray(column.values)
    match column.of:
        case "surfaces" if len(values) == len(site.surfaces):
            pass
        case "buildings" if len(values) == len(site.buildings):
            values = values[site.surfaces.building]
        case _:
            return None
    rows = class_rows(values, legend)
    tints = np.zeros((len(values), 4), np.uint8)
    drawn = rows >= 0
    tints[drawn, :3] = palette(legend)[rows[drawn]]
    tints[drawn, 3] = round(255 * opacity)
    return tints
