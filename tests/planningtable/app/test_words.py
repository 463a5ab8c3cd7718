import string

from planningtable.app.words import load_words


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
