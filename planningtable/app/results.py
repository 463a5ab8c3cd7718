"""What has been computed: each result once, found again by the content it was computed from."""

import hashlib
import threading
from collections import OrderedDict
from typing import Protocol

from planningtable.app.plugins import PluginHost
from planningtable.city.job import Job
from planningtable.city.measures.apply import apply
from planningtable.city.measures.outline import outlined
from planningtable.city.site import Site
from planningtable.domain.text import PlanningError
from planningtable.domain.values import Measure, Variant, Workshop
from planningtable.layers.codec import decode, encode
from planningtable.layers.layer import Layer, LayerResult, Scenario

# Enough for a table with eight people on a few variants; older ones are read from the workshop file again.
KEPT_SITES = 12
KEPT_RESULTS = 32


class Keeper(Protocol):
    """What is needed of a session."""

    @property
    def state(self) -> Workshop: ...
    @property
    def site(self) -> Site: ...
    def cached(self, key: str) -> bytes | None: ...
    def keep(self, key: str, value: bytes) -> None: ...


class Results:
    """Sites with measures and layer results, cached by content in memory and in the workshop file.

    Going back to a variant, or undoing, costs nothing. Safe to use from any thread; the same result is not computed
    twice at the same time.
    """

    def __init__(self, session: Keeper, host: PluginHost) -> None:
        self._session = session
        self._host = host
        self._lock = threading.Lock()
        self._sites: OrderedDict[tuple[str, tuple[Measure, ...]], Site] = OrderedDict()
        self._results: OrderedDict[str, LayerResult] = OrderedDict()
        self._busy: dict[str, threading.Lock] = {}

    def site(self, variant: str) -> Site:
        """The site with a variant's measures.

        Raises:
            PlanningError: there is no such variant.
        """
        found = self._session.state.variant(variant)
        if found is None:
            known = ", ".join(v.id for v in self._session.state.variants)
            raise PlanningError("error.results.no-variant", variant=variant, known=known)
        return self.site_with(found.measures)

    def site_with(self, measures: tuple[Measure, ...]) -> Site:
        """The site with the given measures."""
        base = self._session.site
        if not measures:
            return base
        key = (base.digest, measures)
        with self._lock:
            if key in self._sites:
                self._sites.move_to_end(key)
                return self._sites[key]
        site = apply(base, measures, self._host.measure_kinds).site
        with self._lock:
            self._sites[key] = site
            while len(self._sites) > KEPT_SITES:
                self._sites.popitem(last=False)
        return site

    def outlined(self, variant: Variant) -> tuple[Measure, ...]:
        """The measures of a variant as pictures show them: areas as the ground that they take."""
        return outlined(variant.measures, self._host.measure_kinds)

    def find(self, layer: str, scenario: str | None) -> tuple[Layer, Scenario]:
        """A layer and one of its scenarios; the first one unless named.

        Raises:
            PlanningError: there is no such layer or scenario.
        """
        found = self._host.layers.get(layer)
        if found is None:
            raise PlanningError("error.results.no-layer", layer=layer, known=", ".join(sorted(self._host.layers)))
        info = found.describe()
        chosen = info.scenarios[0] if scenario is None else info.scenario(scenario)
        if chosen is None:
            free = (f"{f.name}={f.low:g}…{f.high:g}" for f in info.free)
            known = ", ".join((*(s.id for s in info.scenarios), *free))
            raise PlanningError("error.results.no-scenario", layer=layer, scenario=str(scenario), known=known)
        return found, chosen

    def resolutions(self, site: Site, layer: str) -> tuple[float, ...]:
        """Cell sizes of a layer from quick to final [m]."""
        return self.find(layer, None)[0].resolutions(site)

    def layer(
        self, variant: str, layer: str, scenario: str | None = None, *, resolution: float | None = None, job: Job
    ) -> LayerResult:
        """A layer's result for a variant, at the final resolution unless another is named [m].

        Raises:
            PlanningError: there is no such variant, layer or scenario, or the site lacks what the layer needs.
            CancelledError: the job was cancelled.
        """
        return self.layer_on(self.site(variant), layer, scenario, resolution=resolution, job=job)

    def layer_on(
        self, site: Site, layer: str, scenario: str | None = None, *, resolution: float | None = None, job: Job
    ) -> LayerResult:
        """The same for any site."""
        found, chosen = self.find(layer, scenario)
        cell = found.resolutions(site)[-1] if resolution is None else resolution
        key = self._key(site, found, chosen, cell)
        with self._turn(key):
            known = self._known(key)
            if known is None:
                known = found.compute(site, chosen, cell, job)
                job.check()
                self._session.keep(key, encode(known))
                self._remember(key, known)
        return known

    def known(self, site: Site, layer: str, scenario: str | None, resolution: float) -> LayerResult | None:
        """A result if it is there already; nothing is computed."""
        found, chosen = self.find(layer, scenario)
        return self._known(self._key(site, found, chosen, resolution))

    @staticmethod
    def _key(site: Site, layer: Layer, scenario: Scenario, resolution: float) -> str:
        info = layer.describe()
        parts = (site.digest, info.id, info.version, scenario.id, scenario.parameters, resolution)
        return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()

    def _turn(self, key: str) -> threading.Lock:
        with self._lock:
            return self._busy.setdefault(key, threading.Lock())

    def _known(self, key: str) -> LayerResult | None:
        with self._lock:
            if key in self._results:
                self._results.move_to_end(key)
                return self._results[key]
        data = self._session.cached(key)
        result = None if data is None else decode(data)
        if result is not None:
            self._remember(key, result)
        return result

    def _remember(self, key: str, result: LayerResult) -> None:
        with self._lock:
            self._results[key] = result
            while len(self._results) > KEPT_RESULTS:
                self._results.popitem(last=False)
