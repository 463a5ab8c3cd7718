"""The PDF is tagged, in its language, and holds every contribution."""

import io
import struct
import zlib
from dataclasses import replace

import pytest
from helpers.packs import contribution, contributions, empty_content, full_content
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from planningtable.app.words import load_words
from planningtable.city.site import Source
from planningtable.domain.text import LANGUAGES
from planningtable.report.document import build
from planningtable.report.glyphs import Glyphs
from planningtable.report.pdf import to_pdf


def picture() -> bytes:
    """A grey PNG of 4 by 2 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 4, 2, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00\x80\x80\x80\x80" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("language", LANGUAGES)
def test_tagged_titled_and_in_its_language(language: str) -> None:
    reader = PdfReader(io.BytesIO(to_pdf(build(full_content(picture()), load_words(language)))))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert "/StructTreeRoot" in root
    assert reader.metadata is not None
    assert (reader.metadata.title or "").startswith("Auental: Plätze & Straßen")
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


def test_all_contributions_can_be_read() -> None:
    content = full_content(picture())
    text = " ".join(
        page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(build(content, load_words("de"))))).pages
    )
    flat = "".join(text.split())
    for said in contributions()[:3]:
        assert "".join(said.text.split()) in flat
    assert "Schöngemacht[U+1F333]!" in flat


def test_pictures_carry_their_words() -> None:
    reader = PdfReader(io.BytesIO(to_pdf(build(full_content(picture()), load_words("de")))))
    texts = [str(obj["/Alt"]) for obj in _structure(reader) if "/Alt" in obj]
    assert sum("Ansicht des Stadtmodells" in text for text in texts) >= 4
    assert any("Lageplan" in text for text in texts)


def _structure(reader: PdfReader) -> list[DictionaryObject]:
    objects = (reader.get_object(number) for number in range(1, int(reader.trailer["/Size"])))
    return [o for o in objects if isinstance(o, DictionaryObject) and o.get("/Type") == "/StructElem"]


def test_nothing_at_all_still_makes_a_pdf() -> None:
    assert to_pdf(build(empty_content(), load_words("de"))).startswith(b"%PDF")


def test_markup_and_strange_signs_are_only_text() -> None:
    content = full_content(picture())
    odd = contribution(9, "#let x = 1 $a$ *fett* _kursiv_ <b> \\n \u202eلا\u200d 漢字 \x07 e\u0301")
    state = replace(content.workshop, contributions=(odd,), name="#panic() *")
    text = PdfReader(io.BytesIO(to_pdf(build(replace(content, workshop=state), load_words("de"))))).pages
    flat = "".join("".join(page.extract_text().split()) for page in text)
    assert "#letx=1$a$*fett*_kursiv_<b>" in flat
    assert "[U+6F22]" in flat


def test_glyphs_of_the_font() -> None:
    glyphs = Glyphs.of_report()
    assert glyphs.printable("Äöüß „“ € – ² Привет") == "Äöüß „“ € – ² Привет"
    assert glyphs.printable("a\r\nb\tc\x00") == "a\nb c"
    assert glyphs.printable("\U0001f333") == "[U+1F333]"


def test_the_name_of_a_file_keeps_to_its_column() -> None:
    name = "LoD2_33_360_5800_2_Stadtmodell_Gesamtpaket_2024-05-31_Lieferung_2.zip"
    content = full_content(picture())
    source = Source("city", name, "CityGML", "2.0", "EPSG:25832", "2024-05-31", "dl-de/by-2-0", "0123456789abcdef" * 4)
    site = replace(content.site, sources=(source,))
    pages = PdfReader(io.BytesIO(to_pdf(build(replace(content, site=site), load_words("de"))))).pages
    plain = str.maketrans({"\u200b": None, "\u00ad": "-"})
    lines = [line.translate(plain) for page in pages for line in page.extract_text().splitlines()]
    assert name in "".join(part for line in lines for part in line.split())
    assert not any(name in line for line in lines)
