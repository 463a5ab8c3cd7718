import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from planningtable.app.words import load_words
from planningtable.city import readers

FOLDER = Path(readers.__file__).parent
MODULES = [
    *sorted((FOLDER / "ground").glob("*.py")),
    *(FOLDER / f"{name}.py" for name in ("archives", "containers", "detect", "files", "texts")),
]


def sentences() -> Iterator[tuple[str, frozenset[str]]]:
    """Message ids in the readers, with the arguments that are given."""
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = ast.unparse(node.func)
                id = node.args[0].value
                if name in ("Text.of", "PlanningError") and isinstance(id, str):
                    yield id, frozenset(k.arg for k in node.keywords if k.arg)


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_sentence_is_written_and_gets_what_it_names(language: str) -> None:
    words = load_words(language, ())
    found = list(sentences())
    assert len(found) > 60
    for id, given in found:
        assert words.knows(id), id
        wanted = {name for _, name, _, _ in string.Formatter().parse(words.sentences[id]) if name}
        assert wanted <= given, id
