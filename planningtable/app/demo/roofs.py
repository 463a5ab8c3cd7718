"""Roof shapes as profiles, with the AdV codes of the roof types."""

from planningtable.app.demo.solids import Profile

FLAT, PENT, GABLE, HIP, HALF_HIP, MANSARD, TENT, TOWER, SHED, ARCH, MIXED = (
    "1000",
    "2100",
    "3100",
    "3200",
    "3300",
    "3400",
    "3500",
    "4000",
    "3800",
    "3900",
    "5000",
)


def level(height: float) -> Profile:
    return ((0.0, height), (1.0, height))


def pent(eaves: float, rise: float) -> Profile:
    """Low at the front."""
    return ((0.0, eaves), (1.0, eaves + rise))


def gable(eaves: float, rise: float) -> Profile:
    return ((0.0, eaves), (0.5, eaves + rise), (1.0, eaves))


def mansard(eaves: float) -> Profile:
    """Steep below, gentle above: a full storey in the roof."""
    return ((0.0, eaves), (0.11, eaves + 2.7), (0.5, eaves + 4.4), (0.89, eaves + 2.7), (1.0, eaves))


def shed(eaves: float, rise: float, teeth: int) -> Profile:
    """Saw teeth: slopes up to the back, vertical glass down to the next tooth."""
    points: list[tuple[float, float]] = []
    for tooth in range(teeth):
        points += [(tooth / teeth, eaves), ((tooth + 1) / teeth, eaves + rise)]
    return tuple(points)


def arch(eaves: float, rise: float) -> Profile:
    """A shallow barrel in eight facets."""
    shares = [step / 8 for step in range(9)]
    return tuple((share, eaves + rise * (1 - (2 * share - 1) ** 2)) for share in shares)
