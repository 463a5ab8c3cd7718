"""The city model of every variant as files: CityJSON, CityGML, glTF."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from planningtable.app.results import Results
from planningtable.app.session import Session
from planningtable.city.job import Job
from planningtable.city.site import Site
from planningtable.city.writers.citygml.document import write_citygml
from planningtable.city.writers.cityjson import write_cityjson, write_cityjson_seq
from planningtable.city.writers.gltf import write_gltf
from planningtable.city.writers.images import images_of
from planningtable.city.writers.request import WriteRequest
from planningtable.domain.text import Words
from planningtable.domain.values import BASE

_NOT_IN_NAMES = re.compile(r"[^\w.]+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class CityFile:
    """A format of city models.

    Attributes:
        suffix: of the file name.
        write: site, path, request and job to a file.
        images: whether textures stand beside it as files.
    """

    suffix: str
    write: Callable[[Site, Path, WriteRequest, Job], None]
    images: bool = False


CITY_FORMATS: Mapping[str, CityFile] = MappingProxyType(
    {
        "cityjson": CityFile(".city.json", write_cityjson, images=True),
        "cityjsonseq": CityFile(".city.jsonl", write_cityjson_seq, images=True),
        "citygml": CityFile(".gml", partial(write_citygml, version="2.0"), images=True),
        "citygml3": CityFile(".v3.gml", partial(write_citygml, version="3.0"), images=True),
        "gltf": CityFile(".glb", write_gltf),
    }
)
"""Format to its file; one line a format."""


def city_files(
    session: Session, results: Results, words: Words, formats: tuple[str, ...], job: Job, *, terrain: bool = True
) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Name of each file, with ``/`` where it is in a folder, and what writes it.

    Args:
        session: the workshop.
        results: sites of its variants.
        words: the base is named in this language.
        formats: those of `CITY_FORMATS` are written, others passed over.
        job: for cancelling.
        terrain: whether the ground is written too.
    """
    chosen = [CITY_FORMATS[name] for name in formats if name in CITY_FORMATS]
    if not chosen:
        return
    stem = _stem(session)
    folder = f"{stem}-{words('writers.textures')}"
    used: set[str] = set()
    textures: Site | None = None
    for variant in session.state.variants:
        base = variant.id == BASE
        name = f"{stem}-{_plain(words('writers.base') if base else variant.title) or variant.id}"
        if name.casefold() in used:
            name = f"{name}-{_plain(variant.id)}"
        used.add(name.casefold())
        site = results.site(variant.id)
        textures = textures or site
        title = session.state.name if base else f"{session.state.name}: {variant.title}"
        request = WriteRequest(title=title, terrain=terrain, images=folder)
        for file in chosen:
            yield name + file.suffix, _writing(file, site, request, job)
    if textures is not None and any(file.images for file in chosen):
        yield from _images(textures, folder)


def _writing(file: CityFile, site: Site, request: WriteRequest, job: Job) -> Callable[[Path], None]:
    return lambda path: file.write(site, path, request, job)


def _images(site: Site, folder: str) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Measures bring no textures, so those of the base serve all variants."""
    for image in images_of(site.textures, folder):
        if image.data:
            yield image.path, partial(_put, image.data)


def _put(data: bytes, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


def _stem(session: Session) -> str:
    name = session.state.name if session.path is None else session.path.stem
    return _plain(name) or "city"


def _plain(text: str) -> str:
    """A text as part of a file name on every system."""
    return _NOT_IN_NAMES.sub("-", text).strip("-.")[:_LONGEST].rstrip("-.")
