"""Layer results without a layer."""

import numpy as np

from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.layers.layer import LayerResult, Provenance, Quality
from planningtable.layers.legend import Legend, LegendClass

DEPTH = Legend(
    Text("heavy-rain.legend.depth.title"),
    "cm",
    100.0,
    (
        LegendClass(5.0, 10.0, "#cfe8fb", Text("heavy-rain.legend.depth.1")),
        LegendClass(10.0, 50.0, "#8cc2ee", Text("heavy-rain.legend.depth.2")),
        LegendClass(50.0, None, "#1b5aa8", Text("heavy-rain.legend.depth.3")),
    ),
    "test",
)


def depth_result(site: Site, middle: tuple[float, float], radius: float) -> LayerResult:
    """A pond 0.8 m deep in its middle, dry at a radius [m], also under buildings."""
    terrain = site.terrain
    east, north = np.meshgrid(terrain.easting(), terrain.northing())
    away = np.hypot(east - middle[0], north - middle[1])
    depth = np.maximum(0.8 * (1 - away / radius), 0.0).astype(np.float32)
    return LayerResult(
        layer="heavy-rain",
        scenario="test",
        resolution=terrain.cell,
        quality=Quality.FULL,
        main="depth",
        grids={"depth": terrain.with_values(depth)},
        columns={},
        totals={},
        legends={"depth": DEPTH},
        provenance=Provenance(Text("test"), "1", (), (), (), ()),
    )
