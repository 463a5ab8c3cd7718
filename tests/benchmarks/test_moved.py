"""A measure is moved in the demo district and its coarse rain run: what is told of it."""

from benchmarks.moved import moved_measure
from planningtable.city.job import Job


def test_the_coarse_run_after_a_move_is_told_with_its_cells():
    found = moved_measure(Job())
    assert 0.0 < found["moved_coarse_seconds"] <= found["moved_coarse_longest"]
    assert found["moved_coarse_metres"] == 5.0
    assert 10_000 < found["moved_coarse_cells"] < 20_000
