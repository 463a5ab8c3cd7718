"""Other classes and colours: the same result, drawn anew."""

from helpers.sites import block_site

from planningtable.api import Job
from planningtable.layers.legend import limits
from planningtable.layers.recolouring import recoloured
from plugins.heavy_rain.layer import LAYER


def test_a_result_is_recoloured_without_being_computed():
    info = LAYER.describe()
    own = LAYER.compute(block_site(), info.scenarios[0], 8.0, Job())
    for palette in info.palettes:
        drawn = recoloured(own, info.palettes, palette.id)
        assert drawn.grids is own.grids
        assert drawn.columns is own.columns
        assert drawn.totals is own.totals
        for key, legend in palette.legends.items():
            if key in own.legends:
                assert drawn.legends[key] is legend
                assert legend.unit == own.legends[key].unit
        assert drawn.legends["max_velocity"] is own.legends["max_velocity"]
    assert recoloured(own, info.palettes, "") is own
    assert recoloured(own, info.palettes, "nobody") is own


def test_the_classes_are_those_of_the_authorities():
    found = {palette.id: limits(palette.legends["max_depth"]) for palette in LAYER.describe().palettes}
    assert found == {
        "lubw": (5.0, 10.0, 50.0, 100.0),
        "essen": (5.0, 25.0),
        "ulm": (3.0, 10.0, 50.0, 100.0),
        "bkg": (10.0, 50.0, 100.0, 200.0, 400.0),
    }
