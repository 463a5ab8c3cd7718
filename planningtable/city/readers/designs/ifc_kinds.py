"""Classes of IFC elements: what their surfaces are in a city model."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from planningtable.city.site import SurfaceKind

# Class (or a class above it) → boundary surface and kind. The first that fits counts.
SURFACES: Mapping[str, tuple[str, SurfaceKind]] = MappingProxyType(
    {
        "IfcWindow": ("Window", SurfaceKind.WINDOW),
        "IfcDoor": ("Door", SurfaceKind.DOOR),
        "IfcWall": ("WallSurface", SurfaceKind.WALL),
        "IfcCurtainWall": ("WallSurface", SurfaceKind.WALL),
        "IfcRoof": ("RoofSurface", SurfaceKind.ROOF),
    }
)
SLABS: Mapping[str, tuple[str, SurfaceKind]] = MappingProxyType(
    {
        "ROOF": ("RoofSurface", SurfaceKind.ROOF),
        "BASESLAB": ("GroundSurface", SurfaceKind.GROUND),
    }
)
# Stand inside and are not drawn.
INSIDE = ("IfcFurnishingElement", "IfcDistributionElement")
# Have a shape but are no thing: holes, boundaries that one cannot see.
NO_THINGS = ("IfcFeatureElement", "IfcVirtualElement")


def surface_of(element: Any, parent: Any) -> tuple[str, SurfaceKind] | None:
    """Boundary surface and kind of an element's faces, told by its class or by what it is a part of."""
    for known, surface in SURFACES.items():
        if element.is_a(known):
            return surface
    if element.is_a("IfcSlab"):
        found = SLABS.get(str(getattr(element, "PredefinedType", None)))
        if found is not None:
            return found
    if parent is not None:
        return next((SURFACES[known] for known in ("IfcRoof", "IfcCurtainWall") if parent.is_a(known)), None)
    return None


def is_thing(element: Any) -> bool:
    return not any(element.is_a(known) for known in NO_THINGS)


def is_inside(element: Any) -> bool:
    return any(element.is_a(known) for known in INSIDE)
