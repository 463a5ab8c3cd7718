"""Documentation is tested: commands, layers, indicators and measures are on their pages; links and pictures exist."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from planningtable.app.plugins import PluginHost
from planningtable.app.words import load_words

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_commands_page_is_what_the_commands_say() -> None:
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == script("commands_page").text()


def test_the_methods_page_is_what_the_layers_and_indicators_say() -> None:
    assert (ROOT / "docs" / "methods.md").read_text("utf-8") == script("methods_page").text()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_and_pictures_are_there(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), target


def test_every_measure_parameter_is_in_the_nomenclature() -> None:
    names = set(re.findall(r"`([a-z_]+)`", (ROOT / "docs" / "nomenclature.md").read_text("utf-8")))
    for kind in PluginHost.discover().measure_kinds.values():
        assert {p.name for p in kind.parameters} <= names, kind.id


def test_everything_that_plugins_name_has_words() -> None:
    words = load_words("de")
    host = PluginHost.discover()
    for layer in host.layers.values():
        info = layer.describe()
        for text in (info.name, info.summary, info.method, *info.limits, *(s.name for s in info.scenarios)):
            assert words.knows(text.id), text.id
    for indicator in host.indicators.values():
        about = indicator.info
        for text in (about.name, about.formula, about.inputs, about.silence):
            assert words.knows(text.id), text.id
        assert about.sdg
        assert about.source
    for kind in host.measure_kinds.values():
        for text in (kind.name, kind.summary, *(p.label for p in kind.parameters)):
            assert words.knows(text.id), text.id
