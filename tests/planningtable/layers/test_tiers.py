import pytest

from planningtable.layers.tiers import STEPS, tiers


@pytest.mark.parametrize(
    ("area", "sizes"),
    [(100.0 * 100.0, (4.0, 2.0)), (640.0 * 520.0, (4.0, 2.0)), (2000.0 * 2000.0, (16.0, 4.0)), (1e9, (100.0,))],
)
def test_sizes_keep_to_the_number_of_cells(area: float, sizes: tuple[float, ...]) -> None:
    assert tiers(area, 300_000, 24_000) == sizes
    if sizes[-1] < STEPS[-1]:
        assert area / sizes[-1] ** 2 <= 300_000
