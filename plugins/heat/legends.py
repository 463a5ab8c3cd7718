"""Colour classes of heat."""

from planningtable.api import Legend, LegendClass, Text

HOUSE = ("#9fd3c7", "#ffe08a", "#f59a4c", "#d63f2a", "#7f0000")
# From shade (blue-green) over cream to sun (brick): lightness rises to the middle and falls again, so that both ends
# are told apart under colour vision deficiencies; large areas in full sun stay calm enough for the model to be seen.
RADIANT = ("#6fa4a3", "#a2c7c6", "#d2e0d0", "#fbffd7", "#ffea9f", "#f6b35f", "#e1855c", "#b8453a")


def _classes(key: str, limits: tuple[float | None, ...], colours: tuple[str, ...]) -> tuple[LegendClass, ...]:
    return tuple(
        LegendClass(limits[i], limits[i + 1], colour, Text.of(f"heat.legend.{key}.{i + 1}"))
        for i, colour in enumerate(colours)
    )


TMRT = Legend(
    Text.of("heat.legend.tmrt.title"),
    "°C",
    1.0,
    _classes("tmrt", (None, 35.0, 40.0, 45.0, 50.0, 55.0, 60.0, 65.0, None), RADIANT),
    "Klassen und Farben des Hauses in Stufen der Rechengenauigkeit (5 K); genormte Klassen gibt es nicht",
)
UTCI = Legend(
    Text.of("heat.legend.utci.title"),
    "°C",
    1.0,
    _classes("utci", (None, 26.0, 32.0, 38.0, 46.0, None), HOUSE),
    "Belastungsklassen des UTCI (Bröde et al. 2012; Błażejczyk et al. 2013), Farben des Hauses",
)
SHADOW = Legend(
    Text.of("heat.legend.shadow.title"),
    "",
    1.0,
    _classes("shadow", (0.0, 0.02, 0.5, None), ("#4a5560", "#8f9ba3", "#fff3c4")),
    "Klassen und Farben des Hauses",
)
SVF = Legend(
    Text.of("heat.legend.svf.title"),
    "",
    1.0,
    _classes("svf", (0.0, 0.2, 0.4, 0.6, 0.8, None), ("#303f49", "#547081", "#7f9eac", "#afcad5", "#ecf5f8")),
    "Klassen und Farben des Hauses",
)
