"""A made-up table with all that is compared on it, without a window."""

from dataclasses import dataclass, replace

import pytest
from helpers.results import depth_result
from helpers.table import Workers, World, made_up_world

from planningtable.city.job import Job
from planningtable.domain.commands import AddVariant
from planningtable.layers.layer import Frame
from ui.compare.showcase import Showcase
from ui.scene_source import SceneSource
from ui.viewmodels.stage import CompareStage


class Hurried(Workers):
    """Takes urgent work too, in the same order."""

    def start(self, work, done, failed=None, progress=None, *, urgent=False) -> Job:
        del urgent
        return super().start(work, done, failed, progress)


@dataclass
class Staged:
    """A table, what is compared on it, and the work for that."""

    world: World
    stage: CompareStage
    map_source: SceneSource
    workers: Workers

    def run(self) -> None:
        while self.world.workers.waiting or self.workers.waiting:
            self.world.workers.run()
            self.workers.run()


@pytest.fixture
def staged(qapp, worlds) -> Staged:
    world, workers = made_up_world(), Hurried()
    worlds.append(world)
    source = SceneSource(workers)
    showcase = Showcase(world.board, world.oracle, workers, source)
    stage = CompareStage(world.board, world.table, showcase)
    # Qt's objects of a test live as long as its world.
    world.table.kept = (stage, source)
    made = Staged(world, stage, source, workers)
    source.show_site(world.board.site)
    made.run()
    return made


@pytest.fixture
def rainy(staged, monkeypatch):
    """Two variants, and a layer with three times on the map: a pond that is half as deep in "Variante A"."""
    world = staged.world
    layer = world.board.host.layers["puddles"]

    def compute(site, scenario, resolution, job, deep=1.0):
        del job
        found = depth_result(site, site.extent.centre, 30.0)
        grid = found.grids["depth"].with_values(found.grids["depth"].values * deep)
        frames = tuple(Frame(600.0 * n, grid.with_values(grid.values * n / 2)) for n in (0, 1, 2))
        named = replace(found, layer="puddles", scenario=scenario.id, resolution=resolution)
        return replace(named, grids={"depth": grid}, frames=frames)

    def asked(variant, layer_id, scenario, resolution, job):
        world.oracle.asked.append(f"{layer_id} {scenario} {resolution:g}")
        deep = 0.5 if variant.id == "a" else 1.0
        return compute(world.oracle.base, layer.describe().scenario(scenario), resolution, job, deep)

    monkeypatch.setattr(layer, "compute", compute)
    monkeypatch.setattr(world.oracle, "layer", asked)
    world.session.execute(AddVariant("a", "Variante A", "base"), "seat-1")
    world.board.show_layer("puddles")
    staged.run()
    return staged
