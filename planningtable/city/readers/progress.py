"""How far a reader is."""

from planningtable.city.job import Job
from planningtable.domain.text import Text


class Followed(Job):
    """A job that tells another one and remembers how far it is.

    Attributes:
        fraction: what was reported last [0..1].
    """

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job
        self.fraction = 0.0

    @property
    def cancelled(self) -> bool:
        return self._job.cancelled

    def check(self) -> None:
        self._job.check()

    def report(self, fraction: float, what: Text) -> None:
        self.fraction = min(max(fraction, 0.0), 1.0)
        self._job.report(fraction, what)
