"""Where the numbers of a screened site come from."""

from planningtable.api import LayerInfo, Provenance, Scenario, Site, Text
from plugins.heavy_rain.terrain_said import terrain_said


def origin(info: LayerInfo, site: Site, scenario: Scenario, cell: float, said: tuple[Text, ...] = ()) -> Provenance:
    """Method, version, parameters and limits of a result.

    Args:
        info: the layer.
        site: what was screened.
        scenario: its parameters, a touched place [m] among them, are kept to ten digits.
        cell: size of a cell [m].
        said: limits of this result alone.
    """
    parameters = {
        **{name: f"{value:.10g}" for name, value in scenario.parameters},
        "cell_m": f"{cell:g}",
        "solver": "screening",
        "terrain": "made from ground surfaces" if site.terrain_made else "as delivered",
    }
    return Provenance(
        info.method,
        info.version,
        info.sources,
        (*info.limits, *terrain_said(site), *said),
        tuple(sorted(parameters.items())),
        tuple(source.name for source in site.sources),
    )
