"""Appearance of a feature: materials and textures of its polygons."""

from collections.abc import Sequence

from lxml.etree import _Element

from planningtable.city.writers.citygml.pen import Drawn, Pen

THEME = "original"


def write_appearance(pen: Pen, root: _Element, place: int, owner: str) -> None:
    """Put the appearance of the polygons drawn so far into a feature; nothing where none is coloured."""
    drawn, pen.drawn = pen.drawn, []
    if not drawn:
        return
    old = pen.names.version == "2.0"
    holder = pen.element("app:appearance" if old else "core:appearance")
    appearance = pen.identified(holder, "app:Appearance", f"{owner}_app")
    pen.sub(appearance, "app:theme", THEME)
    member = "app:surfaceDataMember" if old else "app:surfaceData"
    colours: dict[tuple[int, int, int], list[str]] = {}
    textures: dict[int, list[Drawn]] = {}
    for polygon in drawn:
        if polygon.face.colour is not None:
            colours.setdefault(polygon.face.colour, []).append(polygon.id)
        if polygon.rings and _complete(pen, polygon):
            textures.setdefault(polygon.face.texture, []).append(polygon)
    for colour, polygons in colours.items():
        _material(pen, pen.sub(appearance, member), colour, polygons, owner)
    for texture, targets in textures.items():
        _texture(pen, pen.sub(appearance, member), texture, targets, owner)
    if colours or textures:
        root.insert(place, holder)


def _complete(pen: Pen, polygon: Drawn) -> bool:
    return all(pen.table.uv[row][0] == pen.table.uv[row][0] for ring in polygon.face.rings for row in ring)


def _material(pen: Pen, holder: _Element, colour: tuple[int, int, int], polygons: Sequence[str], owner: str) -> None:
    material = pen.identified(holder, "app:X3DMaterial", f"{owner}_material")
    pen.sub(material, "app:diffuseColor", " ".join(f"{n / 255:.4g}" for n in colour))
    for polygon in polygons:
        pen.sub(material, "app:target", f"#{polygon}")


def _texture(pen: Pen, holder: _Element, texture: int, polygons: Sequence[Drawn], owner: str) -> None:
    image = pen.images[texture]
    element = pen.identified(holder, "app:ParameterizedTexture", f"{owner}_texture")
    pen.sub(element, "app:imageURI", image.path)
    pen.sub(element, "app:mimeType", image.mime)
    for polygon in polygons:
        if pen.names.version == "2.0":
            target = pen.sub(element, "app:target")
            target.set("uri", f"#{polygon.id}")
            _coordinates_2(pen, target, polygon)
        else:
            holder = pen.sub(element, "app:textureParameterization")
            association = pen.identified(holder, "app:TextureAssociation", f"{polygon.id}_ta")
            pen.sub(association, "app:target", f"#{polygon.id}")
            _coordinates_3(pen, pen.sub(association, "app:textureParameterization"), polygon)


def _coordinates_2(pen: Pen, holder: _Element, polygon: Drawn) -> None:
    coordinates = pen.sub(holder, "app:TexCoordList")
    for ring, id in zip(polygon.face.rings, polygon.rings, strict=True):
        pen.sub(coordinates, "app:textureCoordinates", _uv(pen, ring)).set("ring", f"#{id}")


def _coordinates_3(pen: Pen, holder: _Element, polygon: Drawn) -> None:
    coordinates = pen.sub(holder, "app:TexCoordList")
    for ring in polygon.face.rings:
        pen.sub(coordinates, "app:textureCoordinates", _uv(pen, ring))
    for id in polygon.rings:
        pen.sub(coordinates, "app:ring", f"#{id}")


def _uv(pen: Pen, ring: Sequence[int]) -> str:
    return " ".join(f"{pen.table.uv[row][0]:.6g} {pen.table.uv[row][1]:.6g}" for row in (*ring, ring[0]))
