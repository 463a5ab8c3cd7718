"""Run as a program: acts on a workshop until it is stopped, and says what was confirmed.

``python -m helpers.acting FILE SEED [LIMIT]`` prints one line an act, after `Session.execute` has returned.
"""

import random
import resource
import sys
from pathlib import Path

from helpers.workshops import idea, tree
from planningtable.app.session import Session
from planningtable.domain.text import PlanningError


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    path, seed = Path(sys.argv[1]), sys.argv[2]
    session = Session.open(path)
    if len(sys.argv) > 3:
        most = path.stat().st_size + int(sys.argv[3])
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    chance = random.Random(seed)
    say("ready")
    for number in range(100_000):
        id = f"{seed}-{number}"
        text = "x" * chance.randint(1, 2000)
        try:
            session.execute(tree(id) if number % 2 else idea(id, text), "seat-1")
        except PlanningError as error:
            say(f"refused {error.text.id}")
            break
        say(id)
    session.close()
    say("closed")


if __name__ == "__main__":
    main()
