"""three.js beside the scene: left out where it is not named; one line where it fails; otherwise the same city."""

import http.client
import json
import logging
import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from queue import Queue

import numpy as np
import pytest
from helpers.sites import block_site

from benchmarks import scene_peer
from benchmarks.city_frames import FRAMES, SIZES
from benchmarks.copies import write_copies
from benchmarks.frames import STEP, WARM_UP
from benchmarks.scene_peer import BROWSER, PAGE, THREE, PeerError, heard, page, read, three_js, whole_city
from planningtable.city.job import Job
from planningtable.domain.text import CancelledError
from scenes.camera import Camera, axes, eye, turned
from scenes.meshes import Mesh

CAMERA = Camera(5.0, 5.0, 0.0, 30.0, 22.0, 50.0)
COUNT = WARM_UP + FRAMES


def square() -> Mesh:
    points = np.array([[0, 0, 0], [10, 0, 0], [10, 10, 0], [0, 10, 0]], np.float32)
    return Mesh(points, np.array([[0, 1, 2], [0, 2, 3]], np.int32), np.full((4, 3), 200, np.uint8))


def answer(milliseconds: float) -> dict[str, object]:
    slow = [1e4] * WARM_UP
    return {"version": "1", "driver": "soft", "frames": {name: [*slow, *[milliseconds] * FRAMES] for name in SIZES}}


def ours(triangles: int = 2) -> dict[str, float]:
    return {"triangles": triangles, **{f"all_{name}_seconds": 0.05 for name in SIZES}}


@pytest.fixture
def city(tmp_path: Path) -> Path:
    path = tmp_path / "city.gpkg"
    write_copies(path, block_site(), 30, Job())
    return path


@pytest.fixture
def idle():
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    yield process
    scene_peer._end(process)


@pytest.mark.parametrize("missing", [BROWSER, THREE])
def test_it_is_left_out_where_it_is_not_named(missing, monkeypatch):
    for name in (BROWSER, THREE):
        monkeypatch.setenv(name, "somewhere")
    monkeypatch.delenv(missing)
    # The city is not even looked at.
    assert three_js(Path("nowhere.gpkg"), {}, Job()) == {}


def test_the_page_has_the_sizes_and_our_camera_of_each_frame():
    made = page("three.js", square(), CAMERA)
    asked = json.loads(re.search(r"const asked = (.*);\n", made)[1])
    assert asked["three"] == "/three/three.js"
    assert {v["name"]: (v["width"], v["height"]) for v in asked["views"]} == {
        name: (size.width, size.height) for name, size in SIZES.items()
    }
    for view in asked["views"]:
        assert len(view["frames"]) == COUNT
        assert view["opening"] == CAMERA.opening
        for number, (at, up) in enumerate(view["frames"]):
            turn = turned(CAMERA, number * STEP, CAMERA.focus)
            assert at == pytest.approx(eye(turn))
            assert up == pytest.approx(axes(turn)[1])
            away = np.linalg.norm(square().points - at, axis=1)
            assert 0.0 < view["near"] < away.min()
            assert away.max() < view["far"]


def test_a_name_cannot_leave_the_script():
    assert page("</script>.js", square(), CAMERA).count("</script>") == PAGE.count("</script>")


def test_warming_up_does_not_count():
    found = read(answer(200.0), 2, ours())
    assert found["three_js_version"] == "1"
    assert found["three_js_driver"] == "soft"
    for name in SIZES:
        assert found[f"three_js_all_{name}_ms"] == 200.0
        assert found[f"three_js_all_{name}_ratio"] == pytest.approx(0.25)


def test_missing_frames_and_other_triangles_are_no_result():
    short = answer(200.0)
    short["frames"]["2160p"].pop()
    with pytest.raises(PeerError, match=f"{COUNT - 1} frames"):
        read(short, 2, ours())
    with pytest.raises(PeerError, match="2 triangles, ours had 3"):
        read(answer(200.0), 2, ours(3))


def test_an_answer_is_waited_for(idle):
    words: Queue[bytes] = Queue()
    for word in ({"ready": True}, {"frame": "1080p"}, {"answer": {"version": "1"}}):
        words.put(json.dumps(word).encode())
    told: list[float] = []
    assert heard(words, idle, Job(lambda fraction, _what: told.append(fraction))) == {"version": "1"}
    assert told == sorted(told)
    assert 0.0 < told[-1] < 1.0


def test_a_page_that_fails_says_why(idle):
    words: Queue[bytes] = Queue()
    words.put(b'{"failed": "Error: no WebGL"}')
    with pytest.raises(PeerError, match="no WebGL"):
        heard(words, idle, Job())


def test_a_browser_that_hangs_gives_no_result(idle, monkeypatch):
    monkeypatch.setattr(scene_peer, "QUIET", 0.3)
    begin = time.monotonic()
    with pytest.raises(PeerError, match="nothing heard"):
        heard(Queue(), idle, Job())
    assert time.monotonic() - begin < 10.0


def test_cancelling_does_not_wait_for_the_browser(idle):
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        heard(Queue(), idle, job)


@contextmanager
def connected(address: str):
    connection = http.client.HTTPConnection(address.split("/")[2], timeout=10)
    try:
        yield connection
    finally:
        connection.close()


def test_the_server_gives_its_files_and_takes_words():
    words: Queue[bytes] = Queue()
    with scene_peer._serving({"/": b"page", "/three/a.js": b"1"}, words) as address:
        for name, status, kind, content in (
            ("/", 200, "text/html", b"page"),
            ("/three/a.js", 200, "text/javascript", b"1"),
            ("/three/../secret", 404, "text/javascript", b""),
        ):
            with connected(address) as connection:
                connection.request("GET", name)
                got = connection.getresponse()
                assert (got.status, got.headers["Content-Type"], got.read()) == (status, kind, content)
        with connected(address) as connection:
            connection.request("POST", "/told", b"{}")
            assert connection.getresponse().status == 204
    assert words.get_nowait() == b"{}"


def test_the_city_is_in_the_picture(city):
    mesh, camera = whole_city(city, Job())
    assert len(mesh.triangles) > 12 * 25
    assert mesh.triangles.max() < len(mesh.points)
    low, high = mesh.points.min(axis=0), mesh.points.max(axis=0)
    assert (low[:2] < camera.focus[:2]).all()
    assert (camera.focus[:2] < high[:2]).all()


@pytest.mark.skipif(os.name != "posix", reason="the browser of this test is a script")
def test_a_browser_that_ends_is_one_line(city, tmp_path, monkeypatch, caplog):
    browser, build = tmp_path / "browser", tmp_path / "three.js"
    browser.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$0.asked"\nexit 3\n', "utf-8")
    browser.chmod(0o755)
    build.write_text("", "utf-8")
    monkeypatch.setenv(BROWSER, str(browser))
    monkeypatch.setenv(THREE, str(build))
    with caplog.at_level(logging.WARNING):
        assert three_js(city, ours(), Job()) == {"three_js_failed": "the browser ended with 3"}
    assert caplog.messages == ["three.js: the browser ended with 3"]
    *options, address = (tmp_path / "browser.asked").read_text("utf-8").split("\n")[:-1]
    assert address.startswith("http://127.0.0.1:")
    (profile,) = (option.partition("=")[2] for option in options if option.startswith("--user-data-dir="))
    assert not Path(profile).exists()
    monkeypatch.setenv(BROWSER, str(tmp_path / "none"))
    assert "none" in str(three_js(city, ours(), Job())["three_js_failed"])


@pytest.mark.skipif(
    shutil.which(os.environ.get(BROWSER, "")) is None or not Path(os.environ.get(THREE, "")).is_file(),
    reason=f"{BROWSER} and {THREE} name none",
)
def test_a_browser_draws_the_city(city):
    mesh, _ = whole_city(city, Job())
    found = three_js(city, ours(len(mesh.triangles)), Job())
    assert "three_js_failed" not in found
    assert all(found[f"three_js_all_{name}_ms"] > 0.0 for name in SIZES)
