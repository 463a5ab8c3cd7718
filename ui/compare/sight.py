"""What is seen in a part of the picture, as far as people ask about it: what its colours mean, what lies at a place."""

from dataclasses import dataclass

from planningtable.city.site import Site
from planningtable.domain.text import Text
from planningtable.layers.layer import LayerResult
from planningtable.layers.legend import Legend
from planningtable.layers.reading import Reading, Spot, read
from planningtable.layers.times import MAIN, common_title, shown_access, shown_title


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """A site with a layer at a time.

    Attributes:
        variant: id of the variant that is seen.
        scenario: name of the layer's scenario; None without a layer.
        site: that is drawn; None before it is there.
        result: of the layer; None without one and before it is there.
        frame: which of the result's times; -1 for its main grid.
        gaps: whether parts of it are hatched.
    """

    variant: str
    scenario: Text | None
    site: Site | None
    result: LayerResult | None
    frame: int = MAIN
    gaps: bool = False

    @property
    def legend(self) -> Legend | None:
        """What the colours mean; None where there are none."""
        return None if self.result is None else self.result.legends.get(self.result.main)

    @property
    def signs(self) -> tuple[str, ...]:
        """What is drawn of how streets and buildings are reached."""
        access = None if self.result is None else shown_access(self.result, self.frame)
        return () if access is None else access.signs

    def reading(self, spot: Spot) -> Reading | None:
        """What the layer says of a spot; None where there is no layer."""
        if self.site is None or self.result is None:
            return None
        return read(self.site, self.result, spot, self.frame)


@dataclass(frozen=True, slots=True)
class Told:
    """What stands above the classes of a legend."""

    title: Text
    scenario: Text | None
    legend: Legend


def told(sight: Sight) -> Told | None:
    """The legend of one sight, with the time that is shown; None where there is no layer."""
    if sight.result is None or sight.legend is None:
        return None
    return Told(shown_title(sight.result, sight.frame), sight.scenario, sight.legend)


def shared(sights: tuple[Sight, ...]) -> Told | None:
    """The one legend that holds for all sights; without a time where they show different ones.

    Returns:
        None where one of them shows no layer, another one, another scenario, or other classes.
    """
    tellings = [told(sight) for sight in sights]
    first = tellings[0]
    if first is None or any(one is None or one.scenario != first.scenario for one in tellings):
        return None
    title = common_title([(sight.result, sight.frame) for sight in sights if sight.result is not None])
    return None if title is None else Told(title, first.scenario, first.legend)
