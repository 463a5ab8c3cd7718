"""What every indicator has."""

import doctest
import math
import tomllib
from importlib import resources
from types import ModuleType

import pytest
from helpers.sites import block_site

from planningtable.city.job import Job
from planningtable.domain.values import Direction
from planningtable.indicators.indicator import Dimension, Indicator, Inputs
from plugins.green_roof.layer import LAYER as GREEN_ROOF
from plugins.indicators import built, ground
from plugins.indicators.catalogue import INDICATORS

WORDS = {
    language: tomllib.loads(
        (resources.files("plugins.indicators") / "translations" / f"{language}.toml").read_text("utf-8")
    )
    for language in ("de", "en")
}


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.info.id)
def test_the_descriptor_is_complete(indicator: Indicator) -> None:
    info = indicator.info
    for texts in WORDS.values():
        words = texts["indicator"][info.id]
        assert set(words) == {"name", "formula", "inputs", "silence"}
        assert all(words.values())
    assert info.sdg
    assert info.source
    assert info.worst != info.target
    if info.direction is Direction.MORE:
        assert info.target > info.worst
    if info.direction is Direction.LESS:
        assert info.target < info.worst


def test_all_five_dimensions_have_indicators_that_count() -> None:
    counted = {i.info.dimension for i in INDICATORS if i.info.direction is not Direction.NEUTRAL}
    assert counted == set(Dimension)
    assert len(INDICATORS) >= 12


@pytest.mark.parametrize("boxes", [(), ((20, 20, 50, 35, 12.0), (60, 20, 90, 35, 9.0))])
def test_cheap_values_lie_in_their_range(boxes: tuple[tuple[float, ...], ...]) -> None:
    site = block_site(boxes=boxes)  # type: ignore[arg-type]
    roofs = GREEN_ROOF.compute(site, GREEN_ROOF.describe().scenarios[0], 1.0, Job())
    results = {"green-roof:extensive": roofs}
    inputs = Inputs(site, site, (), results, results)
    for indicator in INDICATORS:
        if set(indicator.info.needs) <= set(results):
            value = indicator.compute(inputs)
            if math.isnan(value.value):
                assert value.coverage == 0.0
            else:
                assert value.low <= value.value <= value.high
                assert 0 < value.coverage <= 1


@pytest.mark.parametrize("module", [ground, built])
def test_examples(module: ModuleType) -> None:
    found = doctest.testmod(module)
    assert found.attempted > 0
    assert found.failed == 0
