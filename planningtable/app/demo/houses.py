"""A house of the demo district before it stands on the ground."""

from dataclasses import dataclass

from shapely import union_all
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from planningtable.app.demo.solids import Solid, footprint_of, height_of


@dataclass(frozen=True, slots=True)
class House:
    """One building; a second solid makes it a building with parts.

    Attributes:
        solids: one for a plain building, several for building parts.
        function: AdV function code, e.g. ``31001_1010``.
        roofs: AdV roof type, one a solid.
        storeys: above ground.
        built: year.
        name: proper name; empty where it has none.
        street: name of the street it faces; empty for houses without an address.
        number: house number; filled when the street is numbered.
    """

    solids: tuple[Solid, ...]
    function: str
    roofs: tuple[str, ...]
    storeys: int
    built: int
    name: str = ""
    street: str = ""
    number: str = ""

    @property
    def outline(self) -> Polygon:
        if len(self.solids) == 1:
            return footprint_of(self.solids[0])
        joined: BaseGeometry = union_all([footprint_of(solid) for solid in self.solids], grid_size=0.01)
        if not isinstance(joined, Polygon):
            raise TypeError(f"the parts of {self.name} do not touch")
        return joined

    @property
    def height(self) -> float:
        return max(height_of(solid) for solid in self.solids)
