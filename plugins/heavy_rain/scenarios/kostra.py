"""Design rain after KOSTRA-DWD-2020: amounts by duration and return period, from a table that the town has.

DWD, doi 10.5676/DWD/KOSTRA-DWD-2020. The table is a CSV with a column ``D_min`` (duration [min]) and one ``HN_005A``
for each return period (here 5 a), amounts in mm, as DWD's tables of a raster cell are.
"""

import re
from dataclasses import dataclass

import numpy as np

from planningtable.api import Case, PlanningError
from plugins.heavy_rain.arrays import F64

COLUMN = re.compile(r"HN_0*(\d+)A_?")


@dataclass(frozen=True, slots=True, eq=False)
class Kostra:
    """Amounts of a raster cell.

    Attributes:
        minutes: durations, rising, shape (n,) [min].
        years: return periods, rising, shape (m,) [a].
        amounts: shape (n, m) [mm].
    """

    minutes: F64
    years: F64
    amounts: F64

    def curve(self, years: float) -> F64:
        """Amounts of all durations [mm]; between two return periods linear in the logarithm of years.

        Raises:
            PlanningError: the table has no such return period.
        """
        if not self.years[0] <= years <= self.years[-1]:
            raise PlanningError(
                "error.heavy-rain.years", years=years, least=float(self.years[0]), most=float(self.years[-1])
            )
        at = np.log(years)
        return np.array([np.interp(at, np.log(self.years), row) for row in self.amounts])

    def amount(self, minutes: float, years: float) -> float:
        """Amount in a duration [min] once in so many years [mm]; between two durations linear.

        Raises:
            PlanningError: the table has no such duration or return period.
        """
        if not self.minutes[0] <= minutes <= self.minutes[-1]:
            raise PlanningError(
                "error.heavy-rain.minutes", minutes=minutes, least=float(self.minutes[0]), most=float(self.minutes[-1])
            )
        return float(np.interp(minutes, self.minutes, self.curve(years)))


def read_kostra(case: Case, key: str) -> Kostra:
    """The table that a case names.

    Raises:
        PlanningError: it is no such table.
    """
    path = case.path(key)
    header = case.text(key).partition("\n")[0]
    names = [name.strip() for name in header.strip().split(";" if ";" in header else ",")]
    periods = {name: float(found.group(1)) for name in names if (found := COLUMN.fullmatch(name))}
    ordered = sorted(periods, key=periods.__getitem__)
    if not ordered or "D_min" not in names:
        raise PlanningError("error.simulate.columns", file=path.name, columns="D_min, HN_001A … HN_100A")
    rows = case.columns(key, ("D_min", *ordered))
    minutes = np.array(rows["D_min"], np.float64)
    if (np.diff(minutes) <= 0.0).any():
        raise PlanningError("error.simulate.not-rising", file=path.name)
    amounts = np.array([rows[name] for name in ordered], np.float64).T
    return Kostra(minutes, np.array([periods[name] for name in ordered]), amounts)
