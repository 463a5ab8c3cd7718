"""Headings: versions, what is refused, title, licence and CRS; states of objects of which one is drawn."""

from pathlib import Path

import pytest
from helpers.citygml_chunks import batches, member, model, square, surfaces, written

from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.city.readers.citygml.format import head
from planningtable.domain.text import PlanningError

CITY = "http://www.opengis.net/citygml"


@pytest.mark.parametrize(
    ("name", "version"),
    [(f"{CITY}/1.0", "1.0"), (f"{CITY}/2.0", "2.0"), (f"{CITY}/3.0", "3.0"), (f"{CITY}/profiles/base/1.0", "1.0")],
)
def test_versions(tmp_path: Path, name: str, version: str) -> None:
    heading = head(written(tmp_path, f'<CityModel xmlns="{name}"/>'), Job())
    assert (heading.format, heading.version, heading.encoding) == ("CityGML", version, "UTF-8")


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ('<CityModel xmlns="http://www.citygml.org/citygml/1/0/0"/>', "error.citygml.old-version"),
        ('<CityModel xmlns="http://www.citygml.org/citygml/0/3/0"/>', "error.citygml.old-version"),
        ("<CityModel/>", "error.city.not-citygml"),
        ("<a/>", "error.city.not-citygml"),
        (f'<x:Building xmlns:x="{CITY}/building/2.0"/>', "error.city.not-citygml"),
        ("hello", "error.city.not-xml"),
        ("<a", "error.city.not-xml"),
        ("\0\1\2", "error.city.not-xml"),
        ('<?xml version="1.0" encoding="klingon"?><a/>', "error.city.not-xml"),
        ('<?xml version="1.0" encoding="hex"?><a/>', "error.city.not-xml"),
        ('{"type": "CityJSON"}', "error.city.json"),
        (f'<!DOCTYPE a [<!ENTITY x "y">]><CityModel xmlns="{CITY}/2.0"/>', "error.city.doctype"),
        (
            f'<!-- a --><!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><CityModel xmlns="{CITY}/2.0"/>',
            "error.city.doctype",
        ),
    ],
)
def test_what_is_none_is_refused_with_a_sentence(tmp_path: Path, text: str, id: str) -> None:
    with pytest.raises(PlanningError) as caught:
        head(written(tmp_path, text), Job())
    assert caught.value.text.id == id
    for language in ("de", "en"):
        assert "{" not in load_words(language)(caught.value.text)


def test_a_doctype_in_utf_16_is_refused_too(tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a []><CityModel xmlns="{CITY}/2.0"/>'
    with pytest.raises(PlanningError) as caught:
        head(written(tmp_path, text.encode("utf-16")), Job())
    assert caught.value.text.id == "error.city.doctype"


def test_title_licence_and_crs(tmp_path: Path) -> None:
    content = (
        "<gml:description>Stand 2020. Lizenz: dl-de/by-2-0.</gml:description><gml:name> Quartier\n Nord </gml:name>"
        "<gml:boundedBy><gml:Envelope srsName='EPSG:25832'/></gml:boundedBy>"
        + member("<bldg:Building><gml:name>House</gml:name></bldg:Building>")
    )
    heading = head(written(tmp_path, model(content)), Job())
    assert (heading.title, heading.licence) == ("Quartier Nord", "dl-de/by-2-0")
    assert heading.reference_names == ("EPSG:25832",)
    bare = head(written(tmp_path, model(member("<bldg:Building><gml:name>House</gml:name></bldg:Building>"))), Job())
    assert (bare.title, bare.licence, bare.reference_names) == ("", "", ())


def test_a_collection_of_features_is_a_model(tmp_path: Path) -> None:
    text = model("<gml:featureMember><bldg:Building gml:id='a'/></gml:featureMember>").replace(
        "core:CityModel", "gml:FeatureCollection"
    )
    (batch,) = batches(written(tmp_path, text))
    assert batch.objects.ids == ("a",)


def test_an_empty_model_has_no_chunks(tmp_path: Path) -> None:
    assert batches(written(tmp_path, model(""))) == []
    assert batches(written(tmp_path, f'<CityModel xmlns="{CITY}/2.0"/>\n')) == []


def state(id: str, identifier: str, dates: str = "") -> str:
    shape = f"<core:lod2MultiSurface>{surfaces(square(f'p-{id}'))}</core:lod2MultiSurface>"
    name = f"<gml:identifier codeSpace='x'>{identifier}</gml:identifier>" if identifier else ""
    return member(f"<bldg:Building gml:id='{id}'>{name}{dates}{shape}</bldg:Building>")


def drawn(tmp_path: Path, content: str, target: int = 1) -> tuple[set[str], dict[str, str]]:
    done = batches(written(tmp_path, model(content, "3.0")), target)
    reported = {r.id: r.why.id for b in done for r in b.reported}
    return {id for b in done for id in b.objects.ids}, reported


@pytest.mark.parametrize("target", [1, 2**21])
def test_of_several_states_of_an_object_the_last_is_drawn(tmp_path: Path, target: int) -> None:
    old = state("b1", "B", "<core:validFrom>2000-01-01</core:validFrom><core:validTo>2010-01-01</core:validTo>")
    mid = state("b2", "B", "<core:validFrom>2010-01-01</core:validFrom><core:validTo>2020-01-01</core:validTo>")
    new = state("b3", "B", "<core:validFrom>2020-01-01</core:validFrom>")
    gone = state("c", "C", "<core:terminationDate>2001-01-01</core:terminationDate>")
    shown, reported = drawn(tmp_path, mid + new + gone + old + state("d", ""), target)
    assert shown == {"b3", "c", "d"}
    assert reported == dict.fromkeys(("b1", "b2"), "city.reason.older-version")


def test_of_several_versions_of_the_model_the_last_is_drawn(tmp_path: Path) -> None:
    def version(id: str, *members: str) -> str:
        links = "".join(f"<vers:versionMember xlink:href='#{m}'/>" for m in members)
        return f"<core:versionMember><vers:Version gml:id='{id}'>{links}</vers:Version></core:versionMember>"

    content = state("a1", "") + state("a2", "") + state("b", "") + state("free", "")
    shown, reported = drawn(tmp_path, content + version("v1", "a1", "b") + version("v2", "a2", "b"))
    assert shown == {"a2", "b", "free"}
    assert reported == {"a1": "city.reason.other-version"}


def test_a_demolished_object_of_version_2_is_still_read(tmp_path: Path) -> None:
    text = model(
        member("<bldg:Building gml:id='a'><core:terminationDate>2001-01-01</core:terminationDate></bldg:Building>")
    )
    (batch,) = batches(written(tmp_path, text))
    assert batch.objects.attributes[0] == {"terminationDate": "2001-01-01"}


def test_every_sentence_exists_in_both_languages() -> None:
    german, english = load_words("de", ()), load_words("en", ())
    own = {id for id in english.sentences if id.startswith("error.citygml.")}
    assert own
    for id in (*own, "city.reason.older-version", "city.repaired.cycle", "city.repaired.arc"):
        assert german.knows(id)
        assert english.knows(id)
