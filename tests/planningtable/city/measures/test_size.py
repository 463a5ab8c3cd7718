"""Sizes and costs of measures."""

from pathlib import Path

import pytest
import shapely
from helpers.sites import SOUTH, WEST, block_site

from planningtable.city.measures.kind_file import read_measure_kind
from planningtable.city.measures.size import cost_range, measure_size
from planningtable.domain.values import Measure

KINDS_FOLDER = Path(__file__).parents[4] / "plugins" / "measures" / "kinds"
SITE = block_site()


def size_of(kind: str, geometry: str, target: str | None = None, **parameters: float) -> float:
    measure = Measure("m", kind, geometry, target, tuple(sorted(parameters.items())))
    return measure_size(read_measure_kind(KINDS_FOLDER / f"{kind}.toml"), measure, SITE)


def box(west: float, south: float, east: float, north: float) -> str:
    return shapely.box(WEST + west, SOUTH + south, WEST + east, SOUTH + north).wkt


@pytest.mark.parametrize(
    ("kind", "geometry", "target", "parameters", "size"),
    [
        ("tree", f"POINT ({WEST} {SOUTH})", None, {}, 1),
        ("unsealing", box(0, 30, 60, 52), None, {}, 60 * 22 - 30 * 5),
        ("green-roof", "POINT (0 0)", "b0", {}, 30 * 15 * 0.8),
        ("new-building", box(100, 0, 110, 10), None, {"storeys": 3}, 300),
        ("cistern", "POINT (0 0)", "b0", {"volume": 7.0}, 7),
        ("remove-building", "POINT (0 0)", "b1", {}, 30 * 15 * 9),
        ("swale", box(100, 0, 110, 10), None, {}, 100),
        ("green-roof", "POINT (0 0)", "nobody", {}, 0),
        ("unsealing", "nowhere", None, {}, 0),
    ],
)
def test_size(kind: str, geometry: str, target: str | None, parameters: dict[str, float], size: float) -> None:
    assert size_of(kind, geometry, target, **parameters) == pytest.approx(size)


def test_cost_is_a_range() -> None:
    tree = read_measure_kind(KINDS_FOLDER / "tree.toml")
    assert cost_range(tree, Measure("m", "tree", "POINT (0 0)"), SITE) == (tree.cost.low, tree.cost.high)
