"""three.js in a browser on the same triangles: a peer of the scene, in a process of its own.

The browser asks a server in this process for page and arrays, and tells it each frame; nothing leaves the machine.
"""

import json
import logging
import os
import signal
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import numpy as np

from benchmarks.city_frames import FRAMES, SIZES
from benchmarks.frames import STEP, WARM_UP
from planningtable.app.session import Session
from planningtable.city.job import Job
from planningtable.domain.text import Text
from planningtable.store.city_tiles import CityTiles
from scenes.around.city import City
from scenes.camera import Camera, axes, eye, oblique, turned
from scenes.meshes import Mesh, merged
from scenes.site_arrays import prepare_site
from scenes.view import NEAREST_PLANE

BROWSER = "PLANNINGTABLE_BENCH_BROWSER"
"""Environment variable that names Chromium, or a browser that takes its options."""

THREE = "PLANNINGTABLE_BENCH_THREE"
"""Environment variable that names a build of three.js: a module, or a script that makes ``THREE``."""

QUIET = 120.0
"""A browser that says nothing for so long has stopped [s]: its longest frame takes a tenth of that."""

OPTIONS = (
    "--headless=new",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-dev-shm-usage",
    "--disable-hang-monitor",
    "--disable-gpu-watchdog",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""Software OpenGL, as ours has on such machines; the last one keeps the browser from asking anybody else."""

# The canvas is in no document: putting it on a page is no part of a frame, nor is it of ours. Both sides of all
# triangles are drawn, as VTK draws them: not all of them look up. Reading a pixel waits until the frame is drawn.
PAGE = """<!doctype html><meta charset="utf-8"><title>three.js</title>
<script type="module">
const asked = @ASKED@;
const tell = (word) => fetch("/told", {method: "POST", body: JSON.stringify(word)});
const array = async (name, Kind) => new Kind(await (await fetch("/" + name)).arrayBuffer());
async function run() {
  const found = await import(asked.three);
  const THREE = found.WebGLRenderer ? found : globalThis.THREE;
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute("position", new THREE.BufferAttribute(await array("points", Float32Array), 3));
  geometry.setAttribute("color", new THREE.BufferAttribute(await array("colours", Uint8Array), 4, true));
  geometry.setIndex(new THREE.BufferAttribute(await array("triangles", Uint32Array), 1));
  geometry.computeVertexNormals();
  const scene = new THREE.Scene();
  const sun = new THREE.DirectionalLight(0xffffff, 0.6);
  sun.position.set(-1, -2, 3);
  scene.add(sun, new THREE.AmbientLight(0xffffff, 0.4));
  const material = new THREE.MeshLambertMaterial({vertexColors: true, side: THREE.DoubleSide});
  scene.add(new THREE.Mesh(geometry, material));
  const renderer = new THREE.WebGLRenderer({canvas: document.createElement("canvas"), antialias: false});
  renderer.setClearColor(0x000000);
  const gl = renderer.getContext(), pixel = new Uint8Array(4);
  const named = gl.getExtension("WEBGL_debug_renderer_info");
  const answer = {version: THREE.REVISION, driver: named ? gl.getParameter(named.UNMASKED_RENDERER_WEBGL) : ""};
  answer.frames = {};
  await tell({ready: true});
  for (const view of asked.views) {
    renderer.setSize(view.width, view.height, false);
    const camera = new THREE.PerspectiveCamera(view.opening, view.width / view.height, view.near, view.far);
    const times = answer.frames[view.name] = [];
    for (const [eye, up] of view.frames) {
      const begin = performance.now();
      camera.position.fromArray(eye);
      camera.up.fromArray(up);
      camera.lookAt(...view.focus);
      renderer.render(scene, camera);
      gl.readPixels(view.width >> 1, view.height >> 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      times.push(performance.now() - begin);
      await tell({frame: view.name});
    }
    if (gl.drawingBufferWidth !== view.width || gl.drawingBufferHeight !== view.height)
      throw new Error("the picture is smaller than asked for");
    if (pixel[0] + pixel[1] + pixel[2] === 0) throw new Error("nothing was drawn");
  }
  await tell({answer});
}
run().catch((error) => tell({failed: String(error)}));
</script>
"""


class PeerError(Exception):
    """The peer gave no result; the text says why."""


def three_js(path: Path, ours: Mapping[str, float], job: Job) -> dict[str, float | str]:
    """Milliseconds of a frame with the whole city, and ours : three.js, for each size; nothing where it is not named.

    Args:
        path: a workshop file with the city's tiles; it is only read.
        ours: what `city_frames` found for the same file.
        job: says how far it is.
    """
    browser, build = os.environ.get(BROWSER), os.environ.get(THREE)
    if not browser or not build:
        return {}
    mesh, camera = whole_city(path, job.part(0.0, 0.2))
    try:
        return read(_asked(browser, Path(build), mesh, camera, job.part(0.2, 1.0)), len(mesh.triangles), ours)
    except (PeerError, OSError) as error:
        reason = " ".join(str(error).split())
        logging.getLogger(__name__).warning("three.js: %s", reason)
        return {"three_js_failed": reason}


def whole_city(path: Path, job: Job) -> tuple[Mesh, Camera]:
    """What `city_frames` has bare VTK draw with all of the city in the picture, in coordinates less the origin."""
    with Session.open(path, read_only=True) as session, CityTiles.open(path) as tiles:
        site = session.site
        arrays, city, size = prepare_site(site), City.of(tiles, site), SIZES["1080p"]
        camera = oblique(city.extent, float(site.terrain.values.mean()), size)
        afar = city.surroundings(camera, size, job)
    meshes = [arrays.ground.mesh, arrays.masses.roofs, arrays.masses.walls]
    meshes += [*([afar.earth] if afar.earth is not None else []), *(far.mesh for far in afar.far.values())]
    local = replace(camera, east=camera.east - site.origin[0], north=camera.north - site.origin[1])
    return merged([Mesh(mesh.points, mesh.triangles, mesh.colours) for mesh in meshes]), local


def page(build: str, mesh: Mesh, camera: Camera) -> str:
    """The page that draws the mesh in each size while the camera turns as it does for ours.

    Args:
        build: name of the file of three.js.
        mesh: for the depth of the picture only; the page asks for the arrays.
        camera: where it begins, in the mesh's coordinates.
    """
    radius = float(np.linalg.norm(mesh.points - camera.focus, axis=1).max())
    far = camera.distance + radius
    turns = [turned(camera, number * STEP, camera.focus) for number in range(WARM_UP + FRAMES)]
    frames = [(eye(turn).tolist(), axes(turn)[1].tolist()) for turn in turns]
    same = {
        "opening": camera.opening,
        "near": max(camera.distance - radius, far * NEAREST_PLANE),
        "far": far,
        "focus": camera.focus.tolist(),
        "frames": frames,
    }
    views = [{"name": name, "width": size.width, "height": size.height, **same} for name, size in SIZES.items()]
    asked = json.dumps({"three": f"/three/{build}", "views": views})
    return PAGE.replace("@ASKED@", asked.replace("<", "\\u003c"))


def read(answer: Mapping[str, Any], triangles: int, ours: Mapping[str, float]) -> dict[str, float | str]:
    """Numbers from what the page told; the frames that warm up are not counted.

    Args:
        answer: version, driver, and times of the frames of each size [ms].
        triangles: that were drawn.
        ours: what `city_frames` found.

    Raises:
        PeerError: frames are missing, or ours had other triangles.
    """
    if triangles != ours["triangles"]:
        raise PeerError(f"{triangles} triangles, ours had {ours['triangles']:.0f}")
    found: dict[str, float | str] = {
        "three_js_version": str(answer.get("version", "")),
        "three_js_driver": str(answer.get("driver", "")),
    }
    for name in SIZES:
        times = answer.get("frames", {}).get(name, ())
        if len(times) != WARM_UP + FRAMES:
            raise PeerError(f"{len(times)} frames instead of {WARM_UP + FRAMES}")
        milliseconds = statistics.median(times[WARM_UP:])
        found[f"three_js_all_{name}_ms"] = milliseconds
        found[f"three_js_all_{name}_ratio"] = ours[f"all_{name}_seconds"] * 1000 / milliseconds
    return found


def _asked(browser: str, build: Path, mesh: Mesh, camera: Camera, job: Job) -> Mapping[str, Any]:
    # Four bytes a colour: three would lie across the borders that graphics cards read at.
    colours = np.full((len(mesh.colours), 4), 255, np.uint8)
    colours[:, :3] = mesh.colours
    files = {
        "/": page(build.name, mesh, camera).encode(),
        "/points": mesh.points.astype("<f4").tobytes(),
        "/colours": colours.tobytes(),
        "/triangles": mesh.triangles.astype("<u4").tobytes(),
        # A build may be in several files, of which it names the others.
        **{f"/three/{file.name}": file.read_bytes() for file in build.parent.glob("*.js")},
        f"/three/{build.name}": build.read_bytes(),
    }
    words: Queue[bytes] = Queue()
    with _serving(files, words) as address, _browsing([browser, *OPTIONS], address) as process:
        return heard(words, process, job)


def heard(words: "Queue[bytes]", process: "subprocess.Popen[bytes]", job: Job) -> Mapping[str, Any]:
    """Wait for the answer.

    Args:
        words: what the page tells, JSON.
        process: the browser.
        job: says how far it is; it is asked whether to stop, too.

    Raises:
        PeerError: the page or the browser has failed, or says nothing for longer than `QUIET`.
    """
    since, count = time.monotonic(), 0
    while True:
        job.check()
        try:
            word = json.loads(words.get(timeout=0.2))
        except Empty:
            if process.poll() is not None:
                raise PeerError(f"the browser ended with {process.returncode}") from None
            if time.monotonic() - since > QUIET:
                raise PeerError(f"nothing heard for {QUIET:.0f} s") from None
            continue
        if "failed" in word:
            raise PeerError(str(word["failed"]))
        if "answer" in word:
            found: Mapping[str, Any] = word["answer"]
            return found
        since, count = time.monotonic(), count + 1
        job.report(count / (len(SIZES) * (WARM_UP + FRAMES) + 1), Text("scenes.drawing"))


@contextmanager
def _serving(files: Mapping[str, bytes], words: "Queue[bytes]") -> Iterator[str]:
    """The address of a server of files, on this machine only; what is posted to it are words."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = files.get(self.path)
            self.send_response(404 if content is None else 200)
            kind = {"/": "text/html"}.get(self.path, "application/octet-stream")
            self.send_header("Content-Type", "text/javascript" if self.path.startswith("/three/") else kind)
            self.send_header("Content-Length", str(len(content or b"")))
            self.end_headers()
            self.wfile.write(content or b"")

        def do_POST(self) -> None:
            words.put(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def _browsing(command: Sequence[str], address: str) -> Iterator["subprocess.Popen[bytes]"]:
    """A browser with a profile of its own, of which nothing is left."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    # What the browser has started may write for a moment longer.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        places = dict.fromkeys(("TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"), folder)
        process = subprocess.Popen(
            [*command, *(["--no-sandbox"] if is_root else []), f"--user-data-dir={folder}", address],
            env={**os.environ, **places},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield process
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and, where there are groups, what it has started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
