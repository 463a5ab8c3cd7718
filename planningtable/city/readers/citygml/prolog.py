"""The first lines of an XML file: encoding, root element, and a refusal of document type declarations."""

from dataclasses import dataclass
from xml.parsers import expat

from planningtable.city.readers.files import Stream
from planningtable.domain.text import PlanningError

CHUNK = 16 * 1024
# A root element that does not begin within so many bytes is none.
LONGEST_PROLOG = 4 * 2**20


@dataclass(frozen=True, slots=True)
class Prolog:
    """What stands before the content.

    Attributes:
        encoding: as declared or recognised, upper case.
        root: local name of the root element.
        namespaces: of the root element and those it declares.
    """

    encoding: str
    root: str
    namespaces: tuple[str, ...]

    @property
    def version(self) -> str:
        """CityGML version ``1.0``, ``2.0`` or ``3.0``; empty if it is no CityGML."""
        for namespace in self.namespaces:
            if "citygml" in namespace.lower():
                for version in ("1.0", "2.0", "3.0"):
                    if namespace.rstrip("/").endswith(version):
                        return version
        return ""


class _RootFound(Exception):
    """A signal, not an error: expat has no other way to stop."""


class _Listener:
    def __init__(self, name: str) -> None:
        self.file = name
        self.encoding = ""
        self.root = ""
        self.namespaces: list[str] = []

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        self.encoding = (encoding or "").upper()

    def doctype(self, _name: str, _system: str | None, _public: str | None, _internal: bool) -> None:
        raise PlanningError("error.city.doctype", file=self.file)

    def namespace(self, _prefix: str | None, uri: str | None) -> None:
        self.namespaces.append(uri or "")

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition("\n")
        self.root = local
        self.namespaces.insert(0, namespace)
        raise _RootFound


def read_prolog(stream: Stream, name: str) -> Prolog:
    """Read up to the root element; nothing is expanded and nothing is fetched.

    Raises:
        PlanningError: not XML, or it holds a document type declaration (with which entities could be smuggled in).
    """
    listener = _Listener(name)
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.XmlDeclHandler = listener.declaration
    parser.StartDoctypeDeclHandler = listener.doctype
    parser.StartNamespaceDeclHandler = listener.namespace
    parser.StartElementHandler = listener.start
    first = b""
    try:
        while stream.bytes_read < LONGEST_PROLOG:
            data = stream.read(CHUNK)
            if not first and data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
                raise PlanningError("error.city.json", file=name)
            first = first or data
            parser.Parse(data, not data)
            if not data:
                break
    except _RootFound:
        return Prolog(listener.encoding or _by_mark(first), listener.root, tuple(listener.namespaces))
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise PlanningError("error.city.not-xml", file=name) from error
    raise PlanningError("error.city.not-xml", file=name)


def _by_mark(first: bytes) -> str:
    return "UTF-16" if first[:2] in (b"\xff\xfe", b"\xfe\xff") else "UTF-8"
