"""A CityGML file many times over, beside itself, with ids of its own each time: load of any size from real data."""

import gzip
import re
from pathlib import Path

MEMBER = re.compile(rb"<(?:[\w.-]+:)?cityObjectMember[\s>]")
END = re.compile(rb"</(?:[\w.-]+:)?cityObjectMember\s*>")
NAMED = re.compile(rb'(gml:id="|xlink:href="#|srsName="#)([^"]+)"')
NUMBERS = re.compile(rb"(<gml:pos(?:List)?(?:\s[^>]*)?>)([^<]+)<")
# Copies stand this far apart [m]; each is at most this wide.
APART = 3000.0


def read(source: Path) -> bytes:
    """The text of a file, plain or gzip."""
    return gzip.open(source).read() if source.suffix == ".gz" else source.read_bytes()


def tiled(source: Path, target: Path, megabytes: float) -> int:
    """Write a file of about so many megabytes; the number of copies.

    Members that stand for themselves are repeated; what stands before and after them is kept once.
    """
    text = read(source)
    first = MEMBER.search(text)
    ends = list(END.finditer(text))
    if first is None or not ends:
        raise ValueError(f"{source.name} holds no city objects")
    start, end = first.start(), ends[-1].end()
    copies = max(round(megabytes * 1e6 / (end - start)), 1)
    with target.open("wb") as stream:
        stream.write(text[:start])
        for copy in range(copies):
            stream.write(text[start:end] if copy == 0 else _copy(text[start:end], copy))
        stream.write(text[end:])
    return copies


def _copy(members: bytes, number: int) -> bytes:
    named = NAMED.sub(rb"\g<1>\g<2>_c%d" % number + b'"', members)
    east, north = APART * (number % 8), APART * (number // 8)

    def moved(found: re.Match[bytes]) -> bytes:
        values = found[2].split()
        values[0::3] = [b"%.3f" % (float(v) + east) for v in values[0::3]]
        values[1::3] = [b"%.3f" % (float(v) + north) for v in values[1::3]]
        return found[1] + b" ".join(values) + b"<"

    return NUMBERS.sub(moved, named)
