"""The value under a finger: what a layer says of a spot, or why it says nothing there."""

from dataclasses import dataclass, replace

import numpy as np

from planningtable.city.grid import Grid
from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.layers.access import told_of
from planningtable.layers.layer import Column, LayerResult, Quality
from planningtable.layers.legend import Legend, class_rows, decimals, limits, only_named
from planningtable.layers.times import MAIN, shown_access, shown_grid, shown_title


@dataclass(frozen=True, slots=True)
class Spot:
    """What a finger on the map met.

    Attributes:
        east: easting in the site's CRS [m].
        north: northing in the site's CRS [m].
        building: id of the building that was met; empty for anything else.
        surface: row of the building's surface that was met; -1 where unknown or no building.
        beyond: whether it lies in the city around the site.
    """

    east: float
    north: float
    building: str = ""
    surface: int = -1
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a layer says of a spot.

    Attributes:
        title: of the legend or column that was read.
        value: in the unit of the legend; None where there is none, or where only the class's name means something.
        unit: as printed.
        decimals: with which the value is to be printed.
        label: of the class; where none holds the value, that it lies below them all; None where it is missing.
        colour: of the class, ``#rrggbb``; empty where nothing is drawn.
        missing: why there is no value; None where there is one.
        preview: whether the result is a first, coarse one.
        access: what is said of how the building is reached; None where all is as usual.
    """

    title: Text
    value: float | None
    unit: str
    decimals: int
    label: Text | None
    colour: str
    missing: Text | None
    preview: bool
    access: Text | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """What a layer says of a spot in two states of the site.

    Attributes:
        here: in the one state, in ``unit``.
        there: in the other one, likewise.
        unit: as printed.
        decimals: with which the values are to be printed.
    """

    here: float
    there: float
    unit: str
    decimals: int

    @property
    def value(self) -> float:
        """How much more it is here than there, of the values as they are printed: nobody has to compute it anew."""
        return round(self.here, self.decimals) - round(self.there, self.decimals)


def difference(here: Reading | None, there: Reading | None) -> Difference | None:
    """The difference of two readings of one spot.

    Returns:
        None where one of them has no number, or another quantity or unit.
    """
    if here is None or there is None or here.value is None or there.value is None:
        return None
    if (here.title, here.unit) != (there.title, there.unit):
        return None
    return Difference(here.value, there.value, here.unit, max(here.decimals, there.decimals))


def read(site: Site, result: LayerResult, spot: Spot, frame: int = MAIN) -> Reading | None:
    """What a result says of a spot, by the same rules as it is drawn.

    Args:
        site: that the result was computed for.
        result: of a layer.
        spot: where somebody looks.
        frame: which of the result's times is shown; -1 for its main grid or column.

    Returns:
        None for a result without a legend, which draws nothing.
    """
    legend = result.legends.get(result.main)
    if legend is None:
        return None
    found, access = _read(site, result, legend, spot, frame), shown_access(result, frame)
    return found if access is None else replace(found, access=told_of(access, site, spot.building))


def _read(site: Site, result: LayerResult, legend: Legend, spot: Spot, frame: int) -> Reading:
    preview = result.quality is Quality.PREVIEW
    if spot.beyond:
        return _missing(legend, "beyond", preview)
    column = result.columns.get(result.main)
    if column is not None:
        return _of_building(site, column, legend, spot, preview)
    if spot.building:
        beside = _beside(result)
        if beside is None:
            return _missing(legend, "building", preview)
        return _of_building(site, *beside, spot, preview)
    grid, title = shown_grid(result, frame), shown_title(result, frame)
    if grid is None or not grid.extent.contains(spot.east, spot.north):
        return _missing(legend, "outside", preview)
    value = _sampled(grid, spot)
    if not np.isfinite(value):
        return _missing(legend, "gap", preview)
    return _found(legend, title, value, preview)


def _beside(result: LayerResult) -> tuple[Column, Legend] | None:
    """A column of buildings in the classes of a grid: what a layer of the ground says of a house."""
    for key, column in result.columns.items():
        if column.of == "buildings" and key in result.legends:
            return column, result.legends[key]
    return None


def _of_building(site: Site, column: Column, legend: Legend, spot: Spot, preview: bool) -> Reading:
    title = legend.title if column.of == "surfaces" else column.name
    if not spot.building:
        return _missing(legend, f"only-{column.of}", preview)
    row = spot.surface
    if column.of == "buildings":
        row = site.buildings.ids.index(spot.building) if spot.building in site.buildings.ids else -1
    values = np.asarray(column.values)
    if not 0 <= row < len(values):
        return _missing(legend, "gap", preview)
    value = float(values[row])
    if not np.isfinite(value):
        return _missing(legend, "surface" if column.of == "surfaces" else "house", preview)
    return _found(legend, title, value, preview)


def _sampled(grid: Grid, spot: Spot) -> float:
    """As the drape draws it: smooth between cells, the cell's own where a neighbour is missing; codes as they are."""
    at = np.array([spot.east]), np.array([spot.north])
    row, column = grid.index(*at)
    own = float(grid.values[row[0], column[0]])
    if not np.issubdtype(grid.values.dtype, np.floating):
        return own
    between = float(grid.sample(*at)[0])
    return between if np.isfinite(between) else own


def _found(legend: Legend, title: Text, value: float, preview: bool) -> Reading:
    row = int(class_rows(np.array([value]), legend)[0])
    shown = None if only_named(legend) else value * legend.scale
    digits = decimals(legend)
    if row >= 0:
        held = legend.classes[row]
        return Reading(title, shown, legend.unit, digits, held.label, held.colour, None, preview)
    lowest = limits(legend)[:1]
    outside = "below" if lowest and value * legend.scale < lowest[0] else "no-class"
    return Reading(title, shown, legend.unit, digits, Text(f"reading.{outside}"), "", None, preview)


def _missing(legend: Legend, why: str, preview: bool) -> Reading:
    return Reading(legend.title, None, legend.unit, 0, None, "", Text(f"reading.missing.{why}"), preview)
