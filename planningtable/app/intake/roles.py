"""Files of a delivery that are no city models → what each is used for, and said of each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from planningtable.app.intake.documents import TERRAIN, Delivery
from planningtable.app.intake.request import ImportRequest
from planningtable.city.readers.detect import Kind
from planningtable.city.readers.files import Part
from planningtable.city.readers.ground.cover import is_cover
from planningtable.domain.text import Text

# Purpose of a vector file → field of the request.
FIELDS: Mapping[str, str] = MappingProxyType({"trees": "trees", "streets": "streets", "land-cover": "land_cover"})


@dataclass(frozen=True, slots=True)
class Roles:
    """A request with the files that were found among the city models, and remarks on all of those.

    Attributes:
        request: completed; what the user named stays.
        notes: one a file that is used, or not used.
    """

    request: ImportRequest
    notes: tuple[Text, ...]


def completed(request: ImportRequest, found: Delivery) -> Roles:
    """Use what lies beside the models where nothing else was named for it."""
    terrains: list[Path] = []
    fields: dict[str, Path] = {}
    notes: list[Text] = []
    for part, kind in found.others:
        field = field_of(part, kind, found)
        if field == "plan":
            notes.append(Text.of("city.note.used-as-plan", file=part.name))
        elif field == "terrain" and not request.terrains:
            terrains.append(part.path)
            notes.append(Text.of("city.note.used-as-terrain", file=part.name))
        elif field and field != "terrain" and field not in fields and getattr(request, field) is None:
            fields[field] = part.path
            notes.append(Text.of(f"city.note.used-as-{field.replace('_', '-')}", file=part.name))
        else:
            notes.append(Text.of("city.note.not-used", file=part.name, kind=kind.text))
    if terrains:
        request = replace(request, terrain=tuple(dict.fromkeys(terrains)))
    return Roles(replace(request, **fields), tuple(notes))  # type: ignore[arg-type]  # names of fields of one type


def field_of(part: Part, kind: Kind, found: Delivery) -> str:
    """Field of the request that a file would fill; empty for none. Members of archives are not opened again."""
    if kind is Kind.XPLAN:
        return "plan"
    if kind in TERRAIN:
        return "land_cover" if kind is Kind.RASTER and is_cover(part) else "terrain"
    if part.member:
        return ""
    return next((FIELDS[p] for p in sorted(found.purposes.get(part, ())) if p in FIELDS), "")
