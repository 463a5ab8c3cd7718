"""A whole town as surveys deliver it: a folder of CityGML tiles of one kilometre, made of a real neighbourhood.

``python -m benchmarks.town SOURCE.gml FOLDER [TILES [BUILDINGS [EPSG]]]`` writes so many files (1,000) of so many
buildings each (1,000) on a square of whole kilometres. Every building has an id of its own and stands at a place of its
own; everything else is as in the source, whose neighbourhood has to fit into a kilometre.
"""

import math
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tiling import END, MEMBER, NUMBERS, read

EDGE = 1000
ENVELOPE = re.compile(rb"<gml:boundedBy>.*?</gml:boundedBy>", re.DOTALL)
ID = re.compile(rb'(gml:id="|xlink:href="#)([^"]+)"')
BETWEEN = re.compile(rb">\s+<")
# Bytes that no XML holds, for what differs from tile to tile: kilometres east and north, number of the tile.
EAST, NORTH, TILE = b"\x01", b"\x02", b"\x03"


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The buildings of a file.

    Attributes:
        head: what stands before the first.
        members: one text a building.
        tail: what stands after the last.
        low: least easting and northing [m].
        size: extent to the east and to the north [m].
    """

    head: bytes
    members: tuple[bytes, ...]
    tail: bytes
    low: tuple[float, float]
    size: tuple[float, float]


def neighbourhood(source: Path) -> Neighbourhood:
    """Take a CityGML file with metric coordinates, east first, apart.

    Raises:
        ValueError: it holds no buildings, or does not fit into a kilometre.
    """
    text = BETWEEN.sub(b"><", read(source))
    starts = [found.start() for found in MEMBER.finditer(text)]
    ends = [found.end() for found in END.finditer(text)]
    if not starts or len(starts) != len(ends):
        raise ValueError(f"{source.name} holds no city objects")
    members = tuple(text[a:b] for a, b in zip(starts, ends, strict=True))
    points = [found[2].split() for member in members for found in NUMBERS.finditer(member)]
    east = [float(v) for values in points for v in values[0::3]]
    north = [float(v) for values in points for v in values[1::3]]
    size = (max(east) - min(east), max(north) - min(north))
    if max(size) > EDGE:
        raise ValueError(f"{source.name} does not fit into a kilometre")
    return Neighbourhood(text[: starts[0]], members, text[ends[-1] :], (min(east), min(north)), size)


def write_town(source: Path, folder: Path, tiles: int, buildings: int, epsg: str) -> None:
    """Write the tiles, in rows from the south-west, into a folder that is made where it is missing.

    Args:
        source: a CityGML file with metric coordinates, east first.
        folder: takes ``tile_EAST_NORTH.gml``, in kilometres.
        tiles: how many files.
        buildings: in each; the neighbourhood is repeated in a square, closer together where it is to be dense.
        epsg: code of the source's CRS, written into every tile.

    Raises:
        ValueError: the source cannot be repeated.
    """
    known = neighbourhood(source)
    pattern = b"".join(_pattern(known, buildings, epsg))
    folder.mkdir(parents=True, exist_ok=True)
    side = math.ceil(math.sqrt(tiles))
    first = (int(known.low[0] // EDGE), int(known.low[1] // EDGE))
    for tile in range(tiles):
        east, north = first[0] + tile % side, first[1] + tile // side
        text = pattern.replace(EAST, b"%d" % east).replace(NORTH, b"%d" % north).replace(TILE, b"%d" % tile)
        (folder / f"tile_{east}_{north}.gml").write_bytes(text)


def _pattern(known: Neighbourhood, buildings: int, epsg: str) -> Iterator[bytes]:
    lower, upper = (b"%b000 %b000 0" % (EAST, NORTH), b"%b999.99 %b999.99 200" % (EAST, NORTH))
    box = (
        b'<gml:boundedBy><gml:Envelope srsName="EPSG:%b" srsDimension="3"><gml:lowerCorner>%b</gml:lowerCorner>'
        b"<gml:upperCorner>%b</gml:upperCorner></gml:Envelope></gml:boundedBy>"
    )
    yield ENVELOPE.sub(b"", known.head) + box % (epsg.encode(), lower, upper)
    side = math.ceil(math.sqrt(buildings / len(known.members)))
    step = [(EDGE - 0.01 - size) / max(side - 1, 1) for size in known.size]
    for number in range(buildings):
        copy, which = divmod(number, len(known.members))
        row, column = divmod(copy, side)
        at = (step[0] * column - known.low[0], step[1] * row - known.low[1])
        yield _moved(ID.sub(rb"\g<1>\g<2>_%d_" % copy + TILE + b'"', known.members[which]), at)
    yield known.tail


def _moved(member: bytes, by: tuple[float, float]) -> bytes:
    def moved(found: re.Match[bytes]) -> bytes:
        values = found[2].split()
        values[0::3] = [EAST + b"%06.2f" % (float(v) + by[0]) for v in values[0::3]]
        values[1::3] = [NORTH + b"%06.2f" % (float(v) + by[1]) for v in values[1::3]]
        return found[1] + b" ".join(values) + b"<"

    return NUMBERS.sub(moved, member)


if __name__ == "__main__":
    _source, _folder, *_more = sys.argv[1:]
    _tiles, _buildings, _epsg = (*_more, *("1000", "1000", "31467")[len(_more) :])
    write_town(Path(_source), Path(_folder), int(_tiles), int(_buildings), _epsg)
