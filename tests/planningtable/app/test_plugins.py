from pathlib import Path

import pytest

from planningtable.app.plugin_places import places_under
from planningtable.app.plugins import PluginHost

MANIFEST = 'schema = 1\napi = 1\nid = "broken"\nversion = "1"\nlicence = "EUPL-1.2"\n'


def discover(folder: Path) -> PluginHost:
    return PluginHost.discover(places_under(folder))


def test_what_ships_loads_without_a_problem() -> None:
    host = PluginHost.discover()
    assert host.problems == ()
    assert set(host.layers) == {"heavy-rain", "hollows", "waterways", "heat", "green-roof"}
    assert len(host.indicators) >= 10
    assert len(host.measure_kinds) >= 7


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        ("not toml at all =", "Expected"),
        (MANIFEST + "colour = 1\n", "unknown keys ['colour']"),
        (MANIFEST.replace("api = 1", "api = 99"), "API 99"),
        (MANIFEST.replace("schema = 1", "schema = 2"), "schema 2"),
        (MANIFEST + '[[layer]]\nobject = "no.such.module:LAYER"\n', "No module"),
        (MANIFEST + '[[measures]]\nfolder = "nowhere"\n', "nowhere"),
    ],
)
def test_a_broken_plugin_is_a_named_problem(tmp_path: Path, manifest: str, reason: str) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "plugin.toml").write_text(manifest, "utf-8")
    host = discover(tmp_path)
    assert [p.plugin for p in host.problems] == ["broken"]
    assert reason in host.problems[0].reason
    assert host.plugins == ()


def test_an_empty_folder_offers_nothing(tmp_path: Path) -> None:
    assert discover(tmp_path).layers == {}
