"""Runs the program as its users do: as a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        result: dict[str, Any] = json.loads(self.out)
        return result


Program = Callable[..., Ended]


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """``program("info", file, "--json")`` in a home of its own, in German, without a screen."""
    home = tmp_path_factory.mktemp("home")
    # The compiled kernels are the program's, not the user's: shared, so that each test does not compile them anew.
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment |= {"HOME": str(home), "LANG": "de_DE.UTF-8", "XDG_DATA_HOME": str(home / "data")}

    def run(*arguments: str | Path) -> Ended:
        ended = subprocess.run(
            [sys.executable, "-m", "planningtable", *map(str, arguments)],
            capture_output=True,
            encoding="utf-8",
            env=environment,
            cwd=home,
            timeout=280,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    return run
