"""Appearances: which surface has which image or colour, by the ids that appearances aim at."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from lxml.etree import _Element

from planningtable.city.grid import Array
from planningtable.city.readers.citygml.names import Classes
from planningtable.city.readers.citygml.surfaces import Geometry
from planningtable.city.readers.citygml.words import text_of

Colour = tuple[int, int, int]


class Look(NamedTuple):
    """What a target is to look like.

    Attributes:
        texture: row of the textures, -1 for none.
        colour: red, green, blue 0..255; None if not stated.
    """

    texture: int = -1
    colour: Colour | None = None


@dataclass(slots=True)
class Looks:
    """Appearances, gathered; of several themes the first that aims at a surface counts.

    Attributes:
        textures: names of image files.
        targets: look by id of the target.
        rings: texture and texture coordinates (as text) by id of the ring.
        features: counts for the check-up.
        size: how much text has been kept.
    """

    textures: dict[str, int] = field(default_factory=dict)
    targets: dict[str, Look] = field(default_factory=dict)
    rings: dict[str, tuple[int, str]] = field(default_factory=dict)
    features: Counter[str] = field(default_factory=Counter)
    size: int = 0

    def add(self, appearance: _Element, classes: Classes) -> None:
        """Take in an ``Appearance`` with its surface data."""
        for prop in appearance:
            name = classes[prop.tag]
            if name == "theme":
                self.features[f"theme:{text_of(prop)}"] += 1
            elif name.startswith("surfaceData"):
                for data in prop:
                    self._surface_data(data, classes)

    def _surface_data(self, data: _Element, classes: Classes) -> None:
        name = classes[data.tag]
        self.features[name.lstrip("+")] += 1
        front = next((text_of(e) for e in data.iterchildren("{*}isFront")), "true")
        if front in ("false", "0"):
            return
        if name == "X3DMaterial":
            colour = colour_of(next((text_of(e) for e in data.iterchildren("{*}diffuseColor")), ""))
            if colour is not None:
                for target in data.iterchildren("{*}target"):
                    self._aim(_id(target.text), Look(colour=colour))
        elif name == "ParameterizedTexture":
            image = next((text_of(e) for e in data.iterchildren("{*}imageURI")), "")
            self._texture(data, image, classes)

    def _texture(self, data: _Element, image: str, classes: Classes) -> None:
        texture = self.textures.setdefault(image, len(self.textures)) if image else -1
        target = ""
        for element in data.iter("{*}target", "{*}TexCoordList", "{*}TexCoordGen"):
            name = classes[element.tag]
            if name == "target":
                target = _id(element.get("uri") or element.text)
            elif name == "TexCoordGen":
                self.features["TexCoordGen"] += 1
            elif texture >= 0:
                self._aim(target, Look(texture))
                self.coordinates(element, texture, classes)

    def coordinates(self, element: _Element, texture: int, classes: Classes) -> None:
        """Take in a ``TexCoordList``; version 3.0 names the rings beside the coordinates."""
        lists = [c for c in element if classes[c.tag] == "textureCoordinates"]
        beside = [_id(c.text) for c in element if classes[c.tag] == "ring"]
        for number, holder in enumerate(lists):
            ring = _id(holder.get("ring")) or (beside[number] if number < len(beside) else "")
            text = holder.text or ""
            if ring and ring not in self.rings:
                self.rings[ring] = (texture, text)
                self.size += len(text) + len(ring) + 200

    def _aim(self, target: str, look: Look) -> None:
        before = self.targets.get(target)
        if before is None:
            self.size += len(target) + 200
            self.targets[target] = look
        else:
            self.targets[target] = Look(
                before.texture if before.texture >= 0 else look.texture, before.colour or look.colour
            )


def old_looks(geometry: Geometry, classes: Classes) -> Looks:
    """Materials and textures of version 1.0 that stand within the surfaces; ids are made up for what they aim at."""
    looks = Looks()
    for number, (element, (start, end, _)) in enumerate(geometry.textured):
        target = f"\0{number}"
        geometry.named[target] = (start, end, False)
        for prop in element:
            for data in prop if classes[prop.tag] == "appearance" else ():
                _old_look(data, target, looks)
        polygon = geometry.polygon[start] if end == start + 1 else -1
        if polygon >= 0:
            geometry.ring_named[target] = geometry.first_ring(polygon)
    return looks


def _old_look(data: _Element, target: str, looks: Looks) -> None:
    words = {e.tag.rpartition("}")[2]: text_of(e) for e in data.iterchildren("*")}
    image = words.get("textureMap", "")
    looks.features["SimpleTexture" if image else "Material"] += 1
    colour = colour_of(words.get("diffuseColor", ""))
    texture = looks.textures.setdefault(image, len(looks.textures)) if image else -1
    looks.targets[target] = Look(texture, colour)
    if image and "textureCoordinates" in words:
        looks.rings[target] = (texture, words["textureCoordinates"])


def _id(text: str | None) -> str:
    return (text or "").strip().rpartition("#")[2]


def colour_of(text: str) -> Colour | None:
    """Red, green, blue of ``0..1`` numbers, as 0..255; None if they are none."""
    try:
        numbers = [float(n) for n in text.split()[:3]]
    except ValueError:
        return None
    if len(numbers) != 3 or not all(0 <= n <= 1 for n in numbers):
        return None
    return round(numbers[0] * 255), round(numbers[1] * 255), round(numbers[2] * 255)


class Painter:
    """Brings looks to the polygons of a chunk.

    Attributes:
        textures: names of image files.
        colour: as in `PolygonRows`.
        texture: as in `PolygonRows`.
        uv: as in `PolygonRows`.
    """

    def __init__(self, polygons: int, ring_starts: npt.NDArray[np.int64]) -> None:
        self._ring_starts = ring_starts
        self.textures: dict[str, int] = {}
        self.colour = np.full((polygons, 3), -1, np.int16)
        self.texture = np.full(polygons, -1, np.int32)
        self.uv: Array | None = None

    def paint(self, looks: Looks, targets: Iterable[tuple[str, list[int]]], rings: Mapping[str, int]) -> None:
        """Paint the polygons that looks aim at; what has a look already keeps it.

        Args:
            looks: appearances.
            targets: ids and the polygons behind them.
            rings: number of each ring by id.
        """
        rows = [self.textures.setdefault(name, len(self.textures)) for name in looks.textures]
        # What is aimed at alone has precedence over what is aimed at with others.
        for target, polygons in sorted(targets, key=lambda t: len(t[1])):
            look = looks.targets[target]
            for polygon in polygons:
                if look.texture >= 0 and self.texture[polygon] < 0:
                    self.texture[polygon] = rows[look.texture]
                if look.colour is not None and self.colour[polygon, 0] < 0:
                    self.colour[polygon] = look.colour
        if looks.rings:
            for id, ring in rings.items():
                found = looks.rings.get(id)
                if found is not None:
                    self._coordinates(ring, found[1])

    def used(self) -> tuple[str, ...]:
        """Names of the images that polygons have; the others are left out and the rows numbered anew."""
        rows = np.unique(self.texture[self.texture >= 0])
        names = tuple(self.textures)
        self.texture = np.where(self.texture >= 0, np.searchsorted(rows, self.texture), -1).astype(np.int32)
        return tuple(names[row] for row in rows.tolist())

    def _coordinates(self, ring: int, text: str) -> None:
        start, end = int(self._ring_starts[ring]), int(self._ring_starts[ring + 1])
        try:
            values = np.array([float(n) for n in text.split()])
        except ValueError:
            return
        if len(values) == 2 * (end - start) - 2:
            values = np.concatenate([values, values[:2]])
        if len(values) != 2 * (end - start):
            return
        if self.uv is None:
            self.uv = np.full((int(self._ring_starts[-1]), 2), np.nan)
        if np.isnan(self.uv[start, 0]):
            self.uv[start:end] = values.reshape(-1, 2)
