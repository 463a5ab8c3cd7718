"""Writes THIRD-PARTY.md from the lock files and the packages' own words: ``python packaging/third_party.py``."""

from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

FOLDER = Path(__file__).parent
HEAD = """# Third-party licences

Planning Table is licensed under the EUPL-1.2 (see LICENSE). It stands on the works below; each keeps its own
licence. The tables are written by `packaging/third_party.py` from the lock files; a test compares them.

## Qt

PySide6-Essentials brings Qt 6 under the LGPL-3.0 (or GPL). Planning Table uses these Qt modules, all of them
available under the LGPL-3.0: Qt Core, GUI, Network, OpenGL, QML, Quick, Quick Dialogs, SVG, and Test (touch points
of trackers enter through it). It does not use, and does not ship, the modules that are available under the GPL
only (or a commercial licence): Qt Charts, Qt Data Visualization, Qt Graphs, Qt Virtual Keyboard, Qt Quick 3D, Qt
Quick 3D Physics, Qt Quick Timeline, Qt Lottie Animation, Qt Network Authorization, Qt HTTP Server, Qt MQTT, Qt
CoAP, Qt Wayland Compositor, Qt Shader Tools. The Qt libraries stay replaceable: they are ordinary shared libraries
in the program's own environment.

## Fonts and pictures

| what | where | licence |
|---|---|---|
| Open Sans | `assets/fonts` | see the licence file beside the fonts |
| Icons | `assets/icons` | our own, EUPL-1.2 |
| DejaVu Sans Mono | brought by typst, for signs that Open Sans lacks | Bitstream Vera licence |
| Coefficients of the UTCI polynomial | `plugins/heat/utci.toml`, from pythermalcomfort 4.8.1 | MIT |
| Demo district | made by our own generator | CC0-1.0 |

## System libraries

Mesa (MIT), X.Org libraries and Xvfb (MIT/X11), libxkbcommon (MIT), D-Bus (AFL-2.1 or GPL-2.0-or-later), fontconfig
(MIT): from the distribution's packages, named in `packaging/native-packages.txt`.
"""


def licence(name: str) -> str:
    """What a package says of its licence: the SPDX expression, else its classifiers, else its own field."""
    about = metadata.metadata(name)
    if about["License-Expression"]:
        return str(about["License-Expression"])
    said = [c.split("::")[-1].strip() for c in about.get_all("Classifier") or [] if c.startswith("License ::")]
    return "; ".join(said) or str(about["License"] or "not stated").splitlines()[0]


def rows(lock: Path) -> Iterator[str]:
    for line in lock.read_text("utf-8").splitlines():
        name, _, version = line.partition("==")
        if version:
            yield f"| {name} | {version} | {licence(name)} |\n"


def text() -> str:
    parts = [HEAD]
    for title, lock in (
        ("Python packages of the program", FOLDER / "requirements.txt"),
        ("Python packages of the tests", FOLDER / "requirements-test.txt"),
    ):
        parts += [f"\n## {title}\n\n| package | version | licence |\n|---|---|---|\n", *rows(lock)]
    return "".join(parts)


if __name__ == "__main__":
    (FOLDER.parent / "THIRD-PARTY.md").write_text(text(), "utf-8")
