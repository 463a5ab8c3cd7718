"""What a handler of an effect gets, and how it says that nothing can be done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from shapely.geometry.base import BaseGeometry

from planningtable.city.measures.outline import Strip
from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.domain.values import Parameter


@dataclass(frozen=True, slots=True, eq=False)
class Act:
    """One effect of one measure.

    Attributes:
        measure: id of the measure.
        target: id of the building it acts on, where the kind asks for one.
        outline: where it acts, in the site's CRS [m].
        strip: the same as a strip; None where it is no area.
        settings: of the effect, with the measure's parameters put in.
    """

    measure: str
    target: str | None
    outline: BaseGeometry
    strip: Strip | None
    settings: Mapping[str, Parameter]

    def number(self, name: str) -> float:
        return float(self.settings[name])

    def word(self, name: str) -> str:
        return str(self.settings[name])


class NotPossibleError(Exception):
    """The measure cannot be carried out on this site; it is skipped and listed with the reason."""

    def __init__(self, reason: str) -> None:
        self.text = Text(f"measures.skipped.{reason}")
        super().__init__(reason)


Handler: TypeAlias = Callable[[Site, Act], Site]


def building_row(site: Site, target: str | None) -> int:
    """Row of the building that a measure acts on.

    Raises:
        NotPossibleError: it is not there, or not there any more.
    """
    try:
        return site.buildings.ids.index(target or "")
    except ValueError as error:
        raise NotPossibleError("no-building") from error
