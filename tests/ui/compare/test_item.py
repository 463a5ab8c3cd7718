"""An item that shows another source: what it drew before does not stay under a new title."""

from helpers.sites import block_site

from planningtable.city.job import Job
from ui.compare.part_item import ScenePart
from ui.scene_source import SceneSource


class AtOnce:
    def start(self, work, done, failed=None, progress=None, *, urgent=False) -> Job:
        del failed, progress, urgent
        job = Job()
        done(work(job))
        return job


def drawn(item: ScenePart) -> bool:
    """Whether a frame has been drawn with a site in it."""
    item.before_frame()
    item.after_frame(1.0, 0, 1.0)
    return bool(item.property("ready"))


def filled(background) -> SceneSource:
    source = SceneSource(background)
    source.show_site(block_site())
    return source


def test_the_picture_of_another_source_goes(qapp):
    one, other = filled(AtOnce()), SceneSource(AtOnce())
    item = ScenePart()
    item.setProperty("source", one)
    assert drawn(item)
    item.setProperty("source", other)
    assert not drawn(item)
    item.setProperty("source", one)
    assert drawn(item)


def test_it_stays_while_the_item_is_told_to_keep_it(qapp):
    one, other = filled(AtOnce()), SceneSource(AtOnce())
    item = ScenePart()
    item.setProperty("source", one)
    assert drawn(item)
    item.setProperty("keeps", True)
    item.setProperty("source", other)
    assert drawn(item)
    item.setProperty("keeps", False)
    assert not drawn(item)


def test_what_was_given_up_does_not_come_back(qapp):
    one, other = filled(AtOnce()), SceneSource(AtOnce())
    item = ScenePart()
    item.setProperty("source", one)
    assert drawn(item)
    item.setProperty("keeps", True)
    item.setProperty("source", None)
    assert not item.property("ready")
    item.setProperty("source", other)
    assert not drawn(item)
    assert item._shown.arrays is None
