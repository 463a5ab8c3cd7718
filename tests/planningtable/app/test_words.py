import string

from planningtable.app.words import load_words
from planningtable.domain.text import Words


def test_german_and_english_have_the_same_sentences() -> None:
    assert set(load_words("de").sentences) == set(load_words("en").sentences)


def test_both_languages_take_the_same_arguments() -> None:
    german, english = load_words("de"), load_words("en")
    formatter = string.Formatter()
    for id, sentence in german.sentences.items():
        places = {name for _, name, _, _ in formatter.parse(sentence) if name}
        assert places == {name for _, name, _, _ in formatter.parse(english.sentences[id]) if name}, id


def test_an_unknown_id_is_shown_as_it_is() -> None:
    assert load_words("de")("no.such.sentence") == "no.such.sentence"


def test_decimals_have_the_sign_of_the_language() -> None:
    sentences = {"x": "{value} m, {value:.2f} m, {big:,.1f} m, {count} m"}
    said = {"value": 1.5, "big": 12345.6, "count": 1000}
    assert Words("de", sentences)("x", **said) == "1,5 m, 1,50 m, 12.345,6 m, 1000 m"
    assert Words("en", sentences)("x", **said) == "1.5 m, 1.50 m, 12,345.6 m, 1000 m"
