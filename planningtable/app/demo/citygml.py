"""The houses as CityGML 2.0 LoD2 in the dialect of the German surveying authorities (AdV)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from planningtable.app.demo import plan
from planningtable.app.demo.houses import House
from planningtable.app.demo.solids import Corner, Facet, Solid, facets, height_of
from planningtable.city.site import SurfaceKind

NAMESPACES = {
    "core": "http://www.opengis.net/citygml/2.0",
    "bldg": "http://www.opengis.net/citygml/building/2.0",
    "gen": "http://www.opengis.net/citygml/generics/2.0",
    "gml": "http://www.opengis.net/gml",
    "xAL": "urn:oasis:names:tc:ciq:xsdschema:xAL:2.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
SURFACE_NAMES = {
    SurfaceKind.GROUND: "GroundSurface",
    SurfaceKind.WALL: "WallSurface",
    SurfaceKind.ROOF: "RoofSurface",
}
DAY = "2024-03-01"


@dataclass(frozen=True, slots=True)
class Standing:
    """A house with the height of its ground [m DHHN2016]."""

    id: str
    house: House
    ground: float


def standing_ids(count: int) -> list[str]:
    """Identifiers in the form of the cadastre, without a real state's letters."""
    return [f"DEXXAUENTL{i:06d}" for i in range(1, count + 1)]


def city_model(houses: Sequence[Standing]) -> Iterator[str]:
    """The lines of the file."""
    low = min(standing.ground for standing in houses)
    high = max(standing.ground + standing.house.height for standing in houses)
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<!-- Ein erdachtes Quartier: keine amtlichen Daten. Lizenz: CC0-1.0 -->"
    yield f"<core:CityModel {spaces}>"
    yield " <gml:description>Demonstrationsquartier, frei erfunden. Lizenz: CC0-1.0</gml:description>"
    yield f" <gml:name>LoD2_32_{plan.TOWN}</gml:name>"
    yield f' <gml:boundedBy><gml:Envelope srsName="{plan.CRS_NAME}" srsDimension="3">'
    yield f"  <gml:lowerCorner>{plan.WEST:.3f} {plan.SOUTH:.3f} {low:.3f}</gml:lowerCorner>"
    east, north = plan.WEST + plan.WIDTH, plan.SOUTH + plan.HEIGHT
    yield f"  <gml:upperCorner>{east:.3f} {north:.3f} {high:.3f}</gml:upperCorner>"
    yield " </gml:Envelope></gml:boundedBy>"
    for standing in houses:
        yield " <core:cityObjectMember>"
        yield from _building(standing)
        yield " </core:cityObjectMember>"
    yield "</core:CityModel>"


def _building(standing: Standing) -> Iterator[str]:
    house, id = standing.house, standing.id
    yield f'  <bldg:Building gml:id="{id}">'
    if house.name:
        yield f"   <gml:name>{escape(house.name)}</gml:name>"
    yield f"   <core:creationDate>{DAY}</core:creationDate>"
    yield from _generic("Gemeindeschluessel", plan.TOWN_KEY)
    yield from _generic("Baujahr", str(house.built))
    yield from _generic("DatenquelleDachhoehe", "1000")
    yield f"   <bldg:function>{house.function}</bldg:function>"
    if len(house.solids) == 1:
        yield from _body(id, house.solids[0], house.roofs[0], house.storeys, standing.ground)
    else:
        yield f'   <bldg:measuredHeight uom="urn:adv:uom:m">{house.height:.3f}</bldg:measuredHeight>'
        for i, (solid, roof) in enumerate(zip(house.solids, house.roofs, strict=True), 1):
            part = f"{id}_{i}"
            yield f'   <bldg:consistsOfBuildingPart><bldg:BuildingPart gml:id="{part}">'
            yield from _body(part, solid, roof, house.storeys, standing.ground)
            yield "   </bldg:BuildingPart></bldg:consistsOfBuildingPart>"
    if house.street:
        yield from _address(house)
    yield "  </bldg:Building>"


def _generic(name: str, value: str) -> Iterator[str]:
    yield f"   <gen:stringAttribute name={quoteattr(name)}><gen:value>{escape(value)}</gen:value></gen:stringAttribute>"


def _body(id: str, solid: Solid, roof: str, storeys: int, ground: float) -> Iterator[str]:
    surfaces = facets(solid, ground)
    yield f"   <bldg:roofType>{roof}</bldg:roofType>"
    yield f'   <bldg:measuredHeight uom="urn:adv:uom:m">{height_of(solid):.3f}</bldg:measuredHeight>'
    yield f"   <bldg:storeysAboveGround>{storeys}</bldg:storeysAboveGround>"
    yield "   <bldg:lod2Solid><gml:Solid><gml:exterior><gml:CompositeSurface>"
    for i in range(len(surfaces)):
        yield f'    <gml:surfaceMember xlink:href="#{id}_p{i}"/>'
    yield "   </gml:CompositeSurface></gml:exterior></gml:Solid></bldg:lod2Solid>"
    for i, facet in enumerate(surfaces):
        yield from _surface(f"{id}_s{i}", f"{id}_p{i}", facet)


def _surface(id: str, polygon: str, facet: Facet) -> Iterator[str]:
    kind, ring = facet
    name = SURFACE_NAMES[kind]
    yield f'   <bldg:boundedBy><bldg:{name} gml:id="{id}"><bldg:lod2MultiSurface><gml:MultiSurface><gml:surfaceMember>'
    yield f'    <gml:Polygon gml:id="{polygon}"><gml:exterior><gml:LinearRing>'
    yield f'     <gml:posList srsDimension="3">{_positions([*ring, ring[0]])}</gml:posList>'
    yield "    </gml:LinearRing></gml:exterior></gml:Polygon>"
    yield f"   </gml:surfaceMember></gml:MultiSurface></bldg:lod2MultiSurface></bldg:{name}></bldg:boundedBy>"


def _positions(ring: Iterable[Corner]) -> str:
    return " ".join(f"{x + plan.WEST:.3f} {y + plan.SOUTH:.3f} {z:.3f}" for x, y, z in ring)


def _address(house: House) -> Iterator[str]:
    yield "   <bldg:address><core:Address><core:xalAddress><xAL:AddressDetails>"
    yield '    <xAL:Country><xAL:CountryName>Germany</xAL:CountryName><xAL:Locality Type="Town">'
    yield f"     <xAL:LocalityName>{plan.TOWN}</xAL:LocalityName>"
    yield f'     <xAL:Thoroughfare Type="Street"><xAL:ThoroughfareNumber>{house.number}</xAL:ThoroughfareNumber>'
    yield f"      <xAL:ThoroughfareName>{escape(house.street)}</xAL:ThoroughfareName></xAL:Thoroughfare>"
    yield f"     <xAL:PostalCode><xAL:PostalCodeNumber>{plan.POSTCODE}</xAL:PostalCodeNumber></xAL:PostalCode>"
    yield "    </xAL:Locality></xAL:Country>"
    yield "   </xAL:AddressDetails></core:xalAddress></core:Address></bldg:address>"
