"""How fast a CityGML file becomes a site, beside what ``lxml.iterparse`` alone needs for the same bytes."""

import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from planningtable.app.demo.district import write_district
from planningtable.app.importer import ImportRequest, import_site
from planningtable.city.job import Job
from planningtable.city.readers.citygml.reader import read_city
from planningtable.city.readers.files import Part
from planningtable.domain.text import Text

COPIES = 12
MEGA = 1e6


def _many(source: Path, target: Path) -> None:
    """The demo district several times over, with ids of its own each time."""
    text = source.read_text("utf-8")
    start = text.index("<core:cityObjectMember>")
    end = text.rindex("</core:CityModel>")
    with target.open("w", encoding="utf-8") as stream:
        stream.write(text[:start])
        for copy in range(COPIES):
            members = text[start:end].replace('gml:id="', f'gml:id="c{copy}-')
            stream.write(members.replace('xlink:href="#', f'xlink:href="#c{copy}-'))
        stream.write(text[end:])


def _bare(path: Path) -> float:
    start = time.perf_counter()
    for _, element in etree.iterparse(str(path), events=("end",), tag="{*}cityObjectMember", huge_tree=True):
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
    return time.perf_counter() - start


def run(job: Job) -> Mapping[str, float | str]:
    """Seconds for the whole import, MB/s of reading and of the import, and reading : bare parsing."""
    with tempfile.TemporaryDirectory() as folder:
        district = write_district(Path(folder), job.part(0.0, 0.2))
        big = Path(folder) / "many.gml"
        _many(district.city, big)
        size = big.stat().st_size / MEGA
        job.report(0.3, Text.of("city.job.reading", file=big.name))
        bare = min(_bare(big) for _ in range(3))
        start = time.perf_counter()
        read_city(Part(big), job.part(0.4, 0.6))
        reading = time.perf_counter() - start
        start = time.perf_counter()
        import_site(ImportRequest((big,)), job.part(0.6, 1.0))
        whole = time.perf_counter() - start
    return {
        "seconds": whole,
        "per_unit": f"{size / whole:.1f} MB/s",
        "limit_ratio": reading / bare,
        "megabytes": size,
        "reading_megabytes_per_second": size / reading,
        "bare_megabytes_per_second": size / bare,
    }
