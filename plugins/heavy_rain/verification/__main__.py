"""``python -m plugins.heavy_rain.verification FOLDER [ID…]``: run the cases and write the page with its curves."""

import argparse
import os
import sys
import time
from pathlib import Path

from plugins.heavy_rain.verification.cases import CHECKS
from plugins.heavy_rain.verification.page import Outcome, write

DATA = Path(os.environ.get("PLANNINGTABLE_DATA", Path(__file__).parents[4] / "shared" / "data"))


def main() -> int:
    """Run the cases.

    Returns:
        1 if a limit was missed.
    """
    parser = argparse.ArgumentParser(prog="python -m plugins.heavy_rain.verification", description=__doc__)
    parser.add_argument("folder", type=Path, help="of the documentation: verification.md and its pictures go there")
    parser.add_argument("ids", nargs="*", metavar="ID", help="only these cases")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the public data sets")
    args = parser.parse_args()
    outcomes = []
    for check in CHECKS:
        if (args.ids and check.id not in args.ids) or (check.data and not args.data.is_dir()):
            continue
        started = time.perf_counter()
        finding = check.run(args.data)
        outcomes.append(Outcome(check, finding, time.perf_counter() - started))
        missed = [f"{m.what}: {m.value:.3g} > {m.limit:.3g}" for m in finding.measured if not m.kept]
        said = "; ".join(missed) or "all limits kept"
        sys.stdout.write(f"{check.id}: {said} ({outcomes[-1].seconds:.1f} s)\n")
        sys.stdout.flush()
    sys.stdout.write(f"{write(args.folder, outcomes)}\n")
    return 0 if all(o.finding.kept for o in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
