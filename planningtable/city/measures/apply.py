"""Measures put on a site: pure, in the order in which they were placed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from shapely.errors import GEOSException

from planningtable.city.digest import sealed
from planningtable.city.measures.effects.act import Act, Handler, NotPossibleError
from planningtable.city.measures.effects.channel import lower_strip
from planningtable.city.measures.effects.finish import finish
from planningtable.city.measures.effects.ground import change_cover, lower_terrain
from planningtable.city.measures.effects.new_building import put_up
from planningtable.city.measures.effects.on_buildings import add_cistern, green_roof
from planningtable.city.measures.effects.plants import plant_tree
from planningtable.city.measures.effects.removed_building import take_down
from planningtable.city.measures.effects.works import build_wall, dig_trench
from planningtable.city.measures.kind import MeasureKind
from planningtable.city.measures.outline import outline, strip
from planningtable.city.measures.parameters import filled_parameters
from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.domain.values import Measure, Parameter

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "land-cover": change_cover,
        "tree": plant_tree,
        "green-roof": green_roof,
        "terrain": lower_terrain,
        "channel": lower_strip,
        "wall": build_wall,
        "trench": dig_trench,
        "cistern": add_cistern,
        "new-building": put_up,
        "remove-building": take_down,
    }
)
"""Effect to what carries it out; one line an effect."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A measure that could not be carried out.

    Attributes:
        measure: its id.
        reason: shown to people.
    """

    measure: str
    reason: Text


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """The site with measures.

    Attributes:
        site: sealed with its own digest.
        skipped: the measures that are not in it, in order.
    """

    site: Site
    skipped: tuple[Skipped, ...]


def apply(site: Site, measures: Sequence[Measure], kinds: Mapping[str, MeasureKind]) -> Applied:
    """Carry out measures in their order; each wholly or not at all.

    Args:
        site: the existing state; it is not changed.
        measures: geometries in the site's CRS [m].
        kinds: id to kind.

    Returns:
        The new site, and the measures skipped because their target is gone, their ground is taken or their kind is
        not known.
    """
    current, skipped = site, []
    for measure in measures:
        try:
            current = _with(current, measure, kinds)
        except NotPossibleError as error:
            skipped.append(Skipped(measure.id, error.text))
    if current is site:
        return Applied(site, tuple(skipped))
    return Applied(sealed(finish(current, site.objects)), tuple(skipped))


def _with(site: Site, measure: Measure, kinds: Mapping[str, MeasureKind]) -> Site:
    kind = kinds.get(measure.kind)
    if kind is None:
        raise NotPossibleError("unknown-kind")
    parameters = filled_parameters(kind, measure)
    try:
        where, along = outline(measure, kind), strip(measure, kind)
    except GEOSException as error:
        raise NotPossibleError("no-geometry") from error
    if where.is_empty:
        raise NotPossibleError("no-geometry")
    for effect, settings in kind.effects.items():
        values = {name: _value(setting, parameters) for name, setting in settings.items()}
        site = HANDLERS[effect](site, Act(measure.id, measure.target, where, along, values))
    return site


def _value(setting: Parameter, parameters: Mapping[str, Parameter]) -> Parameter:
    if isinstance(setting, str) and setting.startswith("$"):
        return parameters[setting[1:]]
    return setting
