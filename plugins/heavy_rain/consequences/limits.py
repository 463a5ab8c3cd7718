"""What water of a depth means to whom, from ``limits.toml``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SOURCES = (
    "Australian Rainfall and Runoff (2019), book 6, chapter 7: safety design criteria",
    "Pregnolato, Ford, Wilkinson, Dawson (2017): The impact of flooding on road transport. Transp. Res. D 55, doi "
    "10.1016/j.trd.2017.06.020",
    "DWA-M 119 (2016)",
)


@dataclass(frozen=True, slots=True)
class Passing:
    """Up to which depth [m] and depth times velocity [m²/s] somebody gets through."""

    depth: float
    push: float


@dataclass(frozen=True, slots=True)
class Limits:
    """What is in ``limits.toml``.

    Attributes:
        passable: ``car``, ``fire-engine`` and ``person``, the first to be stopped first.
        hazard: lowest depth of the hazard classes 2, 3 and 4 [m].
        potential: damage potential of a use, 1 to 4.
        sensitive_uses: uses that need care.
        sensitive_functions: ALKIS codes of buildings that need care.
    """

    passable: Mapping[str, Passing]
    hazard: tuple[float, ...]
    potential: Mapping[str, int]
    sensitive_uses: frozenset[str]
    sensitive_functions: frozenset[int]


def read_limits(text: str) -> Limits:
    """Limits from TOML."""
    table = tomllib.loads(text)
    return Limits(
        {who: Passing(float(row["depth"]), float(row["push"])) for who, row in table["passable"].items()},
        tuple(float(depth) for depth in table["hazard"].values()),
        {use: int(value) for use, value in table["potential"].items()},
        frozenset(table["sensitive"]["uses"]),
        frozenset(table["sensitive"]["functions"]),
    )


LIMITS = read_limits(Path(__file__).with_suffix(".toml").read_text("utf-8"))
