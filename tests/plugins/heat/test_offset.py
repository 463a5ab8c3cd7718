import pytest

from plugins.heat.compute import _offset
from plugins.heat.layer import SCENARIOS


@pytest.mark.parametrize(("longitude", "hours"), [(6.1, 1.0), (14.9, 1.0), (-9.1, 1.0), (139.6, 9.0), (-73.9, -5.0)])
def test_the_clock_is_central_european_unless_the_site_lies_far_away(longitude: float, hours: float) -> None:
    assert _offset(SCENARIOS[0], longitude) == hours
