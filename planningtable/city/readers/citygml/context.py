"""A second pass over a document for what references in other chunks lead to."""

import re

from lxml import etree

from planningtable.city.job import Job
from planningtable.city.readers.citygml.frame import Frame, parsed
from planningtable.city.readers.citygml.names import HREF
from planningtable.city.readers.citygml.survey import pieces
from planningtable.city.readers.files import Part

# References of what is found may lead on; not for ever.
PASSES = 3
# More than this is not carried to every chunk.
MOST_CONTEXT = 256 * 2**20
_IDS = re.compile(rb"""\bid\s*=\s*["']([^"'<]+)["']""")
_SURFACES = ("{http://www.opengis.net/gml", "{http://www.opengis.net/citygml/texturedsurface/")


def gathered(part: Part, frame: Frame, targets: frozenset[str], job: Job) -> bytes:
    """The geometry elements with some ids, and what they refer to, one after another, each with its namespaces.

    Raises:
        CancelledError: the job was cancelled.
    """
    found: dict[str, bytes] = {}
    wanted = set(targets)
    for _ in range(PASSES):
        more = _pass(part, frame, wanted, found, job)
        wanted = more - found.keys() - targets
        if not wanted or sum(map(len, found.values())) > MOST_CONTEXT:
            break
    return b"".join(found.values())


def _pass(part: Part, frame: Frame, wanted: set[str], found: dict[str, bytes], job: Job) -> set[str]:
    """Take in the elements with some ids; gives the targets that they refer to."""
    more: set[str] = set()
    names = {target.encode() for target in wanted}
    for piece in pieces(part, frame, job):
        if names.isdisjoint(_IDS.findall(piece.data)):
            continue
        try:
            root = parsed(frame.root, piece.data, frame.close)
        except etree.XMLSyntaxError:
            continue  # read() reports what is not well-formed
        for element in root.iter("*"):
            id = element.get(frame.gml_id)
            if id in wanted and id not in found and element.tag.startswith(_SURFACES):
                found[id] = etree.tostring(element, with_tail=False)
                more.update(
                    href.rpartition("#")[2]
                    for href in (below.get(HREF) for below in element.iter("*"))
                    if href is not None
                )
    return more
