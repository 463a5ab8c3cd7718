"""How much the numbers hang on what is only guessed of the ground: quick runs with more and less of it."""

from collections.abc import Mapping
from dataclasses import replace

from planningtable.api import Job, Quantity, Scenario, Site
from plugins.heavy_rain.consequences.summary import consequences
from plugins.heavy_rain.flooding import NO_DOUBT, Doubt, Flooded, flooded
from plugins.heavy_rain.totals import totals_of

DOUBTS = (Doubt(manning=0.7), Doubt(manning=1.3), Doubt(infiltration=0.5), Doubt(infiltration=1.5))
"""One at a time: Manning's n 30 % less and more, infiltration 50 % less and more; guide values."""
CERTAIN = ("rain_m3", "balance_error")
"""Numbers that hang on neither."""


def totals_with(site: Site, made: Flooded) -> dict[str, Quantity]:
    """All numbers of a run, its consequences with them."""
    depth, push = (made.ground.masked(grid) for grid in (made.flood.peak, made.flood.strongest))
    return totals_of(made, consequences(site, depth, push, made.beside).totals)


def swings(site: Site, scenario: Scenario, cell: float, job: Job) -> dict[str, tuple[float, float]]:
    """By how much each number falls and rises at most, from quick runs at a cell size [m].

    Raises:
        CancelledError: on request.
    """
    count = len(DOUBTS) + 1
    runs = [
        totals_with(site, flooded(site, scenario, cell, job.part(k / count, (k + 1) / count), doubt=doubt))
        for k, doubt in enumerate((NO_DOUBT, *DOUBTS))
    ]
    usual = runs[0]
    away = {key: [run[key].value - q.value for run in runs] for key, q in usual.items() if key not in CERTAIN}
    return {key: (min(values), max(values)) for key, values in away.items()}


def with_ranges(totals: Mapping[str, Quantity], swing: Mapping[str, tuple[float, float]]) -> dict[str, Quantity]:
    """The numbers with the range that the quick runs give them; nothing falls below 0."""
    return {
        key: replace(q, low=max(q.value + swing[key][0], min(q.value, 0.0)), high=q.value + swing[key][1])
        if key in swing
        else q
        for key, q in totals.items()
    }
