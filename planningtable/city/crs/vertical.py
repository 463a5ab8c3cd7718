"""Vertical datums: what their names mean, and how far two of them are apart."""

import re

from planningtable.domain.text import Text

ELLIPSOIDAL = "ellipsoidal"
# What stands in names of files, authorities and EPSG → datum. The first that is found counts.
_PATTERNS = (
    (re.compile(r"ellip|DE_?ETRS89_?h\b", re.IGNORECASE), ELLIPSOIDAL),
    (re.compile(r"DHHN_?2016|\b7837\b", re.IGNORECASE), "DHHN2016"),
    (re.compile(r"DHH?N_?92|\b5783\b", re.IGNORECASE), "DHHN92"),
    (re.compile(r"DHHN_?85|\b5784\b", re.IGNORECASE), "DHHN85"),
    (re.compile(r"DHHN_?12|\b7699\b", re.IGNORECASE), "DHHN12"),
    (re.compile(r"S?HN_?76|SNN_?76|\b5785\b", re.IGNORECASE), "SNN76"),
    (re.compile(r"EVRF_?2000|\b5730\b", re.IGNORECASE), "EVRF2000"),
    (re.compile(r"EVRF_?2007|\b5621\b", re.IGNORECASE), "EVRF2007"),
    (re.compile(r"\bNAP\b|\b5709\b", re.IGNORECASE), "NAP"),
    (re.compile(r"LHN_?95|\b5729\b", re.IGNORECASE), "LHN95"),
    (re.compile(r"LN_?02|\b5728\b", re.IGNORECASE), "LN02"),
)
# Largest difference to heights above sea level in Germany's other systems [m]: geoid, tide gauges, levelling.
_GEOID = 45
_DIFFERENCES = {
    frozenset({"DHHN2016", "DHHN92"}): 0.06,
    frozenset({"DHHN92", "DHHN12"}): 0.06,
    frozenset({"DHHN92", "DHHN85"}): 0.06,
    frozenset({"DHHN2016", "DHHN12"}): 0.1,
    frozenset({"DHHN2016", "DHHN85"}): 0.1,
    frozenset({"DHHN85", "DHHN12"}): 0.05,
    frozenset({"DHHN92", "SNN76"}): 0.16,
    frozenset({"DHHN2016", "SNN76"}): 0.2,
    frozenset({"LN02", "LHN95"}): 0.6,
    frozenset({"NAP", "DHHN2016"}): 0.05,
    frozenset({"NAP", "DHHN92"}): 0.05,
}


def datum_of(name: str) -> str:
    """The vertical datum that a name means, e.g. ``DHHN92`` for ``DE_DHHN92_NH``; the name itself if it is unknown."""
    for pattern, datum in _PATTERNS:
        if pattern.search(name):
            return datum
    return name.strip()


def difference(name: str, other: str) -> Text | None:
    """What to say where two files name different vertical datums; None where they agree or one names none.

    Args:
        name: vertical datum of a file, as it stands there.
        other: that of the buildings.
    """
    one, two = datum_of(name), datum_of(other)
    if not one or not two or one == two:
        return None
    if ELLIPSOIDAL in (one, two):
        return Text.of("crs.vertical.ellipsoidal", first=name, second=other, metres=_GEOID)
    metres = _DIFFERENCES.get(frozenset({one, two}))
    if metres is None:
        return Text.of("crs.vertical.unknown", first=name, second=other)
    return Text.of("crs.vertical.differs", first=name, second=other, metres=metres)
