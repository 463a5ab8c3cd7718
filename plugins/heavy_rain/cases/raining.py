"""The rain of a case: an amount, a design rain from a KOSTRA table, an index, or a measured series."""

from dataclasses import dataclass

import numpy as np

from planningtable.api import Case, PlanningError
from plugins.heavy_rain.forcing import Series, steady
from plugins.heavy_rain.scenarios.euler import SHAPE, euler_2, even, falling
from plugins.heavy_rain.scenarios.kostra import Kostra, read_kostra
from plugins.heavy_rain.scenarios.severity import WORST, amount_of, index_of, names_index

BLOCK, EULER = "block", "euler-2"


@dataclass(frozen=True, slots=True, eq=False)
class Rain:
    """Intensity over time [mm/h], and what is said of it."""

    series: Series
    said: dict[str, str]


def rain_of(case: Case, duration: float) -> Rain:
    """Read it.

    Raises:
        PlanningError: it says too little, too much, or something that is not known.
    """
    if not case.has("rain"):
        return Rain(steady(0.0, duration), {"rain": "none"})
    rain = case.table("rain")
    ways = [key for key in ("file", "mm", "years", "index") if rain.has(key)]
    if len(ways) != 1:
        raise PlanningError("error.heavy-rain.one-of", keys="file, mm, years, index")
    if ways[0] == "file":
        return Rain(series_of(rain, "file", "mm_per_h", steps=True, least=0.0), {"rain": rain.path("file").name})
    minutes = rain.number("minutes", least=1e-3, most=1e6)
    table = read_kostra(rain, "kostra") if ways[0] in ("years", "index") or rain.has("kostra") else None
    amount = _amount(rain, ways[0], minutes, table)
    form = rain.choice("form", (BLOCK, EULER), BLOCK)
    said = {"rain_mm": f"{amount:g}", "rain_minutes": f"{minutes:g}", "rain_form": form}
    if table is not None and names_index(minutes, table):
        said["heavy_rain_index"] = str(index_of(amount, minutes, table))
    if form == BLOCK:
        return Rain(even(amount, minutes), said)
    if table is None:
        return Rain(falling(SHAPE, amount, minutes), said)
    years = rain.number("years") if ways[0] == "years" else float(table.years[-1])
    return Rain(falling(euler_2(table.minutes, table.curve(years), minutes), amount, minutes), said)


def _amount(rain: Case, way: str, minutes: float, table: Kostra | None) -> float:
    if way == "mm" or table is None:
        return rain.number("mm", least=0.0, most=1e5)
    if way == "years":
        return table.amount(minutes, rain.number("years", least=1e-3, most=1e4))
    index = rain.number("index", least=1.0, most=float(WORST))
    if index != round(index):
        raise rain.wrong("index", f"{index:g}", "7")
    return amount_of(int(index), minutes, table)


def series_of(part: Case, key: str, column: str, *, steps: bool = False, least: float = -np.inf) -> Series:
    """A CSV of ``t_s`` and a column.

    Raises:
        PlanningError: times do not rise, or a value is below the least that is possible.
    """
    rows = part.columns(key, ("t_s", column))
    times = np.array(rows["t_s"], np.float64)
    if (np.diff(times) <= 0.0).any():
        raise PlanningError("error.simulate.not-rising", file=part.path(key).name)
    values = np.array(rows[column], np.float64)
    if (values < least).any():
        key = f"{part.path(key).name}, {column}"
        raise PlanningError("error.simulate.range", key=key, value=float(values.min()), least=least, most=1e12)
    return Series(times, values, steps)
