"""A pool that is left while chunks are being handed over ends soon, on every Python."""

import threading
import time

import pytest

from planningtable.app.intake.pool import Pool

LARGE = 8 * 2**20
"""More than a pipe takes in: whoever hands it over waits for a worker [bytes]."""


def _work() -> None:
    with Pool(2) as pool:
        executor = pool._executor
        assert executor is not None
        asked = [executor.submit(len, bytes(LARGE)) for _ in range(12)]
        assert asked[0].result() == LARGE
        raise KeyboardInterrupt


def _leave() -> None:
    with pytest.raises(KeyboardInterrupt):
        _work()


def test_a_pool_that_is_left_in_the_middle_does_not_wait_for_ever() -> None:
    for _ in range(3):
        leaving = threading.Thread(target=_leave, daemon=True)
        leaving.start()
        begun = time.monotonic()
        leaving.join(60)
        assert not leaving.is_alive(), f"still there after {time.monotonic() - begun:.0f} s"
