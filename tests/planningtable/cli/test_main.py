import json

import numpy as np
import pytest

from planningtable.cli import main
from planningtable.cli.shell import plain


def test_an_unknown_command_names_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["fly", "--language", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "no command fly" in err
    assert "plugins" in err
    assert err.count("\n") == 1


def test_an_unknown_option_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["plugins", "--wings"]) == 2
    assert "--wings" in capsys.readouterr().err


@pytest.mark.parametrize("early", [["--json"], ["--json", "--language", "de"], ["--language=de", "--json"]])
def test_options_may_stand_before_the_command(early: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run([*early, "plugins"]) == 0
    assert json.loads(capsys.readouterr().out)["problems"] == []


def test_plugins_prints_one_json_object(capsys: pytest.CaptureFixture[str]) -> None:
    code = main.run(["plugins", "--json"])
    result = json.loads(capsys.readouterr().out)
    assert result["problems"] == []
    assert code == 0
    assert {p["id"] for p in result["plugins"]} == {"heavy-rain", "heat", "green-roof", "measures", "indicators"}


@pytest.mark.parametrize("name", main.command_names())
@pytest.mark.parametrize("language", ["de", "en"])
def test_every_command_has_help_in_both_languages(name: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.run([name, "--help", "--language", language])
    assert ended.value.code == 0
    module = main.command_module(name)
    assert module.HELP not in capsys.readouterr().out


def test_plain_values_are_json() -> None:
    assert plain({"a": np.float32(1.5), "b": (np.int64(2), float("nan")), "c": np.bool_(True)}) == {
        "a": 1.5,
        "b": [2, None],
        "c": True,
    }
