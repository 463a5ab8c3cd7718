"""What ground measures take, as pictures show it."""

from pathlib import Path

import pytest
import shapely

from planningtable.city.measures.kind_file import read_measure_kind
from planningtable.city.measures.outline import outlined
from planningtable.domain.values import Measure

KINDS_FOLDER = Path(__file__).parents[4] / "plugins" / "measures" / "kinds"
KINDS = {kind.id: kind for kind in (read_measure_kind(file) for file in sorted(KINDS_FOLDER.glob("*.toml")))}


def shown(kind: str, geometry: str, **parameters: float) -> shapely.Geometry:
    (measure,) = outlined((Measure("m", kind, geometry, None, tuple(sorted(parameters.items()))),), KINDS)
    return shapely.from_wkt(measure.geometry)


@pytest.mark.parametrize(("turn", "bounds"), [(0.0, (95.0, 40.0, 105.0, 60.0)), (90.0, (90.0, 45.0, 110.0, 55.0))])
def test_a_tapped_meadow_shows_its_rectangle(turn: float, bounds: tuple[float, ...]) -> None:
    assert shown("meadow", "POINT (100 50)", turn=turn).bounds == pytest.approx(bounds)


def test_a_stroke_shows_its_strip() -> None:
    strip = shown("rain-garden", "LINESTRING (0 0, 30 0)", width=4.0)
    assert strip.bounds == pytest.approx((0.0, -2.0, 30.0, 2.0))


def test_what_is_no_area_stays_as_it_was_drawn() -> None:
    measures = (
        Measure("a", "tree", "POINT (1 2)"),
        Measure("b", "cistern", "POINT (1 2)", "b0"),
        Measure("c", "nobody-knows", "POINT (1 2)"),
    )
    assert outlined(measures, KINDS) == measures


def test_a_drawn_area_keeps_its_outline() -> None:
    drawn = shapely.box(0, 0, 10, 5)
    assert shown("meadow", drawn.wkt).equals(drawn)
