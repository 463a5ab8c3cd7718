"""The guides say what works: commands parse, pictures are there and small, the example plugin loads and computes."""

import re
import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from helpers.sites import block_site

from planningtable.app.plugin_places import installed_places, places_under
from planningtable.app.plugins import PluginHost
from planningtable.app.words import load_words
from planningtable.city.job import Job
from planningtable.cli.main import build_parser
from planningtable.domain.text import Text
from planningtable.indicators.indicator import Inputs

DOCS = Path(__file__).parents[2] / "docs"
GUIDES = ("guide.md", "handbuch.md")
PAGES = (*GUIDES, "simulate.md", "plugins.md")
LARGEST = 300_000
SHEETS = {"contact-sheet.png": 1_000_000}
"""Pictures of many pictures may be larger [bytes]."""
PLACEHOLDER = "ARGS…"

pages = pytest.mark.parametrize("page", PAGES)


def text_of(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


def commands(text: str) -> list[str]:
    """What follows `./run` or `planningtable`, in blocks of shell and in the running text."""
    inline = re.findall(r"`(?:\./run|planningtable) ([^`]+)`", text)
    shell = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    blocks = re.findall(r"^(?:\w+=\S+ )*(?:\./run|planningtable) (.+)$", shell, re.MULTILINE)
    return [line for line in (*inline, *blocks) if PLACEHOLDER not in line]


@pages
def test_every_command_line_parses(page: str) -> None:
    found = commands(text_of(page))
    assert found
    parser = build_parser(load_words("en"))
    for line in found:
        words = ["3333" if word == "PORT" else word for word in shlex.split(line)]
        assert parser.parse_args(words).command == words[0], line


def test_a_wrong_command_line_is_found() -> None:
    with pytest.raises(Exception, match="arguments"):
        build_parser(load_words("en")).parse_args(shlex.split("open quartier.gpkg --mode sofa"))


def test_both_guides_have_the_same_chapters_and_pictures() -> None:
    english, german = (text_of(page) for page in GUIDES)
    for parts in (r"^(#+) ", r"\]\((pictures/[^)]+)\)", r"^(```\w*)$"):
        assert re.findall(parts, english, re.MULTILINE) == re.findall(parts, german, re.MULTILINE)


def test_pictures_are_small_and_used() -> None:
    used = {name for page in GUIDES for name in re.findall(r"\]\(pictures/([^)]+)\)", text_of(page))}
    files = {file.name: file for file in (DOCS / "pictures").glob("*.png")}
    assert used <= set(files)
    sizes = {name: file.stat().st_size for name, file in files.items()}
    assert {name: size for name, size in sizes.items() if size > SHEETS.get(name, LARGEST)} == {}


def examples() -> Iterator[tuple[str, str]]:
    """Files of the example plugin: a path on a line of its own, then a block."""
    yield from re.findall(r"^`(hedges/\S+)`\n\n```\w+\n(.*?)```", text_of("plugins.md"), re.MULTILINE | re.DOTALL)


@pytest.fixture
def plugin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name, content in examples():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    (tmp_path / "hedges" / "hedge" / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path / "hedges")
    yield tmp_path / "hedges"
    for module in [name for name in sys.modules if name.partition(".")[0] == "hedge"]:
        monkeypatch.delitem(sys.modules, module)


def test_the_example_plugin_loads_and_computes(plugin: Path) -> None:
    host = PluginHost.discover(places_under(plugin))
    assert host.problems == ()
    assert (set(host.layers), set(host.indicators), set(host.measure_kinds)) == (
        {"heights"},
        {"shrub-share"},
        {"hedge"},
    )
    site = block_site()
    heights = host.layers["heights"]
    made = heights.compute(site, heights.describe().scenarios[0], heights.resolutions(site)[-1], Job())
    assert made.grids["height"].values.min() == 0.0
    none: Mapping[str, object] = {}
    assert host.indicators["shrub-share"].compute(Inputs(site, site, (), none, none)).value == 0.0


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_example_plugin_has_its_words(plugin: Path, language: str) -> None:
    words = load_words(language, (*installed_places(), *places_under(plugin)))
    ids = {
        id
        for _, content in examples()
        for id in re.findall(r'Text\("([^"]+)"\)|^(?:name|summary|label) = "(\S+\.\S+)"', content, re.MULTILINE)
        for id in id
        if id
    }
    assert len(ids) > 10
    assert [id for id in ids if words(Text(id)) == id] == []
