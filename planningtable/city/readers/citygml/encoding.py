"""Any encoding to UTF-8, as a stream."""

import codecs
import re
from collections.abc import Iterator

from planningtable.city.readers.files import Stream
from planningtable.domain.text import PlanningError

BLOCK = 2**20
_DECLARED = re.compile(rb"""^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']""")
_MARKS = (
    (codecs.BOM_UTF8, "UTF-8"),
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_PLAIN = frozenset({"utf-8", "ascii"})


def encoding_of(first: bytes) -> tuple[str, str]:
    """Name of the encoding for people, and the codec, from the first bytes of a document.

    Raises:
        LookupError: there is no such encoding.
    """
    declared = _DECLARED.search(first)
    name = declared[1].decode("ascii") if declared else ""
    for mark, codec in _MARKS:
        if first.startswith(mark):
            return (name or codec).upper(), "utf-8-sig" if codec == "UTF-8" else codec
    for start, codec in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if first.startswith(start):
            return "UTF-16", codec
    if name.lower().startswith(("utf-16", "utf16", "utf-32", "utf32", "ucs", "iso-10646")):
        name = ""  # the declaration itself could not be read if it were so
    codec = codecs.lookup(name or "utf-8").name
    b"ab".decode(codec, "replace")  # a LookupError if it is no encoding of text
    return (name or "UTF-8").upper(), codec


def blocks_of(stream: Stream, file: str) -> tuple[str, Iterator[bytes]]:
    """Name of the encoding, and the text in UTF-8 without byte order mark.

    Raises:
        PlanningError: the encoding is not known, or the bytes are none of it.
    """
    first = stream.read(BLOCK)
    try:
        name, codec = encoding_of(first)
    except LookupError as error:
        raise PlanningError("error.city.not-xml", file=file) from error
    if codec in _PLAIN:
        return name, _plain(first, stream)
    return name, _decoded(first, stream, codec, file)


def _plain(first: bytes, stream: Stream) -> Iterator[bytes]:
    data = first.lstrip()
    while data:
        yield data
        data = stream.read(BLOCK)


def _decoded(first: bytes, stream: Stream, codec: str, file: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)()
    data, lines = first, 1
    while True:
        try:
            text = decoder.decode(data, not data)
        except (UnicodeError, ValueError) as error:
            raise PlanningError("error.city.not-well-formed", file=file, line=lines) from error
        lines += text.count("\n")
        if data is first:
            text = text.lstrip("\ufeff \t\r\n")
        if text:
            yield text.encode("utf-8", "replace")
        if not data:
            return
        data = stream.read(BLOCK)
