"""Signs of development plans: the colours and lines of the Planzeichenverordnung (PlanZV), muted for the model."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from planningtable.city.plan import PlanKind, PlanObject
from planningtable.domain.text import Text


@dataclass(frozen=True, slots=True)
class Sign:
    """How something is drawn.

    Attributes:
        name: last part of its legend's message id.
        colour: ``#rrggbb``, of the legend too.
        fill: opacity of the area [0..1]; 0 leaves it empty.
        line: colour of the line or rim; empty for that of the area.
        width: of the line in a picture 1000 pixels high [px]; 0 for none.
        pattern: lengths of stroke and gap in turn [m]; empty for an unbroken line.
    """

    name: str
    colour: str
    fill: float = 0.0
    line: str = ""
    width: float = 0.0
    pattern: tuple[float, ...] = ()

    @property
    def ink(self) -> str:
        return self.line or self.colour


FINE, PLAIN, STRONG = 1.2, 2.4, 3.6
"""Widths of lines [px]; each is an actor of its own."""

AREA = Sign("area", "#3a3a3a", width=STRONG, pattern=(9.0, 4.0))
"""Limit of a plan's area (PlanZV 15.13)."""

_SIGNS = (
    Sign("residential", "#dd9d8e", 0.50, "#b4715f", FINE),
    Sign("mixed", "#c39a74", 0.50, "#94704d", FINE),
    Sign("commercial", "#a9a8b2", 0.55, "#7d7c88", FINE),
    Sign("special", "#eaa966", 0.50, "#bb7f40", FINE),
    Sign("zone", "#d9bfae", 0.50, "#a98f7e", FINE),
    Sign("buildable", "#d0786a", 0.45),
    Sign("limit", "#2a66b0", width=PLAIN, pattern=(5.0, 1.4, 0.8, 1.4)),
    Sign("line", "#c0322f", width=PLAIN, pattern=(5.0, 1.2, 0.8, 1.2, 0.8, 1.2)),
    Sign("traffic", "#e2bd4f", 0.50, "#a98a2e", FINE),
    Sign("green", "#86b96f", 0.55, "#557f44", FINE),
    Sign("planting", "#4c9247", 0.20, "#3b7a38", PLAIN, (0.9, 1.4)),
    Sign("water", "#7fb2da", 0.55, "#4f83ad", FINE),
    Sign("community", "#d483a3", 0.50, "#a45876", FINE),
    Sign("supply", "#e4d766", 0.55, "#aa9d33", FINE),
    Sign("nature", "#5fa37f", 0.15, "#3f7d5c", PLAIN, (4.0, 1.2, 0.8, 1.2)),
    Sign("heritage", "#8d4a3c", 0.0, "", PLAIN, (3.0, 1.2)),
    Sign("right", "#77736b", 0.0, "", FINE, (2.5, 1.2)),
    Sign("boundary", "#4a4a4a", 0.0, "", FINE, (1.2, 1.2)),
    Sign("ancillary", "#b0503f", 0.0, "", FINE, (2.4, 1.0)),
    Sign("other", "#8b8b86", 0.0, "", FINE),
)
SIGNS: Mapping[str, Sign] = MappingProxyType({sign.name: sign for sign in _SIGNS})
"""By name, in the order of the legend."""

_BY_KIND: Mapping[PlanKind, str] = MappingProxyType(
    {
        PlanKind.BUILDABLE: "buildable",
        PlanKind.BUILDING_LIMIT: "limit",
        PlanKind.BUILDING_LINE: "line",
        PlanKind.TRAFFIC: "traffic",
        PlanKind.GREEN: "green",
        PlanKind.PLANTING: "planting",
        PlanKind.WATER: "water",
        PlanKind.COMMUNITY: "community",
        PlanKind.SUPPLY: "supply",
        PlanKind.NATURE: "nature",
        PlanKind.HERITAGE: "heritage",
        PlanKind.RIGHT: "right",
        PlanKind.BOUNDARY: "boundary",
        PlanKind.ANCILLARY: "ancillary",
        PlanKind.OTHER: "other",
    }
)
"""Heights and texts have no area of their own on a plan."""

_SPECIAL_USE: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("1000", "1100", "1200", "1300"), "residential"),
        **dict.fromkeys(("1400", "1450", "1500", "1550", "1600"), "mixed"),
        **dict.fromkeys(("1700", "1800"), "commercial"),
        **dict.fromkeys(("2000", "2100", "3000", "4000"), "special"),
    }
)
_GENERAL_USE: Mapping[str, str] = MappingProxyType(
    {"1000": "residential", "2000": "mixed", "3000": "commercial", "4000": "special"}
)


LABEL = "plan.legend."


def label_of(sign: Sign) -> Text:
    """What a legend calls a sign."""
    return Text(LABEL + sign.name)


def is_line(label: Text) -> bool:
    """Whether a legend's label is that of a sign without an area."""
    name = label.id.removeprefix(LABEL)
    return name != label.id and (AREA if name == AREA.name else SIGNS[name]).fill == 0.0


def sign_of(o: PlanObject) -> Sign | None:
    """The sign of an object; None for what is not drawn: levels under the ground, heights and texts."""
    if o.level < 0:
        return None
    if o.kind is PlanKind.ZONE:
        return SIGNS[_use(o)]
    name = _BY_KIND.get(o.kind)
    return None if name is None else SIGNS[name]


def _use(o: PlanObject) -> str:
    for key, uses in (("besondereArtDerBaulNutzung", _SPECIAL_USE), ("allgArtDerBaulNutzung", _GENERAL_USE)):
        for code in o.values(key):
            if code in uses:
                return uses[code]
    return "zone"
