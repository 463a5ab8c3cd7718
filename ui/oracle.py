"""What the table asks of the services, in the worker threads."""

import math

from planningtable.app.comparison import compare
from planningtable.app.plugins import PluginHost
from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.domain.values import Variant
from planningtable.layers.layer import LayerResult
from ui.board import Answers


class ResultsOracle:
    """Sites, layers and indicators of a variant."""

    def __init__(self, session: Session, results: Results, host: PluginHost) -> None:
        self._session = session
        self._results = results
        self._host = host

    def site(self, variant: Variant) -> Site:
        return self._results.site_with(variant.measures)

    def layer(self, variant: Variant, layer: str, scenario: str, resolution: float, job: Job) -> LayerResult:
        return self._results.layer_on(self.site(variant), layer, scenario, resolution=resolution, job=job)

    def values(self, variant: Variant, job: Job, *, quick: bool) -> Answers:
        comparison = compare(
            self._session, self._results, self._host, (variant.id,), job, resolution=math.inf if quick else None
        )
        values = {row.info.id: row.values[variant.id] for row in comparison.rows}
        skipped = {gone.measure: gone.reason for gone in comparison.skipped[variant.id]}
        return Answers(variant, values, comparison.preview, skipped)
