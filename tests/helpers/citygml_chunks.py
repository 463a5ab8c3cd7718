"""Reads small CityGML texts chunk by chunk, as small as wanted."""

from collections.abc import Iterator
from pathlib import Path

from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.citygml.format import context_for, given, head, read
from planningtable.city.readers.citygml.head import document
from planningtable.city.readers.citygml.split import TARGET, Splitter
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import Chunk, Heading

NAMESPACES = {
    "core": "",
    "app": "appearance/",
    "bldg": "building/",
    "brid": "bridge/",
    "con": "construction/",
    "dem": "relief/",
    "dyn": "dynamizer/",
    "frn": "cityfurniture/",
    "gen": "generics/",
    "grp": "cityobjectgroup/",
    "luse": "landuse/",
    "pcl": "pointcloud/",
    "tran": "transportation/",
    "tun": "tunnel/",
    "veg": "vegetation/",
    "vers": "versioning/",
    "wtr": "waterbody/",
    "tex": "texturedsurface/",
}


def model(content: str, version: str = "2.0", more: str = "") -> str:
    """A whole document with the namespaces of a version."""
    names = " ".join(f'xmlns:{p}="http://www.opengis.net/citygml/{n}{version}"' for p, n in NAMESPACES.items())
    gml = "http://www.opengis.net/gml/3.2" if version.startswith("3") else "http://www.opengis.net/gml"
    names += f' xmlns:gml="{gml}" xmlns:xlink="http://www.w3.org/1999/xlink"'
    names += ' xmlns:xAL="urn:oasis:names:tc:ciq:xsdschema:xAL:2.0" xmlns:ade="http://example.org/ade"'
    return f'<?xml version="1.0" encoding="UTF-8"?><core:CityModel {names} {more}>{content}</core:CityModel>'


def member(content: str) -> str:
    return f"<core:cityObjectMember>{content}</core:cityObjectMember>"


def square(id: str = "", x: float = 0.0, z: float = 0.0, hole: bool = False) -> str:
    """A polygon of 10 m by 10 m, counter-clockwise."""
    name = f' gml:id="{id}"' if id else ""
    ring = f' gml:id="{id}-ring"' if id else ""

    def ring_of(a: float, b: float) -> str:
        points = [(x + a, a), (x + b, a), (x + b, b), (x + a, b), (x + a, a)]
        return " ".join(f"{p:.1f} {q:.1f} {z:.1f}" for p, q in points)

    inner = f"<gml:interior><gml:LinearRing><gml:posList>{ring_of(2, 4)}</gml:posList></gml:LinearRing></gml:interior>"
    return (
        f"<gml:Polygon{name}><gml:exterior><gml:LinearRing{ring}><gml:posList>{ring_of(0, 10)}</gml:posList>"
        f"</gml:LinearRing></gml:exterior>{inner if hole else ''}</gml:Polygon>"
    )


def surfaces(*content: str, id: str = "") -> str:
    name = f' gml:id="{id}"' if id else ""
    return (
        f"<gml:MultiSurface{name}>"
        + "".join(f"<gml:surfaceMember>{c}</gml:surfaceMember>" for c in content)
        + "</gml:MultiSurface>"
    )


def link(target: str) -> str:
    return f'<gml:MultiSurface><gml:surfaceMember xlink:href="#{target}"/></gml:MultiSurface>'


def written(folder: Path, text: str | bytes) -> Part:
    path = folder / "city.gml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Part(path)


def pieces(part: Part, heading: Heading, target: int = TARGET) -> Iterator[Chunk]:
    """Chunks of another size than the usual one."""
    with document(part, Job()) as (opening, blocks):
        for number, piece in enumerate(Splitter(blocks, heading.context, part.name, target).slices(opening.start)):
            yield Chunk(number, piece)


def batches(part: Part, target: int = TARGET) -> list[CityBatch]:
    """All batches, references across chunks followed."""
    heading = head(part, Job())
    done = [(chunk, read(heading, chunk)) for chunk in pieces(part, heading, target)]
    missing = frozenset(t for _, batch in done for t in batch.unresolved)
    if not missing:
        return [batch for _, batch in done]
    context = context_for(part, heading, missing, Job())
    return [read(heading, given(chunk, context)) if batch.unresolved else batch for chunk, batch in done]


def batch_of(folder: Path, content: str, version: str = "2.0") -> CityBatch:
    """The one batch of a small document."""
    (batch,) = batches(written(folder, model(content, version)))
    return batch
