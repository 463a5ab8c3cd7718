"""What a development plan states, as frozen data; geometry in the site's CRS."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

from shapely.geometry.base import BaseGeometry

from planningtable.city.grid import Extent
from planningtable.city.model.batch import Remark
from planningtable.domain.text import Text

# hoehenbezug: heights above sea level, and the only other that the table itself can tell: above the ground.
ABSOLUTE = frozenset({"1000", "1100", "1200"})
ABOVE_GROUND = "2000"


class PlanKind(IntEnum):
    """What an object of a plan is to a planner, and how it is drawn."""

    OTHER = 0
    ZONE = 1
    BUILDABLE = 2
    BUILDING_LIMIT = 3
    BUILDING_LINE = 4
    TRAFFIC = 5
    GREEN = 6
    PLANTING = 7
    WATER = 8
    COMMUNITY = 9
    SUPPLY = 10
    NATURE = 11
    HERITAGE = 12
    RIGHT = 13
    HEIGHT = 14
    BOUNDARY = 15
    TEXT = 16
    ANCILLARY = 17


@dataclass(frozen=True, slots=True)
class HeightLimit:
    """A height that a plan states (XP_Hoehenangabe).

    Attributes:
        reference: code of hoehenbezug, e.g. ``1000`` for above sea level, ``2000`` above the ground; empty for none.
        point: code of bezugspunkt, e.g. ``1000`` eaves, ``2000`` ridge, ``3000`` top, ``6000`` building.
        stated: h, without saying which kind of limit it is [m].
        minimum: hMin [m].
        maximum: hMax [m].
        mandatory: hZwingend [m].
        words: a reference or point that is described in words instead.
    """

    reference: str = ""
    point: str = ""
    stated: float | None = None
    minimum: float | None = None
    maximum: float | None = None
    mandatory: float | None = None
    words: str = ""

    @property
    def absolute(self) -> bool:
        """Whether the height is one above sea level."""
        return self.reference in ABSOLUTE


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be built; None where nothing is stated.

    Attributes:
        grz: most built-over area by plot area (Grundflächenzahl).
        grz_min: least.
        gfz: most floor area by plot area (Geschossflächenzahl).
        gfz_min: least.
        gr: most built-over area [m²].
        gr_min: least [m²].
        gf: most floor area [m²].
        gf_min: least [m²].
        bmz: most volume by plot area (Baumassenzahl) [m].
        bm: most volume [m³].
        storeys: most full storeys.
        storeys_min: fewest full storeys.
        storeys_mandatory: exactly so many full storeys.
        dwellings: most dwellings in a building.
        pitch_min: least pitch of the roof [°].
        pitch_max: most pitch of the roof [°].
        heights: heights as stated.
    """

    grz: float | None = None
    grz_min: float | None = None
    gfz: float | None = None
    gfz_min: float | None = None
    gr: float | None = None
    gr_min: float | None = None
    gf: float | None = None
    gf_min: float | None = None
    bmz: float | None = None
    bm: float | None = None
    storeys: float | None = None
    storeys_min: float | None = None
    storeys_mandatory: float | None = None
    dwellings: float | None = None
    pitch_min: float | None = None
    pitch_max: float | None = None
    heights: tuple[HeightLimit, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanText:
    """A textual stipulation.

    Attributes:
        id: gml:id.
        key: number, e.g. ``§2 Nr. 25``.
        text: as stated; empty where it stands in another file.
    """

    id: str
    key: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class PlanObject:
    """An area, line or point of a plan.

    Attributes:
        id: gml:id, or made up.
        type: class as the file names it, e.g. ``BP_BaugebietsTeilFlaeche``.
        kind: what that is.
        geometry: in the site's CRS; arcs are approximated to 1 cm.
        label: what is written on the plan: structure, inscription or text.
        use: kind of use in words; None where none is stated.
        limits: how much may be built.
        level: 0 at the ground, above 0 over it, below 0 under it (ebene).
        texts: ids of the stipulations that hold here.
        attributes: every other property, in the file's order; nested ones joined by dots.
    """

    id: str
    type: str
    kind: PlanKind
    geometry: BaseGeometry
    label: str = ""
    use: Text | None = None
    limits: Limits = field(default_factory=Limits)
    level: int = 0
    texts: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def values(self, key: str) -> tuple[str, ...]:
        """All values of a property."""
        return tuple(value for name, value in self.attributes if name == key)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """A plan.

    Invariant: each feature of the file is a plan or one of its sections, or among ``objects``, ``texts`` or
    ``reported``; ``given`` counts them all.

    Attributes:
        id: gml:id.
        type: ``BP_Plan``, ``FP_Plan`` …; empty where the file has objects without a plan.
        name: as stated.
        number: as stated.
        date: of entry into force, else of the resolution or of the data, ISO 8601; empty for none.
        state: legal state in words; None where none is stated.
        version: of XPlanGML.
        crs: ``EPSG:code`` of the geometry.
        crs_name: as it stood in the file.
        area: where the plan holds; empty geometry where it does not say.
        objects: what it stipulates where.
        texts: what it stipulates in words.
        given: number of features by class.
        reported: features that are not drawn, and why.
        repaired: what was mended in geometry, and how.
        notes: remarks on the whole.
        file: name of the document.
    """

    id: str
    type: str
    name: str
    number: str
    date: str
    state: Text | None
    version: str
    crs: str
    crs_name: str
    area: BaseGeometry
    objects: tuple[PlanObject, ...]
    texts: tuple[PlanText, ...] = ()
    given: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    reported: tuple[Remark, ...] = ()
    repaired: tuple[Remark, ...] = ()
    notes: tuple[Text, ...] = ()
    file: str = ""

    @property
    def extent(self) -> Extent | None:
        """Of the area and the objects; None where there is no geometry."""
        boxes = [g.bounds for g in (self.area, *(o.geometry for o in self.objects)) if not g.is_empty]
        if not boxes:
            return None
        west, south, east, north = zip(*boxes, strict=True)
        return Extent(min(west), min(south), max(east), max(north))

    def of(self, *kinds: PlanKind) -> tuple[PlanObject, ...]:
        """The objects of some kinds."""
        return tuple(o for o in self.objects if o.kind in kinds)
