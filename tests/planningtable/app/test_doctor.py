from planningtable.app.doctor import Verdict, examine
from planningtable.app.words import load_words


def test_every_check_is_named_and_every_remedy_is_written() -> None:
    words = load_words("de")
    for check in examine():
        assert words.knows(f"doctor.name.{check.id}")
        assert (check.remedy is None) == (check.verdict is Verdict.GOOD)
        if check.remedy is not None:
            assert words.knows(check.remedy.id)
