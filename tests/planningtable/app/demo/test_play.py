from pathlib import Path

import pytest

from planningtable.app.demo import script
from planningtable.app.demo.play import open_demo, put_aside
from planningtable.app.plugins import PluginHost
from planningtable.app.session import Session
from planningtable.city.job import Job
from planningtable.domain.text import CancelledError


def test_an_older_workshop_is_put_aside_and_not_lost(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        (tmp_path / "auental.gpkg").write_bytes(content)
        put_aside(tmp_path / "auental.gpkg")
    assert (tmp_path / "auental-1.gpkg").read_bytes() == b"first"
    assert (tmp_path / "auental-2.gpkg").read_bytes() == b"second"
    assert put_aside(tmp_path / "auental.gpkg") is None


def test_the_script_speaks_of_what_there_is() -> None:
    host = PluginHost.discover()
    assert {indicator for _, indicator, _, _ in script.GOALS} <= set(host.indicators)
    for plot in script.PLOTS:
        assert len(plot.placings) == 6
        assert {placing.kind for placing in plot.placings} <= set(host.measure_kinds)
    assert len(script.VOICES) == 8
    assert len({said.seat for said in script.VOICES}) == 4


def test_the_demo_is_built_once_and_then_opened_again(tmp_path: Path) -> None:
    workshop = open_demo(tmp_path, Job())
    built = workshop.stat().st_mtime_ns
    assert open_demo(tmp_path, Job()) == workshop
    assert workshop.stat().st_mtime_ns == built
    with Session.open(workshop, read_only=True) as session:
        assert len(session.site.buildings) > 200
        assert len(session.site.trees) > 300
        assert len(session.site.streets) > 10


def test_a_cancelled_build_leaves_no_workshop(tmp_path: Path) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        open_demo(tmp_path, job)
    assert not (tmp_path / "auental.gpkg").exists()
