"""What is drawn beyond the site at one moment."""

from collections.abc import Mapping
from dataclasses import dataclass

from scenes.around.massing import FarMesh
from scenes.around.near import NearMesh
from scenes.around.patches import Key
from scenes.meshes import Mesh


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """Everything that is drawn beyond the site.

    Attributes:
        earth: the ground; None where it is not ready.
        far: squares from afar, by key.
        near: tiles from near, by key.
    """

    earth: Mesh | None
    far: Mapping[Key, FarMesh]
    near: Mapping[Key, NearMesh]
