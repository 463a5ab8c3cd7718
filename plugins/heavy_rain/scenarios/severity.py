"""The heavy rain index of Schmitt (2017), 1 to 12: how rare a rain is, in a scale that people can compare.

Th. G. Schmitt: Ortsbezogene Regenhöhen im Starkregenindexkonzept SRI12. KA Korrespondenz Abwasser 64 (2017); classes
as in the reference implementation idf-analysis (MIT).
"""

from plugins.heavy_rain.scenarios.kostra import Kostra

YEARS = {1: 2.0, 2: 5.0, 3: 10.0, 4: 20.0, 5: 30.0, 6: 50.0, 7: 100.0}
"""Return period that stands for an index up to 7 [a]: the highest of 1 and 2, the lowest of the others."""
FACTORS = {8: 1.2, 9: 1.4, 10: 1.6, 11: 2.2, 12: 2.8}
"""Lowest multiple of the amount of 100 years, above [-]."""
WORST = 12


def names_index(minutes: float, table: Kostra) -> bool:
    """Whether a table tells the index of every amount in a duration [min]: that needs 2 to 100 years."""
    years, durations = table.years, table.minutes
    return bool(years[0] <= YEARS[1] and years[-1] >= YEARS[7] and durations[0] <= minutes <= durations[-1])


def amount_of(index: int, minutes: float, table: Kostra) -> float:
    """Amount that stands for an index [mm].

    Args:
        index: 1 to 12.
        minutes: duration [min].
        table: amounts at the place.

    Raises:
        PlanningError: the table has no such duration, or not the return period that stands for the index.
    """
    if index in YEARS:
        return table.amount(minutes, YEARS[index])
    return FACTORS[index] * table.amount(minutes, 100.0)


def index_of(amount: float, minutes: float, table: Kostra) -> int:
    """Index of an amount [mm] in a duration [min]; below the amount of two years it is 1.

    Raises:
        PlanningError: the table has no such duration, or not 2 to 100 years (see `names_index`).
    """
    hundred = table.amount(minutes, 100.0)
    reached = [index for index, factor in FACTORS.items() if amount >= factor * hundred * (1.0 - 1e-9)]
    if reached:
        return max(reached)
    # The bounds between the classes: above 2 a begins 2, above 5 a begins 3; from 20, 30, 50 and 100 a on 4 to 7.
    for index in (7, 6, 5, 4):
        if amount >= table.amount(minutes, YEARS[index]) * (1.0 - 1e-9):
            return index
    if amount > table.amount(minutes, 5.0) * (1.0 + 1e-9):
        return 3
    return 2 if amount > table.amount(minutes, 2.0) * (1.0 + 1e-9) else 1
