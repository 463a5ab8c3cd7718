"""What the layer says of itself."""

from planningtable.api import DEDUCTION, LayerInfo, Legend, LegendClass, Scenario, Text

RAIN = 750.0
"""Rain of a year [mm/a], between Berlin (about 580) and the north-west and south of Germany (800 and more)."""

SOURCES = (
    "FLL-Dachbegrünungsrichtlinien 2018: Wasserrückhalt nach Substratdicke (Endwerte gelesen im Gründachkataster "
    "Münster, Zwischenwerte Richtwert)",
    "Köhler, M. (2012), verwendet im Gründachkataster Münster: CO2 0,59 kg/m²a, PM10 0,0098 kg/m²a (extensiv)",
    "Neigungsgrenzen: Landkreis Hildesheim, RVR Gründachkataster Ruhr, Bremen (gelesen); Klassengrenzen eigene Setzung",
    "Verdunstung und Werte intensiver Begrünung: Richtwert",
)


def _scenario(id: str, substrate: float) -> Scenario:
    parameters = (("deduction", DEDUCTION), ("rain", RAIN), ("substrate", substrate))
    return Scenario(id, Text(f"green-roof.scenario.{id}"), parameters, "FLL 2018; Richtwert")


INFO = LayerInfo(
    id="green-roof",
    name=Text("green-roof.name"),
    summary=Text("green-roof.summary"),
    version="1",
    method=Text("green-roof.method"),
    limits=(Text("green-roof.limit.structure"), Text("green-roof.limit.roof"), Text("green-roof.limit.rates")),
    sources=SOURCES,
    scenarios=(_scenario("extensive", 8.0), _scenario("simple-intensive", 20.0), _scenario("intensive", 30.0)),
    icon="green-roof",
)

# From dark to light green, sand for special constructions, grey where nothing grows: also told apart without seeing
# red or green, because lightness rises as far as something grows.
_COLOURS = ("#00441b", "#2f8a4c", "#85c17e", "#f3e2b4", "#b4b9be")

LEGEND = Legend(
    title=Text("green-roof.legend"),
    unit="",
    scale=1.0,
    classes=tuple(
        LegendClass(float(code), code + 1.0, colour, Text(f"green-roof.class.{name}"))
        for code, (name, colour) in enumerate(zip("abcde", _COLOURS, strict=True))
    ),
    source="Landkreis Hildesheim, RVR Ruhr, Bremen; Klassengrenzen eigene Setzung",
)
