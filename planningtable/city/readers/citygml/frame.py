"""What the reader of each chunk has to know of the whole document, and the pieces it is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element

from planningtable.city.readers.citygml.looks import Looks
from planningtable.domain.text import Text


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What holds for every chunk of a document.

    Attributes:
        root: start tag of the root element, with the namespaces it declares, UTF-8.
        close: end tag of the root element.
        gml_id: qualified name of the attribute that holds ids.
        building_end: end tags of buildings, for counting them.
        looks: appearances that belong to the whole model.
        older: ids of objects that are another version of an object that is drawn, and why.
    """

    root: bytes
    close: bytes
    gml_id: str
    building_end: bytes = b""
    looks: Looks = field(default_factory=Looks)
    older: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Slice:
    """Whole members of a document.

    Attributes:
        data: UTF-8, as they stand in the file.
        line: number of the first line.
        objects: number of members that came before.
        relief: whether it holds no members but triangles of a relief that is too long for one slice.
    """

    data: bytes
    line: int = 1
    objects: int = 0
    relief: bool = False


def parsed(root: bytes, data: bytes, close: bytes) -> _Element:
    """The tree of a piece between start and end tag; nothing is expanded and nothing is fetched.

    Raises:
        lxml.etree.XMLSyntaxError: not well-formed.
    """
    parser = etree.XMLParser(
        huge_tree=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
        collect_ids=False,
    )
    return etree.fromstring(b"".join((root, data, close)), parser)
