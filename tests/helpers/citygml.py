"""Small CityGML files for tests, written by hand so that areas and counts can be told without a computer."""

from collections.abc import Sequence

HEAD = (
    '<core:CityModel xmlns:core="http://www.opengis.net/citygml/{v}" '
    'xmlns:bldg="http://www.opengis.net/citygml/building/{v}" '
    'xmlns:gen="http://www.opengis.net/citygml/generics/{v}" '
    'xmlns:dem="http://www.opengis.net/citygml/relief/{v}" '
    'xmlns:gml="http://www.opengis.net/gml" xmlns:xAL="urn:oasis:names:tc:ciq:xsdschema:xAL:2.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink">'
)
EAST, NORTH, UP = 338100.0, 5706200.0, 30.0

Point = tuple[float, float, float]


def pos_list(points: Sequence[Point]) -> str:
    closed = [*points, points[0]]
    return " ".join(f"{EAST + x:.3f} {NORTH + y:.3f} {UP + z:.3f}" for x, y, z in closed)


def polygon(id: str, *rings: Sequence[Point], raw: str = "") -> str:
    outer, *holes = [f"<gml:LinearRing><gml:posList>{raw or pos_list(r)}</gml:posList></gml:LinearRing>" for r in rings]
    inner = "".join(f"<gml:interior>{h}</gml:interior>" for h in holes)
    return f'<gml:Polygon gml:id="{id}"><gml:exterior>{outer}</gml:exterior>{inner}</gml:Polygon>'


def multi(content: str, name: str = "lod2MultiSurface") -> str:
    members = f"<gml:MultiSurface><gml:surfaceMember>{content}</gml:surfaceMember></gml:MultiSurface>"
    return f"<bldg:{name}>{members}</bldg:{name}>"


def pointing_to(target: str) -> str:
    """Geometry of level 2 that is nothing but a reference."""
    member = f'<gml:surfaceMember xlink:href="#{target}"/>'
    return f"<bldg:lod2MultiSurface><gml:MultiSurface>{member}</gml:MultiSurface></bldg:lod2MultiSurface>"


def boundary(kind: str, id: str, content: str) -> str:
    return f'<bldg:boundedBy><bldg:{kind} gml:id="{id}">{multi(content)}</bldg:{kind}></bldg:boundedBy>'


def box_rings(x: float, y: float, width: float, depth: float, height: float) -> dict[str, list[Point]]:
    """Six faces of a box, each counter-clockwise seen from outside."""
    a, b, c, d = (x, y), (x + width, y), (x + width, y + depth), (x, y + depth)
    faces = {
        "ground": [(*p, 0.0) for p in (a, d, c, b)],
        "roof": [(*p, height) for p in (a, b, c, d)],
    }
    for name, (p, q) in {"south": (a, b), "east": (b, c), "north": (c, d), "west": (d, a)}.items():
        faces[name] = [(*p, 0.0), (*q, 0.0), (*q, height), (*p, height)]
    return faces


def block(id: str, x: float = 0.0, y: float = 0.0, size: float = 10.0, height: float = 6.0, extra: str = "") -> str:
    """A cube-like building of level 2 whose solid points to its six boundary surfaces."""
    kinds = {"ground": "GroundSurface", "roof": "RoofSurface"}
    surfaces, links = "", ""
    for name, ring in box_rings(x, y, size, size, height).items():
        surfaces += boundary(kinds.get(name, "WallSurface"), f"{id}-{name}", polygon(f"{id}-{name}-p", ring))
        links += f'<gml:surfaceMember xlink:href="#{id}-{name}-p"/>'
    solid = f"<gml:Solid><gml:exterior><gml:CompositeSurface>{links}</gml:CompositeSurface></gml:exterior></gml:Solid>"
    return building(id, f"{extra}<bldg:lod2Solid>{solid}</bldg:lod2Solid>{surfaces}")


def building(id: str, content: str) -> str:
    return f'<core:cityObjectMember><bldg:Building gml:id="{id}">{content}</bldg:Building></core:cityObjectMember>'


def tin(*triangles: Sequence[Point]) -> str:
    patches = "".join(
        "<gml:Triangle><gml:exterior><gml:LinearRing>"
        f"<gml:posList>{pos_list(t)}</gml:posList></gml:LinearRing></gml:exterior></gml:Triangle>"
        for t in triangles
    )
    surface = f"<gml:TriangulatedSurface><gml:trianglePatches>{patches}</gml:trianglePatches></gml:TriangulatedSurface>"
    relief = f"<dem:TINRelief><dem:lod>1</dem:lod><dem:tin>{surface}</dem:tin></dem:TINRelief>"
    feature = f"<dem:ReliefFeature><dem:reliefComponent>{relief}</dem:reliefComponent></dem:ReliefFeature>"
    return f"<core:cityObjectMember>{feature}</core:cityObjectMember>"


def city(*members: str, srs: str | None = "EPSG:25832", version: str = "2.0", prolog: str = "") -> str:
    """A whole document; ``prolog`` goes before the root element."""
    name = f'<gml:boundedBy><gml:Envelope srsName="{srs}"/></gml:boundedBy>' if srs else ""
    start = '<?xml version="1.0" encoding="UTF-8"?>'
    return f"{start}{prolog}{HEAD.format(v=version)}{name}{''.join(members)}</core:CityModel>"
