"""What a layer tells of by name, in the council pack."""

from dataclasses import replace

from helpers.packs import full_content

from planningtable.app.words import load_words
from planningtable.domain.text import Text
from planningtable.layers.listing import Listing
from planningtable.report.blocks import Bullets, Heading
from planningtable.report.sections.methods import LISTED, methods


def test_the_first_streets_under_water_are_told_and_the_others_counted():
    words = load_words("de")
    whole = full_content(b"")
    keys = ("name", "depth_m")
    line = "heavy-rain.listing.underpasses-line"
    long = Listing(Text("heavy-rain.listing.streets"), line, keys, tuple((f"Weg {i}", 0.5) for i in range(LISTED + 3)))
    short = Listing(Text("heavy-rain.listing.streets"), line, keys, (("Hauptstraße", 0.25),))
    none = Listing(Text("heavy-rain.listing.cut-off"), line, keys, ())
    sheet = replace(whole.layers[0], listings={"base": (long, none), "green": (short,)})
    blocks = list(methods(replace(whole, layers=(sheet,)), words))
    headings = [b.text for b in blocks if isinstance(b, Heading) and "gesperrte" in b.text]
    assert len(headings) == 2
    assert headings[0] != headings[1]
    assert not [b for b in blocks if isinstance(b, Heading) and "nicht erreichbar" in b.text]
    bullets = [b.items for b in blocks if isinstance(b, Bullets)]
    assert (*(f"Weg {i}: 0,50 m" for i in range(LISTED)), "und 3 weitere") in bullets
    assert ("Hauptstraße: 0,25 m",) in bullets
