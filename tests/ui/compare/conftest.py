"""A made-up table with all that is compared on it, without a window."""

from dataclasses import dataclass

import pytest
from helpers.table import Workers, World, made_up_world

from planningtable.city.job import Job
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
