"""A city that is open, and the site in it: what is drawn of it, made in any thread."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from planningtable.city.blocks import Blocks
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.model.piece import CityPiece
from planningtable.city.site import Site
from planningtable.domain.text import Text
from scenes.around.content import Surroundings
from scenes.around.earth import earth, heights_of
from scenes.around.massing import FarMesh, far_mesh
from scenes.around.near import NearMesh, near_mesh
from scenes.around.patches import FAR_TILES, Fragment, Key, Patch, Wanted, patches, wanted
from scenes.camera import Camera, Size
from scenes.meshes import Mesh

Made = TypeVar("Made")


class Tiles(Protocol):
    """The shape of `planningtable.store.city_tiles.CityTiles`, which the drawing room does not know by name."""

    def index(self) -> Sequence[Fragment]: ...
    def blocks(self, rows: Sequence[Any]) -> Iterator[Blocks]: ...
    def pieces(self, rows: Sequence[Any]) -> Iterator[CityPiece]: ...
    def texture(self, name: str) -> bytes: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True, eq=False)
class City:
    """A city that is open, and the site in it.

    Attributes:
        tiles: to read from.
        extent: of all buildings [m].
        far: squares that are drawn from afar, by key.
        near: tiles that are drawn from near, by key.
        site: as it is today; what stands on it is drawn by the site.
        painted: whether tiles that are drawn from near have the images and colours of their file.
    """

    tiles: Tiles
    extent: Extent
    far: Mapping[Key, Patch]
    near: Mapping[Key, Patch]
    site: Site
    painted: bool = False

    @classmethod
    def of(cls, tiles: Tiles, site: Site, *, painted: bool = False) -> "City":
        """Look at the index only.

        Raises:
            PlanningError: the file is damaged.
        """
        rows = tiles.index()
        near = patches(rows)
        extent = site.extent
        for patch in near:
            extent = extent.joined(patch.extent)
        return cls(tiles, extent, {p.key: p for p in patches(rows, FAR_TILES)}, {p.key: p for p in near}, site, painted)

    def earth(self, job: Job) -> Mesh:
        """The ground beyond the site."""
        return earth(heights_of(self._blocks(job), self.extent), self.site.extent, self.site.terrain, self.site.origin)

    def far_mesh(self, key: Key, job: Job) -> FarMesh:
        """A square from afar."""
        tiles = patches(self.far[key].fragments)

        def blocks(tile: Patch) -> list[Blocks]:
            job.check()
            return list(self.tiles.blocks(tile.fragments))

        return far_mesh(((tile.key, blocks(tile)) for tile in tiles), self._ids(), self.site.origin)

    def near_mesh(self, key: Key, job: Job) -> NearMesh:
        """A tile from near."""
        pieces = list(self.tiles.pieces(self.near[key].fragments))
        image = self.tiles.texture if self.painted else None
        return near_mesh(pieces, self._ids(), self.site.origin, image, job)

    def wanted(self, camera: Camera, size: Size) -> Wanted:
        """Keys of what a camera wants to see, within bounds."""
        return wanted(tuple(self.far.values()), tuple(self.near.values()), camera, size)

    def surroundings(self, camera: Camera, size: Size, job: Job, before: Surroundings | None = None) -> Surroundings:
        """Everything beyond the site that a camera sees, in one go and within bounds: for still pictures and films.

        Args:
            camera: where from.
            size: of the picture as it is shown [px].
            job: progress and cancel.
            before: what another camera saw of the same city, of which all that is seen now is taken over.

        Raises:
            CancelledError: on request.
            PlanningError: the file is damaged.
        """
        now, kept = self.wanted(camera, size), before or Surroundings(None, {}, {})
        steps = 1 + len(now.far) + len(now.near)

        def missing(step: int, make: Callable[[Job], Made]) -> Made:
            job.report(step / steps, Text("scenes.around"))
            return make(job)

        ground = missing(0, self.earth) if kept.earth is None else kept.earth
        far = {
            key: kept.far.get(key) or missing(1 + step, partial(self.far_mesh, key)) for step, key in enumerate(now.far)
        }
        near = {
            key: kept.near.get(key) or missing(1 + len(far) + step, partial(self.near_mesh, key))
            for step, key in enumerate(now.near)
        }
        return Surroundings(ground, far, near)

    def _ids(self) -> frozenset[str]:
        return frozenset(self.site.buildings.ids)

    def _blocks(self, job: Job) -> Iterator[Blocks]:
        rows = [row for patch in self.near.values() for row in patch.fragments]
        for blocks in self.tiles.blocks(rows):
            job.check()
            yield blocks
