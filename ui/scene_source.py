"""What is drawn, for all windows: prepared on a worker, picked up by each `SceneItem` between two frames."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from planningtable.city.job import Job
from planningtable.city.photo import Photo
from planningtable.city.plan import Plan
from planningtable.city.site import Site
from planningtable.domain.text import CancelledError
from planningtable.domain.values import Measure
from planningtable.layers.layer import LayerResult
from planningtable.layers.look import PLAIN, Look
from scenes.drape import Drape, with_ways
from scenes.labels.names import names_of
from scenes.photo import PhotoOverlay
from scenes.pins import Pin
from scenes.plan_overlay import PlanOverlay
from scenes.site_arrays import SiteArrays, prepare_site
from scenes.sun.sunshine import Sunshine, prepare_sun
from scenes.textures.appearance import Appearance, is_painted, prepare_appearance
from scenes.view import prepare_drape, prepare_photos, prepare_plans
from ui.background import Background
from ui.city_source import CitySource

QML_IMPORT_NAME = "PlanningTable"
QML_IMPORT_MAJOR_VERSION = 1

ScenePin: TypeAlias = Pin

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """Everything that a view draws, ready."""

    arrays: SiteArrays | None = None
    drape: Drape | None = None
    overlay: PlanOverlay | None = None
    photo: PhotoOverlay | None = None
    sunshine: Sunshine | None = None
    appearance: Appearance | None = None
    pins: tuple[Pin, ...] = ()
    measures: tuple[Measure, ...] = ()
    chosen: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Wanted:
    site: Site | None = None
    result: LayerResult | None = None
    frame: int = -1
    look: Look = PLAIN
    plans: tuple[Plan, ...] = ()
    photos: tuple[Photo, ...] = ()
    moment: datetime | None = None
    textures: bool = False


_Ready: TypeAlias = tuple[
    SiteArrays, Drape | None, PlanOverlay | None, PhotoOverlay | None, Sunshine | None, Appearance | None
]


def _appearance(arrays: SiteArrays, wanted: _Wanted, before: Appearance | None, job: Job) -> Appearance | None:
    """The site as its file paints it, where that is wanted and there is anything; white where that fails."""
    if not wanted.textures or not is_painted(arrays.site):
        return None
    if before is not None and before.arrays is arrays:
        return before
    try:
        return prepare_appearance(arrays, before, job)
    except CancelledError:
        raise
    except Exception:  # what files hold is beyond us; site and layer are drawn without their paint
        log.exception("The site cannot be painted and stays white.")
        return None


def _sunshine(arrays: SiteArrays, wanted: _Wanted, before: Sunshine | None) -> Sunshine | None:
    """The light of the wanted moment; under a layer, a plan or a photo it rests as it is."""
    fits = before is not None and before.stage.arrays is arrays
    if fits and before is not None and before.when == wanted.moment:
        return before
    if wanted.result is not None or wanted.plans or wanted.photos:
        return before if fits and wanted.moment is not None else None
    return prepare_sun(arrays, wanted.moment, before)


def _nearest(site: Site, own: SiteArrays | None, others: SiteArrays | None) -> SiteArrays | None:
    """Arrays that have most in common with a site: a neighbour's where it draws the very same, else one's own."""
    if others is not None and (own is None or others.site.digest == site.digest):
        return others
    return own


@QmlElement
class SceneSource(QObject):
    """What is drawn. Calls are cheap; the newest wish wins over those that are not yet prepared.

    Attributes:
        content: what is ready.
        city: what lies beyond the site.
    """

    changed = Signal()
    siteShown = Signal()
    busyChanged = Signal()
    namesChanged = Signal()
    darkChanged = Signal()

    def __init__(
        self, background: Background, parent: QObject | None = None, beside: "SceneSource | None" = None
    ) -> None:
        """A source; ``beside`` is another one of the same window, with which it shares all that is the same."""
        super().__init__(parent)
        self._background = background
        self._beside = beside
        self._wanted = _Wanted()
        self._job: Job | None = None
        self._prepared: _Wanted | None = None
        self._ways: tuple[str, ...] = ()
        self._names = True
        self._is_dark = False
        if beside is not None:
            beside.namesChanged.connect(self._tell_names)
            beside.darkChanged.connect(self._tell_dark)
        self.siteShown.connect(self.namesChanged)
        self.content = Content()
        self.city: CitySource = CitySource(background, self) if beside is None else beside.city

    def clear(self) -> None:
        """Nothing is drawn any more, and nothing prepared."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.busyChanged.emit()
        self._wanted, self._prepared, self._ways = _Wanted(), None, ()
        self._set(Content())

    def show_site(self, site: Site) -> None:
        self._wanted = replace(self._wanted, site=site)
        self._prepare()

    def show_layer(self, result: LayerResult | None, frame: int = -1, look: Look = PLAIN) -> None:
        """Lay a result over the site; None takes it away; ``frame`` chooses one of its times, ``look`` how it lies."""
        self._wanted = replace(self._wanted, result=result, frame=frame, look=look)
        self._prepare()

    def show_plans(self, plans: tuple[Plan, ...]) -> None:
        """Lay development plans over the ground; none takes them away."""
        self._wanted = replace(self._wanted, plans=plans)
        self._prepare()

    def show_photos(self, photos: tuple[Photo, ...]) -> None:
        """Lay aerial photos over ground and roofs; none takes them away. Plans and layers on roofs go before."""
        self._wanted = replace(self._wanted, photos=photos)
        self._prepare()

    def show_textures(self, *, shown: bool) -> None:
        """Paint site and city as their files do, or white; under a layer on roofs they are white all the same."""
        self._wanted = replace(self._wanted, textures=shown)
        self.city.paint(painted=shown)
        self._prepare()

    def show_sun(self, moment: datetime | None) -> None:
        """Draw the light of a moment with its UTC offset; None takes the sun away."""
        self._wanted = replace(self._wanted, moment=moment)
        self._prepare()

    def show_ways(self, buildings: tuple[str, ...]) -> None:
        """Draw the ways around closed streets to these buildings and no others."""
        self._ways = buildings
        content = self.content
        if content.arrays is not None:
            self._set(replace(content, drape=with_ways(content.drape, content.arrays.site, buildings)))

    def show_pins(self, pins: tuple[Pin, ...]) -> None:
        self._set(replace(self.content, pins=pins))

    def show_measures(self, measures: tuple[Measure, ...]) -> None:
        """Outline what measures act on; what they change is in the site already."""
        self._set(replace(self.content, measures=measures))

    def highlight(self, building: str | None) -> None:
        self._set(replace(self.content, chosen=building))

    def _get_names(self) -> bool:
        """Whether names are written, in all windows and in what is compared."""
        return self._names if self._beside is None else bool(self._beside.property("names"))

    def _set_names(self, value: bool) -> None:
        if value != self._names:
            self._names = value
            self._tell_names()

    def _get_named(self) -> bool:
        """Whether what is drawn has any names."""
        return self.content.arrays is not None and bool(names_of(self.content.arrays.site))

    def _get_dark(self) -> bool:
        """Whether the model is drawn as dark rooms need it, in all windows and in what is compared."""
        return self._is_dark if self._beside is None else bool(self._beside.property("dark"))

    def _set_dark(self, value: bool) -> None:
        if value != self._is_dark:
            self._is_dark = value
            self._tell_dark()

    @Slot()
    def _tell_dark(self) -> None:
        self.darkChanged.emit()
        self.changed.emit()

    @Slot()
    def _tell_names(self) -> None:
        self.namesChanged.emit()
        self.changed.emit()

    @property
    def site(self) -> Site | None:
        """The site that is drawn."""
        return self.content.arrays.site if self.content.arrays else None

    def _is_busy(self) -> bool:
        return self._job is not None

    busy = Property(bool, _is_busy, notify=busyChanged)
    names = Property(bool, _get_names, _set_names, notify=namesChanged)
    dark = Property(bool, _get_dark, _set_dark, notify=darkChanged)
    named = Property(bool, _get_named, notify=namesChanged)

    def _set(self, content: Content) -> None:
        self.content = content
        self.changed.emit()

    def _prepare(self) -> None:
        wanted = self._wanted
        if self._job is not None or wanted.site is None or wanted is self._prepared:
            return
        before, laid = self.content, self._prepared
        others = self._beside.content.arrays if self._beside is not None else None

        def work(job: Job) -> _Ready:
            assert wanted.site is not None
            arrays = prepare_site(wanted.site, _nearest(wanted.site, before.arrays, others))
            names_of(wanted.site)
            job.check()
            kept = laid if arrays is before.arrays else None
            same_plans = kept is not None and kept.plans is wanted.plans
            same_photos = kept is not None and kept.photos is wanted.photos
            overlay = before.overlay if same_plans else prepare_plans(arrays, wanted.plans)
            job.check()
            photo = before.photo if same_photos else prepare_photos(arrays, wanted.photos, before.photo)
            job.check()
            drape = prepare_drape(arrays, wanted.result, wanted.frame, wanted.look, before.drape, photo)
            job.check()
            sunshine = _sunshine(arrays, wanted, before.sunshine)
            return arrays, drape, overlay, photo, sunshine, _appearance(arrays, wanted, before.appearance, job)

        def done(ready: _Ready) -> None:
            arrays, drape, overlay, photo, sunshine, appearance = ready
            drape = with_ways(drape, arrays.site, self._ways)
            renewed = arrays is not self.content.arrays
            made = replace(self.content, arrays=arrays, drape=drape, overlay=overlay, photo=photo, sunshine=sunshine)
            self._set(replace(made, appearance=appearance))
            # Only now: the next wish takes over what this one has made.
            self._ended(wanted)
            if renewed:
                self.siteShown.emit()

        def failed(error: Exception) -> None:
            self._ended(wanted)
            raise error

        self._job = self._background.start(work, done, failed, urgent=True)
        self.busyChanged.emit()

    def _ended(self, wanted: _Wanted) -> None:
        self._prepared = wanted
        self._job = None
        self.busyChanged.emit()
        self._prepare()
