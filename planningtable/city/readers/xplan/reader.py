"""The features of a plan file → plans in the site's CRS; each feature is drawn, kept as text, or reported."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from planningtable.city.crs.places import Sighting, places
from planningtable.city.crs.reference import Placement
from planningtable.city.grid import Array
from planningtable.city.job import Job
from planningtable.city.model.batch import Remark
from planningtable.city.plan.model import Plan, PlanObject, PlanText
from planningtable.city.readers.files import Part
from planningtable.city.readers.xplan.classes import (
    DATES,
    NOT_DRAWN,
    PLANS,
    SECTIONS,
    TEXTS,
    kind_of_class,
    state_of,
    use_of,
)
from planningtable.city.readers.xplan.document import Document, read_document
from planningtable.city.readers.xplan.features import Feature, number
from planningtable.city.readers.xplan.gml import GeometryFault
from planningtable.city.readers.xplan.shapes import build
from planningtable.domain.text import PlanningError, Text

# Properties that have a place of their own in `PlanObject`.
LABELS = ("gliederung1", "gliederung2", "aufschrift", "text")


def read_plans(part: Part, job: Job, *, chosen: str | None = None, target: int | None = None) -> tuple[Plan, ...]:
    """Read a file of development plans.

    Args:
        part: XPlanGML 5 or 6.
        job: is told how far the reading is.
        chosen: CRS given by the user.
        target: EPSG code of the site's CRS; that of the file unless given.

    Returns:
        At least one plan; objects of a file without a plan are in one without name.

    Raises:
        PlanningError: not readable, or its place is unknown.
        CancelledError: the job was cancelled.
    """
    document = read_document(part, job)
    points = _controls(document)
    sighting = Sighting(part.name, document.reference_names, points, has_buildings=True)
    (place,) = places([sighting], chosen, target)
    if place.problem is not None:
        raise PlanningError(place.problem.id, **dict(place.problem.arguments))
    if place.placement is None or place.reference is None:
        raise PlanningError("error.xplan.no-geometry", file=part.name)
    features = _with_own_ids(document.features)
    heads = [f for f in features if f.type in PLANS] or [_NOBODY]
    drafts = {head.id: _Draft(head) for head in heads}
    _share_out(features, drafts)
    job.check()
    return tuple(
        draft.finished(document.version, place.placement, place.reference.name, place.notes, part.name)
        for draft in drafts.values()
    )


_NOBODY = Feature("", "", (), (), (), None, None)


def _with_own_ids(features: Sequence[Feature]) -> tuple[Feature, ...]:
    """The features, each with an id of its own: made up for want of one, numbered where it was there before."""
    seen: Counter[str] = Counter()
    result = []
    for i, feature in enumerate(features):
        id = feature.id or f"{feature.type}-{i + 1}"
        seen[id] += 1
        result.append(replace(feature, id=id if seen[id] == 1 else f"{id}~{seen[id]}"))
    return tuple(result)


def _controls(document: Document) -> Array:
    """All control points, shape (n, 2)."""
    found = [a for f in document.features if f.shape is not None for a in f.shape.controls()]
    return np.vstack(found) if found else np.zeros((0, 2))


def _share_out(features: Sequence[Feature], drafts: Mapping[str, "_Draft"]) -> None:
    """Give each feature to the plan that it belongs to by its own or the plan's and section's references."""
    plan_of: dict[str, str] = {}
    sections = [f for f in features if f.type in SECTIONS]
    for head in (d.head for d in drafts.values()):
        for target in (*head.targets("bereich"), *head.targets("texte")):
            plan_of.setdefault(target, head.id)
    for section in sections:
        owner = next((t for t in section.targets("gehoertZuPlan") if t in drafts), plan_of.get(section.id, ""))
        if owner in drafts:
            plan_of[section.id] = owner
        for name in ("planinhalt", "praesentationsobjekt", "rasterBasis", "rasterAenderung"):
            for target in section.targets(name):
                plan_of.setdefault(target, owner)
    fallback = next(iter(drafts))
    for feature in features:
        own = (plan_of.get(t, "") for t in feature.targets("gehoertZuBereich"))
        owner = next((p for p in own if p in drafts), plan_of.get(feature.id, fallback))
        owner = feature.id if feature.type in PLANS and feature.id in drafts else owner
        drafts[owner if owner in drafts else fallback].features.append(feature)


@dataclass(slots=True, eq=False)
class _Draft:
    """A plan in the making."""

    head: Feature
    features: list[Feature] = field(default_factory=list)
    objects: list[PlanObject] = field(default_factory=list)
    texts: list[PlanText] = field(default_factory=list)
    reported: list[Remark] = field(default_factory=list)
    repaired: list[Remark] = field(default_factory=list)

    def finished(self, version: str, way: Placement, crs_name: str, notes: tuple[Text, ...], file: str) -> Plan:
        for feature in self.features:
            self._take(feature, way)
        head = self.head
        return Plan(
            id=head.id,
            type=head.type,
            name=head.first("name"),
            number=head.first("nummer"),
            date=next((date for name in DATES if (date := head.first(name))), ""),
            state=state_of(head.first("rechtsstand")),
            version=version,
            crs=way.crs,
            crs_name=crs_name,
            area=self._area(way),
            objects=tuple(self.objects),
            texts=tuple(self.texts),
            given=MappingProxyType(dict(sorted(Counter(f.type for f in self.features).items()))),
            reported=tuple(self.reported),
            repaired=tuple(self.repaired),
            notes=notes,
            file=file,
        )

    def _area(self, way: Placement) -> BaseGeometry:
        """Where the plan holds: its own area, else that of its sections."""
        shapes = [self.head, *(f for f in self.features if f.type in SECTIONS)]
        for feature in shapes:
            if feature.fault is not None:
                self.repaired.append(Remark(feature.id, feature.fault, feature.type))
            if feature.shape is None:
                continue
            try:
                built = build(feature.shape, way)
            except GeometryFault as fault:
                self.repaired.append(Remark(feature.id, fault.text, feature.type))
                continue
            self.repaired += [Remark(feature.id, text, feature.type) for text in built.repaired]
            return built.geometry
        return shapely.MultiPolygon()

    def _take(self, feature: Feature, way: Placement) -> None:
        id = feature.id
        if feature.type in PLANS or feature.type in SECTIONS:
            return
        if feature.type in TEXTS:
            self.texts.append(PlanText(id, feature.first("schluessel"), feature.first("text")))
            return
        why = self._why_not(feature)
        if why is None and feature.shape is not None:
            try:
                built = build(feature.shape, way)
            except GeometryFault as fault:
                why = fault.text
            else:
                self.repaired += [Remark(id, text, feature.type) for text in built.repaired]
                self.objects.append(_object(feature, built.geometry))
                return
        self.reported.append(Remark(id, why or Text.of("xplan.reported.no-geometry"), feature.type))

    def _why_not(self, feature: Feature) -> Text | None:
        if feature.type in NOT_DRAWN:
            return Text.of(NOT_DRAWN[feature.type])
        return feature.fault


def _object(feature: Feature, geometry: BaseGeometry) -> PlanObject:
    label = next((text for name in LABELS if (text := feature.first(name))), "")
    level = number(feature.first("ebene"))
    return PlanObject(
        id=feature.id,
        type=feature.type,
        kind=kind_of_class(feature.type),
        geometry=geometry,
        label=label,
        use=use_of(feature.first("besondereArtDerBaulNutzung"), feature.first("allgArtDerBaulNutzung")),
        limits=feature.limits(),
        level=int(level) if level is not None else 0,
        texts=feature.targets("refTextInhalt"),
        attributes=feature.properties,
    )
