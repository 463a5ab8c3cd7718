"""Is this machine fit for a table? Each check looks at one thing and knows the remedy."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata, resources
from pathlib import Path

from planningtable.app.plugins import PluginHost
from planningtable.domain.text import Text

PROCESSORS = ("llvmpipe", "softpipe", "swrast")
GIGABYTE = 1e9
LEAST_MEMORY = 4 * GIGABYTE
LEAST_DISK = 2 * GIGABYTE


class Verdict(StrEnum):
    GOOD = "good"
    HINT = "hint"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at.

    Attributes:
        id: e.g. ``graphics``.
        verdict: good, a hint, or bad.
        found: what was found, printed as it is.
        remedy: what to do; None where nothing is to be done.
    """

    id: str
    verdict: Verdict
    found: str
    remedy: Text | None = None


def _verdict(id: str, good: bool, found: str, otherwise: Verdict = Verdict.HINT) -> Check:
    return Check(id, Verdict.GOOD, found) if good else Check(id, otherwise, found, Text(f"doctor.remedy.{id}"))


def _python() -> Check:
    version = sys.version_info
    return _verdict("python", (3, 11) <= version[:2] <= (3, 13), ".".join(map(str, version[:3])), Verdict.BAD)


def _memory() -> Check:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return Check("memory", Verdict.GOOD, "?")  # Windows tells only through its own libraries
    return _verdict("memory", size >= LEAST_MEMORY, f"{size / GIGABYTE:.1f} GB")


def _disk() -> Check:
    free = shutil.disk_usage(Path.cwd()).free
    return _verdict("disk", free >= LEAST_DISK, f"{free / GIGABYTE:.1f} GB")


def _graphics() -> Check:
    """Asks the renderer that draws the pictures, found by entry point, what it draws with."""
    for entry in metadata.entry_points(group="planningtable.graphics"):
        name = str(entry.load()())
        if not name:
            return Check("graphics", Verdict.BAD, "–", Text("doctor.remedy.no-graphics"))
        return _verdict("graphics", not by_processor(name), name)
    return Check("graphics", Verdict.BAD, "–", Text("doctor.remedy.no-graphics"))


def by_processor(driver: str) -> bool:
    """Whether an OpenGL renderer of this name is the processor itself."""
    return any(word in driver.lower() for word in PROCESSORS)


def _screen() -> Check:
    screen = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
    return _verdict("screen", bool(screen) or sys.platform in ("win32", "darwin"), screen or "–")


def _touch() -> Check:
    devices = Path("/proc/bus/input/devices")
    if not devices.is_file():
        return Check("touch", Verdict.GOOD, "?")
    blocks = devices.read_text("utf-8", "replace").split("\n\n")
    named = [b.partition('Name="')[2].partition('"')[0] for b in blocks if "touch" in b.lower()]
    return _verdict("touch", bool(named), ", ".join(named) or "–")


def _fonts() -> Check:
    fonts = [f.name for f in (resources.files("assets") / "fonts").iterdir() if f.name.endswith((".ttf", ".otf"))]
    return _verdict("fonts", bool(fonts), ", ".join(sorted(fonts)) or "–", Verdict.BAD)


def _cache() -> Check:
    places = [Path(__file__).parent, Path.home() / ".cache", Path(tempfile.gettempdir())]
    place = next((p for p in places[:2] if os.access(p if p.is_dir() else p.parent, os.W_OK)), None)
    return _verdict("cache", place is not None, str(place or "–"))


def _plugins() -> Check:
    host = PluginHost.discover()
    found = ", ".join([p.id for p in host.plugins] + [f"{p.plugin}: {p.reason}" for p in host.problems])
    return _verdict("plugins", not host.problems and bool(host.plugins), found or "–", Verdict.BAD)


CHECKS: tuple[Callable[[], Check], ...] = (
    _python,
    _memory,
    _disk,
    _graphics,
    _screen,
    _touch,
    _fonts,
    _cache,
    _plugins,
)


def examine() -> tuple[Check, ...]:
    """Run every check."""
    return tuple(check() for check in CHECKS)
