"""What worker processes have in common is really done before they part."""

import subprocess
import sys

from planningtable.app.intake.warming import two_blocks
from planningtable.city.model.prepare import prepare

KERNELS = {"ring_kernels", "shell_kernels", "ear_kernels", "piercing_kernels"}


def test_the_blocks_are_sound_and_shown() -> None:
    done = prepare(two_blocks(), None, (0.0, 0.0))
    assert done.tally.shown == {"Building": 2}
    assert not done.tally.repaired


def test_importing_it_imports_the_kernels_but_nothing_that_workers_do_not_need() -> None:
    code = "import sys, planningtable.app.intake.warming; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    names = {name.removeprefix("planningtable.city.geometry.") for name in found}
    assert names >= KERNELS
    assert not names & {"pandas", "rasterio", "pyogrio", "sqlite_utils"}
