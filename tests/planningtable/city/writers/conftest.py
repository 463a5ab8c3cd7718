"""A small site with everything that a writer may meet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers.sites import SOUTH, WEST, block_site

from planningtable.city.attributes import AttributeTable
from planningtable.city.geometry.extrude import prism
from planningtable.city.geometry.mesh import SurfaceCollector
from planningtable.city.nested import NestedTable
from planningtable.city.site import Objects, Site, SurfaceKind, Surfaces, Texture

STRANGE = ("7 Häuser", "a:b/c <&>\"'", "Zwölf_x0041_", "plain")
ATTRIBUTES: tuple[Mapping[str, str], ...] = (
    {
        "function.codeSpace": "http://example.org/codes",
        "usage": "1000",
        "measuredHeight": "12.345",
        "storeysAboveGround": "4",
        "yearOfConstruction": "1912",
        "creationDate": "2020-02-29",
        "address": "Lange Straße 12 a",
        "town": "26135 Oldenburg",
        "Bemerkung <neu>": "Dach & Wand \x01\x0b„alt“",
        "Energie.Bedarf": "120 kWh",
    },
    {"storeysAboveGround": "viele", "yearOfConstruction": "um 1900", "creationDate": "gestern", "description": "x<y"},
    {},
    {},
)
ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def _box(west: float, south: float, height: float, size: float = 8.0) -> list[tuple[SurfaceKind, list[np.ndarray]]]:
    outline = shapely.box(WEST + west, SOUTH + south, WEST + west + size, SOUTH + south + size)
    return list(prism(outline, 20.0, height))


def _collected(faces: Sequence[tuple[int, SurfaceKind, list[np.ndarray]]], prefix: str) -> Surfaces:
    collector = SurfaceCollector()
    for number, (owner, kind, rings) in enumerate(faces):
        assert collector.add(owner, kind, rings, f"{prefix} {number}")
    return collector.finish((WEST, SOUTH))


def _square(west: float, south: float, size: float, height: float = 20.0) -> np.ndarray:
    x, y = WEST + west, SOUTH + south
    return np.array([[x, y, height], [x + size, y, height], [x + size, y + size, height], [x, y + size, height]])


def _buildings(site: Site) -> Site:
    """Strange ids, attributes, a part and a chimney, colours, a texture; level of detail 2 except for the last."""
    buildings, surfaces = site.buildings, site.surfaces
    count = len(surfaces)
    extra = [(0, *face) for face in _box(20, 40, 5)] + [(0, *face) for face in _box(22, 22, 15, 1)]
    more = _collected(extra, "teil")
    first = len(surfaces.ring_offsets) - 1
    nested = np.concatenate([np.zeros(count, np.int32), [1] * 6, [2] * 6]).astype(np.int32)
    points = len(surfaces.ring_points)
    joint = {
        name: np.concatenate([getattr(surfaces, name), getattr(more, name)])
        for name in ("kind", "building", "normal", "area", "slope", "aspect", "green", "ring_points", "ring_hole")
    }
    colour = np.full((count + len(more), 3), -1, np.int16)
    colour[0] = (255, 0, 0)
    texture = np.full(count + len(more), -1, np.int32)
    texture[1] = 0
    uv = np.full((points + len(more.ring_points), 2), np.nan, np.float32)
    start, end = surfaces.ring_offsets[1:3]
    uv[start:end] = [[0, 0], [1, 0], [1, 1], [0, 1]]
    green = joint.pop("green")
    green[1] = 10.0
    attributes = AttributeTable.of([{"Neigung": "0 °"} if i == 1 else {} for i in range(count + len(more))])
    joint["vertices"] = joint["ring_points"]
    surfaces = Surfaces(
        ids=(*surfaces.ids, *more.ids),
        nested=nested,
        colour=colour,
        texture=texture,
        green=green,
        attributes=attributes,
        triangles=np.concatenate([surfaces.triangles, more.triangles + points]).astype(np.int32),
        triangle_surface=np.concatenate([surfaces.triangle_surface, more.triangle_surface + count]).astype(np.int32),
        ring_offsets=np.concatenate([surfaces.ring_offsets, more.ring_offsets[1:] + points]),
        ring_surface=np.concatenate([surfaces.ring_surface, more.ring_surface + count]).astype(np.int32),
        ring_uv=uv,
        **joint,
    )
    assert first == count
    buildings = replace(
        buildings,
        ids=STRANGE,
        attributes=AttributeTable.of(ATTRIBUTES),
        lod=np.array([2, 2, 3, 1], np.int8),
        nested=NestedTable(
            np.array([0, 2, 2, 2, 2]),
            ("Teil 1", "Schornstein"),
            ("BuildingPart", "BuildingInstallation"),
            np.array([0, 1], np.int32),
            AttributeTable.of([{"roofType": "3100", "Stand": "2019"}, {"function": "chimney"}]),
        ),
    )
    return replace(site, buildings=buildings, surfaces=surfaces, textures=(Texture("../bilder/dach.png", ONE_PIXEL),))


def _objects() -> Objects:
    types = ("Road", "WaterBody", "LandUse", "+Lärmwand", "Bridge", "CityFurniture", "PlantCover", "GenericCityObject")
    faces: list[tuple[int, SurfaceKind, list[np.ndarray]]] = [
        (0, SurfaceKind.TRAFFIC, [_square(0, 100, 9)]),
        (0, SurfaceKind.TRAFFIC, [_square(10, 100, 9)]),
        (1, SurfaceKind.WATER, [_square(30, 100, 9)]),
        (2, SurfaceKind.GREEN, [_square(40, 100, 9), _square(42, 102, 3)[::-1]]),
        *((3, *face) for face in _box(50, 100, 4)),
        *((4, *face) for face in _box(60, 100, 4)),
        (5, SurfaceKind.UNKNOWN, [_square(70, 100, 1)]),
        (6, SurfaceKind.GREEN, [_square(80, 100, 9)]),
        *((7, *face) for face in _box(100, 100, 4)),
    ]
    surfaces = _collected(faces, "f")
    nested = np.zeros(len(surfaces), np.int32)
    nested[1] = 1
    return Objects(
        ids=tuple(f"o {i}" for i in range(len(types))),
        types=types,
        names=("Weg", *[""] * 7),
        lod=np.array([2, 2, 1, 2, 2, 1, 1, 2], np.int8),
        attributes=AttributeTable.of([{"function": str(i), "extra": f"wert {i}"} for i in range(len(types))]),
        nested=NestedTable(
            np.array([0, 1, 1, 1, 1, 1, 1, 1, 1]),
            ("Spur",),
            ("TrafficArea",),
            np.zeros(1, np.int32),
            AttributeTable.of([{"surfaceMaterial": "asphalt"}]),
        ),
        surfaces=replace(surfaces, nested=nested),
    )


@pytest.fixture(scope="session")
def rich_site() -> Site:
    return replace(_buildings(block_site()), objects=_objects())


@pytest.fixture(scope="session")
def empty_site() -> Site:
    return block_site(boxes=(), trees=())
