"""A feature of a plan: its properties as they stand in the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lxml.etree import _Element

from planningtable.city.plan.model import HeightLimit, Limits
from planningtable.city.readers.xplan.gml import XLINK, GeometryFault, Shape, children, local_name, read_shape
from planningtable.domain.text import Text

GML_IDS = ("{http://www.opengis.net/gml/3.2}id", "{http://www.opengis.net/gml}id")
GML_NAMESPACES = ("{http://www.opengis.net/gml/3.2}", "{http://www.opengis.net/gml}")
# Property of a plan, a section or an object that holds where it is.
POSITIONS = frozenset({"position", "raeumlicherGeltungsbereich", "geltungsbereich"})
# More properties than this are no plan; they are left out, and so is what goes on for pages.
MOST_PROPERTIES = 500
LONGEST_VALUE = 20_000
# Property → limit; of two that state the same, the stricter counts.
LIMITS: Mapping[str, str] = MappingProxyType(
    {
        "GRZ": "grz",
        "GRZmax": "grz",
        "GRZmin": "grz_min",
        "GFZ": "gfz",
        "GFZmax": "gfz",
        "GFZmin": "gfz_min",
        "GR": "gr",
        "GRmax": "gr",
        "GRmin": "gr_min",
        "GF": "gf",
        "GFmax": "gf",
        "GFmin": "gf_min",
        "BMZ": "bmz",
        "BMZmax": "bmz",
        "BM": "bm",
        "BMmax": "bm",
        "Z": "storeys",
        "Zmax": "storeys",
        "Zmin": "storeys_min",
        "Zzwingend": "storeys_mandatory",
        "MaxZahlWohnungen": "dwellings",
        "DNmin": "pitch_min",
        "DNmax": "pitch_max",
    }
)
HEIGHTS: Mapping[str, str] = MappingProxyType(
    {"h": "stated", "hMin": "minimum", "hMax": "maximum", "hZwingend": "mandatory"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Feature:
    """A feature as it stands in the file.

    Attributes:
        id: gml:id; empty where there is none.
        type: class without prefix of the namespace.
        properties: names and values; nested ones joined by dots.
        links: names and ids that they refer to.
        heights: XP_Hoehenangabe.
        shape: its geometry; None where there is none.
        fault: why the geometry cannot be read; None where it can.
    """

    id: str
    type: str
    properties: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    heights: tuple[HeightLimit, ...]
    shape: Shape | None
    fault: Text | None

    def first(self, name: str) -> str:
        """The first value of a property; empty for none."""
        return next((value for key, value in self.properties if key == name), "")

    def targets(self, name: str) -> tuple[str, ...]:
        """The ids that a property refers to."""
        return tuple(target for key, target in self.links if key == name)

    def limits(self) -> Limits:
        """How much may be built, as far as the numbers are numbers."""
        found: dict[str, float] = {}
        for key, text in self.properties:
            name, value = LIMITS.get(key), number(text)
            if name is None or value is None or value < 0:
                continue
            stricter = max if name.endswith("_min") else min
            found[name] = stricter(found[name], value) if name in found else value
        return Limits(**found, heights=self.heights)


def number(text: str) -> float | None:
    """A number, with a comma or a point; None for anything else."""
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None


def id_of(element: _Element) -> str:
    """gml:id; empty for none."""
    return next((id for name in GML_IDS if (id := element.get(name))), "")


def read_feature(element: _Element) -> Feature:
    """Read one feature; what is wrong with its geometry is kept as its fault."""
    properties: list[tuple[str, str]] = []
    links: list[tuple[str, str]] = []
    heights: list[HeightLimit] = []
    shape: Shape | None = None
    fault: Text | None = None
    for child in children(element):
        name = local_name(child)
        if name in POSITIONS:
            shape, fault = _shape(child)
        elif name == "hoehenangabe":
            heights += [_height(h) for h in children(child)]
        elif name != "boundedBy" and len(properties) < MOST_PROPERTIES:
            properties += _values(child, name)
            href = child.get(XLINK)
            if href:
                links.append((name, href.rpartition("#")[2]))
    return Feature(id_of(element), local_name(element), tuple(properties), tuple(links), tuple(heights), shape, fault)


def _shape(position: _Element) -> tuple[Shape | None, Text | None]:
    geometry = next(children(position), None)
    if geometry is None:
        return None, Text.of("xplan.reported.no-coordinates")
    ids = {id: found for found in position.iter() if isinstance(found.tag, str) and (id := id_of(found))}
    try:
        return read_shape(geometry, ids), None
    except GeometryFault as fault:
        return None, fault.text


def _values(element: _Element, name: str) -> Iterator[tuple[str, str]]:
    """Leaves with text; the class that holds nested properties is no part of their names."""
    stack: list[tuple[_Element, str]] = [(element, name)]
    while stack:
        at, path = stack.pop()
        inner = list(children(at))
        if not inner:
            text = " ".join((at.text or "").split())
            if text:
                yield path, text[:LONGEST_VALUE]
            continue
        for child in reversed(inner):
            own = local_name(child)
            is_class = "_" in own or str(child.tag).startswith(GML_NAMESPACES)
            stack.append((child, path if is_class else f"{path}.{own}"))


def _height(element: _Element) -> HeightLimit:
    texts = {local_name(child): (child.text or "").strip() for child in children(element)}
    values = {field: number(texts[name]) for name, field in HEIGHTS.items() if name in texts}
    words = [texts[name] for name in ("abweichenderHoehenbezug", "abweichenderBezugspunkt") if texts.get(name)]
    return HeightLimit(
        reference=texts.get("hoehenbezug", ""), point=texts.get("bezugspunkt", ""), words="; ".join(words), **values
    )
