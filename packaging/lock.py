"""Writes the lock files from what is installed here and was tried: ``python packaging/lock.py``.

``requirements.txt`` holds what the program needs, ``requirements-test.txt`` what the tests need besides. Names and
versions only: which registry they come from is the machine's own setting.
"""

import tomllib
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FOLDER = Path(__file__).parent
HEAD = "# Written by packaging/lock.py; change pyproject.toml and run it again.\n"
# Needed to install the project itself without asking the network.
BUILD = ("setuptools", "wheel")


def closure(names: Iterable[str]) -> set[str]:
    """The given packages and all that they need, for any of the supported platforms."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if name in found:
            continue
        try:
            needs = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # for another platform
        found.add(name)
        for need in map(Requirement, needs):
            if need.marker is None or any(need.marker.evaluate({"extra": e}) for e in (*requirement.extras, "")):
                waiting.append(str(need).partition(";")[0])
    return found


def write(file: Path, names: Iterable[str]) -> None:
    lines = [f"{name}=={metadata.version(name)}\n" for name in sorted(names)]
    file.write_text(HEAD + "".join(lines), "utf-8")


def project_table() -> dict[str, Any]:
    table: dict[str, Any] = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text("utf-8"))["project"]
    return table


def main() -> None:
    project = project_table()
    program = closure([*project["dependencies"], *BUILD]) - {"pip"}
    write(FOLDER / "requirements.txt", program)
    write(FOLDER / "requirements-test.txt", closure(project["optional-dependencies"]["test"]) - program)


if __name__ == "__main__":
    main()
